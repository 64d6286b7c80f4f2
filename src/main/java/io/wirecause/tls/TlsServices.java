package io.wirecause.tls;

import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.message.Fingerprint.Carrier;
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
        }
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
