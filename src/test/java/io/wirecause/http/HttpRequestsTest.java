package io.wirecause.http;

import static io.wirecause.http.HttpScene.GET;
import static io.wirecause.http.HttpScene.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of requests, where their time went, and what is found about it. */
class HttpRequestsTest {
    private static final List<String> NOTHING = List.of();

    @TempDir
    Path folder;

    private void assertFirst(String code, String words, HttpScene scene) throws Exception {
        List<Finding> findings = scene.answer(folder).findings();
        assertTrue(!findings.isEmpty(), "nothing found");
        assertEquals(code, findings.get(0).code());
        assertTrue(findings.get(0).title().contains(words), findings.get(0).title());
    }

    private static HttpScene asked() {
        return new HttpScene().client(GET);
    }

    private static HttpScene answered() {
        return asked().server(5, OK);
    }

    @Test
    void shouldSplitTheTimeOfARequest() throws Exception {
        String post = "POST /order HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 6\r\n\r\n";
        HttpRequestRecord.Times times = new HttpScene().client(post).after(100).client("abcdef")
                .server(300, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n").after(400).more("abcdef").request(folder, 1)
                .times();
        assertEquals(20, times.connectMs(), 1);
        assertEquals(100, times.sendingMs(), 1);
        assertEquals(320, times.firstByteMs(), 1);
        assertEquals(20, times.networkMs(), 1);
        assertEquals(300, times.serverMs(), 1);
        assertEquals(400, times.transferMs(), 1);
        assertEquals("pauses of the server", times.transferLimit());
        assertEquals(820, times.totalMs(), 2);
        assertNull(times.lossMs());
    }

    @Test
    void shouldNotBlameASlowTransferOfNothing() throws Exception {
        HttpRequestRecord.Times times = answered().request(folder, 1).times();
        assertNull(times.transferLimit());
        assertNull(times.transferMs());
        assertEquals(NOTHING, answered().codes(folder));
    }

    @Test
    void shouldTellWaitingBehindAnotherAnswerFromTheServersTime() throws Exception {
        HttpScene scene = new HttpScene().client(GET + GET).server(900, OK).more(OK);
        HttpRequestRecord second = scene.request(folder, 2);
        assertEquals(1, second.behind());
        assertEquals(920, second.times().behindMs(), 2);
        assertTrue(second.times().firstByteMs() < 5, () -> String.valueOf(second.times()));
    }

    @Test
    void shouldNameASlowServer() throws Exception {
        assertFirst("http_slow", "the server 192.0.2.80:80 took 3.5 s to begin its answer", asked().server(3_500, OK));
    }

    @Test
    void shouldNotCallLongPollsAndEventsSlow() throws Exception {
        String poll = GET.replace("/page", "/poll?since=4");
        assertEquals(NOTHING, new HttpScene().client(poll).server(25_000, OK).codes(folder));
        String events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
        assertEquals(NOTHING, asked().server(5, events).after(8_000).more("data: 1\n\n").after(8_000).more("data: 2\n\n")
                .clientCloses().codes(folder));
    }

    @Test
    void shouldTellAKeepAliveRaceFromAServerThatCloses() throws Exception {
        HttpScene race = answered().after(5_000).client(GET).after(10).serverClosesUnaware(GET.length());
        assertEquals("keep-alive race", race.request(folder, 2).outcome());
        assertFirst("http_keepalive_race", "idle", answered().after(5_000).client(GET).after(10)
                .serverClosesUnaware(GET.length()));
        HttpScene crash = answered().after(100).client(GET).after(300).serverAcknowledges().serverCloses();
        assertEquals("closed without an answer", crash.request(folder, 2).outcome());
        assertFirst("http_closed_without_answer", "instead of answering", answered().after(100).client(GET).after(300)
                .serverAcknowledges().serverCloses());
    }

    @Test
    void shouldTellAClientThatLosesPatienceFromOneThatWasInterrupted() throws Exception {
        assertEquals("unanswered", asked().after(20).serverAcknowledges().after(5_000).clientCloses().request(folder, 1)
                .outcome());
        HttpScene soon = asked().after(20).serverAcknowledges().after(200).clientCloses();
        assertEquals("client gave up", soon.request(folder, 1).outcome());
        assertEquals(NOTHING, asked().after(20).serverAcknowledges().after(200).clientCloses().codes(folder));
    }

    @Test
    void shouldTellAnAnswerCutOffFromOneThatEndsWithItsConnection() throws Exception {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\nhalf";
        assertFirst("http_truncated", "3996 of 4000 bytes missing", asked().server(5, half).serverCloses());
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
        assertFirst("http_truncated", "its last chunk missing", asked().server(5, chunked).serverCloses());
        String untilClose = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nall of it";
        assertEquals(NOTHING, asked().server(5, untilClose).serverCloses().codes(folder));
    }

    @Test
    void shouldTakeChunksWithTrailersForWhole() throws Exception {
        String trailers = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Digest\r\n\r\n5;x=y\r\nhello\r\n0\r\n"
                + "Digest: abc\r\n\r\n";
        HttpScene scene = asked().server(5, trailers).client(GET).server(5, OK).clientCloses();
        assertEquals("answered", scene.request(folder, 1).outcome());
        assertEquals("answered", scene.request(folder, 2).outcome());
        assertEquals(NOTHING, asked().server(5, trailers).client(GET).server(5, OK).clientCloses().codes(folder));
    }

    @Test
    void shouldNameWhatServersAnswerWith() throws Exception {
        String error = "HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n";
        assertFirst("http_server_error", "502 Bad Gateway", asked().server(5, error));
        assertFirst("http_unanswered", "does not speak HTTP", asked().server(5, "SSH-2.0-OpenSSH_9.2\r\n").serverCloses());
        String missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        Finding once = asked().server(5, missing).answer(folder).findings().get(0);
        assertEquals("http_client_error", once.code());
        assertEquals("note", once.severity().toString().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void shouldNotCallAnAnswerCutOffThatCameAfterTheClientHadGivenUp() throws Exception {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\nhalf";
        assertFirst("http_unanswered", "was answered too late: the server has it and is silent, the client gave up after 4.02 s, "
                + "2.02 s before the answer", asked().after(20).serverAcknowledges().after(4_000).clientCloses()
                        .serverAcknowledges().server(2_000, half).clientResets());
    }
}
