package io.wirecause.mcp.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PendingClientRequestsTest {
    private final PendingClientRequests pending = new PendingClientRequests();

    @Test
    void shouldTakeAnIdAgainAsSoonAsItsAnswerIsOnTheWay() throws Exception {
        pending.add(1);
        assertThrows(JsonRpcCodec.Refused.class, () -> pending.add(1));
        pending.answer(1, () -> {
            try {
                // The client has read the answer before this end knows that it is written.
                pending.add(1);
            } catch (JsonRpcCodec.Refused e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(1, pending.size(), "the second request is at work");
        int[] answers = {0};
        pending.answer(1, () -> answers[0]++);
        assertEquals(1, answers[0]);
        assertEquals(0, pending.size());
    }

    @Test
    void shouldLeaveOutAnIdThatCouldNotBeRead() {
        String error = new String(JsonRpcCodec.error(null, -32700, "Not JSON."), StandardCharsets.UTF_8);
        assertFalse(error.contains("\"id\""), error);
    }
}
