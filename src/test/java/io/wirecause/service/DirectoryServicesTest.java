package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LDAP, Kerberos and RADIUS. */
class DirectoryServicesTest {
    private static final int LDAP = 20_389;

    @TempDir
    private Path folder;

    private static byte[] ldap(int id, byte[]... rest) {
        return Hex.ber(0x30, Hex.ber(2, id), Hex.join(rest));
    }

    private static byte[] bind(int id, String name, String password) {
        return ldap(id, Hex.ber(0x60, Hex.ber(2, 3), Hex.ber(4, Hex.text(name)), Hex.ber(0x80, Hex.text(password))));
    }

    private static byte[] result(int id, int tag, int code, String words) {
        return ldap(id, Hex.ber(tag, Hex.ber(10, code), Hex.ber(4), Hex.ber(4, Hex.text(words))));
    }

    private static byte[] search(int id) {
        return ldap(id, Hex.ber(0x63, Hex.ber(4, Hex.text("dc=example"))));
    }

    @Test
    void shouldNameWhyActiveDirectoryRefusesALogin() throws Exception {
        ServiceScene scene = new ServiceScene(LDAP).clientBytes(bind(1, "anna@example.test", "secret-word"))
                .serverBytes(result(1, 0x61, 49, "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, "
                + "data 775, v4563"));
        String all = String.join("", scene.findings(folder));
        assertTrue(all.startsWith("login_failed: LDAP refuses the login of \"anna@example.test\": 49 (invalidCredentials: "
                + "account locked)"),
                all);
        assertFalse((all + scene.answer(folder).body()).contains("secret-word"));
    }

    @Test
    void shouldPairAnswersThatComeInAnotherOrderAndMissNoneThatIsTakenBack() throws Exception {
        ServiceScene scene = new ServiceScene(LDAP).clientBytes(bind(1, "", "")).serverBytes(result(1, 0x61, 0, ""))
                .clientBytes(Hex.join(search(2), search(3), search(4), ldap(5, Hex.ber(0x50, 4))))
                .serverBytes(Hex.join(result(3, 0x65, 0, ""), result(2, 0x65, 32, ""))).after(9_000).clientBytes(ldap(6,
                        Hex.ber(0x42)));
        assertEquals(List.of("bind ok", "search ok", "search error 32"), scene.exchanges(folder));
    }

    @Test
    void shouldNotWaitForASearchThatStaysOpen() throws Exception {
        byte[] control = Hex.ber(0xa0, Hex.ber(0x30, new byte[] {4, 22}, Hex.text("1.2.840.113556.1.4.528")));
        ServiceScene scene = new ServiceScene(LDAP).clientBytes(bind(1, "", "")).serverBytes(result(1, 0x61, 0, ""))
                .clientBytes(ldap(2, Hex.ber(0x63, Hex.ber(4)), control)).after(60_000).clientBytes(search(3))
                .serverBytes(result(3, 0x65, 0, ""));
        assertEquals(List.of(), scene.findings(folder));
    }

    private static byte[] saslBind(int id) {
        return ldap(id, Hex.ber(0x60, Hex.ber(2, 3), Hex.ber(4), Hex.ber(0xa3, Hex.ber(4, Hex.text("GSSAPI")))));
    }

    /** A buffer of SASL: a token, which is only signed, with messages in it. */
    private static byte[] signed(byte[] token, byte[]... messages) {
        byte[] all = Hex.join(token, Hex.join(messages));
        return Hex.join(Hex.number(all.length, 4), all);
    }

    @Test
    void shouldReadWhatKerberosSignsAndDoesNotEncrypt() throws Exception {
        byte[] token = Hex.join(Hex.of("050404ff000c000c0000000000000001"), Hex.zeros(12));
        ServiceScene scene = new ServiceScene(LDAP).clientBytes(saslBind(1)).serverBytes(result(1, 0x61, 0, ""))
                .clientBytes(signed(token, search(2), search(3)))
                .serverBytes(signed(token, result(2, 0x65, 32, ""), result(3, 0x65, 0, "")));
        assertEquals(List.of("bind logged_in", "search error 32", "search ok"), scene.exchanges(folder));
        assertEquals(0, scene.answer(folder).body().statistics().encrypted());
    }

