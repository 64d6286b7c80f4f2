package io.wirecause.explain.life;

import io.wirecause.explain.ladder.Amounts;
import io.wirecause.packet.TcpFlags;
import io.wirecause.report.Durations;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;
import java.util.EnumMap;
import java.util.Map;

/** Who waits for whom while a connection is silent, by what was owed when it fell silent and by what ends it. */
final class Waits {
    /** The client, the server; in sentences. */
    private static final String CLIENT = "the client";
    private static final String SERVER = "the server";

    private final Map<Cause, Long> totals = new EnumMap<>(Cause.class);
    private final Open open = new Open();

    /** What a wait is due to. */
    enum Cause {
        /** The client asked, the server thinks. */
        CLIENT_FOR_SERVER("the client for the server"),
        /** The server waits for the client to go on with what it began. */
        SERVER_FOR_CLIENT("the server for the client"),
        /** Segments or acknowledgments do not come through, or a host is silent. */
        NETWORK("for acknowledgments"),
        /** A receiver has no room. */
        WINDOW("for room in a receive window"),
        /** Nothing is owed. */
        IDLE("idle");

        private final String words;

        Cause(String words) {
            this.words = words;
        }
    }

    /** What is owed at a moment. */
    private static final class Open {
        private boolean synSeen;
        private boolean synAckSeen;
        private boolean established;
        private boolean dataSeen;
        private boolean lastDataByClient;
        private long lastDataTime;
        private long acknowledgedTime = -1;
        private boolean clientClosed;
        private boolean serverClosed;
        private boolean clientShut;
        private boolean serverShut;
        private boolean reset;
        private long clientOwes;
        private long serverOwes;
        private boolean clientFin;
        private boolean serverFin;

        /** What is not acknowledged of a side. */
        private String owed(boolean client) {
            long bytes = (client ? clientOwes : serverOwes) - ((client ? clientFin : serverFin) ? 1 : 0);
            return bytes <= 0 ? "FIN" : Amounts.bytes(bytes);
        }
        private boolean handshake;
    }

    /**
     * Takes in a segment after its connection did.
     *
     * @param inHandshake whether a handshake of TLS is under way
     */
    void take(Segment segment, Connection connection, Verdict verdict, boolean inHandshake) {
        boolean byClient = segment.fromA() == connection.isClientA();
        if (segment.has(TcpFlags.SYN)) {
            open.synSeen |= !segment.has(TcpFlags.ACK);
            open.synAckSeen |= segment.has(TcpFlags.ACK);
        }
        open.established = connection.isEstablished();
        open.reset |= segment.has(TcpFlags.RST);
        if (segment.payload() > 0 && verdict == Verdict.NEW) {
            open.dataSeen = true;
            open.lastDataByClient = byClient;
            open.lastDataTime = segment.time();
            open.acknowledgedTime = -1;
        }
        if (segment.has(TcpFlags.FIN)) {
            open.clientShut |= byClient;
            open.serverShut |= !byClient;
        }
        if (!segment.has(TcpFlags.SYN | TcpFlags.RST)) {
            open.clientClosed = byClient ? segment.window() == 0 : open.clientClosed;
            open.serverClosed = byClient ? open.serverClosed : segment.window() == 0;
        }
        open.clientOwes = unacknowledged(connection.client(), connection.server());
        open.serverOwes = unacknowledged(connection.server(), connection.client());
        open.clientFin = connection.client().finSeen();
        open.serverFin = connection.server().finSeen();
        if (open.dataSeen && open.acknowledgedTime < 0 && (open.lastDataByClient ? open.clientOwes : open.serverOwes) == 0) {
            open.acknowledgedTime = segment.time();
        }
        open.handshake = inHandshake;
    }

    /** Bytes that were sent and not acknowledged; 0 where the peer has acknowledged nothing at all. */
    private static long unacknowledged(EndpointState from, EndpointState to) {
        long acknowledged = from.acknowledgedBy(to);
        return acknowledged <= 0 ? 0 : Math.max(0, from.next() - acknowledged);
    }

    /** Whether one side has closed its receive window. */
    boolean isClosed(boolean client) {
        return client ? open.clientClosed : open.serverClosed;
    }

    /**
     * Explains a silence that a segment ends.
     *
     * @param by      whether the client sends the segment
     * @param verdict on it
     * @param nanos   how long it was silent
     */
    String until(Segment segment, boolean by, Verdict verdict, long nanos) {
        Cause cause = cause(segment, by, verdict);
        totals.merge(cause, nanos, Long::sum);
        String who = by ? CLIENT : SERVER;
        String peer = by ? SERVER : CLIENT;
        boolean data = segment.payload() > 0;
        if (!open.established) {
            return setup(who, segment);
        }
        return switch (cause) {
            case WINDOW -> shutWindow();
            case NETWORK -> verdict.isRetransmission()
                    ? who + " waits for an acknowledgment in vain, then sends again"
                    : peer + " waits for " + who + " to acknowledge its " + open.owed(!by);
            case CLIENT_FOR_SERVER, SERVER_FOR_CLIENT -> owed(segment, by, who, peer);
            case IDLE -> idle(segment, who, data);
        };
    }

