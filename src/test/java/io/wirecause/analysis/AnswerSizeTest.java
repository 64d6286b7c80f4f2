package io.wirecause.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerSizeTest {
    private enum Colour {
        RED
    }

    private record Inner(String text, double number) {
    }

    private record Sample(long packetNumber, String nothing, boolean flag, Instant time, Colour colour, List<Inner> list,
                          Map<String, Long> counts) {
    }

    @Test
    void shouldCountALittleMoreThanTheJsonTakes() {
        Sample sample = new Sample(123_456_789, null, true, Instant.parse("2026-01-02T03:04:05.678901Z"), Colour.RED,
                List.of(new Inner("a \"quoted\" back\\slash", 1.5), new Inner("Büro \u65e5\u672c", 0.123456)),
                Map.of("key", 42L));
        String json = "{\"packet_number\":123456789,\"flag\":true,\"time\":\"2026-01-02T03:04:05.678901Z\""
                + ",\"colour\":\"red\",\"list\":["
                + "{\"text\":\"a \\\"quoted\\\" back\\\\slash\",\"number\":1.5},{\"text\":\"Büro "
                + "\u65e5\u672c\",\"number\":0.123456}],"
                + "\"counts\":{\"key\":42}}";
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        int size = AnswerSize.of(sample);
        assertTrue(size >= bytes, size + " of " + bytes);
        assertTrue(size <= 1.4 * bytes, size + " of " + bytes);
    }

    @Test
    void shouldCountNothingForWhatIsLeftOut() {
        Sample full = new Sample(1, "nothing", true, null, null, List.of(), Map.of());
        Sample without = new Sample(1, null, true, null, null, List.of(), Map.of());
        assertEquals("\"nothing\":\"nothing\",".length(), AnswerSize.of(full) - AnswerSize.of(without), 2);
    }
}
