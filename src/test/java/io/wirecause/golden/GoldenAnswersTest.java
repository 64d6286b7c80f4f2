package io.wirecause.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.wirecause.analysis.Tool;
import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.testing.Caller;
import io.wirecause.testing.GoldenFile;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole answers about the captures in testdata, those of each protocol's tools beside its captures.
 * {@code -Dgolden.update=true} writes them anew; what changed is then for a person to judge.
 */
class GoldenAnswersTest {
    /** The one time that an answer has of its own. */
    private static final String SOME_TIME = "2000-01-01T00:00:00Z";
    /** Of the many stories in testdata/diagnosis, those whose whole answer is kept. */
    private static final Set<String> STORIES = Set.of("faults/bad_gateway_both_sides", "faults/capture_drops",
            "faults/certificate_expired", "faults/first_resolver_dead", "faults/firewall_rejects", "faults/lossy_path",
            "faults/request_hangs", "healthy/visits");

    private static Caller caller;

    @BeforeAll
    static void open() {
        caller = new Caller();
    }

    @AfterAll
    static void close() {
        caller.close();
    }

    /** A tool, and a capture that it is asked about. */
    record Question(Tool<?> tool, Path capture) {
        Path golden() {
            return TestCaptures.answer(tool, capture);
        }

        @Override
        public String toString() {
            return tool.name() + " " + TestCaptures.scenario(capture);
        }
    }

    static List<Question> questions() {
        List<Question> all = new ArrayList<>();
        for (Path capture : TestCaptures.all()) {
            if (!TestCaptures.protocol(capture).equals(Catalog.DIAGNOSIS)
                    || STORIES.contains(TestCaptures.scenario(capture).substring(Catalog.DIAGNOSIS.length() + 1))) {
                TestCaptures.tools(capture).forEach(tool -> all.add(new Question(tool, capture)));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("questions")
    void shouldAnswerAsTheGoldenFileSays(Question question) throws IOException {
        CallOutcome outcome = caller.call(question.tool(), question.capture());
        assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
        GoldenFile.check(question.golden(), canonical(outcome));
    }

    @Test
    void shouldHaveNoGoldenFileWithoutAQuestion() throws IOException {
        assumeFalse(GoldenFile.UPDATE, "files are being written");
        TreeSet<Path> golden;
        try (Stream<Path> files = Files.walk(TestCaptures.ROOT)) {
            golden = new TreeSet<>(files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !Set.of("lab", "compare").contains(TestCaptures.protocol(file))).toList());
        }
        questions().forEach(question -> golden.remove(question.golden()));
        assertEquals(List.of(), List.copyOf(golden));
    }

    static List<Path> pairs() throws IOException {
        try (Stream<Path> files = Files.list(TestCaptures.ROOT.resolve("compare"))) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** Of two captures of the same traffic, at two points of it; or of a good day and a bad day. */
    @ParameterizedTest
    @MethodSource("pairs")
    void shouldCompareAsTheGoldenFileSays(Path pair) throws IOException {
        try (ToolService service = new ToolService()) {
            boolean days = Files.exists(pair.resolve("before.pcap"));
            CallOutcome outcome = service.call(TestCaptures.COMPARES, Map.of(
                    "pcap_file", point(pair, days ? "before" : "client"), "other_file", point(pair, days ? "after" : "server"),
                    "relation", days ? "before_after" : "same_traffic"));
            assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
            GoldenFile.check(pair.resolve("compare-captures.json"), canonical(outcome));
        }
    }

    private static String point(Path pair, String at) throws IOException {
        try (Stream<Path> files = Files.list(pair)) {
            return files.filter(file -> !file.toString().endsWith(".json")).filter(file -> {
                String name = file.getFileName().toString();
                return name.startsWith(at) || name.startsWith("router");
            }).findFirst().orElseThrow().toString();
        }
    }

    /** As printed by {@code call}, without what differs between machines and runs. */
    private static String canonical(CallOutcome outcome) {
        Map<String, Object> answer = new LinkedHashMap<>();
        outcome.answer().forEach((key, value) -> answer.put(key, stable(value)));
        answer.replace("analysis_timestamp", SOME_TIME);
        return new CallOutcome(outcome.status(), answer, null).prettyJson().replace("\r\n", "\n") + "\n";
    }

    /** Paths made relative to testdata, wherever they stand. */
    private static Object stable(Object value) {
        if (value instanceof String text && text.contains(TestCaptures.ROOT.toString())) {
            return text.replace(TestCaptures.ROOT.toString(), "testdata").replace('\\', '/');
        }
        if (value instanceof List<?> items) {
            return items.stream().map(GoldenAnswersTest::stable).toList();
        }
        if (value instanceof Map<?, ?> entries) {
            Map<Object, Object> stable = new LinkedHashMap<>();
            entries.forEach((key, item) -> stable.put(key, stable(item)));
            return stable;
        }
        return value;
    }
}
