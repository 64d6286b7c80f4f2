package io.wirecause.service.decode;

import io.wirecause.bytes.ByteView;

/**
 * The first bytes of a connection, as far as they are there.
 *
 * @param client     the client's, at most a few hundred; empty where it has not spoken
 * @param server     the server's; empty where it has not spoken
 * @param serverPort the server's port
 * @param fromStart  whether these are the first bytes that were sent
 */
public record Opening(ByteView client, ByteView server, int serverPort, boolean fromStart) {
    /** Whether the client has spoken. */
    public boolean hasClient() {
        return client.length() > 0;
    }

    /** Whether the server has spoken. */
    public boolean hasServer() {
        return server.length() > 0;
    }

    /** Whether the server's port is one of these. */
    public boolean isPort(int... ports) {
        for (int port : ports) {
            if (port == serverPort) {
                return true;
            }
        }
        return false;
    }

    /** Whether the client begins with one of these words, in any case, and a space or the end of its line. */
    public boolean clientSays(String... words) {
        for (String word : words) {
            if (Words.startsWith(client, 0, word)) {
                return true;
            }
        }
        return false;
    }
}
