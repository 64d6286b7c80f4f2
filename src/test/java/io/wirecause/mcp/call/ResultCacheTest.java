package io.wirecause.mcp.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.source.FileIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultCacheTest {
    @TempDir
    Path directory;
    private final FakeTool tool = new FakeTool();
    private final ToolService service = new ToolService(List.of(tool.tool), ServerOptions.DEFAULT);
    private Path capture;

    @BeforeEach
    void makeCapture() throws IOException {
        capture = FakeTool.emptyCapture(directory);
        age(60);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private void age(long seconds) throws IOException {
        Files.setLastModifiedTime(capture, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    private CallOutcome call(String ending) {
        return service.call("fake", Map.of("pcap_file", capture.toString(), "ending", ending));
    }

    @Test
    void shouldAnswerTheSameQuestionOnceWhileTheFileIsUnchanged() {
        CallOutcome first = call("answer");
        assertEquals(first, call("answer"));
        assertEquals(1, tool.runs.get());
        assertEquals(first, service.call("fake", Map.of("pcap_file", capture.toString())), "a default is as good as given");
        assertEquals(1, tool.runs.get());
        call("large");
        assertEquals(2, tool.runs.get());
    }

    @Test
    void shouldAnswerAnewWhenTheFileChanged() throws IOException {
        call("answer");
        age(30);
        call("answer");
        assertEquals(2, tool.runs.get());
        byte[] longer = java.util.Arrays.copyOf(Files.readAllBytes(capture), 30);
        Files.write(capture, longer);
        age(30);
        assertEquals(30L, call("answer").answer().get("bytes"));
    }

    @Test
    void shouldNotKeepAnAnswerWhenTheFileIsTooNewToTellItsNextChange() throws IOException {
        age(0);
        call("answer");
        call("answer");
        assertEquals(2, tool.runs.get());
    }

    @Test
    void shouldNotKeepFailures() {
        call("problem");
        call("problem");
        assertEquals(2, tool.runs.get());
    }

    @Test
    void shouldStayWithinItsBoundAndDropTheOldest() {
        ResultCache cache = new ResultCache();
        String filling = "x".repeat(1 << 20);
        for (int i = 0; i < 20; i++) {
            cache.put(key(i), CallOutcome.answered(Map.of("filling", filling)));
            assertNotNull(cache.get(key(0)), "asked for each time");
            assertTrue(cache.chars() <= ResultCache.MAX_CHARS);
        }
        assertNull(cache.get(key(1)));
        assertNotNull(cache.get(key(19)));
        long before = cache.chars();
        cache.put(key(99), CallOutcome.answered(Map.of("filling", "x".repeat(3 << 20))));
        assertNull(cache.get(key(99)));
        assertEquals(before, cache.chars());
    }

    private static ResultCache.Key key(int number) {
        return new ResultCache.Key("tool", new FakeTool.Arguments(new CaptureArguments("file"), FakeTool.Ending.ANSWER),
                List.of(new FileIdentity("key", number, 0)));
    }
}
