package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Diameter: results of peers, also those of vendors. */
class DiameterTest {
    @TempDir
    private Path folder;

    private static byte[] avp(int code, byte[] data) {
        return Hex.join(Hex.number(code, 4), Hex.of("40"), Hex.number(8 + data.length, 3), data, Hex.zeros(-data.length & 3));
    }

    private static byte[] message(int flags, int command, int id, byte[]... avps) {
        byte[] all = Hex.join(avps);
        return Hex.join(Hex.of("01"), Hex.number(20 + all.length, 3), new byte[] {(byte) flags}, Hex.number(command, 3),
                Hex.number(command == 257 ? 0 : 4, 4), Hex.number(id, 4), Hex.number(id, 4), all);
    }

    private static byte[] result(int code) {
        return avp(268, Hex.number(code, 4));
    }

    private static ServiceScene peers(int code) {
        return new ServiceScene(3868).clientBytes(message(0x80, 257, 1, avp(264, Hex.text("a.test"))))
                .serverBytes(message(0, 257, 1, result(code), avp(264, Hex.text("b.test"))));
    }

    @Test
    void shouldTellAPeerThatIsNotKnown() throws Exception {
        ServiceScene scene = new ServiceScene(3868).clientBytes(message(0x80, 257, 1, avp(264, Hex.text("a.test"))))
                .serverBytes(message(0x20, 257, 1, result(3010), avp(281, Hex.text("who are you"))));
        assertEquals(List.of("service_refused: Diameter refuses its service: 3010 (DIAMETER_UNKNOWN_PEER) \"who are you\""),
                scene.findings(folder));
    }

    @Test
    void shouldTellResultsOfVendors() throws Exception {
        ServiceScene scene = peers(2001).clientBytes(message(0xc0, 316, 2, avp(1, Hex.text("001010000000001"))))
                .serverBytes(message(0x40, 316, 2, avp(297, Hex.join(avp(266, Hex.number(10415, 4)),
                        avp(298, Hex.number(5001, 4))))));
        assertEquals(List.of("service_error: Diameter answers experimental 5001 (DIAMETER_ERROR_USER_UNKNOWN) to update "
                + "location"),
                scene.findings(folder));
        assertEquals(List.of("capabilities exchange ok", "update location error experimental 5001"), scene.exchanges(folder));
    }

    @Test
    void shouldMissTheAnswerToAWatchdog() throws Exception {
        ServiceScene scene = peers(2001).clientBytes(message(0x80, 280, 3)).after(31_000).clientCloses();
        assertEquals(List.of("service_unanswered: Diameter at 192.0.2.80:3868 does not answer 1 device watchdog request"),
                scene.findings(folder));
    }
}
