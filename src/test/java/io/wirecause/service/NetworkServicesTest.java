package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SNMP, NTP and BGP. */
class NetworkServicesTest {
    private static final String MARKER = "ffffffffffffffffffffffffffffffff";

    @TempDir
    private Path folder;

    private static byte[] snmp(int pdu, int id, int status) {
        return Hex.ber(0x30, Hex.ber(2, 1), Hex.ber(4, Hex.text("secret-word")), Hex.ber(pdu, Hex.ber(2, id), Hex.ber(2, status),
                Hex.ber(2, 0), Hex.ber(0x30)));
    }

    @Test
    void shouldReadRepliesToAPortThatAnotherProtocolHas() throws Exception {
        DatagramScene scene = new DatagramScene(161, 20_048).client(snmp(0xa0, 5, 0)).server(snmp(0xa2, 5, 0));
        assertEquals(List.of("get ok"), scene.exchanges(folder));
    }

    @Test
    void shouldTellErrorsOfSnmpAndNoCommunity() throws Exception {
        DatagramScene scene = new DatagramScene(161).client(snmp(0xa3, 5, 0)).server(snmp(0xa2, 5, 16));
        assertEquals(List.of("ERROR service_error: SNMP answers 16 (authorizationError) to set"), scene.findings(folder));
        assertFalse(scene.answer(folder).body().toString().contains("secret-word"));
    }

    @Test
    void shouldTakeTheEndOfAWalkForOrdinary() throws Exception {
        DatagramScene scene = new DatagramScene(161).client(snmp(0xa1, 5, 0)).server(snmp(0xa2, 5, 2)).client(snmp(0xa0, 6, 0))
                .server(snmp(0xa2, 6, 2));
        assertEquals(List.of("get-next negative", "get error 2"), scene.exchanges(folder));
    }

    @Test
    void shouldNotWaitForAnAnswerToATrap() throws Exception {
        assertEquals(List.of(), new DatagramScene(162).client(snmp(0xa7, 5, 0)).after(20_000).client(snmp(0xa7, 6, 0))
                .findings(folder));
    }

    @Test
    void shouldTellThatAnNtpServerHasNoTimeAndThatItSendsAway() throws Exception {
        byte[] request = Hex.join(Hex.of("23"), Hex.zeros(39), Hex.of("0102030405060708"));
        byte[] limited = Hex.join(Hex.of("e4000000 00000000 00000000 52415445"), Hex.zeros(8), Hex.of("0102030405060708"),
                Hex.zeros(16));
        DatagramScene scene = new DatagramScene(123).client(request).server(limited);
        assertEquals(List.of("ERROR service_refused: NTP refuses its service: RATE (asked too often)"), scene.findings(folder));
    }

    private static byte[] time(String mode, String origin, String receive, String transmit) {
        return Hex.join(Hex.of(mode), Hex.zeros(20), Hex.of(origin + receive + transmit));
    }

    @Test
    void shouldCompareTheClocksOfClientAndServer() throws Exception {
        String client = "e000000000000000";
        String ahead = "e000006400000000";
        DatagramScene scene = new DatagramScene(123);
        for (int i = 0; i < 2; i++) {
            scene.client(time("23000000", "0000000000000000", "0000000000000000", client))
                    .server(time("24020000", client, ahead, ahead));
        }
        assertEquals(List.of("WARNING clock_skew: The clock of 192.0.2.1 is 100 s behind that of the NTP server 192.0.2.80"),
                scene.findings(folder));
    }

    @Test
    void shouldTellTheClockOfAHostThatAsksItself() throws Exception {
        String client = "e000000000000000";
        String ahead = "e000006400000000";
        DatagramScene scene = new DatagramScene(123).onOneHost();
        for (int i = 0; i < 2; i++) {
            scene.client(time("23000000", "0000000000000000", "0000000000000000", client))
                    .server(time("24020000", client, ahead, ahead));
        }
        assertEquals(1, scene.findings(folder).size());
    }

    @Test
    void shouldPairAnswersOfInterleavedMode() throws Exception {
        DatagramScene scene = new DatagramScene(123)
                .client(time("23000000", "0102030405060708", "1112131415161718", "2122232425262728"))
                .server(time("24020000", "1112131415161718", "2222232425262728", "2322232425262728"));
        assertEquals(List.of("time ok"), scene.exchanges(folder));
    }

    private static byte[] bgp(int type, String rest) {
        byte[] bytes = Hex.of(rest);
        return Hex.join(Hex.of(MARKER), Hex.number(19 + bytes.length, 2), new byte[] {(byte) type}, bytes);
    }

    @Test
    void shouldTellTheWordsOfAnOperator() throws Exception {
        ServiceScene scene = new ServiceScene(179).clientBytes(bgp(1, "04fde8005ac000020a00")).serverBytes(bgp(1,
                "04fde9005ac000025000"))
                .serverBytes(bgp(4, "")).clientBytes(bgp(3, "0602 03 627965"));
        assertEquals(List.of("bgp_session_down: BGP session ended: Cease, Administrative Shutdown: \"bye\""),
                scene.findings(folder));
    }

    @Test
    void shouldTakeACollisionForANote() throws Exception {
        ServiceScene scene = new ServiceScene(179).clientBytes(bgp(1, "04fde8005ac000020a00")).serverBytes(bgp(3, "0607"));
        assertEquals("NOTE", scene.answer(folder).findings().get(0).severity().name());
    }
}
