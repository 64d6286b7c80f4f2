package io.wirecause.mcp.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wirecause.report.Describe;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerSerializerTest {
    enum Direction { CLIENT_TO_SERVER }

    record Inner(@Describe("n") long packetCount, @Describe(value = "o", optional = true) String leftOut) {
    }

    record Outer(@Describe("a") Instant analysisTimestamp, @Describe("b") Direction direction, @Describe("c") double rate,
                 @Describe("d") List<Inner> inners, @Describe("e") Map<String, Object> filter, @Describe("f") boolean done,
                 @Describe(value = "g", optional = true) Double noNumber) {
    }

    record WithBytes(@Describe("bytes") byte[] bytes) {
    }

    @Test
    void shouldWriteEveryKindOfComponent() {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("server_ip", null);
        filter.put("server_port", 80);
        Outer outer = new Outer(Instant.ofEpochSecond(1_700_000_000, 123_000_000), Direction.CLIENT_TO_SERVER, 0.000012,
                List.of(new Inner(3, null)), filter, true, Double.NaN);
        assertEquals("{\"analysis_timestamp\":\"2023-11-14T22:13:20.123Z\",\"direction\":\"client_to_server\","
                + "\"rate\":0.000012,\"inners\":[{\"packet_count\":3}],"
                + "\"filter\":{\"server_ip\":null,\"server_port\":80},\"done\":true}", Json.compact(AnswerSerializer.of(outer)));
    }

    @Test
    void shouldWriteDoublesWithoutExponentAndWithoutBinaryNoise() {
        assertEquals("[0.3,12300000000,3,0]", Json.compact(AnswerSerializer.of(
                new Numbers(Arrays.asList(0.1 + 0.2, 1.23e10, 3.0, 0.0))).get("numbers")));
    }

    @Test
    void shouldRefuseWhatHasNoJsonForm() {
        assertThrows(IllegalArgumentException.class, () -> AnswerSerializer.of(new WithBytes(new byte[1])));
    }

    record Numbers(@Describe("n") List<Double> numbers) {
    }
}
