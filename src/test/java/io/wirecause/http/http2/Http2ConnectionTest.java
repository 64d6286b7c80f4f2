package io.wirecause.http.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.RoleBasis;
import io.wirecause.http.exchange.ExchangeEnd;
import io.wirecause.http.exchange.ExchangeKind;
import io.wirecause.http.exchange.ExchangeSink;
import io.wirecause.http.exchange.HttpConnection;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.websocket.WebSocketEvents;
import io.wirecause.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Http2ConnectionTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<HttpExchange> exchanges = new ArrayList<>();
    private final WebSocketEvents sockets = new WebSocketEvents();
    private final Http2Events events = new Http2Events(sockets);
    private Http2Connection connection = open(true);
    private long frame;
    private long time;

    private Http2Connection open(boolean fromStart) {
        return new Http2Connection(http(fromStart), events);
    }

    private HttpConnection http(boolean fromStart) {
        return new HttpConnection(new StreamDirection(0, new FlowKey.Endpoint(4, 0, 0xc000020aL, 40_000),
                new FlowKey.Endpoint(4, 0, 0xc0000250L, 80), fromStart, true, RoleBasis.SYN), true, null, new ExchangeSink() {
                    @Override
                    public void ended(HttpExchange exchange) {
                        exchanges.add(exchange);
                    }

                    @Override
                    public void leftOpen(HttpExchange exchange) {
                        exchanges.add(exchange);
                    }
                });
    }

    private void client(Http2Bytes bytes) {
        connection.data(true, ByteView.of(bytes.bytes()), ++frame, time);
    }

    private void server(Http2Bytes bytes) {
        connection.data(false, ByteView.of(bytes.bytes()), ++frame, time);
    }

    private static Http2Bytes get(int stream, String path) {
        return new Http2Bytes().headers(stream, true, ":method", "GET", ":path", path, ":authority", "www.example.test");
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Http2Findings.add(events, findings);
        return findings;
    }

    private HttpExchange only() {
        assertEquals(1, exchanges.size());
        return exchanges.get(0);
    }

    @Test
    void shouldPairByStreamWhateverTheOrder() {
        client(new Http2Bytes().preface());
        client(get(1, "/slow"));
        client(get(3, "/fast"));
        server(new Http2Bytes().headers(3, false, ":status", "200").data(3, true, 10));
        server(new Http2Bytes().headers(1, true, ":status", "404"));
        assertEquals("/fast", exchanges.get(0).asked().path());
        assertEquals(200, exchanges.get(0).status());
        assertEquals(404, exchanges.get(1).status());
        assertEquals(1, exchanges.get(1).streamId());
        assertEquals("www.example.test", exchanges.get(1).asked().host());
        connection.close();
        assertTrue(findings().isEmpty());
    }

    @Test
    void shouldReadTheSameWhereverTheSegmentsEnd() {
        byte[] bytes = new Http2Bytes().preface().frame(1, 0x08 | 0x20, 1, "02 80000000 10 82 0000").frame(9, 0, 1, "86")
                .frame(9, 4, 1, "84 41 8cf1e3c2e5f23a6ba0ab90f4ff").frame(0, 9, 1, "03 616263 000000").bytes();
        byte[] answer = new Http2Bytes().frame(4, 0, 0, "").headers(1, false, ":status", "103")
                .headers(1, false, ":status", "200")
                .frame(0, 8, 1, "01 61 00").headers(1, true, "trailer", "x").bytes();
        for (int size = 1; size < bytes.length; size++) {
            exchanges.clear();
            connection = open(true);
            for (int at = 0; at < bytes.length; at += size) {
                ByteView part = ByteView.of(bytes).slice(at, Math.min(size, bytes.length - at));
                connection.data(true, part, ++frame, 0);
            }
            for (int at = 0; at < answer.length; at += size) {
                connection.data(false, ByteView.of(answer).slice(at, Math.min(size, answer.length - at)), ++frame, 0);
            }
            HttpExchange exchange = only();
            assertEquals("GET", exchange.asked().method());
            assertEquals("www.example.com", exchange.asked().host());
            assertTrue(exchange.request().isComplete());
            assertEquals(200, exchange.status());
            assertEquals(ExchangeEnd.COMPLETE, exchange.end());
        }
    }

    @Test
    void shouldNeverShowHeadersThatReferToWhatWasMissed() {
        connection = open(false);
        // The second field refers to an entry that was added before the capture.
        client(new Http2Bytes().frame(1, 5, 7, "82 be 86"));
        server(new Http2Bytes().frame(1, 5, 7, "88"));
        assertEquals("GET", only().asked().method());
        assertEquals("(unknown)", only().asked().path());
        assertNull(only().asked().host());
        assertEquals(200, only().status());
        assertEquals(1, events.fromTheMiddle());
        assertEquals(1, events.blocksWithUnknown());
    }

    @Test
    void shouldForgetTheTableAtAGapButNotAtOneWithinData() {
        client(new Http2Bytes().preface().frame(1, 5, 1, Http2Bytes.adding(":path", "/first")));
        connection.gap(true, 100, ++frame, 0);
        client(new Http2Bytes().frame(1, 5, 3, "82 be"));
        server(new Http2Bytes().headers(1, true, ":status", "200").headers(3, false, ":status", "200")
                .frame(0, 0, 3, new byte[5]));
        connection.data(false, ByteView.of(new Http2Bytes().data(3, true, 1000).bytes()).slice(0, 109), ++frame, 0);
        connection.gap(false, 900, ++frame, 0);
        assertEquals("/first", exchanges.get(0).asked().path());
        assertEquals("(unknown)", exchanges.get(1).asked().path());
        assertEquals(900, exchanges.get(1).response().missing());
        assertEquals(ExchangeEnd.COMPLETE, exchanges.get(1).end());
        assertEquals(1, events.timesMissed());
    }

    @Test
    void shouldNotCallUnansweredWhatTheCaptureLacks() {
        client(new Http2Bytes().preface());
        client(get(1, "/"));
        connection.gap(false, 1000, ++frame, 0);
        connection.close();
        assertTrue(exchanges.isEmpty());
        assertEquals(1, events.unreadableExchanges());
    }

    @Test
    void shouldNameAGoAwayWithAnErrorAndWhatItLost() {
        client(new Http2Bytes().preface());
        client(get(1, "/a"));
        client(get(3, "/b"));
        server(new Http2Bytes().headers(1, true, ":status", "200")
                .frame(7, 0, 0, "00000001 0000000b 746f6f5f6d616e795f70696e6773"));
        connection.close();
        assertEquals(ExchangeEnd.NOT_TAKEN, exchanges.get(1).end());
        Finding finding = findings().get(0);
        assertEquals("http2_goaway", finding.code());
        assertTrue(finding.title().contains("ENHANCE_YOUR_CALM"), finding.title());
        assertTrue(finding.detail().contains("\"too_many_pings\""), finding.detail());
        assertTrue(finding.hint().contains("keepalive"), finding.hint());
    }

    @Test
    void shouldTakeAnOrderlyEndForWhatItIs() {
        client(new Http2Bytes().preface());
        client(get(1, "/a"));
        server(new Http2Bytes().frame(7, 0, 0, "7fffffff 00000000"));
        server(new Http2Bytes().headers(1, true, ":status", "200").frame(7, 0, 0, "00000001 00000000"));
        connection.close();
        assertTrue(findings().isEmpty());
    }

    @Test
    void shouldTellWhoResetAStreamAndWhy() {
        client(new Http2Bytes().preface());
        client(get(1, "/report"));
        time = 3 * SECOND;
        client(new Http2Bytes().frame(3, 0, 1, "00000008"));
        client(get(3, "/x"));
        server(new Http2Bytes().frame(3, 0, 3, "00000002"));
        connection.close();
        assertEquals(ExchangeEnd.STREAM_RESET, exchanges.get(0).end());
        assertTrue(exchanges.get(0).isEndedByClient());
        List<Finding> findings = findings();
        assertEquals("The client gave up 1 request after 3 s without an answer", findings.get(0).title());
        assertEquals("The server reset 1 request with INTERNAL_ERROR", findings.get(1).title());
    }

    @Test
    void shouldMeasureHowLongASenderWaitedForAWindow() {
        client(new Http2Bytes().preface());
        client(get(1, "/big"));
        server(new Http2Bytes().headers(1, false, ":status", "200"));
        for (int i = 0; i < 4; i++) {
            server(new Http2Bytes().data(1, false, i < 3 ? 16_384 : 16_383));
        }
        time = 5 * SECOND;
        client(new Http2Bytes().window(0, 100_000).window(1, 100_000));
        server(new Http2Bytes().data(1, true, 1000));
        connection.close();
        Finding finding = findings().get(0);
        assertEquals("http2_flow_control_stalled", finding.code());
        assertEquals("The server waited 5 s because the client did not open its HTTP/2 window", finding.title());
    }

    @Test
    void shouldNotTakeIdlenessForAWait() {
        client(new Http2Bytes().preface());
        client(get(1, "/a"));
        server(new Http2Bytes().headers(1, false, ":status", "200"));
        for (int i = 0; i < 4; i++) {
            server(new Http2Bytes().data(1, i == 3, i < 3 ? 16_384 : 16_383));
        }
        time = 60 * SECOND;
        client(new Http2Bytes().window(0, 65_535));
        time = 90 * SECOND;
        client(get(3, "/b"));
        server(new Http2Bytes().headers(3, false, ":status", "200").data(3, true, 100));
        connection.close();
        assertTrue(findings().isEmpty());
    }

    @Test
    void shouldCountCallsOfGrpc() {
        client(new Http2Bytes().preface().headers(1, false, ":method", "POST", ":path", "/shop.Orders/Place", "content-type",
                "application/grpc+proto", "grpc-timeout", "100m").frame(0, 1, 1, "00 00000002 0a00 00 00000000"));
        server(new Http2Bytes().headers(1, true, ":status", "200", "content-type", "application/grpc", "grpc-status", "14",
                "grpc-message", "no%20backend%1b"));
        connection.close();
        assertEquals(ExchangeKind.GRPC, only().kind());
        assertEquals(2, only().grpc().sent());
        assertEquals(100_000_000, only().grpc().deadlineNanos());
        assertEquals("no backend\\u{1b}", only().grpc().message());
        assertTrue(only().grpc().isTrailersOnly());
        assertEquals("The call of \"shop.Orders/Place\" failed with UNAVAILABLE", findings().get(0).title());
    }

    @Test
    void shouldNameTheDeadlineAtWhichAClientGaveUp() {
        client(new Http2Bytes().preface().headers(1, true, ":method", "POST", ":path", "/shop.Orders/Place", "content-type",
                "application/grpc", "grpc-timeout", "1S"));
        time = SECOND;
        client(new Http2Bytes().frame(3, 0, 1, "00000008"));
        connection.close();
        assertEquals(1, findings().size());
        assertTrue(findings().get(0).title().endsWith("ran into the client's deadline of 1 s"), findings().get(0).title());
    }

    @Test
    void shouldFollowAWebSocketOnAStream() {
        client(new Http2Bytes().preface().headers(1, false, ":method", "CONNECT", ":protocol", "websocket", ":path", "/chat"));
        server(new Http2Bytes().headers(1, false, ":status", "200"));
        client(new Http2Bytes().frame(0, 0, 1, "81 82 01020304 6063"));
        server(new Http2Bytes().frame(0, 0, 1, "81 01 61 88 04 03f1 6f6f"));
        server(new Http2Bytes().data(1, true, 0));
        connection.close();
        assertEquals(ExchangeKind.WEBSOCKET, only().kind());
        assertEquals(1, sockets.messagesOfServers());
        assertEquals(1, sockets.messagesOfClients());
    }

    @Test
    void shouldKeepWhatOneConnectionTakesBounded() {
        client(new Http2Bytes().preface());
        for (int i = 0; i < 10_000; i++) {
            client(get(2 * i + 1, "/" + i));
        }
        assertEquals(10_000 - 2048, events.unfollowedRequests());
    }

    @Test
    void shouldTakeAnyBytes() {
        Random random = new Random(3);
        byte[] seed = get(1, "/").data(1, false, 20).frame(7, 0, 0, "0000000100000002").window(0, 9).frame(5, 4, 1, "0000000282")
                .bytes();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = seed.clone();
            for (int j = random.nextInt(6); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            connection = open(random.nextBoolean());
            connection.data(true, ByteView.of(bytes), 1, 0);
            connection.data(false, ByteView.of(bytes), 2, 0);
            connection.gap(random.nextBoolean(), 1 + random.nextInt(50), 3, 0);
            connection.data(true, ByteView.of(bytes), 4, 0);
            connection.close();
        }
        assertEquals(0, events.budget().used());
    }

    @Test
    void shouldTellFramesFromOtherBytes() {
        assertTrue(Http2Connection.mayStart(true, ByteView.of("PRI".getBytes())));
        assertTrue(Http2Connection.mayStart(false, ByteView.of(new Http2Bytes().frame(4, 0, 0, "000300000064").bytes())));
        assertFalse(Http2Connection.mayStart(true, ByteView.of("PRINT / HTTP/1.1\r\n\r\n".getBytes())));
        assertFalse(Http2Connection.mayStart(true, ByteView.of(new byte[100])));
        Random random = new Random(1);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[9 + random.nextInt(50)];
            random.nextBytes(bytes);
            taken += Http2Connection.mayStart(false, ByteView.of(bytes)) ? 1 : 0;
        }
        assertEquals(0, taken);
    }
}
