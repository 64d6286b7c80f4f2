package io.wirecause.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.capture.CaptureFile;
import io.wirecause.catalog.Catalog;
import io.wirecause.corpus.Tshark;
import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.LocalCaptures;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.SourceWatch;
import io.wirecause.source.resolve.SourceResolver;
import io.wirecause.testing.Caller;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every tool on every capture in testdata, and what the captures were made to show. */
class ToolInvariantsTest {
    private static Caller caller;
    private static SourceResolver sources;

    @BeforeAll
    static void open() {
        caller = new Caller();
        sources = new SourceResolver(SourcePolicy.DEFAULT);
    }

    @AfterAll
    static void close() {
        caller.close();
        sources.close();
    }

    static List<Tool<?>> tools() {
        return Catalog.TOOLS;
    }

    @ParameterizedTest
    @MethodSource("tools")
    void shouldGiveAnAnswerWithinTheRulesOnEveryCapture(Tool<?> tool) throws Exception {
        List<String> broken = new ArrayList<>();
        List<Path> captures = TestCaptures.all();
        for (Path path : captures) {
            Pass.Reading reading;
            try (LocalCaptures local = sources.openAll(path.toString(), SourceWatch.NONE); Capture capture = open(local)) {
                reading = Pass.read(new ToolContext(path.toString(), capture, Limits.DEFAULT, ProgressListener.NONE), List.of());
            }
            AnswerRules.broken(tool, caller.call(tool, path), reading)
                    .forEach(what -> broken.add(TestCaptures.path(path) + ": " + what));
        }
        assertTrue(captures.size() > 50, "captures are missing");
        assertEquals("", String.join("\n", broken));
    }

    /** Unpacked where it is packed, with what the unpacking told. */
    private static Capture open(LocalCaptures local) throws UserFacingException {
        LocalCapture file = local.files().get(0);
        return Capture.open(List.of(new CaptureFile(file.name(), file.path(), file.notice().orElse(null))), local.leftOut());
    }

    static List<Path> healthy() {
        return TestCaptures.healthy();
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void shouldFindNothingWrongWhereNothingIs(Path capture) {
        List<String> alarms = new ArrayList<>();
        for (Tool<?> tool : TestCaptures.tools(capture)) {
            for (Map<String, Object> finding : findings(tool, capture)) {
                if (!finding.get("severity").equals("note")) {
                    alarms.add(tool.name() + ": " + finding.get("code") + ", " + finding.get("title"));
                }
            }
        }
        assertEquals(List.of(), alarms, TestCaptures.scenario(capture));
    }

    static List<Path> findings() {
        return TestCaptures.findings();
    }

    @ParameterizedTest
    @MethodSource("findings")
    void shouldNameFirstWhatTheCaptureWasMadeToShow(Path capture) {
        String code = TestCaptures.code(capture);
        List<Tool<?>> knowing = TestCaptures.tools(capture).stream()
                .filter(tool -> tool.findingCodes().stream().map(FindingCode::code).anyMatch(code::equals)).toList();
        assertTrue(!knowing.isEmpty(), "no tool knows " + code);
        for (Tool<?> tool : knowing) {
            List<Object> codes = findings(tool, capture).stream().map(finding -> finding.get("code")).toList();
            assertEquals(code, codes.isEmpty() ? "nothing" : codes.get(0), tool.name() + " finds " + codes);
        }
    }

    @Test
    void shouldHaveACaptureForEachFindingCode() {
        // What two captures show needs pairs, which have a folder of their own.
        Set<String> codes = Catalog.TOOLS.stream().filter(tool -> !tool.name().equals(TestCaptures.COMPARES))
                .flatMap(tool -> tool.findingCodes().stream()).map(FindingCode::code)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(codes, findings().stream().map(TestCaptures::code).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("findings")
    void shouldGiveDisplayFiltersThatSelectTheFramesInWireshark(Path capture) throws Exception {
        Tshark.assumeInstalled();
        // Starting tshark takes the time, so it is asked once: which frames does a finding cite whose filter leaves them out?
        Map<String, String> leftOut = new LinkedHashMap<>();
        for (Tool<?> tool : TestCaptures.tools(capture)) {
            for (Map<String, Object> finding : findings(tool, capture)) {
                String frames = ((List<?>) finding.get("frames")).stream().map(Object::toString)
                        .collect(Collectors.joining(", "));
                if (!frames.isEmpty()) {
                    leftOut.put("(frame.number in {" + frames + "} && !(" + finding.get("display_filter") + "))",
                            tool.name() + ": " + finding);
                }
            }
        }
        if (!leftOut.isEmpty()) {
            List<String> frames = Tshark.rows(capture, String.join(" || ", leftOut.keySet()), "frame.number").stream()
                    .map(row -> row[0]).toList();
            assertEquals(List.of(), frames, () -> leftOut.values().toString());
        }
    }

    private static List<Map<String, Object>> findings(Tool<?> tool, Path capture) {
        return AnswerRules.findings(caller.call(tool, capture).answer());
    }
}
