package io.wirecause.mcp.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.features.Roots;
import io.wirecause.mcp.jsonrpc.PendingClientRequests;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HttpSessionsTest {
    private static HttpSessions full(long idleMillis) {
        HttpSessions sessions = new HttpSessions(idleMillis, new Roots());
        for (int i = 0; i < HttpSessions.MAX; i++) {
            assertEquals(List.of(), sessions.makeRoom());
            sessions.begin("session " + i, false);
        }
        return sessions;
    }

    @Test
    void shouldEndTheSessionThatWasIdleLongestWhereThereAreTooMany() throws Exception {
        HttpSessions sessions = full(60_000);
        sessions.listens(sessions.find("session 0"), true);
        sessions.find("session 1").pending().add(1);
        sessions.find("session 2");
        assertEquals(List.of("session 3"), sessions.makeRoom());
        assertNull(sessions.find("session 3"));
        assertEquals(List.of(), sessions.makeRoom());
        sessions.end("session 7");
        assertNull(sessions.find("session 7"));
        assertNotNull(sessions.find("session 8"));
        assertNull(sessions.find(null));
    }

    @Test
    void shouldHaveNoRoomWhereAllAreAtWork() throws Exception {
        HttpSessions sessions = full(60_000);
        for (int i = 0; i < HttpSessions.MAX; i++) {
            sessions.find("session " + i).pending().add(1);
        }
        assertNull(sessions.makeRoom());
    }

    @Test
    void shouldForgetClientsThatAreNotHeardOfButNotThoseThatListenOrWait() throws Exception {
        HttpSessions sessions = new HttpSessions(0, new Roots());
        sessions.begin("listens", false);
        sessions.listens(sessions.find("listens"), true);
        sessions.begin("waits", false);
        sessions.find("waits").pending().add(1);
        sessions.begin("gone", false);
        Thread.sleep(1);
        sessions.makeRoom();
        assertNull(sessions.find("gone"));
        assertNotNull(sessions.find("listens"));
        assertNotNull(sessions.find("waits"));
    }

    @Test
    void shouldStopWhatIsCancelledBeforeItSaidHow() throws Exception {
        HttpSessions sessions = new HttpSessions(60_000, new Roots());
        sessions.begin("one", false);
        PendingClientRequests pending = sessions.find("one").pending();
        pending.add(1);
        sessions.end("one");
        AtomicBoolean stopped = new AtomicBoolean();
        new PendingClientRequests.Stopper(pending, 1).started(() -> stopped.set(true));
        assertTrue(stopped.get());
        assertTrue(pending.isEmpty());
    }
}