    @Test
    void shouldReadWhatNtlmSignsInSegmentsOfAnySize() throws Exception {
        byte[] token = Hex.of("01000000aabbccddeeff001100000000");
        byte[] asked = signed(token, search(2));
        byte[] told = Hex.join(signed(token, ldap(2, Hex.ber(0x64, Hex.ber(4, Hex.text("x".repeat(110)))))),
                signed(token, result(2, 0x65, 0, "")));
        for (int cut = 1; cut < told.length; cut += 7) {
            ServiceScene scene = new ServiceScene(LDAP).clientBytes(saslBind(1)).serverBytes(result(1, 0x61, 0, ""))
                    .clientBytes(Arrays.copyOf(asked, Math.min(cut, asked.length - 1)))
                    .clientBytes(Arrays.copyOfRange(asked, Math.min(cut, asked.length - 1), asked.length))
                    .serverBytes(Arrays.copyOf(told, cut)).serverBytes(Arrays.copyOfRange(told, cut, told.length));
            assertEquals(List.of("bind logged_in", "search ok"), scene.exchanges(folder), "cut at " + cut);
        }
    }

    @Test
    void shouldTellThatKerberosEncrypts() throws Exception {
        byte[] token = Hex.of("050406ff0000001c0000000000000001");
        ServiceScene scene = new ServiceScene(LDAP).clientBytes(saslBind(1)).serverBytes(result(1, 0x61, 0, ""))
                .clientBytes(signed(token, search(2)));
        assertEquals(List.of("bind logged_in"), scene.exchanges(folder));
        assertEquals(1, scene.answer(folder).body().statistics().encrypted());
    }

    @Test
    void shouldStopAtTls() throws Exception {
        ServiceScene scene = new ServiceScene(389)
                .clientBytes(ldap(1, Hex.ber(0x77, Hex.ber(0x80, Hex.text("1.3.6.1.4.1.1466.20037")))))
                .serverBytes(result(1, 0x78, 0, "")).clientBytes(Hex.of("16030100050102030405"));
        assertEquals(1, scene.answer(folder).body().statistics().encrypted());
        assertEquals(List.of(), scene.findings(folder));
    }

    @Test
    void shouldTakeComparisonsAndReferralsForOrdinaryAnswers() throws Exception {
        ServiceScene scene = new ServiceScene(LDAP).clientBytes(bind(1, "", "")).serverBytes(result(1, 0x61, 0, ""))
                .clientBytes(ldap(2, Hex.ber(0x6e, Hex.ber(4)))).serverBytes(result(2, 0x6f, 5, ""))
                .clientBytes(search(3)).serverBytes(result(3, 0x65, 10, ""));
        assertEquals(List.of(), scene.findings(folder));
    }

    @Test
    void shouldSayThatTheServerHangsUp() throws Exception {
        ServiceScene scene = new ServiceScene(LDAP).clientBytes(bind(1, "", "")).serverBytes(result(1, 0x61, 0, ""))
                .serverBytes(result(0, 0x78, 52, "shutting down"));
        assertEquals(List.of("service_refused: LDAP server ends the connection: 52 (unavailable) \"shutting down\""),
                scene.findings(folder));
    }

    private static byte[] kerberosError(int code, String service) {
        byte[] principal = Hex.ber(0x30, Hex.ber(0xa0, Hex.ber(2, 2)), Hex.ber(0xa1, Hex.ber(0x30,
                Hex.ber(0x1b, Hex.text(service.split("/")[0])), Hex.ber(0x1b, Hex.text(service.split("/")[1])))));
        return Hex.ber(0x7e, Hex.ber(0x30, Hex.ber(0xa0, Hex.ber(2, 5)), Hex.ber(0xa1, Hex.ber(2, 30)),
                Hex.ber(0xa4, Hex.ber(0x18, Hex.text("20260102030405Z"))), Hex.ber(0xa6, Hex.ber(2, code)),
                Hex.ber(0xa9, Hex.ber(0x1b, Hex.text("A.TEST"))), Hex.ber(0xaa, principal)));
    }

