package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** iSCSI: logins, commands, digests, and what targets say unasked. */
class IscsiTest {
    @TempDir
    private Path folder;

    private static byte[] pdu(String start, int task, String rest, byte[] data) {
        byte[] head = Hex.join(Hex.of(start + "00"), Hex.number(data.length, 3), Hex.zeros(8), Hex.number(task, 4), Hex.of(rest));
        return Hex.join(head, Hex.zeros(48 - head.length), data, Hex.zeros(-data.length & 3));
    }

    private static ServiceScene login(String agreed, String answer, String status) {
        return new ServiceScene(3260).clientBytes(pdu("43870000", 7, "", Hex.text("InitiatorName=iqn.2026-01.test:a\0")))
                .serverBytes(pdu(answer, 7, "00".repeat(16) + status, Hex.text(agreed)));
    }

    @Test
    void shouldTellALoginThatTheTargetDoesNotAllow() throws Exception {
        assertEquals(List.of("service_refused: iSCSI refuses its service: 0x0202 (authorization failure)"),
                login("", "23870000", "0202").findings(folder));
    }

    @Test
    void shouldFollowMessagesWithDigests() throws Exception {
        ServiceScene scene = login("HeaderDigest=CRC32C\0DataDigest=CRC32C\0", "23870000", "0000")
                .clientBytes(Hex.join(pdu("01c10000", 8, "", new byte[0]), Hex.of("11223344")))
                .serverBytes(Hex.join(pdu("25810000", 8, "", new byte[0]), Hex.of("11223344")))
                .clientBytes(Hex.join(pdu("01c10000", 9, "", new byte[0]), Hex.of("11223344")))
                .serverBytes(Hex.join(pdu("21800002", 9, "", new byte[0]), Hex.of("11223344")));
        assertEquals(List.of("login logged_in", "command ok", "command negative CHECK CONDITION"), scene.exchanges(folder));
    }

    @Test
    void shouldTellAMediumErrorButNotNewsOfADisk() throws Exception {
        ServiceScene scene = login("", "23870000", "0000").clientBytes(pdu("01c10000", 8, "", new byte[0]))
                .serverBytes(pdu("21800002", 8, "", Hex.of("0012 7000 0600")))
                .clientBytes(pdu("01c10000", 9, "", new byte[0])).serverBytes(pdu("21800002", 9, "", Hex.of("0012 7000 0300")));
        assertEquals(List.of("service_error: iSCSI answers sense 3 (medium error) to command"), scene.findings(folder));
    }

    @Test
    void shouldTellATargetThatSendsInitiatorsAway() throws Exception {
        ServiceScene scene = login("", "23870000", "0000").serverBytes(pdu("32800000", -1, "00".repeat(16) + "01", new byte[0]));
        assertEquals(List.of("service_refused: iSCSI target ends the session: event 1 (target asks for a logout)"),
                scene.findings(folder));
    }

    @Test
    void shouldPairARejectedMessageByTheCopyOfIt() throws Exception {
        ServiceScene scene = login("", "23870000", "0000").clientBytes(pdu("04800000", 9, "", new byte[0]))
                .serverBytes(pdu("3f800400", -1, "", pdu("04800000", 9, "", new byte[0])));
        assertEquals(List.of("login logged_in", "text error reject 4"), scene.exchanges(folder));
    }
}
