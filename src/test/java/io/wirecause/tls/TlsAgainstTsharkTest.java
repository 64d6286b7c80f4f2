package io.wirecause.tls;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.corpus.Corpus;
import io.wirecause.corpus.FieldAgreement;
import io.wirecause.corpus.Tshark;
import io.wirecause.testing.TestCaptures;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.Step;
import io.wirecause.tls.message.Fingerprint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every hello that tshark decodes, with the same fields. */
class TlsAgainstTsharkTest {
    private static final String CLIENT = "tls.handshake.type == 1 || dtls.handshake.type == 1";
    private static final String[] CLIENT_FIELDS = {"frame.number", "tls.handshake.extensions_server_name", "tls.handshake.ja3",
        "dtls.handshake.ja3", "tls.handshake.ja3_full"};
    private static final String SERVER = "tls.handshake.type == 2 || dtls.handshake.type == 2";
    private static final String[] SERVER_FIELDS = {"frame.number", "tls.handshake.ciphersuite", "tls.handshake.ja3s",
        "dtls.handshake.ja3s"};

    @TempDir
    Path folder;

    private final FieldAgreement agreement = new FieldAgreement();

    @Test
    void shouldReadTheHellosThatTsharkReads() throws Exception {
        Tshark.assumeInstalled();
        for (Path capture : Stream.concat(Corpus.captures().stream(), TestCaptures.in("tls").stream()).toList()) {
            List<Handshake> all = handshakes(capture);
            if (all.isEmpty()) {
                continue;
            }
            agreement.compare(capture, all.stream().filter(h -> h.hellos() == 1 && h.helloEnd() != null).toList(),
                    one(Tshark.rows(capture, CLIENT, CLIENT_FIELDS)), h -> h.helloEnd().frame(), this::client);
            agreement.compare(capture, all.stream().filter(h -> h.choice() != null && h.at(Step.HELLO_RETRY_REQUEST) == null)
                    .toList(),
                    one(Tshark.rows(capture, SERVER, SERVER_FIELDS)), h -> h.at(Step.SERVER_HELLO).frame(), this::server);
        }
        agreement.assertShare(0.9, 1_000);
    }

    /** Frames with one hello; of several, tshark's columns do not tell which value is whose. */
    private static List<String[]> one(List<String[]> rows) {
        List<String[]> kept = new ArrayList<>(rows);
        kept.removeIf(row -> Stream.of(row).anyMatch(value -> value.matches("[0-9a-f]{32},.*")));
        return kept;
    }

    private List<Handshake> handshakes(Path capture) {
        try (Capture open = Capture.open(Corpus.plain(capture, folder))) {
            ToolContext context = new ToolContext(capture.toString(), open, Limits.DEFAULT, ProgressListener.NONE);
            try (TlsAnalysis analysis = new TlsAnalysis(context)) {
                Pass.read(context, List.of(analysis));
                return List.copyOf(analysis.matching());
            }
        } catch (Exception e) {
            return List.of();
        }
    }

    private void client(String[] row, Handshake h) {
        agreement.check("server name", row, h.serverName() == null ? "" : h.serverName(), row[1]);
        String ja3 = row[2].isEmpty() ? row[3] : row[2];
        if (!ja3.isEmpty()) {
            agreement.check("ja3", row, Fingerprint.ja3(h.hello().offer()), ja3);
        }
    }

    private void server(String[] row, Handshake h) {
        if (!row[1].isEmpty() && !row[1].contains(",")) {
            agreement.check("cipher suite", row, h.choice().cipher(), String.valueOf(Integer.decode(row[1])));
        }
        String ja3s = row[2].isEmpty() ? row[3] : row[2];
        if (!ja3s.isEmpty()) {
            agreement.check("ja3s", row, Fingerprint.ja3s(h.choice()), ja3s);
        }
    }
}
