package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.verdict.Verdict;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The verdicts on the lab's captures against what its kernels and its wire did, frame by frame. At the sender everything
 * can be known. Elsewhere two things cannot: a segment sent again whose original was lost before the capture point looks
 * new where nothing sent after the original came by first (it was the last of a flight, or a SYN or SYN-ACK), and a
 * segment sent again that is itself overtaken on the way looks like an original that was overtaken.
 */
class LabVerdictTest {
    private static final List<String> PLACES = List.of("client", "router", "server");
    private static final List<String> DIRECTIONS = List.of("from_client", "from_server");
    private static final List<String> KINDS = List.of("retransmissions", "network_copies", "overtaken");

    /** One capture of a run, read once: the verdicts by direction and frame, and the truth of the same. */
    private record Place(String run, String place, JsonNode truth, JsonNode kernel, Map<String, Map<Long, Verdict>> verdicts,
                         List<Connection> connections, String server) {
        @Override
        public String toString() {
            return run + " at the " + place;
        }

        /** Whether what goes in this direction is sent by the host at which the capture was taken. */
        boolean sends(String direction) {
            return direction.equals("from_" + place);
        }

        Set<Long> ours(String direction, String kind) {
            Set<Long> frames = new TreeSet<>();
            verdicts.getOrDefault(direction, Map.of()).forEach((frame, verdict) -> {
                if (kind.equals(kind(verdict))) {
                    frames.add(frame);
                }
            });
            return frames;
        }

        Set<Long> truly(String direction, String kind) {
            Set<Long> frames = new TreeSet<>();
            truth.get(direction).get(kind).forEach(frame -> frames.add(frame.asLong()));
            return frames;
        }

        /** What the connections count as sent again by the host at this place. */
        int tallied() {
            boolean byServer = place.equals("server");
            return connections.stream()
                    .mapToInt(c -> (c.endpoint(c.a()).address().equals(server) == byServer ? c.a()
                            : c.b()).verdicts().retransmissions()).sum();
        }
    }

    private static List<Place> places;

    private static String kind(Verdict verdict) {
        return verdict.isRetransmission() ? "retransmissions"
                : verdict == Verdict.REORDERED ? "overtaken" : verdict == Verdict.DUPLICATE ? "network_copies" : "";
    }

    @BeforeAll
    static void read() throws Exception {
        places = new ArrayList<>();
        for (Path run : runs()) {
            JsonNode truth = new ObjectMapper().readTree(Files.readString(run.resolve("truth.json")));
            for (String place : PLACES) {
                places.add(read(run, place, truth));
            }
        }
    }

    private static List<Path> runs() {
        return TestCaptures.in("lab").stream().map(Path::getParent).distinct().toList();
    }

    private static Place read(Path run, String place, JsonNode truth) throws Exception {
        String client = truth.get("hosts").get("client").asString();
        Map<String, Map<Long, Verdict>> verdicts = new HashMap<>();
        TcpAnalyzer tracker = new TcpAnalyzer(Limits.DEFAULT.maxConnections(), (segment, c, follower) -> {
            String source = c.endpoint(segment.fromA() ? c.a() : c.b()).address();
            verdicts.computeIfAbsent(source.equals(client) ? "from_client" : "from_server", d -> new TreeMap<>())
                    .put(segment.frame(), follower.verdict());
        });
        try (Capture capture = Capture.open(run.resolve(place + ".pcap"))) {
            Pass.run(new ToolContext(place, capture, Limits.DEFAULT, ProgressListener.NONE), List.of(tracker));
        }
        return new Place(run.getFileName().toString(), place, truth.get("captures").get(place).get("truth"),
                truth.get("kernel").get(place), verdicts, tracker.connections(), truth.get("hosts").get("server").asString());
    }

    /** Both hosts send, at least a SYN or SYN-ACK and acknowledgements. */
    static Stream<Place> atTheSender() {
        return places.stream().filter(place -> DIRECTIONS.stream().anyMatch(place::sends));
    }

    @ParameterizedTest
    @MethodSource("atTheSender")
    void shouldAgreeFrameByFrameWhenCapturedAtTheSender(Place place) {
        String direction = "from_" + place.place();
        for (String kind : KINDS) {
            assertEquals(place.truly(direction, kind), place.ours(direction, kind), kind);
        }
    }

    @ParameterizedTest
    @MethodSource("atTheSender")
    void shouldCountWhatTheKernelCountedWhenCapturedAtTheSender(Place place) {
        assertEquals(place.kernel().get("total_retrans").asInt(), place.tallied());
    }

    @Test
    void shouldHoldRunsOfAllKindsOfTrouble() {
        assertTrue(atTheSender().count() >= 20);
        for (String kind : KINDS) {
            int total = places.stream().mapToInt(p -> DIRECTIONS.stream().mapToInt(d -> p.truly(d, kind).size()).sum()).sum();
            assertTrue(total >= 20, total + " " + kind);
        }
    }

    @Test
    void shouldNeverInventAndMissOnlyWhatCannotBeKnownElsewhere() {
        Map<String, Integer> total = new HashMap<>();
        Map<String, Integer> missed = new HashMap<>();
        for (Place place : places) {
            String at = place.place().equals("router") ? "router" : "receiver";
            for (String direction : DIRECTIONS) {
                if (!place.sends(direction)) {
                    for (String kind : KINDS) {
                        assertNothingInvented(place, direction, kind);
                    }
                    total.merge(at, place.truly(direction, "retransmissions").size(), Integer::sum);
                    missed.merge(at, missed(place, direction), Integer::sum);
                }
            }
        }
        assertTrue(total.get("receiver") >= 30 && total.get("router") >= 30, total::toString);
        assertTrue(missed.get("receiver") <= 3 && missed.get("router") <= 1, () -> missed + " of " + total);
    }

    private static void assertNothingInvented(Place place, String direction, String kind) {
        Set<Long> invented = place.ours(direction, kind);
        invented.removeAll(place.truly(direction, kind));
        assertEquals(Set.of(), invented, () -> place + " " + direction + ": taken for " + kind);
        if (!kind.equals("retransmissions")) {
            assertEquals(place.truly(direction, kind), place.ours(direction, kind), () -> place + " " + direction + ": " + kind);
        }
    }

    /** How many segments sent again were missed; each must be one that cannot be known, see above. */
    private static int missed(Place place, String direction) {
        Set<Long> missed = place.truly(direction, "retransmissions");
        missed.removeAll(place.ours(direction, "retransmissions"));
        for (long frame : missed) {
            Verdict verdict = place.verdicts().get(direction).get(frame);
            boolean overtaken = verdict == Verdict.REORDERED && place.truly(direction, "overtaken").contains(frame);
            assertTrue(verdict == Verdict.NEW || overtaken, () -> place + " frame " + frame + ": " + verdict);
        }
        return missed.size();
    }
}
