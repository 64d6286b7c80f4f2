package io.wirecause.http.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.flow.RoleBasis;
import io.wirecause.http.exchange.ConnectionReader;
import io.wirecause.http.exchange.ExchangeKind;
import io.wirecause.http.exchange.ExchangeSink;
import io.wirecause.http.exchange.HttpConnection;
import io.wirecause.http.exchange.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class Http1ConnectionTest {
    private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";

    private final List<HttpExchange> ended = new ArrayList<>();
    private final List<HttpExchange> left = new ArrayList<>();
    private final StringBuilder switched = new StringBuilder();
    private final Http1Connection http = new Http1Connection(connection(), new Http1Connection.Shared(), this::successor);
    private long frame;

    private HttpConnection connection() {
        StreamDirection direction = new StreamDirection(0, new Endpoint(4, 0, 1, 4000), new Endpoint(4, 0, 2, 80), true, true,
                RoleBasis.SYN);
        return new HttpConnection(direction, true, null, new ExchangeSink() {
            @Override
            public void ended(HttpExchange exchange) {
                ended.add(exchange);
            }

            @Override
            public void leftOpen(HttpExchange exchange) {
                left.add(exchange);
            }
        });
    }

    private ConnectionReader successor(HttpConnection connection, HttpExchange upgrade, String protocol) {
        switched.append(protocol).append(':');
        return new ConnectionReader() {
            @Override
            public boolean data(boolean fromClient, ByteView bytes, long number, long time) {
                switched.append(bytes.latin1(0, bytes.length()));
                return true;
            }

            @Override
            public boolean gap(boolean fromClient, long bytes, long number, long time) {
                return true;
            }

            @Override
            public void end(boolean fromClient) {
                switched.append('.');
            }

            @Override
            public void close() {
                switched.append('!');
            }
        };
    }

    private boolean client(String text) {
        return send(true, text);
    }

    private boolean server(String text) {
        return send(false, text);
    }

    private boolean send(boolean fromClient, String text) {
        frame++;
        return http.data(fromClient, ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1)), frame, frame * 1_000_000);
    }

    private void gap(boolean fromClient, int bytes) {
        frame++;
        http.gap(fromClient, bytes, frame, frame * 1_000_000);
    }

    private String statuses() {
        StringBuilder all = new StringBuilder();
        ended.forEach(e -> all.append(e.asked().path()).append(' ').append(e.status()).append(' ').append(e.response().bytes())
                .append("; "));
        return all.toString();
    }

    @Test
    void shouldPairAndCountWhateverTheSegments() {
        String requests = GET + "POST /b?x=1 HTTP/1.1\r\nhost:h\r\ncontent-length: 5\r\n\r\nhello" + GET;
        String chunked = "HTTP/1.1 201 Created\r\nTransfer-Encoding: gzip, chunked\r\n\r\n4;x=y\r\nGET "
                + "\r\n3\r\nabc\r\n0\r\nTrailer: t\r\n\r\n";
        String answers = "HTTP/1.1 100 Continue\r\n\r\n" + OK + chunked
                + "HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n";
        for (String each : requests.split("")) {
            client(each);
        }
        for (String each : answers.split("")) {
            server(each);
        }
        assertEquals("/a 200 " + OK.length() + "; /b?x=*** 201 " + chunked.length() + "; /a 304 50; ", statuses());
        assertEquals(GET.length(), ended.get(0).request().bytes());
        assertEquals("HTTP/1.1", ended.get(2).version().label());
    }

    @Test
    void shouldReadWholeConversationInOneSegmentEach() {
        client(GET + "HEAD /h HTTP/1.0\r\n\r\n" + GET);
        server(OK + "HTTP/1.0 200 OK\r\nContent-Length: 70000\r\n\r\n" + OK);
        assertEquals("/a 200 " + OK.length() + "; /h 200 42; /a 200 " + OK.length() + "; ", statuses());
        assertEquals(1, ended.get(1).behind());
    }

    @Test
    void shouldEndWithTheConnectionWhereNoLengthIsTold() {
        client(GET);
        server("HTTP/1.0 200 OK\r\n\r\nabc");
        server("HTTP/1.1 is what this body speaks of");
        assertEquals("", statuses());
        http.end(false);
        assertEquals(1, ended.size());
    }

    @Test
    void shouldCountOnThroughGapsInBodies() {
        client(GET);
        server("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nab");
        gap(false, 990);
        server("12345678");
        client(GET);
        server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nab");
        gap(false, 98);
        server("\r\n0\r\n\r\n");
        assertEquals("/a 200 1041; /a 200 158; ", statuses());
        assertEquals(990, ended.get(0).response().missing());
    }

    @Test
    void shouldFindTheNextMessageBehindGapsInHeadersAndBetween() {
        client("GET /x HTTP/1.1\r\nCook");
        gap(true, 100);
        server("HTTP/1.1 200 OK\r\nSer");
        gap(false, 500);
        server("rest of a body");
        client(GET);
        server(OK);
        gap(false, 50);
        client("GET /y HTTP/1.1\r\n\r\n");
        server(OK);
        assertEquals(3, ended.size());
        assertEquals("/x", ended.get(0).asked().path());
        assertEquals("/y", ended.get(2).asked().path());
    }

    @Test
    void shouldPassOverTheRequestWhoseAnswerFellIntoAGap() {
        client(GET);
        gap(false, 700);
        client("GET /second HTTP/1.1\r\n\r\n");
        server(OK);
        assertEquals("/second", ended.get(0).asked().path());
        assertTrue(left.get(0).got().isNotCaptured());
    }

    @Test
    void shouldTakeAnswersWithoutTheirRequests() {
        http.seek(false);
        server("the middle of a body");
        server(OK);
        assertEquals("null 200 " + OK.length() + "; ", statuses());
        assertEquals(0, ended.get(0).ordinal());
    }

    @Test
    void shouldHandOverAfter101AndReadInsideTunnels() {
        client("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
        server("HTTP/1.1 101 Switching\r\nUpgrade: WebSocket\r\n\r\nframes");
        client("more");
        assertEquals("websocket:framesmore", switched.toString());
        assertEquals(ExchangeKind.WEBSOCKET, ended.get(0).kind());
    }

    @Test
    void shouldReadHttpInsideTunnelsAndNothingElse() {
        client("CONNECT inner.test:80 HTTP/1.1\r\n\r\n");
        server("HTTP/1.1 200 Connection established\r\n\r\n");
        client(GET);
        server(OK);
        assertEquals("inner.test:80", ended.get(0).asked().host());
        assertEquals(ExchangeKind.TUNNEL, ended.get(0).kind());
        assertEquals("/a", ended.get(1).asked().path());
    }

    @Test
    void shouldStopInTunnelsThatHoldSomethingElse() {
        client("CONNECT inner.test:443 HTTP/1.1\r\n\r\n");
        server("HTTP/1.1 200 Connection established\r\n\r\n");
        assertFalse(client("\u0016\u0003\u0001\u0001\u0000"));
        assertEquals(1, ended.size());
    }

    @Test
    void shouldNotTakeOtherProtocolsForHttp() {
        for (String line : List.of("OPTIONS sip:a@b SIP/2.0\r\n", "DESCRIBE rtsp://a/ RTSP/1.0\r\n", "EHLO host\r\n",
                "USER anonymous\r\n", "REQMOD icap://a/ ICAP/1.0\r\n", "NICK somebody\r\n")) {
            Http1Connection other = new Http1Connection(connection(), new Http1Connection.Shared(), this::successor);
            assertFalse(other.data(true, ByteView.of(line.getBytes(StandardCharsets.ISO_8859_1)), 1, 1), line);
            other.close();
        }
        assertEquals(0, ended.size() + left.size());
    }

    @Test
    void shouldSayWhatCameInsteadOfAnAnswer() {
        client(GET);
        server("\u0015\u0003\u0001\u0000\u0002\u0002\u0046");
        http.close();
        assertEquals("a TLS alert", left.get(0).got().otherwise());
    }

    @Test
    void shouldTellHowMuchOfACutAnswerIsMissing() {
        client(GET);
        server("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc");
        http.end(false);
        http.close();
        assertEquals(997, left.get(0).got().bytesLeft());
    }

    @Test
    void shouldBoundWhatItHolds() {
        client("GET /" + "x".repeat(200_000));
        client("y HTTP/1.1\r\nHost: h\r\nBig: " + "z".repeat(100_000));
        client("\r\n\r\n");
        server(OK);
        assertEquals(1, ended.size());
        assertTrue(ended.get(0).asked().path().length() < 250);
        for (int i = 0; i < 2 * Http1Connection.MOST_WAITING; i++) {
            client(GET);
        }
        assertEquals(Http1Connection.MOST_WAITING, left.size());
    }

    @Test
    void shouldNotGiveTheNextAnswerToARequestWhoseOwnIsNotCaptured() {
        client(GET);
        // The head of the first answer is missing, before anything of the server was seen; its body is there.
        http.seek(false);
        server("rest of a body");
        client(GET);
        server(OK);
        assertEquals(1, left.size());
        assertEquals(1, left.get(0).ordinal());
        assertTrue(left.get(0).got().isNotCaptured());
        assertEquals(1, ended.size());
        assertEquals(2, ended.get(0).ordinal());
    }

    @Test
    void shouldNotTakeAGapBeforeARequestForItsAnswer() {
        client(GET);
        server(OK);
        gap(false, 500);
        client(GET + GET);
        server(OK + OK);
        assertEquals(List.of(1, 2, 3), ended.stream().map(HttpExchange::ordinal).toList());
        assertTrue(left.isEmpty());
    }

    /** The fields of the second message are known byte for byte, those of the third begin like it, the fourth has others. */
    @Test
    void shouldReadTheSameFieldsAgainAsTheFirstTime() {
        String fields = "Host: shop.example\r\nUser-Agent: curl/8\r\nAuthorization: Basic xyz\r\nContent-Length: 2\r\n\r\n";
        String answer = "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\nabc";
        client("POST /1 HTTP/1.1\r\n" + fields + "hi");
        server(answer);
        client("POST /2 HTTP/1.1\r\n" + fields + "ho");
        server(answer);
        client("POST /3 HTTP/1.1\r\n" + fields.replace("Length: 2", "Length: 3") + "hey");
        server("HTTP/1.1 100 Continue\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n" + answer);
        client("GET /4 HTTP/1.1\r\nHost: other.example\r\n\r\n");
        server(answer.replace("nginx", "squid"));
        assertEquals(List.of("shop.example", "shop.example", "shop.example", "other.example"),
                ended.stream().map(e -> e.asked().host()).toList());
        assertEquals("Basic Basic Basic null", ended.stream().map(e -> String.valueOf(e.asked().authorization()))
                .collect(Collectors.joining(" ")));
        assertEquals(List.of("nginx", "nginx", "nginx", "squid"), ended.stream().map(e -> e.got().server()).toList());
        assertEquals("/1 200 81; /2 200 81; /3 200 81; /4 200 81; ", statuses());
        long lines = "POST /1 HTTP/1.1\r\n".length() + fields.length();
        assertEquals(List.of(lines + 2, lines + 2, lines + 3), ended.stream().limit(3).map(e -> e.request().bytes()).toList());
    }

    @Test
    void shouldReadFieldsOverSeveralSegmentsAfterTheSameInOne() {
        String head = "Host: h\r\nUser-Agent: a\r\n\r\n";
        client("GET /1 HTTP/1.1\r\n" + head);
        server(OK);
        client("GET /2 HTTP/1.1\r\n" + head.substring(0, 12));
        client(head.substring(12));
        server(OK);
        client("GET /3 HTTP/1.1\r\n" + head + "GET /4 HTTP/1.1\r\n" + head);
        server(OK + OK);
        assertEquals("/1 200 41; /2 200 41; /3 200 41; /4 200 41; ", statuses());
        assertEquals(List.of("a", "a", "a", "a"), ended.stream().map(e -> e.asked().userAgent()).toList());
    }
}
