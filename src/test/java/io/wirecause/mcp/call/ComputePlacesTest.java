package io.wirecause.mcp.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.options.ServerOptions.Name;
import io.wirecause.report.UserFacingException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ComputePlacesTest {
    @TempDir
    Path folder;
    private final FakeTool fake = new FakeTool();

    @Test
    void shouldGiveAPlaceToTheClientThatHoldsTheFewest() throws Exception {
        ComputePlaces places = new ComputePlaces(2);
        ComputePlaces.Turn first = places.ask("greedy");
        ComputePlaces.Turn second = places.ask("greedy");
        ComputePlaces.Turn third = places.ask("greedy");
        ComputePlaces.Turn modest = places.ask("modest");
        assertTrue(places.await(first) && places.await(second));
        assertFalse(places.await(third) || places.await(modest));
        places.leave(first);
        assertTrue(places.await(modest), "the other client goes before the third call of the first");
        assertFalse(places.await(third));
        places.leave(modest);
        assertTrue(places.await(third));
        places.leave(second);
        places.leave(third);
        assertEquals(0, places.waiting());
    }

    @Test
    void shouldGiveNoPlaceToAClientThatDoesNotTakeItsAnswersNorKeepItFromOthers() throws Exception {
        ComputePlaces places = new ComputePlaces(2);
        ComputePlaces.Turn first = places.ask("deaf");
        ComputePlaces.Turn second = places.ask("deaf");
        ComputePlaces.Turn third = places.ask("deaf");
        places.computed(first);
        places.computed(second);
        assertFalse(places.await(third));
        assertTrue(places.await(places.ask("other")));
        places.leave(first);
        assertTrue(places.await(third));
    }

    @Test
    void shouldForgetATurnThatIsGivenUpWhileItWaits() throws Exception {
        ComputePlaces places = new ComputePlaces(1);
        ComputePlaces.Turn first = places.ask("a");
        places.leave(places.ask("b"));
        places.leave(first);
        assertTrue(places.await(places.ask("a")));
    }

    private ToolService service(String timeLimit) throws Exception {
        return new ToolService(List.of(fake.tool), ServerOptions.read(Map.of(Name.TIME_LIMIT, List.of(timeLimit),
                Name.ALLOW_URL_HOST, List.of("127.0.0.1")), Map.of()), 1);
    }

    private CompletableFuture<CallOutcome> later(ToolService service, String file, String ending, CallWatch watch) {
        return CompletableFuture.supplyAsync(() -> service.call(fake.tool, Map.of("pcap_file", file, "ending", ending), List.of(),
                watch), work -> new Thread(work).start());
    }

    @Test
    void shouldAnswerOthersWhileDownloadsWaitForTheirServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
             ToolService service = service("60")) {
            List<CallWatch> watches = new ArrayList<>();
            List<CompletableFuture<CallOutcome>> downloads = new ArrayList<>();
            List<Double> news = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 4; i++) {
                watches.add(service.watch((progress, total, message) -> news.add(progress), "other"));
                downloads.add(later(service, "http://127.0.0.1:" + silent.getLocalPort() + "/" + i + ".pcap", "answer",
                        watches.get(i)));
            }
            CallOutcome local = service.call("fake", Map.of("pcap_file", FakeTool.emptyCapture(folder).toString()));
            assertEquals(CallOutcome.Status.ANSWERED, local.status());
            assertTrue(downloads.stream().noneMatch(CompletableFuture::isDone));
            while (news.size() < 4) {
                Thread.sleep(50);
            }
            watches.forEach(CallWatch::cancel);
            for (CompletableFuture<CallOutcome> each : downloads) {
                assertEquals("The call was cancelled.", each.get(10, TimeUnit.SECONDS).failure());
            }
        }
    }

    @Test
    void shouldTellThoseWhoWaitForAPlaceAndEndTheirWaitByCancellationAndTimeLimit() throws Exception {
        String capture = FakeTool.emptyCapture(folder).toString();
        try (ToolService service = service("3")) {
            CallWatch busy = service.watch(CallWatch.News.NONE, "a");
            CompletableFuture<CallOutcome> never = later(service, capture, "never", busy);
            fake.working.await();
            List<String> told = Collections.synchronizedList(new ArrayList<>());
            CallWatch cancelled = service.watch(CallWatch.News.NONE, "b");
            CompletableFuture<CallOutcome> first = later(service, capture, "answer", cancelled);
            CompletableFuture<CallOutcome> second = later(service, capture, "answer",
                    service.watch((progress, total, message) -> told.add(message), "b"));
            Thread.sleep(200);
            assertFalse(first.isDone());
            cancelled.cancel();
            assertEquals("The call was cancelled.", first.get(5, TimeUnit.SECONDS).failure());
            assertTrue(never.get(10, TimeUnit.SECONDS).failure().contains("longer than the time limit"));
            CallOutcome last = second.get(10, TimeUnit.SECONDS);
            assertNull(last.failure(), "the wait for others is not the call's own time");
            assertTrue(told.get(0).startsWith("Waiting for a place"), told.toString());
        }
    }

    @Test
    void shouldEndTheWaitForAPlaceByTheTimeLimit() throws Exception {
        ComputePlaces places = new ComputePlaces(1);
        places.ask("a");
        CallWatch watch = new CallWatch(Duration.ofMillis(100), CallWatch.News.NONE, places, "b");
        String why = assertThrows(UserFacingException.class, watch::works)
                .getMessage();
        assertTrue(why.startsWith("The server was busy with other calls"), why);
        assertEquals(0, places.waiting());
    }
}
