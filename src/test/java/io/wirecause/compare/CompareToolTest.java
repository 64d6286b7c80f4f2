package io.wirecause.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.testing.PcapngBuilder;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareToolTest {
    private static final Path CLEAN = TestCaptures.ROOT.resolve("compare/clean");
    private static final Path MIXED = TestCaptures.ROOT.resolve("lab/seed-06-mixed");
    /** What a comparison says of what is between two points, rather than of the captures. */
    private static final Set<String> BETWEEN = Arrays.stream(CompareFindingCode.values())
            .filter(code -> code != CompareFindingCode.LOST_BEYOND && code != CompareFindingCode.NO_COMMON_TRAFFIC)
            .map(CompareFindingCode::code).collect(Collectors.toSet());

    @TempDir
    Path directory;
    private final ToolService service = new ToolService();

    @AfterEach
    void close() {
        service.close();
    }

    private Map<?, ?> compare(Path first, Path other, Object... more) {
        Map<String, Object> arguments = new HashMap<>(Map.of("pcap_file", first.toString(), "other_file", other.toString()));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        CallOutcome outcome = service.call(TestCaptures.COMPARES, arguments);
        assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
        return (Map<?, ?>) Json.parse(outcome.json());
    }

    private static Set<String> codes(Map<?, ?> answer) {
        return ((List<?>) answer.get("findings")).stream().map(finding -> (String) ((Map<?, ?>) finding).get("code"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldFindNothingBetweenACaptureAndItself() throws IOException {
        int compared = 0;
        for (Path capture : TestCaptures.all()) {
            // Under another name, for of one file its interfaces are compared.
            Path same = Files.createSymbolicLink(directory.resolve(capture.getFileName().toString()), capture);
            Map<?, ?> answer = compare(capture, same);
            Files.delete(same);
            Set<String> codes = codes(answer);
            codes.retainAll(BETWEEN);
            assertEquals(Set.of(), codes, capture.toString());
            assertEquals(List.of(), answer.get("changed"), capture.toString());
            compared += ((List<?>) answer.get("ways")).isEmpty() ? 0 : 1;
        }
        assertTrue(compared > TestCaptures.all().size() / 2, compared + " compared");
    }

    @Test
    void shouldTellFramesOfBothFilesAndAFilterForEach() {
        Map<?, ?> answer = compare(TestCaptures.ROOT.resolve("compare/clamped-mss/client.pcap"),
                TestCaptures.ROOT.resolve("compare/clamped-mss/server.pcap"));
        Map<?, ?> finding = (Map<?, ?>) ((List<?>) answer.get("findings")).get(0);
        assertEquals("mss_clamped", finding.get("code"));
        assertEquals(List.of("client.pcap#3", "server.pcap#3"), finding.get("frames_in_files"));
        assertEquals("frame.number in {3}", finding.get("display_filter"));
        assertEquals("frame.number in {3}", finding.get("other_filter"));
    }

    @Test
    void shouldCompareInterfacesByNameAndNumber() {
        Path router = TestCaptures.ROOT.resolve("compare/one-capture-with-names/router.pcapng");
        Map<?, ?> swapped = compare(router, router, "capture_interface", "far", "other_interface", "0");
        assertEquals("far to near", ((Map<?, ?>) ((List<?>) swapped.get("ways")).get(0)).get("way"));
        assertEquals(36L, sum(swapped, "arrived"));
        assertEquals(0L, sum(swapped, "lost"));
        CallOutcome outcome = service.call(TestCaptures.COMPARES, Map.of("pcap_file", router.toString(), "other_file",
                router.toString(), "capture_interface", "eth7"));
        assertEquals(CallOutcome.Status.FAILED, outcome.status());
        assertTrue(outcome.failure().endsWith("there are \"near\", \"far\"."), outcome.failure());
    }

    @Test
    void shouldCompareOnlyWhatBothCapturesCover() throws IOException {
        Path part = directory.resolve("part.pcap");
        Clock.cut(MIXED.resolve("server.pcap"), part, 60, 120);
        Map<?, ?> whole = compare(MIXED.resolve("client.pcap"), MIXED.resolve("server.pcap"));
        Map<?, ?> half = compare(MIXED.resolve("client.pcap"), part);
        assertTrue(((Number) half.get("overlap_seconds")).doubleValue() < ((Number) whole.get("overlap_seconds")).doubleValue());
        assertTrue(sum(half, "lost") > 0 && sum(half, "lost") < sum(whole, "lost"), half.get("ways").toString());
        assertEquals(0, sum(half, "added"), half.get("ways").toString());
        assertTrue(half.get("coverage").toString().contains("may not have been running"), half.get("coverage").toString());
    }

    private static long sum(Map<?, ?> answer, String what) {
        return ((List<?>) answer.get("ways")).stream().mapToLong(way -> ((Number) ((Map<?, ?>) way).get(what)).longValue()).sum();
    }

    @Test
    void shouldSayWhereThereIsNothingToCompare() throws IOException {
        Map<?, ?> answer = compare(CLEAN.resolve("client.pcap"), TestCaptures.in("dhcp/healthy").get(0));
        assertEquals(Set.of("no_common_traffic"), codes(answer));
        assertTrue(answer.get("conclusion").toString().startsWith("No packet of"), answer.get("conclusion").toString());
        Path empty = directory.resolve("empty.pcap");
        Clock.cut(CLEAN.resolve("client.pcap"), empty, 1, 0);
        assertTrue(compare(CLEAN.resolve("client.pcap"), empty).get("conclusion").toString().contains("holds no IP packet"));
        assertTrue(compare(empty, CLEAN.resolve("client.pcap")).get("conclusion").toString().contains("holds no IP packet"));
    }

    @Test
    void shouldCompareAPcapWithAPcapng() throws IOException {
        ByteBuffer pcap = ByteBuffer.wrap(Files.readAllBytes(CLEAN.resolve("server.pcap"))).order(ByteOrder.LITTLE_ENDIAN);
        PcapngBuilder pcapng = new PcapngBuilder(ByteOrder.BIG_ENDIAN).section().on(1, 0);
        for (pcap.position(24); pcap.hasRemaining(); ) {
            long micros = pcap.getInt() * 1_000_000L + pcap.getInt();
            byte[] frame = new byte[pcap.getInt()];
            int wire = pcap.getInt();
            pcap.get(frame);
            pcapng.packet(0, micros, frame, wire);
        }
        Path server = Files.write(directory.resolve("server.pcapng"), pcapng.bytes());
        Map<?, ?> same = compare(CLEAN.resolve("client.pcap"), CLEAN.resolve("server.pcap"));
        Map<?, ?> mixed = compare(CLEAN.resolve("client.pcap"), server);
        assertEquals(same.get("ways").toString().replace("server.pcap", "server.pcapng"), mixed.get("ways").toString());
        assertEquals(Set.of(), codes(mixed));
    }

    @Test
    void shouldNarrowToAServer() {
        Path pair = TestCaptures.ROOT.resolve("compare/dropped-port");
        Map<?, ?> all = compare(pair.resolve("client.pcap"), pair.resolve("server.pcap"));
        Map<?, ?> other = compare(pair.resolve("client.pcap"), pair.resolve("server.pcap"), "server_port", 5001);
        assertTrue(codes(all).contains("lost_between"));
        assertFalse(codes(other).contains("lost_between"));
        assertEquals(2, other.get("matched_conversations"));
    }

    @Test
    void shouldCompareServicesBeforeAndAfter() {
        Path good = TestCaptures.of("diagnosis/healthy/visits");
        Map<?, ?> same = compare(good, good, "relation", "before_after");
        assertEquals(List.of(), same.get("differences"));
        assertTrue(same.get("conclusion").toString().startsWith("No service"), same.get("conclusion").toString());
        Map<?, ?> worse = compare(good, TestCaptures.of("diagnosis/faults/lossy_path"), "relation", "before_after");
        assertTrue(worse.get("conclusion").toString().contains("packet loss"), worse.get("conclusion").toString());
        assertEquals(List.of("packet_loss"), ((Map<?, ?>) worse.get("codes")).get("added"));
        Map<?, ?> better = compare(TestCaptures.of("diagnosis/faults/lossy_path"), good, "relation", "before_after");
        assertEquals(List.of("packet_loss"), ((Map<?, ?>) better.get("codes")).get("gone"));
    }

    @Test
    void shouldRefuseAnotherFileThatIsNotThere() throws IOException {
        Files.createFile(directory.resolve("not-a-capture.pcap"));
        CallOutcome outcome = service.call(TestCaptures.COMPARES, Map.of("pcap_file", CLEAN.resolve("client.pcap").toString(),
                "other_file", directory.resolve("missing.pcap").toString()));
        assertEquals(CallOutcome.Status.FAILED, outcome.status());
        assertTrue(outcome.failure().contains("missing.pcap"), outcome.failure());
    }
}
