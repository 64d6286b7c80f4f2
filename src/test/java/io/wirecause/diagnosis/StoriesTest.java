package io.wirecause.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.testing.Caller;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole stories told by real software, one layer of which is at fault: {@code diagnose_capture} names the cause that is written
 * down beside each, first, alone and in a crowd. {@code -Dwirecause.crowd=20000} makes the crowd so many connections.
 */
class StoriesTest {
    private static final int CROWD = Integer.getInteger("wirecause.crowd", 1_000);
    private static final int SECONDS = 300;
    private static final int MEDIAN = 4_000;
    private static final int LARGEST = 20_000;

    private static Caller caller;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        caller = new Caller();
    }

    @AfterAll
    static void close() {
        caller.close();
    }

    static List<Story> faults() {
        return Story.faults();
    }

    static List<Story> healthy() {
        return Story.healthy();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldNameTheCauseFirst(Story story) {
        check(story, diagnose(story.capture()));
    }

    private static void check(Story story, Map<String, Object> answer) {
        List<Map<?, ?>> causes = causes(answer);
        if (causes.isEmpty() && story.isAboutCapture()) {
            assertTrue(!((List<?>) answer.get("notes")).isEmpty(), story + " says nothing of the capture");
            return;
        }
        assertTrue(!causes.isEmpty(), story + " has no cause: " + answer.get("verdict"));
        Map<?, ?> first = causes.get(0);
        assertTrue(story.codes().contains(first.get("code")), story + " first names " + first);
        assertTrue(story.who().contains(first.get("who")), story + " blames " + first);
        assertTrue(answer.get("verdict").toString().startsWith(first.get("what").toString()), answer.get("verdict").toString());
        if (story.isAboutCapture()) {
            assertTrue(causes.stream().allMatch(cause -> story.who().contains(cause.get("who"))), story + " blames " + causes);
        }
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void shouldFindNothingWrongWhereNothingIs(Story story) {
        Map<String, Object> answer = diagnose(story.capture());
        assertEquals(List.of(), answer.get("causes"), story.toString());
        assertTrue(answer.get("verdict").toString().startsWith("Nothing wrong was found in "), answer.get("verdict").toString());
    }

    @Test
    void shouldHoldEnoughStories() {
        assertTrue(faults().size() >= 40 && healthy().size() >= 10, faults().size() + " and " + healthy().size());
    }

    @Test
    void shouldAnswerBriefly() {
        List<Integer> sizes = Stream.concat(faults().stream(), healthy().stream())
                .map(story -> caller.call(Catalog.TOOLS.get(0), story.capture()).json().length()).sorted().toList();
        assertTrue(sizes.get(sizes.size() / 2) < MEDIAN, sizes.toString());
        assertTrue(sizes.get(sizes.size() - 1) < LARGEST, sizes.toString());
    }

    /**
     * All but those about the capture itself, of which a crowd leaves nothing, and those whose cause is one among others only
     * where nothing else goes on: filters block some names all day.
     */
    @Test
    void shouldNameTheCauseFirstInACrowd() throws Exception {
        Crowd crowd = new Crowd(TestCaptures.of("diagnosis/healthy/visits"), 3);
        Path file = folder.resolve("crowd.pcap");
        List<String> missed = new ArrayList<>();
        for (Story story : faults()) {
            if (!story.isAboutCapture() && !story.codes().contains("dns_blocked")) {
                crowd.hide(story.capture(), CROWD, SECONDS, file);
                try {
                    check(story, diagnose(file));
                } catch (AssertionError e) {
                    missed.add(e.getMessage());
                }
            }
        }
        assertEquals("", String.join("\n", missed));
    }

    /** The crowd alone is healthy. */
    @Test
    void shouldFindNothingWrongInTheCrowd() throws Exception {
        Path file = folder.resolve("crowd.pcap");
        Path visits = TestCaptures.of("diagnosis/healthy/visits");
        new Crowd(visits, 3).hide(visits, CROWD, SECONDS, file);
        Map<String, Object> answer = diagnose(file);
        assertEquals(List.of(), answer.get("causes"));
        assertTrue((int) ((Number) answer.get("total_packets")).longValue() > CROWD, answer.get("total_packets").toString());
    }

    private static Map<String, Object> diagnose(Path capture) {
        CallOutcome outcome = caller.call(Catalog.TOOLS.get(0), capture);
        assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
        return outcome.answer();
    }

    private static List<Map<?, ?>> causes(Map<String, Object> answer) {
        return ((List<?>) answer.get("causes")).stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }
}
