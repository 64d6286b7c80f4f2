package io.wirecause.explain.life;

import io.wirecause.packet.TcpFlags;
import io.wirecause.report.Durations;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.PathTtls;
import io.wirecause.tcp.segment.Segment;

/** In which order the sides of a connection close it, or what breaks it off. */
final class Closing {
    private static final double SHARE = 0.1;

    private long clientFin;
    private long serverFin;
    private long clientFinTime;
    private long serverFinTime;
    private boolean clientFirst;
    private long reset;
    private long resetTime;
    private boolean resetByClient;
    private long lastData;
    private boolean open;

    /** Looks at a segment before its connection takes it in. */
    void before(Segment segment, Connection connection) {
        if (segment.has(TcpFlags.RST) && reset == 0) {
            open = connection.isEstablished();
        }
    }

    /**
     * Takes in a segment after its connection did.
     *
     * @return whether it shows that the RST before was ignored
     */
    boolean after(Segment segment, Connection connection) {
        boolean isEnd = connection.termination().resetBy() != null;
        boolean refutes = reset > 0 && !isEnd;
        reset = refutes ? 0 : reset;
        boolean byClient = segment.fromA() == connection.isClientA();
        if (segment.payload() > 0 && reset == 0) {
            lastData = segment.time();
        }
        if (segment.has(TcpFlags.RST)) {
            if (reset == 0 && isEnd) {
                reset = segment.frame();
                resetTime = segment.time();
                resetByClient = byClient;
            }
        } else if (segment.has(TcpFlags.FIN)) {
            boolean isFirst = clientFin == 0 && serverFin == 0;
            clientFirst = isFirst ? byClient : clientFirst;
            if (byClient && clientFin == 0) {
                clientFin = segment.frame();
                clientFinTime = segment.time();
            } else if (!byClient && serverFin == 0) {
                serverFin = segment.frame();
                serverFinTime = segment.time();
            }
        }
        return refutes;
    }

    /** The TTL of a RST where it differs from that of its sender's other packets. */
    static String resetTtl(int ttl, boolean byClient, Connection connection) {
        int usual = PathTtls.nearest(connection, byClient ? connection.client() : connection.server(), ttl, SHARE);
        return usual < 0 || usual == ttl ? "" : ", TTL " + ttl + " where its other packets have " + usual;
    }

    /** Whether a side has closed. */
    boolean hasClosed(boolean client) {
        return (client ? clientFin : serverFin) > 0;
    }

    /** How it ended, in a sentence. */
    String sentence(Connection connection, String owed) {
        if (reset > 0) {
            String by = resetByClient ? "client" : "server";
            long fin = clientFin > 0 || serverFin > 0 ? Math.max(clientFirst ? clientFin : serverFin, 0) : 0;
            String first = clientFirst ? "client" : "server";
            String when = fin > 0 && fin < reset ? "after the " + first + "'s FIN (frame " + fin + ")"
                    + (open ? "" : ", before it was established")
                    : !open ? "before it was established"
                    : lastData > 0 ? Durations.words(resetTime - lastData) + " after the last data" : "before any data";
            return "A RST in the " + by + "'s name ends it (frame " + reset + "), " + when + ".";
        }
        if (clientFin > 0 && serverFin > 0) {
            return (clientFirst ? "The client closes first (frame " + clientFin + "), the server "
                    + Durations.words(serverFinTime - clientFinTime) + " later (frame " + serverFin
                    : "The server closes first (frame " + serverFin + "), the client "
                    + Durations.words(clientFinTime - serverFinTime) + " later (frame " + clientFin) + ").";
        }
        if (clientFin > 0 || serverFin > 0) {
            return (clientFin > 0 ? "Only the client closes (frame " + clientFin : "Only the server closes (frame " + serverFin)
                    + "); the other side's FIN is not in the capture" + owed + ".";
        }
        return connection.isEstablished() ? "It is still open at the end of the capture" + owed + "."
                : "It is never established as far as the capture shows.";
    }
}
