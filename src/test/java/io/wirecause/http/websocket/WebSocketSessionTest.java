package io.wirecause.http.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.RoleBasis;
import io.wirecause.http.exchange.ExchangeSink;
import io.wirecause.http.exchange.HttpConnection;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpVersion;
import io.wirecause.report.Finding;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WebSocketSessionTest {
    private final WebSocketEvents events = new WebSocketEvents();
    private WebSocketConnection connection = open();

    private WebSocketConnection open() {
        HttpConnection http = new HttpConnection(new StreamDirection(3, new FlowKey.Endpoint(4, 0, 0xc000020aL, 40_000),
                new FlowKey.Endpoint(4, 0, 0xc0000250L, 80), true, true, RoleBasis.SYN), true, null, new ExchangeSink() {
                    @Override
                    public void ended(HttpExchange exchange) {
                    }

                    @Override
                    public void leftOpen(HttpExchange exchange) {
                    }
                });
        HttpExchange exchange = http.begin(HttpVersion.HTTP_1_1);
        exchange.target("GET", "/chat", "www.example.test");
        return new WebSocketConnection(events, exchange);
    }

    private static ByteView hex(String hex) {
        return ByteView.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private void client(String hex, long time) {
        connection.data(true, hex(hex), 1, time);
    }

    private void server(String hex, long time) {
        connection.data(false, hex(hex), 2, time);
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        WebSocketFindings.add(events, findings);
        return findings;
    }

    @Test
    void shouldCountMessagesOverFragmentsAndSegments() {
        String bytes = "0181 01020304 60 8900 8a81 00000000 61 8082 01020304 6361 82fe 0080 00000000" + "00".repeat(128);
        ByteView all = hex(bytes);
        for (int i = 0; i < all.length(); i++) {
            connection.data(true, all.slice(i, 1), i, 0);
        }
        connection.close();
        assertEquals(2, events.messagesOfClients());
    }

    @Test
    void shouldMeasurePings() {
        server("89 02 6162", 1_000_000);
        client("8a 82 01020304 6060", 31_000_000);
        client("8a 82 01020304 6060", 99_000_000);
        assertEquals(1, events.roundTrips().count());
        assertEquals(30, events.roundTrips().maxMs());
    }

    @Test
    void shouldTakeNormalEndsForWhatTheyAre() {
        for (String close : new String[] {"88 00", "88 02 03e8", "88 02 03e9"}) {
            connection = open();
            server(close, 0);
            connection.close();
        }
        assertTrue(findings().isEmpty());
        assertEquals(1, events.open(), "only the one that this test did not use");
    }

    @Test
    void shouldQuoteTheReasonOfACloseCleaned() {
        server("88 0a 03f3 6261641b5b31206d", 0);
        connection.close();
        Finding finding = findings().get(0);
        assertEquals("The server closed a WebSocket with 1011 (internal error)", finding.title());
        assertTrue(finding.detail().contains("\"bad\\u{1b}[1 m\""), finding.detail());
    }

    @Test
    void shouldUnmaskTheCodeOfAClient() {
        client("88 82 01020304 02f3", 0);
        connection.close();
        assertEquals("The client closed a WebSocket with 1009 (message too big)", findings().get(0).title());
    }

    @Test
    void shouldJudgeNothingWhereBytesAreMissingOrMakeNoFrames() {
        connection.gap(false, 100, 3, 0);
        server("88 02 03f3", 0);
        client("ff ff ff ff", 0);
        connection.end(true);
        connection.end(false);
        connection.close();
        assertTrue(findings().isEmpty());
    }

    @Test
    void shouldTakeAnyBytes() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            connection = open();
            connection.data(random.nextBoolean(), ByteView.of(bytes), i, i);
            connection.close();
        }
        assertEquals(20_001, events.sessions());
        assertTrue(findings().size() <= 200);
    }
}
