package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LDP: sessions and the notifications that end them. */
class LdpTest {
    @TempDir
    private Path folder;

    private static byte[] message(String type, String body) {
        byte[] bytes = Hex.of("00000001" + body);
        return Hex.join(Hex.of("0001"), Hex.number(10 + bytes.length, 2), Hex.of("c0000201 0000" + type),
                Hex.number(bytes.length, 2), bytes);
    }

    private static ServiceScene session() {
        return new ServiceScene(646).clientBytes(message("0200", "0500000e 0001001e 0000 1000 c0000250 0000"))
                .serverBytes(message("0201", "")).clientBytes(message("0201", ""));
    }

    @Test
    void shouldTellWhyASessionEnded() throws Exception {
        assertEquals(List.of("routing_neighbor_lost: LDP session ended: KeepAlive Timer Expired"),
                session().serverBytes(message("0001", "0300000a 80000014 00000000 0000")).findings(folder));
    }

    @Test
    void shouldTakeAdviceOnASingleLabelForOrdinary() throws Exception {
        ServiceScene scene = session().serverBytes(message("0001", "0300000a 0000000d 00000000 0000"));
        assertEquals(List.of(), scene.findings(folder));
        assertEquals(List.of("session ok"), scene.exchanges(folder));
    }
}
