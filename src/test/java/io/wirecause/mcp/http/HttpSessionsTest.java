package io.wirecause.mcp.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.features.Roots;
import io.wirecause.mcp.jsonrpc.PendingClientRequests;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HttpSessionsTest {
    private static HttpSessions full(long idleMillis) {
        HttpSessions sessions = new HttpSessions(idleMillis, new Roots());
        for (int i = 0; i < HttpSessions.MAX; i++) {
            assertTrue(sessions.hasRoom());
            sessions.begin("session " + i);
        }
        return sessions;
    }

    @Test
    void shouldHaveNoRoomForMoreThanItsBoundUntilOneEnds() throws InterruptedException {
        HttpSessions sessions = full(60_000);
        assertFalse(sessions.hasRoom());
        sessions.end("session 7");
        assertTrue(sessions.hasRoom());
        assertNull(sessions.find("session 7"));
        assertNotNull(sessions.find("session 8"));
        assertNull(sessions.find(null));
    }

    @Test
    void shouldForgetClientsThatAreNotHeardOfButNotThoseThatListenOrWait() throws Exception {
        HttpSessions sessions = new HttpSessions(0, new Roots());
        sessions.begin("listens");
        sessions.listens(sessions.find("listens"), true);
        sessions.begin("waits");
        sessions.find("waits").pending().add(1);
        sessions.begin("gone");
        Thread.sleep(1);
        sessions.hasRoom();
        assertNull(sessions.find("gone"));
        assertNotNull(sessions.find("listens"));
        assertNotNull(sessions.find("waits"));
    }

    @Test
    void shouldStopWhatIsCancelledBeforeItSaidHow() throws Exception {
        HttpSessions sessions = new HttpSessions(60_000, new Roots());
        sessions.begin("one");
        PendingClientRequests pending = sessions.find("one").pending();
        pending.add(1);
        sessions.end("one");
        AtomicBoolean stopped = new AtomicBoolean();
        new PendingClientRequests.Stopper(pending, 1).started(() -> stopped.set(true));
        assertTrue(stopped.get());
        assertTrue(pending.isEmpty());
    }
}