    /** Explains that nothing more is captured. */
    String untilEnd(long nanos) {
        if (open.reset || open.clientShut && open.serverShut) {
            return null;
        }
        String end = "the capture ends; ";
        if (!open.established) {
            return end + (open.synAckSeen ? "the client's ACK did not come" : "the SYN was never answered");
        }
        if (open.clientClosed || open.serverClosed) {
            totals.merge(Cause.WINDOW, nanos, Long::sum);
            return end + shutWindow();
        }
        if (open.clientOwes > 0 || open.serverOwes > 0) {
            totals.merge(Cause.NETWORK, nanos, Long::sum);
            return end + (open.serverOwes > 0 ? SERVER : CLIENT) + " still waits for an acknowledgment of its "
                    + open.owed(open.serverOwes <= 0);
        }
        if (open.dataSeen && open.lastDataByClient && !open.clientShut && !open.serverShut) {
            totals.merge(Cause.CLIENT_FOR_SERVER, nanos, Long::sum);
            return end + "the client still waits for the server's answer" + acknowledged();
        }
        return end + (open.clientShut ? "the server has not closed its side" : open.serverShut
                ? "the client has not closed its side" : "nothing is owed, both sides are open");
    }

    private Cause cause(Segment segment, boolean by, Verdict verdict) {
        if (!open.established) {
            return open.synAckSeen ? Cause.SERVER_FOR_CLIENT : Cause.CLIENT_FOR_SERVER;
        }
        if (open.clientClosed || open.serverClosed) {
            return Cause.WINDOW;
        }
        boolean vain = verdict.isRetransmission() && verdict != Verdict.FAST_OPEN;
        if (vain || (by ? open.serverOwes : open.clientOwes) > 0 && segment.payload() == 0 && !segment.has(TcpFlags.RST)) {
            return Cause.NETWORK;
        }
        if (!open.dataSeen || open.clientShut || open.serverShut) {
            return Cause.IDLE;
        }
        if (open.handshake) {
            return open.lastDataByClient ? Cause.CLIENT_FOR_SERVER : Cause.SERVER_FOR_CLIENT;
        }
        if (open.lastDataByClient) {
            return by && segment.payload() > 0 ? Cause.SERVER_FOR_CLIENT : Cause.CLIENT_FOR_SERVER;
        }
        return !by && segment.payload() > 0 ? Cause.CLIENT_FOR_SERVER : Cause.IDLE;
    }

    private String setup(String who, Segment segment) {
        if (!open.synSeen && !open.synAckSeen) {
            return "silence; its beginning was not captured";
        }
        if (open.synAckSeen) {
            return who.equals(CLIENT) ? "the server waits for the client's ACK" : "no ACK comes from the client";
        }
        return segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.ACK) ? "no answer to the SYN"
                : "the client waits for an answer to its SYN";
    }

    private String shutWindow() {
        return open.clientClosed ? "the server may not send: the client's receive window is closed"
                : "the client may not send: the server's receive window is closed";
    }

    private String owed(Segment segment, boolean by, String who, String peer) {
        boolean ends = segment.has(TcpFlags.FIN | TcpFlags.RST);
        boolean data = segment.payload() > 0;
        if (open.handshake) {
            boolean clientsTurn = !open.lastDataByClient;
            return (clientsTurn ? SERVER : CLIENT) + " waits for " + (clientsTurn ? CLIENT : SERVER)
                    + " to go on with the TLS handshake" + acknowledged() + (ends && !data ? ", then " + who + " ends it" : "");
        }
        if (open.lastDataByClient == by && data) {
            return by ? "the client pauses in what it sends; the server has said nothing in between"
                    : "the server pauses in its answer; the client waits";
        }
        if (data) {
            return peer + " waits for " + who + "'s answer" + acknowledged();
        }
        return "the client waits for the server's answer" + acknowledged() + (ends ? ", then " + who + " ends it" : "");
    }

    private String idle(Segment segment, String who, boolean data) {
        if (open.clientShut || open.serverShut) {
            return (open.clientShut ? CLIENT : SERVER) + " has closed its side, " + (open.clientShut ? SERVER : CLIENT)
                    + " keeps its own open";
        }
        String what = open.dataSeen ? "idle: nothing is owed" : "nothing is said after the set-up";
        boolean ends = segment.has(TcpFlags.FIN | TcpFlags.RST);
        return what + (data ? ", then " + who + " speaks" : ends ? ", then " + who + " ends it" : "");
    }

    private String acknowledged() {
        if (open.acknowledgedTime < 0) {
            long owes = open.lastDataByClient ? open.clientOwes : open.serverOwes;
            return owes > 0 ? ", which has not acknowledged the last data" : "";
        }
        return " (the last data was acknowledged after " + Durations.words(open.acknowledgedTime - open.lastDataTime) + ")";
    }

    /** What is left open at the end; empty for nothing. */
    String owed() {
        if (open.clientOwes <= 0 && open.serverOwes <= 0) {
            return "";
        }
        return "; " + (open.serverOwes > 0 ? SERVER : CLIENT) + "'s " + open.owed(open.serverOwes <= 0) + " not acknowledged";
    }

    /** The waits in all, the longest first; empty for none. */
    String summary() {
        StringBuilder out = new StringBuilder();
        totals.entrySet().stream().sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .forEach(entry -> out.append(out.isEmpty() ? "" : ", ").append(entry.getKey().words).append(' ')
                        .append(Durations.words(entry.getValue())));
        return out.toString();
    }
}
