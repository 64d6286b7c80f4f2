package io.wirecause.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Tool;
import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.testing.Caller;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** What {@code diagnose_capture} says of captures whose cause is known. */
class DiagnosisTest {
    private static final int DEFAULT_ANSWER = 20_000;
    private static final Tool<?> TOOL = Catalog.TOOLS.get(0);

    private static Caller caller;
    private static ToolService service;

    @BeforeAll
    static void open() {
        caller = new Caller();
        service = new ToolService();
    }

    @AfterAll
    static void close() {
        caller.close();
        service.close();
    }

    static List<Path> withOneFinding() {
        return TestCaptures.all().stream().filter(capture -> TestCaptures.path(capture).contains("/findings/")).toList();
    }

    /** A capture made to show one code: that is the first cause or follows from it; a mere note is no cause. */
    @ParameterizedTest
    @MethodSource("withOneFinding")
    void shouldNameFirstWhatTheCaptureWasMadeToShow(Path capture) {
        String code = TestCaptures.code(capture);
        Map<String, Object> answer = diagnose(capture);
        List<Map<?, ?>> causes = list(answer, "causes");
        boolean suffered = causes.stream().anyMatch(cause -> all(cause).contains(code));
        if (suffered) {
            assertTrue(all(causes.get(0)).contains(code), capture + " first shows " + all(causes.get(0)));
            return;
        }
        for (Tool<?> tool : TestCaptures.tools(capture)) {
            list(caller.call(tool, capture).answer(), "findings").stream().filter(f -> f.get("code").equals(code))
                    .forEach(f -> assertEquals("note", f.get("severity"), capture + " has no cause " + code));
        }
    }

    private static Set<String> all(Map<?, ?> cause) {
        Set<String> codes = new TreeSet<>(Set.of(cause.get("code").toString()));
        list(cause, "effects").forEach(effect -> codes.add(effect.get("code").toString()));
        return codes;
    }

    @Test
    void shouldSayOfAHealthyCaptureWhatThatRestsOn() throws IOException {
        List<String> seen = new ArrayList<>();
        for (Path capture : TestCaptures.all().stream().filter(c -> TestCaptures.path(c).startsWith("tcp/healthy")).toList()) {
            Map<String, Object> answer = diagnose(capture);
            assertEquals(List.of(), answer.get("causes"), capture.toString());
            assertTrue(answer.get("verdict").toString().startsWith("Nothing wrong was found in "), capture.toString());
            seen.add(answer.get("verdict").toString());
        }
        assertFalse(seen.isEmpty());
        assertTrue(seen.stream().anyMatch(verdict -> verdict.contains("tried and set up")), seen.toString());
    }

    @Test
    void shouldFoldWhatFollowsUnderItsCause() {
        Map<String, Object> answer = diagnose(TestCaptures.ROOT.resolve("dns/findings/dns_fragments_missing-lost/capture.pcap"));
        List<Map<?, ?>> causes = list(answer, "causes");
        assertEquals(1, causes.size());
        assertEquals("dns_fragments_missing", causes.get(0).get("code"));
        assertEquals("dns_slow", list(causes.get(0), "effects").get(0).get("code"));
        assertEquals("analyze_dns_packets", list(answer, "next").get(0).get("tool"));
    }

    @Test
    void shouldNarrowToTheFocus() {
        Path capture = TestCaptures.ROOT.resolve("tcp/findings/connection_refused/capture.pcap");
        for (String here : List.of("192.0.2.80:5432", "192.0.2.80", "connection 1", "frame 14", "#14")) {
            assertEquals(1, list(diagnose(capture, here), "causes").size(), here);
        }
        for (String elsewhere : List.of("192.0.2.80:81", "198.51.100.1", "connection 0", "www.example.test")) {
            assertEquals(List.of(), diagnose(capture, elsewhere).get("causes"), elsewhere);
        }
        for (String nonsense : List.of("???", "192.0.2.80:99999", "frame 999", "a b")) {
            CallOutcome outcome = service.call(TOOL.name(), Map.of("pcap_file", capture.toString(), "focus", nonsense));
            assertEquals(CallOutcome.Status.FAILED, outcome.status(), nonsense);
        }
    }

    @Test
    void shouldBeShortOnAllTestData() {
        for (Path capture : TestCaptures.all()) {
            CallOutcome outcome = caller.call(TOOL, capture);
            assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), capture + " " + outcome.failure());
            assertTrue(outcome.json().length() <= DEFAULT_ANSWER, capture + " takes " + outcome.json().length());
        }
    }

    @Test
    void shouldHaveARuleForEachCode() {
        Set<String> codes = new TreeSet<>();
        Catalog.PROTOCOLS.stream().flatMap(protocol -> protocol.tools().stream())
                .forEach(tool -> tool.findingCodes().forEach(code -> codes.add(code.code())));
        codes.removeAll(CauseRules.codes());
        assertEquals(Set.of(), codes);
    }

    private static Map<String, Object> diagnose(Path capture) {
        CallOutcome outcome = caller.call(TOOL, capture);
        assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
        return outcome.answer();
    }

    private static Map<String, Object> diagnose(Path capture, String focus) {
        return service.call(TOOL.name(), Map.of("pcap_file", capture.toString(), "focus", focus)).answer();
    }

    private static List<Map<?, ?>> list(Map<?, ?> answer, String key) {
        return Stream.of((List<?>) answer.get(key)).flatMap(List::stream).<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }
}