    private static byte[] kerberosRequest(int type) {
        byte[] name = Hex.ber(0x30, Hex.ber(0xa0, Hex.ber(2, 1)), Hex.ber(0xa1, Hex.ber(0x30, Hex.ber(0x1b, Hex.text("anna")))));
        return Hex.ber(type, Hex.ber(0x30, Hex.ber(0xa1, Hex.ber(2, 5)), Hex.ber(0xa2, Hex.ber(2, 10)),
                Hex.ber(0xa4, Hex.ber(0x30, Hex.ber(0xa0, Hex.of("0305005080")), Hex.ber(0xa1, name),
                        Hex.ber(0xa2, Hex.ber(0x1b, Hex.text("A.TEST")))))));
    }

    @Test
    void shouldCountARetriedKerberosRequestOnceAndTellTheError() throws Exception {
        DatagramScene scene = new DatagramScene(88).client(kerberosRequest(0x6a)).after(1_000).client(kerberosRequest(0x6a))
                .server(kerberosError(18, "krbtgt/A.TEST"));
        assertEquals(List.of("ticket-granting ticket login_failed 18"), scene.exchanges(folder));
        assertEquals(List.of("ERROR login_failed: Kerberos refuses the login of \"anna@A.TEST\": 18 (KDC_ERR_CLIENT_REVOKED)"),
                scene.findings(folder));
    }

    @Test
    void shouldTakeASkewThatTheClientMakesUpForAsANote() throws Exception {
        DatagramScene scene = new DatagramScene(88).client(kerberosRequest(0x6a)).server(kerberosError(37, "krbtgt/A.TEST"))
                .client(kerberosRequest(0x6a)).server(Hex.ber(0x6b, Hex.ber(0x30)));
        assertEquals(List.of("NOTE clock_skew: Kerberos refuses the client, as the clocks differ too much: 37 (KRB_AP_ERR_SKEW) "
                + "\"the server's clock says 2026-01-02 03:04:05 UTC\""), scene.findings(folder));
    }

    @Test
    void shouldReadKerberosOverTcpBehindItsLength() throws Exception {
        byte[] request = kerberosRequest(0x6c);
        byte[] error = kerberosError(7, "http/www");
        ServiceScene scene = new ServiceScene(88).clientBytes(Hex.join(Hex.number(request.length, 4), request))
                .serverBytes(Hex.join(Hex.number(error.length, 4), error));
        assertEquals(List.of("service ticket error 7"), scene.exchanges(folder));
    }

    private static byte[] radius(int code, int id, String attributes) {
        byte[] rest = Hex.of(attributes);
        return Hex.join(new byte[] {(byte) code, (byte) id}, Hex.number(20 + rest.length, 2), Hex.zeros(16), rest);
    }

    @Test
    void shouldTellWhomRadiusRejectsAndLeaveItsDelayAlone() throws Exception {
        DatagramScene scene = new DatagramScene(1_812).client(radius(1, 7, "0106616e6e61 0212aabbccddeeff00112233445566778899"))
                .after(2_000).server(radius(3, 7, "1204 6e6f"));
        assertEquals(List.of("ERROR login_failed: RADIUS refuses the login of \"anna\": Access-Reject \"no\""),
                scene.findings(folder));
    }

    @Test
    void shouldNotTakeOtherDatagramsForRadius() throws Exception {
        DatagramScene scene = new DatagramScene(1_812).client(Hex.of("0107001500000000000000000000000000000000 ff"))
                .client(Hex.of("01")).client(Hex.of("0107001600000000000000000000000000000000 0100"));
        assertEquals(List.of(), scene.exchanges(folder));
    }
}
