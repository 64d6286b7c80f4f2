package io.wirecause.tls;

import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Party;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.tls.certificate.CertificateView;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.Timing;
import io.wirecause.tls.handshake.TlsThresholds;
import io.wirecause.tls.message.Registry;
import io.wirecause.tls.message.TlsVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What works and could be better: slow handshakes, and outdated versions and parameters. */
final class WeaknessFindings {
    /** Cipher suites that are broken or protect nothing. */
    private static final Pattern BROKEN = Pattern.compile("_(NULL|RC4|RC2|DES|DES40|3DES|IDEA|EXPORT|anon)(_|\\b)|_MD5$");
    private static final String RSA = "RSA ";
    private static final String LOSS = "segments are lost on the way";
    private static final String SERVER = "the server takes its time";
    private static final String CLIENT = "the client takes its time";
    private static final String SILENT = "the server is silent while the client sends";
    private static final String PATH = "the path is long";
    private static final Map<String, Party> PARTIES = Map.of(LOSS, Party.NETWORK, SERVER, Party.SERVER, CLIENT, Party.CLIENT,
            PATH, Party.NETWORK);

    private WeaknessFindings() {
    }

    static List<Finding> slow(List<Handshake> complete) {
        List<Finding> findings = new ArrayList<>();
        List<Handshake> slow = complete.stream().filter(h -> h.timing().total() >= TlsThresholds.SLOW)
                .sorted(Comparator.comparingLong((Handshake h) -> h.timing().total()).reversed()).toList();
        for (List<Handshake> group : TlsFindings.groups(slow, h -> h.server() + culprit(h))) {
            Handshake worst = group.get(0);
            findings.add(TlsFindings.about(TlsFindingCode.TLS_SLOW_HANDSHAKE, Severity.WARNING, Confidence.MEDIUM, group,
                            WeaknessFindings::times)
                    .title(HandshakeWords.handshakes(group) + (group.size() == 1 ? " takes " : " take up to ")
                            + seconds(worst.timing().total()) + ": " + culprit(worst))
                    .hint("Look where the title says that the time goes; the times of each handshake are in the list.")
                    .limits(culprit(worst).equals(SILENT) ? "Datagrams may have got lost behind the capture point on either way, "
                            + "or the server may have been busy."
                            : "Time that a side takes is measured at the capture point, less the round trip of the TCP set-up.")
                    .at(PARTIES.get(culprit(worst)))
                    .build());
        }
        return findings;
    }

    private static String culprit(Handshake h) {
        Timing t = h.timing();
        long path = Math.max(0, t.roundTrip()) * t.roundTrips();
        long most = Math.max(Math.max(t.serverThink(), t.clientThink()), Math.max(t.lossNanos(), path));
        if (most < t.total() / 2 && isSilent(h)) {
            return SILENT;
        }
        if (most < t.total() / 2) {
            return "no single part of it stands out";
        }
        if (t.lossNanos() == most && t.losses() > 0) {
            return LOSS;
        }
        if (t.serverThink() == most) {
            return SERVER;
        }
        return t.clientThink() == most ? CLIENT : PATH;
    }

    private static String times(Handshake h) {
        Timing t = h.timing();
        return "stream " + h.stream() + ": " + seconds(t.total()) + " in all" + part(", server ", t.serverThink())
                + part(", client ", t.clientThink()) + part(", round trip ", t.roundTrip())
                + (t.losses() == 0 ? "" : ", " + Plural.of(t.losses(), "lost segment") + " (" + seconds(t.lossNanos()) + ")")
                + (isSilent(h) ? ", of which the server sends nothing for " + seconds(h.flights().silence()) + ", while "
                + Plural.of(h.flights().silentDatagrams(), "datagram") + " of the client went to it" : "");
    }

    /** Whether one silence of the server, into which the client sent, takes most of the time. */
    private static boolean isSilent(Handshake h) {
        return h.flights().silentDatagrams() > 0 && h.flights().silence() >= h.timing().total() / 2;
    }

    private static String part(String what, long nanos) {
        return nanos < 0 ? "" : what + seconds(nanos);
    }

    private static String seconds(long nanos) {
        return Durations.words(nanos);
    }

    static List<Finding> outdated(List<Handshake> complete) {
        List<Handshake> hit = complete.stream().filter(h -> weakness(h) != null).toList();
        List<Finding> findings = new ArrayList<>();
        for (List<Handshake> group : TlsFindings.groups(hit, WeaknessFindings::weakness)) {
            long servers = group.stream().map(Handshake::server).distinct().count();
            findings.add(TlsFindings.about(TlsFindingCode.TLS_OUTDATED, Severity.NOTE, Confidence.HIGH, group,
                            h -> HandshakeWords.server(h) + ": " + weakness(h))
                    .title(Plural.of(group.size(), "connection") + " to " + (servers == 1 ? HandshakeWords.server(group.get(0))
                            : servers + " servers") + (group.size() == 1 ? " uses " : " use ") + weakness(group.get(0)))
                    .hint("Enable TLS 1.2 and 1.3 with current cipher suites and keys; then turn the old ones off.").build());
        }
        return findings;
    }

    /** What is outdated; null for nothing. */
    static String weakness(Handshake h) {
        if (h.choice() == null) {
            return h.flights().isSsl2() ? "SSL 2.0" : null;
        }
        int version = TlsVersion.asTls(h.choice().version());
        if (version < TlsVersion.TLS_1_2) {
            return TlsVersion.name(h.choice().version());
        }
        if (version > TlsVersion.TLS_1_2) {
            return null;
        }
        String cipher = Registry.CIPHER.name(h.choice().cipher());
        if (BROKEN.matcher(cipher).find()) {
            return "the cipher suite " + cipher;
        }
        CertificateView leaf = h.serverChain() == null ? null : h.serverChain().leaf();
        if (leaf == null) {
            return null;
        }
        if (leaf.key().startsWith(RSA) && Integer.parseInt(leaf.key().substring(RSA.length())) < TlsThresholds.RSA_BITS) {
            return "a certificate with an RSA key of " + leaf.key().substring(RSA.length()) + " bits";
        }
        String signature = leaf.signature().toUpperCase(Locale.ROOT);
        return !leaf.isSelfSigned() && (signature.startsWith("MD5") || signature.startsWith("SHA1"))
                ? "a certificate signed with " + leaf.signature() : null;
    }
}
