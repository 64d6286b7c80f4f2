package io.wirecause.tls;

import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Profile;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.analysis.service.Trait;
import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import io.wirecause.report.WireText;
import io.wirecause.tls.certificate.CertificateView;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.message.Fingerprint.Carrier;
import io.wirecause.tls.message.Registry;
import io.wirecause.tls.message.ServerHello;
import io.wirecause.tls.message.TlsVersion;
import io.wirecause.tls.stream.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What handshakes tell of the servers, for answers about all protocols. */
final class TlsServices {
    private final List<Handshake> all;
    private final TlsPeers peers;

    TlsServices(List<Handshake> all) {
        this.all = all;
        this.peers = new TlsPeers(all);
    }

    /** Adds names, and the time of handshakes over TCP. */
    void describe(ServiceTable table) {
        Set<Integer> failed = new HashSet<>();
        for (Handshake h : all) {
            if (h.carrier() != Carrier.TCP) {
                if (h.serverName() != null) {
                    table.askedOverUdp(h.server().toString(), h.serverName().toLowerCase(Locale.ROOT));
                }
                describe(h, table.overUdp(h.server().toString()));
                continue;
            }
            Service row = table.of(h.server().toString());
            if (h.serverName() != null) {
                row.name(h.serverName().toLowerCase(Locale.ROOT), 0);
            }
            if (h.outcome().isFailed() && FailureCause.of(h, peers) != null && failed.add(h.stream())) {
                row.failed();
            }
            long total = h.timing().total();
            row.spend(Phase.TLS, 1, total, total, 1);
            chosen(h, row);
        }
    }

    /** One over UDP, where nobody else counts connections; no row for a diagnosis. */
    private static void describe(Handshake h, Service row) {
        if (row == null) {
            return;
        }
        row.connection(h.outcome().isFailed(), 0);
        if (h.serverName() != null) {
            row.name(h.serverName().toLowerCase(Locale.ROOT), 0);
        }
        Moment first = h.first();
        if (first != null) {
            row.profile().seen(first.nanos(), first.nanos());
        }
        row.profile().is(Trait.PROTOCOL, h.carrier() == Carrier.QUIC ? "QUIC" : "DTLS", 1);
        chosen(h, row);
    }

    private static void chosen(Handshake h, Service row) {
        Profile profile = row.profile();
        if (profile == null) {
            return;
        }
        profile.took(Phase.TLS, h.timing().total());
        ServerHello choice = h.choice();
        if (choice != null && choice.usable()) {
            profile.is(Trait.TLS_VERSION, TlsVersion.name(choice.version()), 1);
            profile.is(Trait.CIPHER, Registry.CIPHER.name(choice.cipher()), 1);
            profile.is(Trait.ALPN, choice.alpn(), 1);
            profile.is(Trait.RESUMPTION, h.hello() == null ? null : choice.resumes(h.hello()) ? "resumed" : "not resumed", 1);
        }
        CertificateView leaf = h.serverChain() == null ? null : h.serverChain().leaf();
        profile.is(Trait.CERTIFICATE, leaf == null ? null : leaf.quoted() + " by " + WireText.inQuotes(leaf.issuer())
                + " until " + Instant.ofEpochSecond(leaf.notAfter()).toString().substring(0, "2000-01-01".length()), 1);
    }

    /** What was looked at and is in order. */
    List<String> healthy() {
        long complete = 0;
        long failed = 0;
        long longest = -1;
        long chains = 0;
        long defects = 0;
        long named = 0;
        for (Handshake h : all) {
            complete += h.outcome().isComplete() ? 1 : 0;
            failed += h.outcome().isFailed() ? 1 : 0;
            longest = Math.max(longest, h.timing().total());
            chains += h.serverChain() == null || h.serverChain().leaf() == null ? 0 : 1;
            named += h.serverChain() == null || h.serverChain().leaf() == null || h.serverName() == null ? 0 : 1;
            defects += FailureCause.defect(h) == null ? 0 : 1;
        }
        List<String> healthy = new ArrayList<>();
        if (complete > 0 && failed == 0) {
            healthy.add(Plural.of(complete, "TLS handshake") + " complete, none failed" + (longest < 0 ? ""
                    : "; the longest took " + Durations.words(longest)));
        }
        if (chains > 0 && defects == 0) {
            healthy.add(Plural.of(chains, "certificate chain") + " in the clear valid at the time of the capture, complete as "
                    + "far as it shows" + (named == chains ? ", and for the name asked for" : ""));
        }
        return healthy;
    }
}
