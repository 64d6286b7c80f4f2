package io.wirecause.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every tool over every shared capture, and what comes out beside what capinfos and tshark say of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
    /** Share of the captures with TCP in which the connections are tshark's streams. */
    private static final double SAME_STREAMS = 0.98;
    /** Each capture in which they are not is named there with the reason, in a row of its own. */
    private static final Path EXPLAINED = Path.of("docs", "streams-vs-tshark.md");
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    /** What one capture gave; {@code frames} is -1 where it is refused, {@code lengths} are by frame. */
    private record Reading(long frames, long connections, Map<Long, Integer> lengths) {
    }

    private final Map<String, Reading> readings = new ConcurrentSkipListMap<>();
    private final Set<String> broken = new ConcurrentSkipListSet<>();
    private Map<String, List<Corpus.Segment>> segments;

    @BeforeAll
    void readEverything(@TempDir Path folder) throws IOException {
        segments = Corpus.segments();
        try (Caller caller = new Caller()) {
            Corpus.captures().parallelStream().forEach(path -> readings.put(Corpus.name(path), read(path, folder, caller)));
        }
    }

    private Reading read(Path path, Path folder, Caller caller) {
        Map<Long, Integer> lengths = new TreeMap<>();
        Pass.Reading reading;
        try (Capture capture = Capture.open(Corpus.plain(path, Files.createTempDirectory(folder, "capture")))) {
            reading = Pass.run(new ToolContext(path.toString(), capture, Limits.DEFAULT, ProgressListener.NONE),
                    List.of(packet -> {
                if (packet.isTcp()) {
                    lengths.putIfAbsent(packet.frame().number(), packet.payloadLength());
                }
            }));
        } catch (UserFacingException refused) {
            return refusedByEvery(path, refused, caller);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long connections = 0;
        for (Tool<?> tool : Catalog.TOOLS) {
            CallOutcome outcome = caller.call(tool, path);
            AnswerRules.broken(tool, outcome, reading).forEach(what ->
                    broken.add(tool.name() + " " + Corpus.name(path) + ": " + what));
            if (tool.name().equals(Caller.CONNECTIONS) && outcome.answer() != null) {
                connections = ((Number) ((Map<?, ?>) outcome.answer().get("summary")).get("total_connections")).longValue();
            }
        }
        return new Reading(reading.coverage().packetsRead(), connections, lengths);
    }

    /** What cannot be read is refused in the same words by every tool: anything else is a fault of the tool's own. */
    private Reading refusedByEvery(Path path, UserFacingException refused, Caller caller) {
        for (Tool<?> tool : Catalog.TOOLS) {
            CallOutcome outcome = caller.call(tool, path);
            if (!refused.getMessage().equals(outcome.failure())) {
                broken.add(tool.name() + " " + Corpus.name(path) + ": " + outcome.failure() + " instead of "
                        + refused.getMessage());
            }
        }
        return new Reading(-1, 0, Map.of());
    }

    @Test
    void shouldAnswerOrRefuseEveryCaptureWithinTheRules() {
        assertTrue(readings.size() > 1_800, "captures are missing");
        assertEquals("", String.join("\n", broken));
    }

    @Test
    void shouldReadAsManyFramesAsCapinfosFromEveryFileItReads() throws IOException {
        List<String> differences = new ArrayList<>();
        Map<String, Corpus.Capinfos> all = Corpus.capinfos();
        all.forEach((name, theirs) -> {
            Reading ours = readings.get(name);
            if (ours == null || ours.frames() != theirs.packets()) {
                differences.add(name + ": " + (ours == null ? "absent" : ours.frames()) + ", capinfos has " + theirs.packets());
            }
        });
        assertTrue(all.size() > 1_800);
        assertEquals("", String.join("\n", differences));
    }

    @Test
    void shouldCountTheConnectionsThatTsharkCountsAndExplainTheOthers() throws IOException {
        List<String> different = new ArrayList<>();
        int captures = 0;
        for (var entry : readings.entrySet()) {
            long theirs = segments.getOrDefault(entry.getKey(), List.of()).stream().map(Corpus.Segment::stream).distinct()
                    .count();
            long ours = entry.getValue().connections();
            captures += theirs + ours > 0 ? 1 : 0;
            if (theirs != ours) {
                different.add(entry.getKey());
            }
        }
        System.out.println("captures with TCP: " + captures + ", other connections than tshark's: " + different.size());
        assertTrue(different.size() <= (1 - SAME_STREAMS) * captures, different.size() + " of " + captures + ": " + different);
        assertEquals(explained("## Connections"), new TreeSet<>(different), "compared with " + EXPLAINED);
    }

    @Test
    void shouldGiveEverySegmentTheLengthThatTsharkGivesItAndExplainTheOthers() throws IOException {
        TreeSet<String> different = new TreeSet<>();
        long compared = 0;
        for (var entry : readings.entrySet()) {
            Map<Long, Integer> theirs = segments.getOrDefault(entry.getKey(), List.of()).stream()
                    .collect(Collectors.toMap(Corpus.Segment::frame, Corpus.Segment::length, (first, later) -> first));
            compared += theirs.size();
            if (!theirs.equals(entry.getValue().lengths())) {
                different.add(entry.getKey());
            }
        }
        System.out.println("segments compared: " + compared + ", captures with a difference: " + different.size());
        assertTrue(compared > 100_000);
        assertEquals(explained("## Lengths"), different, "compared with " + EXPLAINED);
    }

    /** The captures that have a row below a heading. */
    private static TreeSet<String> explained(String heading) throws IOException {
        String text = Files.readString(EXPLAINED);
        int from = text.indexOf(heading);
        assertTrue(from >= 0, heading + " is missing in " + EXPLAINED);
        int to = text.indexOf("\n## ", from + 1);
        TreeSet<String> names = new TreeSet<>();
        Matcher rows = ROW.matcher(text.substring(from, to < 0 ? text.length() : to));
        while (rows.find()) {
            names.add(rows.group(1));
        }
        return names;
    }
}
