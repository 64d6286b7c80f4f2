package io.wirecause.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.corpus.Corpus;
import io.wirecause.corpus.Tshark;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.TestCaptures;
import io.wirecause.tls.certificate.CertificateChain;
import io.wirecause.tls.certificate.CertificateView;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.message.Fingerprint;
import io.wirecause.tls.message.Fingerprint.Carrier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our handshakes against tshark's, over the corpus and testdata/tls: server name and JA3 of the client's hello, version, cipher
 * suite and JA3S of the server's, the certificates with their names and dates, alerts. docs/tls-vs-tshark.md explains each kind
 * of difference. By default tshark is asked only about captures in which we find TLS; {@code -Dwirecause.tshark=all} asks about
 * all.
 */
class TlsAgainstTsharkTest {
    private static final int LEAST_HANDSHAKES = 150;

    @TempDir
    Path folder;

    private final Map<String, Integer> same = new TreeMap<>();
    private final Map<String, Set<String>> explained = new TreeMap<>();
    private final List<String> unexplained = new ArrayList<>();
    private String where;

    @Test
    void shouldSayWhatTsharkSaysOfHandshakes() throws Exception {
        Tshark.assumeInstalled();
        boolean all = "all".equals(System.getProperty("wirecause.tshark"));
        for (Path capture : Stream.concat(Corpus.captures().stream(), TestCaptures.in("tls").stream()).toList()) {
            List<Handshake> ours = handshakes(capture);
            if (ours != null && (all || !ours.isEmpty())) {
                compare(capture, ours);
            }
        }
        explained.forEach((rule, cases) -> System.out.println(cases.size() + " explained: " + rule + ": "
                + cases.stream().limit(4).toList()));
        System.out.println("TLS against tshark, the same: " + same);
        assertEquals("", String.join("\n", unexplained));
        assertTrue(same.getOrDefault("ja3", 0) > LEAST_HANDSHAKES, () -> "only " + same);
    }

    /** Null for what is no capture for us. */
    private List<Handshake> handshakes(Path capture) throws IOException {
        try (Capture open = Capture.open(Corpus.plain(capture, folder))) {
            ToolContext context = new ToolContext(capture.toString(), open, Limits.DEFAULT, ProgressListener.NONE);
            try (TlsAnalysis analysis = new TlsAnalysis(context)) {
                Pass.read(context, List.of(analysis));
                return List.copyOf(analysis.matching());
            }
        } catch (UserFacingException e) {
            return null;
        }
    }

    private void compare(Path capture, List<Handshake> ours) throws IOException {
        Map<String, List<Handshake>> mine = new TreeMap<>();
        ours.stream().filter(h -> h.first() != null).sorted(Comparator.comparingLong(h -> h.first().frame()))
                .forEach(h -> mine.computeIfAbsent((h.carrier() == Carrier.TCP ? "tcp " : "udp ") + h.stream(),
                        k -> new ArrayList<>()).add(h));
        Map<String, TsharkHandshakes.Connection> theirs = TsharkHandshakes.read(capture);
        Set<String> connections = new TreeSet<>(mine.keySet());
        connections.addAll(theirs.keySet());
        for (String connection : connections) {
            where = Corpus.name(capture) + " " + connection;
            compare(mine.getOrDefault(connection, List.of()), theirs.getOrDefault(connection,
                    new TsharkHandshakes.Connection()));
        }
    }

    private void compare(List<Handshake> mine, TsharkHandshakes.Connection theirs) {
        if (mine.size() != 1) {
            // Which message of tshark's is of which handshake is not told: each of ours must be among them.
            for (Handshake h : mine) {
                compare(h, theirs, theirs.clients.stream().filter(m -> m.name.equals(name(h)) && m.ja3.equals(ja3(h))).findFirst()
                        .orElse(null), null);
            }
            if (mine.isEmpty()) {
                check("handshakes", "none", theirs.clients.isEmpty() ? "none" : "some", theirs, null);
            }
            return;
        }
        compare(mine.get(0), theirs, theirs.clients.isEmpty() ? null : theirs.clients.get(0),
                theirs.servers.stream().filter(m -> !m.retry).findFirst().orElse(null));
    }

    private void compare(Handshake h, TsharkHandshakes.Connection theirs, TsharkHandshakes.Message client,
            TsharkHandshakes.Message server) {
        check("client's hello", h.hello() == null ? "none" : "there", client == null ? "none" : "there", theirs, h);
        if (h.hello() != null && client != null) {
            check("server name", name(h), client.name, theirs, h);
            check("ja3", ja3(h), client.ja3, theirs, h);
        }
        if (server != null || h.choice() == null) {
            check("server's hello", h.choice() == null ? "none" : "there", server == null ? "none" : "there", theirs, h);
        }
        if (h.choice() != null && server != null) {
            check("version", h.choice().version(), server.chosenVersion > 0 ? server.chosenVersion : server.version, theirs, h);
            check("cipher suite", h.choice().cipher(), Integer.decode(server.cipher.isEmpty() ? "0" : server.cipher), theirs, h);
            check("ja3s", Fingerprint.ja3s(h.choice()), server.ja3s, theirs, h);
        }
        chain(h, theirs);
        String alert = h.alert() == null || h.alert().isEncrypted() ? "none" : String.valueOf(h.alert().description());
        check("alert", alert, theirs.alerts.contains(alert) ? alert : theirs.alerts.isEmpty() ? "none"
                : theirs.alerts.toString(), theirs, h);
    }

    private void chain(Handshake h, TsharkHandshakes.Connection theirs) {
        CertificateChain chain = h.serverChain();
        TsharkHandshakes.Message first = theirs.chains.stream().filter(m -> !m.certificates.isEmpty()).findFirst().orElse(null);
        check("certificates", chain == null ? 0 : chain.total(), first == null ? 0 : first.certificates.size(), theirs, h);
        if (chain == null || first == null || chain.total() != chain.certificates().size()
                || chain.total() != first.certificates.size()) {
            return;
        }
        for (int i = 0; i < chain.total(); i++) {
            CertificateView ours = chain.certificates().get(i);
            TsharkHandshakes.Certificate other = first.certificates.get(i);
            if (!other.subject.isEmpty()) {
                check("certificate's common name", ours.subject(), other.subject, theirs, h);
            }
            if (!other.names.isEmpty()) {
                check("certificate's names", new TreeSet<>(ours.names()), other.names, theirs, h);
            }
            check("certificate's dates", time(ours.notBefore()) + " to " + time(ours.notAfter()),
                    other.notBefore + " to " + other.notAfter, theirs, h);
        }
    }

    private static String time(long seconds) {
        return Instant.ofEpochSecond(seconds).toString().replace('T', ' ').replace("Z", " (UTC)");
    }

    private static String name(Handshake h) {
        return h.serverName() == null ? "" : h.serverName();
    }

    private static String ja3(Handshake h) {
        return h.hello() == null ? "" : Fingerprint.ja3(h.hello().offer());
    }

    private void check(String what, Object ours, Object theirs, TsharkHandshakes.Connection connection, Handshake handshake) {
        if (ours.equals(theirs)) {
            same.merge(what, 1, Integer::sum);
            return;
        }
        String rule = TlsDifferences.explain(what, String.valueOf(theirs), connection, handshake);
        if (rule == null) {
            unexplained.add(where + " " + what + ": we " + ours + ", tshark " + theirs);
        } else {
            explained.computeIfAbsent(what + ": " + rule, k -> new LinkedHashSet<>()).add(where);
        }
    }
}
