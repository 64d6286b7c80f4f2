package io.wirecause.mcp.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.report.SnakeCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToolServiceTest {
    @TempDir
    Path directory;
    private Path capture;
    private ToolService service;

    @BeforeEach
    void open() throws IOException {
        capture = FakeTool.emptyCapture(directory);
        service = new ToolService(List.of(new FakeTool().tool), ServerOptions.DEFAULT);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void shouldAnswerWithTheRecordOfTheTool() {
        CallOutcome outcome = call("answer");
        assertEquals(CallOutcome.Status.ANSWERED, outcome.status());
        assertEquals(capture.toString(), outcome.answer().get("file"));
        assertEquals(24L, outcome.answer().get("bytes"));
    }

    @Test
    void shouldTellBadArgumentsFromFailures() {
        assertEquals(CallOutcome.Status.BAD_ARGUMENTS, service.call("fake", Map.of()).status());
        CallOutcome outcome = service.call("fake", Map.of("pcap_file", directory.resolve("absent.pcap").toString()));
        assertEquals(CallOutcome.Status.FAILED, outcome.status());
        assertTrue(outcome.failure().contains("absent.pcap"), outcome.failure());
    }

    @ParameterizedTest
    @EnumSource(value = FakeTool.Ending.class, names = {"PROBLEM", "BUG", "NO_MEMORY"})
    void shouldEndEveryFailureInOneSentenceWithoutInternals(FakeTool.Ending ending) {
        CallOutcome outcome = call(SnakeCase.of(ending));
        assertEquals(CallOutcome.Status.FAILED, outcome.status());
        assertNull(outcome.answer());
        assertTrue(outcome.failure().endsWith("."), outcome.failure());
        assertFalse(outcome.failure().contains("secret detail"), outcome.failure());
        assertEquals(CallOutcome.Status.ANSWERED, call("answer").status());
    }

    private CallOutcome call(String ending) {
        return service.call("fake", Map.of("pcap_file", capture.toString(), "ending", ending));
    }
}
