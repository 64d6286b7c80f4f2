package io.wirecause.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the wires of the loss lab did is what the comparison of captures around them says, whatever their clocks. */
class ComparedLabTest {
    private static ToolService service;

    @TempDir
    Path directory;

    @BeforeAll
    static void open() {
        service = new ToolService();
    }

    @AfterAll
    static void close() {
        service.close();
    }

    /** Two places of a run, and the wires between them. */
    record Places(Path run, String near, String far, List<String> wires) {
        @Override
        public String toString() {
            return run.getFileName() + " " + near + " " + far;
        }
    }

    static List<Places> places() throws IOException {
        List<Places> all = new ArrayList<>();
        try (Stream<Path> runs = Files.list(TestCaptures.ROOT.resolve("lab"))) {
            for (Path run : runs.filter(Files::isDirectory).sorted().toList()) {
                all.add(new Places(run, "client", "router", List.of("client_router")));
                all.add(new Places(run, "router", "server", List.of("router_server")));
                all.add(new Places(run, "client", "server", List.of("client_router", "router_server")));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("places")
    void shouldTellEachPacketThatTheWiresDroppedOrRepeated(Places places) throws Exception {
        check(places, places.run.resolve(places.near + ".pcap"), places.run.resolve(places.far + ".pcap"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void shouldTellTheSameWhereTheClockIsHoursOffAndDrifts(Places places) throws Exception {
        Path shifted = directory.resolve("shifted.pcap");
        Clock.shift(places.run.resolve(places.far + ".pcap"), shifted, 7_200_123_456_789L, 100e-6);
        Map<?, ?> answer = check(places, places.run.resolve(places.near + ".pcap"), shifted);
        Map<?, ?> clocks = (Map<?, ?>) answer.get("clocks");
        double offset = ((Number) clocks.get("offset_ms")).doubleValue();
        double uncertainty = ((Number) clocks.get("uncertainty_ms")).doubleValue();
        assertEquals(7_200_123.456_789, offset, uncertainty + 0.2);
        assertEquals(false, clocks.get("agree"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void shouldTellTheSameTheOtherWayRound(Places places) throws Exception {
        check(places, places.run.resolve(places.far + ".pcap"), places.run.resolve(places.near + ".pcap"));
    }

    private Map<?, ?> check(Places places, Path first, Path other) throws IOException {
        Map<?, ?> answer = compare(first, other);
        boolean turned = first.getFileName().toString().startsWith(places.far);
        String near = (turned ? other : first).getFileName().toString();
        String far = (turned ? first : other).getFileName().toString();
        Map<?, ?> truth = (Map<?, ?>) Json.parse(Files.readString(places.run.resolve("truth.json")));
        for (boolean there : new boolean[] {true, false}) {
            Map<String, Integer> wire = new HashMap<>();
            for (String name : places.wires) {
                Map<?, ?> ways = (Map<?, ?>) ((Map<?, ?>) truth.get("wire")).get(name);
                for (Object event : (List<?>) ((Map<?, ?>) ways.get(there ? "ab" : "ba")).get("events")) {
                    if (((Map<?, ?>) event).containsKey("seq")) {
                        wire.merge(String.valueOf(((Map<?, ?>) event).get("kind")), 1, Integer::sum);
                    }
                }
            }
            Map<?, ?> way = way(answer, there ? near + " to " + far : far + " to " + near);
            assertEquals(wire.getOrDefault("dropped", 0) + wire.getOrDefault("queue_dropped", 0), way.get("lost"), "lost " + way);
            assertEquals(wire.getOrDefault("duplicated", 0), way.get("duplicated"), "duplicated " + way);
            assertEquals(0, way.get("added"), "added " + way);
            assertEquals(0, way.get("missed_by_capture"), "missed " + way);
            // A frame that is held is overtaken where others follow in time.
            assertTrue((int) way.get("reordered") <= wire.getOrDefault("held", 0), "reordered " + way);
            Map<?, ?> delay = (Map<?, ?>) way.get("delay_ms");
            assertTrue(((Number) delay.get("min")).doubleValue() >= 0, "delay " + way);
        }
        return answer;
    }

    private static Map<?, ?> way(Map<?, ?> answer, String name) {
        return ((List<?>) answer.get("ways")).stream().map(way -> (Map<?, ?>) way).filter(way -> name.equals(way.get("way")))
                .findFirst().orElseThrow(() -> new AssertionError(name + " is not among " + answer.get("ways")));
    }

    static Map<?, ?> compare(Path first, Path other) {
        CallOutcome outcome = service.call("compare_captures", Map.of("pcap_file", first.toString(), "other_file",
                other.toString()));
        assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
        return (Map<?, ?>) Json.parse(outcome.json());
    }
}
