package io.wirecause.tls;

import static io.wirecause.tls.TlsScene.alert;
import static io.wirecause.tls.TlsScene.clientHello;
import static io.wirecause.tls.TlsScene.data;
import static io.wirecause.tls.TlsScene.message;
import static io.wirecause.tls.TlsScene.record;
import static io.wirecause.tls.TlsScene.serverHello13;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.testing.Answered;
import io.wirecause.tls.message.Hellos;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How handshakes end, and what is found about it. */
class TlsHandshakesTest {
    private static final byte[] HELLO = clientHello("www.example.com");

    @TempDir
    Path folder;

    private static TlsScene scene() {
        return new TlsScene(10, 8443).connect();
    }

    private static byte[] flight13() {
        return Hellos.concat(serverHello13(), record(20, new byte[1]), data(2_000));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private TlsHandshakeRecord only(TlsScene scene) throws Exception {
        List<TlsHandshakeRecord> all = scene.answer(folder).body().handshakes();
        assertEquals(1, all.size());
        return all.get(0);
    }

    private List<String> codes(TlsScene scene) throws Exception {
        return scene.answer(folder).findings().stream().map(Finding::code).toList();
    }

    private void assertFinds(String code, String words, TlsScene scene) throws Exception {
        List<Finding> findings = scene.answer(folder).findings();
        assertEquals(List.of(code), findings.stream().map(Finding::code).toList());
        assertTrue(findings.get(0).title().contains(words), findings.get(0).title());
    }

    @Test
    void shouldFollowACompleteHandshake() throws Exception {
        TlsHandshakeRecord record = only(new TlsScene(10, 8443).complete("www.example.com"));
        assertEquals("completed", record.outcome());
        assertEquals("application data", record.step());
        assertEquals("TLS 1.3", record.version());
        assertEquals("www.example.com", record.serverName());
        assertEquals(1, record.times().roundTrips());
        assertEquals(List.of(), codes(new TlsScene(10, 8443).complete("www.example.com")));
    }

    @Test
    void shouldReadAHelloOverManySegments() throws Exception {
        TlsScene scene = scene();
        for (int at = 0; at < HELLO.length; at += 7) {
            scene.client(Arrays.copyOfRange(HELLO, at, Math.min(HELLO.length, at + 7)));
        }
        TlsHandshakeRecord record = only(scene.server(alert(2, 40)).serverCloses());
        assertEquals("refused by server", record.outcome());
        assertEquals("www.example.com", record.serverName());
        assertEquals((HELLO.length + 6) / 7, record.offer().packets());
    }

    @Test
    void shouldNameWhatTheServerRefuses() throws Exception {
        assertFinds("tls_version_mismatch", "no TLS version in common", scene().client(HELLO).server(alert(2,
                70)).serverCloses());
        assertFinds("tls_no_shared_parameters", "handshake_failure", scene().client(HELLO).server(alert(2, 40)).serverCloses());
        assertFinds("tls_no_shared_parameters", "offers only cipher suites without encryption (NULL)", scene()
                .client(TlsScene.message(1, new Hellos().ciphers(0x003b, 0x0002, 0x00ff).versions(0x0303).client()))
                .server(alert(2, 40)).serverCloses());
        assertFinds("tls_no_shared_parameters", "ALPN", scene().client(HELLO).server(alert(2, 120)).serverCloses());
        assertFinds("tls_name_unknown", "\"www.example.com\"", scene().client(HELLO).server(alert(2, 112)).serverCloses());
        assertFinds("tls_server_rejected_client", "internal_error", scene().client(HELLO).server(alert(2, 80)).serverCloses());
        assertFinds("tls_server_rejected_client", "resets the connection", scene().client(HELLO).serverResets());
        assertFinds("tls_server_rejected_client", "closes the connection", scene().client(HELLO).serverCloses());
    }

    @Test
    void shouldReadTheSizesOfEncryptedAlerts() throws Exception {
        assertFinds("tls_client_rejected_server", "encrypted alert",
                scene().client(HELLO).server(flight13()).client(data(19)).clientCloses().serverCloses());
        assertFinds("tls_server_rejected_client", "the client's certificate",
                scene().client(HELLO).server(flight13()).client(data(900)).server(data(19)).serverCloses().clientCloses());
        assertEquals(List.of(), codes(scene().client(HELLO).server(flight13()).client(data(53)).client(data(19)).clientCloses()
                .server(data(19)).serverCloses()));
    }

    @Test
    void shouldTakeProbesForWhatTheyAre() throws Exception {
        List<Finding> findings = scene().client(HELLO).server(flight13()).clientCloses().serverCloses().answer(folder).findings();
        assertEquals(List.of("tls_client_rejected_server"), findings.stream().map(Finding::code).toList());
        assertEquals(Severity.NOTE, findings.get(0).severity());
        assertEquals(List.of(), codes(scene().client(HELLO).clientCloses().serverCloses()));
        assertEquals(List.of(), codes(scene().clientCloses().serverCloses().complete("www.example.com")));
    }

    @Test
    void shouldSayWhomAStalledHandshakeWaitsFor() throws Exception {
        assertFinds("tls_stalled", "the server does not answer", scene().client(HELLO).serverAcknowledges()
                .after(10).clientCloses());
        assertFinds("tls_stalled", "does not reach the server", scene().client(HELLO).after(1).clientRepeats(HELLO).after(2)
                .clientRepeats(HELLO).after(4).clientRepeats(HELLO).after(8).clientCloses());
        assertFinds("tls_stalled", "the server's flight does not reach the client",
                scene().client(HELLO).serverAcknowledges().serverUnseen(1_200).after(5).clientCloses().serverAcknowledges());
        assertEquals(List.of(), codes(scene().client(HELLO).serverAcknowledges().after(0.5).serverAcknowledges()));
    }

    @Test
    void shouldTellThatANameIsBlocked() throws Exception {
        TlsScene scene = new TlsScene(10, 443).complete("www.example.com");
        scene.connect().client(clientHello("blocked.example")).serverResets();
        assertFinds("tls_blocked_by_name", "\"blocked.example\"", scene);
    }

    @Test
    void shouldNoticePlainTextOnEitherSide() throws Exception {
        assertFinds("tls_to_plaintext_port", "an HTTP response in plain text (400)",
                scene().client(HELLO).server(ascii("HTTP/1.1 400 Bad Request\r\n\r\n")).serverCloses());
        assertFinds("tls_to_plaintext_port", "an SSH banner", scene().server(ascii("SSH-2.0-OpenSSH_9\r\n")).client(HELLO)
                .serverCloses());
        assertFinds("plaintext_to_tls_port", "an HTTP request in plain text (GET)",
                scene().client(ascii("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).server(alert(2, 70)).serverCloses());
        assertFinds("plaintext_to_tls_port", "an HTTP request in plain text (GET)",
                scene().client(ascii("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
                        .server(ascii("HTTP/1.1 400 Bad Request\r\n\r\nThe plain HTTP request was sent to HTTPS "
                                + "port")).serverCloses());
        assertEquals(List.of("protocol_absent"),
                codes(scene().client(ascii("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).serverAcknowledges().serverCloses()));
    }

    @Test
    void shouldNameServersThatRefuseToUpgrade() throws Exception {
        byte[] request = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};
        TlsScene closed = scene().client(request).server(ascii("N")).clientCloses();
        assertFinds("tls_to_plaintext_port", "refuses the SSLRequest of PostgreSQL", scene().client(request).server(ascii("N"))
                .clientCloses().serverCloses());
        assertEquals(Severity.ERROR, closed.answer(folder).findings().get(0).severity());
        assertFinds("tls_to_plaintext_port", "the client goes on in plain text", scene().server(ascii("220 mail ESMTP\r\n"))
                .client(ascii("STARTTLS\r\n")).server(ascii("454 not now\r\n")).client(ascii("MAIL FROM:<a@example.com>\r\n"))
                .serverCloses().clientCloses());
    }

    @Test
    void shouldFindTlsBehindOtherProtocols() throws Exception {
        assertEquals("STARTTLS of SMTP", only(scene().server(ascii("220 mail ESMTP\r\n")).client(ascii("EHLO a\r\n"))
                .server(ascii("250 STARTTLS\r\n")).client(ascii("STARTTLS\r\n")).server(ascii("220 go\r\n")).client(HELLO)
                .server(flight13())).startedBy());
        assertEquals("STARTTLS of IMAP", only(scene().server(ascii("* OK ready\r\n")).client(ascii("a1 STARTTLS\r\n"))
                .server(ascii("a1 OK\r\n")).client(HELLO).server(flight13())).startedBy());
        assertEquals("SSLRequest of PostgreSQL", only(scene().client(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f})
                .server(ascii("S")).client(HELLO).server(flight13())).startedBy());
        assertEquals("HTTP CONNECT tunnel to www.example.com:443", only(scene()
                .client(ascii("CONNECT www.example.com:443 HTTP/1.1\r\n\r\n")).server(ascii("HTTP/1.1 200 OK\r\n\r\n"))
                        .client(HELLO)
                .server(flight13())).startedBy());
        assertEquals("PROXY header of 192.0.2.7 port 40000", only(scene()
                .client(Hellos.concat(ascii("PROXY TCP4 192.0.2.7 192.0.2.8 40000 443\r\n"), HELLO))
                        .server(flight13())).startedBy());
    }

    @Test
    void shouldNameAHelloInTheFormOfSsl2() throws Exception {
        byte[] hello = Hellos.concat(new byte[] {(byte) 0x80, 28, 1, 3, 1, 0, 3, 0, 0, 0, 16, 0, 0, 0x2f}, new byte[16]);
        TlsHandshakeRecord record = only(scene().client(hello).server(alert(2, 70)).serverCloses());
        assertTrue(record.offer().extras().contains("hello in the form of SSL 2.0"));
        assertEquals("tls_version_mismatch", codes(scene().client(hello).server(alert(2, 70)).serverCloses()).get(0));
    }

    @Test
    void shouldTellHowZeroRoundTripDataFared() throws Exception {
        byte[] hello = message(1, new Hellos().versions(0x0304).extension(42, new byte[0]).extension(41, psk()).client());
        byte[] taken = message(2, new Hellos().extension(43, Hellos.numbers(0x0304)).extension(41, Hellos.numbers(0)).server());
        assertTrue(only(scene().client(hello).client(data(300)).server(Hellos.concat(taken, data(100))).client(data(21))
                .client(data(53)).server(data(100))).earlyData().startsWith("accepted"));
        assertTrue(only(scene().client(hello).client(data(300)).server(Hellos.concat(taken, data(100)))
                .client(data(53)).server(data(100))).earlyData().startsWith("refused"));
    }

    private static byte[] psk() {
        return Hellos.concat(Hellos.vector16(Hellos.concat(Hellos.vector16(new byte[20]), new byte[4])),
                Hellos.vector16(Hellos.vector8(new byte[32])));
    }

    @Test
    void shouldKnowTlsWithoutItsHandshake() throws Exception {
        Answered<TlsAnswer> answer = scene().client(data(100)).server(data(200)).answer(folder);
        assertEquals(List.of(), answer.findings());
        assertTrue(answer.coverage().notes().stream().anyMatch(note -> note.startsWith("1 TCP connections carry TLS")));
    }

    @Test
    void shouldForgiveAFailureThatALaterAttemptMends() throws Exception {
        TlsScene scene = scene().client(HELLO).server(alert(2, 70)).serverCloses();
        List<Finding> findings = scene.complete("www.example.com").answer(folder).findings();
        assertEquals(Severity.WARNING, findings.get(0).severity());
        assertTrue(findings.get(0).title().endsWith("a later attempt succeeded"));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    @Test
    void shouldTellRefusedUpgradesOfBinaryProtocols() throws Exception {
        byte[] startTls = Hellos.concat(hex("301d 020101 7718 8016"), ascii("1.3.6.1.4.1.1466.20037"));
        byte[] refused = hex("300c 020101 7807 0a0102 0400 0400");
        assertFinds("tls_to_plaintext_port", "refuses the StartTLS of LDAP", scene().client(startTls).server(refused)
                .client(hex("3005 020102 4200")).clientCloses().serverCloses());
        assertFinds("tls_to_plaintext_port", "goes on in plain text", scene().client(startTls).server(refused)
                .client(hex("300c 020102 6007 020103 0400 8000")).clientCloses().serverCloses());
        byte[] wantsTls = hex("0300 0013 0ee0 0000 0000 0001 0008 0003 0000 00");
        assertFinds("tls_to_plaintext_port", "refuses the security negotiation of RDP", scene().client(wantsTls)
                .server(hex("0300 0013 0ed0 0000 1234 0003 0008 0002 0000 00")).clientCloses().serverCloses());
        byte[] wantsNone = hex("0300 0013 0ee0 0000 0000 0001 0008 0000 0000 00");
        assertEquals(List.of("protocol_absent"), codes(scene().client(wantsNone)
                .server(hex("0300 0013 0ed0 0000 1234 0002 0008 0000 0000 00")).clientCloses().serverCloses()));
    }

    @Test
    void shouldCallWhatIsNeitherTlsNorTextByItsName() throws Exception {
        assertFinds("tls_to_plaintext_port", "the server answers with data that is no TLS", scene().client(HELLO)
                .server(hex("0000 0000 0200 28")).serverCloses());
    }

    @Test
    void shouldTellOfAHeartbeatWithinTheHandshake() throws Exception {
        TlsScene scene = scene().client(HELLO).server(Hellos.concat(message(TlsScene.SERVER_HELLO, new Hellos().server()),
                message(TlsScene.SERVER_HELLO_DONE, new byte[0]))).client(record(24, hex("014000"))).clientCloses();
        assertTrue(only(scene).why().contains("Heartbeat"), only(scene).why());
    }

    @Test
    void shouldBlameAServerThatAnswersOnceTheClientHasGivenUp() throws Exception {
        assertFinds("tls_stalled", "only after the client has given up", scene().client(HELLO).serverAcknowledges().after(6)
                .clientCloses().serverAcknowledges().after(0.3).server(flight13()));
    }

    @Test
    void shouldSeeByItsSizeThatAClientShowsNoCertificate() throws Exception {
        assertFinds("tls_server_rejected_client", "the client shows none", scene().client(HELLO).server(flight13())
                .client(Hellos.concat(record(20, new byte[1]), data(25), data(69))).server(data(19)).serverCloses());
    }
}
