package io.wirecause.http.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PathFolderTest {
    private final PathFolder folder = new PathFolder();

    @Test
    void shouldFoldNumbersIdsAndHashes() {
        assertEquals("/orders/{n}/items/{id}", folder.fold("/orders/1234/items/550e8400-e29b-41d4-a716-446655440000?x=***"));
        assertEquals("/blobs/{id}", folder.fold("/blobs/da39a3ee5e6b4b0d3255bfef95601890afd80709"));
        assertEquals("/video/segment-{n}.ts", folder.fold("/video/segment-00017.ts"));
        assertEquals("/t/{id}/x", folder.fold("/t/eyJhbG***/x"));
    }

    @Test
    void shouldKeepVersionsAndNames() {
        assertEquals("/api/v2/users", folder.fold("/api/v2/users"));
        assertEquals("/index.html", folder.fold("/index.html"));
        assertEquals("/", folder.fold("/"));
        assertEquals("/feedface/cafe", folder.fold("/feedface/cafe"));
    }
}
