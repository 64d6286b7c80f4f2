package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TACACS+: answers in clear, obfuscated ones, and none. */
class TacacsTest {
    @TempDir
    private Path folder;

    private static byte[] packet(int type, int number, int flags, byte[] body) {
        return Hex.join(Hex.of("c0"), new byte[] {(byte) type, (byte) number, (byte) flags}, Hex.of("0a0b0c0d"),
                Hex.number(body.length, 4), body);
    }

    @Test
    void shouldTellALoginThatFailsInClear() throws Exception {
        ServiceScene scene = new ServiceScene(49)
                .clientBytes(packet(1, 1, 1, Hex.join(Hex.of("01010201 04000006"), Hex.text("annahidden"))))
                .serverBytes(packet(1, 2, 1, Hex.join(Hex.of("0200 0007 0000"), Hex.text("no way!"))));
        assertEquals(List.of("login_failed: TACACS+ refuses the login of \"anna\": FAIL \"no way!\""), scene.findings(folder));
    }

    @Test
    void shouldNotGuessWhatIsObfuscated() throws Exception {
        ServiceScene scene = new ServiceScene(49).clientBytes(packet(2, 1, 0, Hex.of("0102030405060708")))
                .serverBytes(packet(2, 2, 0, Hex.of("1002030405060708")));
        assertEquals(List.of(), scene.findings(folder));
        assertEquals(List.of("authorization ok"), scene.exchanges(folder));
    }

    @Test
    void shouldTellAServerThatClosesAtOnce() throws Exception {
        ServiceScene scene = new ServiceScene(49).clientBytes(packet(1, 1, 0, Hex.of("0102030405060708"))).serverCloses();
        assertEquals(List.of("service_unanswered: TACACS+ at 192.0.2.80:49 ends the connection instead of answering 1 "
                + "authentication request"), scene.findings(folder));
    }

    @Test
    void shouldSurviveAReplyThatIsShorterThanItsFieldsSay() throws Exception {
        ServiceScene scene = new ServiceScene(49)
                .clientBytes(packet(1, 1, 1, Hex.join(Hex.of("01010201 04000006"), Hex.text("annahidden"))))
                .serverBytes(packet(1, 2, 1, Hex.of("0200 0007 00")));
        assertEquals(List.of(), scene.findings(folder));
    }
}
