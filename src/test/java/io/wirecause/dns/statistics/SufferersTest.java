package io.wirecause.dns.statistics;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.flow.FlowKey.Endpoint;
import org.junit.jupiter.api.Test;

class SufferersTest {
    private final Sufferers clients = new Sufferers();

    private void add(int client, int bad, int good) {
        for (int i = 0; i < bad + good; i++) {
            clients.add(new Endpoint(4, 0, client, 1024 + i), i < bad);
        }
    }

    @Test
    void shouldFindOneAmongManyThousands() {
        for (int client = 1; client <= 20_000; client++) {
            add(client, 1, 3);
        }
        assertFalse(clients.any(3, 0.5));
        add(30_000, 3, 2);
        assertTrue(clients.any(3, 0.5));
    }

    @Test
    void shouldNotFindThoseWithFewOrAShareThatIsSmall() {
        add(1, 2, 0);
        add(2, 5, 5);
        assertFalse(clients.any(3, 0.5));
    }
}
