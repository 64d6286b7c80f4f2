package io.wirecause.http.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TargetMaskTest {
    @Test
    void shouldMaskValuesTokensAndSessionIds() {
        assertEquals("/a?user=***&flag=***&***", TargetMask.masked("/a?user=secret&flag=&bare-value"));
        assertEquals("/a;jsessionid=***/b", TargetMask.masked("/a;jsessionid=ABCDEF0123456789/b"));
        assertEquals("/bot/eyJhbG***/x",
                TargetMask.masked("/bot/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.abcDEF123/x"));
        assertEquals("/static/jquery-migrate-longer-name.min.js", TargetMask.masked("/static/jquery-migrate-longer-name.min.js"));
    }

    @Test
    void shouldMaskUserInformation() {
        assertEquals("http://h.test/p?q=***", TargetMask.maskedUri("http://user:pass@h.test/p?q=1"));
        assertEquals("https://h.test", TargetMask.maskedUri("https://u@h.test"));
        RequestFacts facts = new RequestFacts();
        facts.target("GET", "http://me:secret@h.test:8080/x", null);
        assertEquals("h.test:8080", facts.host());
        assertEquals("/x", facts.path());
    }

    @Test
    void shouldShowOnlyTheSchemeOfCredentials() {
        assertEquals("Basic", RequestFacts.scheme("Basic dXNlcjpwYXNz"));
        assertEquals("(other)", RequestFacts.scheme("0123456789abcdef0123"));
    }

    @Test
    void shouldKnowLongPollsByName() {
        assertTrue(TargetMask.isLongPoll("/socket.io/?transport=polling&sid=1"));
        assertTrue(TargetMask.isLongPoll("/v1/kv/a?index=7&wait=5m"));
        assertTrue(TargetMask.isLongPoll("/bot1/getUpdates?timeout=30"));
        assertFalse(TargetMask.isLongPoll("/pollution/report"));
        assertFalse(TargetMask.isLongPoll("/help"));
    }
}
