package io.wirecause.http.websocket;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.analysis.collect.LruMap;
import io.wirecause.http.exchange.HttpVersion;
import io.wirecause.tcp.carrier.CarriedConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The WebSockets of a capture: how many, how fast they answer pings, and those that ended other than they should. */
public final class WebSocketEvents {
    /** Kinds of ends told apart, by server; beyond them those unused for longest are forgotten. */
    private static final int MOST_ENDINGS = 200;
    private static final int MOST_STREAMS = 100;
    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    /** Of a session without a close frame (RFC 6455, section 7.1.5); never sent. */
    static final int ABNORMAL = 1006;

    private final Map<EndingKey, Endings> endings = new LruMap<>(MOST_ENDINGS);
    private final Latencies pings = new Latencies();
    private long sessions;
    private long open;
    private long messagesOfClients;
    private long messagesOfServers;

    private record EndingKey(String server, int code, boolean byClient, boolean reset) {
    }

    /** Sessions with one server that ended in the same way. */
    static final class Endings {
        final String server;
        final int code;
        final boolean byClient;
        /** Whether RST or RST_STREAM ended it; of meaning where there was no close frame. */
        final boolean reset;
        final Examples frames = new Examples();
        final List<Integer> streams = new ArrayList<>();
        String path;
        String reason;
        boolean overHttp2;
        boolean foreignReset;
        long shortestSilence = Long.MAX_VALUE;
        long longestSilence;
        int unansweredPings;
        boolean messageCut;

        private Endings(EndingKey key) {
            server = key.server;
            code = key.code;
            byClient = key.byClient;
            reset = key.reset;
        }
    }

    /** No session yet. */
    public WebSocketEvents() {
    }

    void began() {
        sessions++;
        open++;
    }

    Latencies pings() {
        return pings;
    }

    void ended(WebSocketSession session, boolean streamReset) {
        messagesOfClients += session.client.messages;
        messagesOfServers += session.server.messages;
        WebSocketSession.Side first = firstToClose(session);
        if (first != null) {
            open--;
            if (first.closeCode != NORMAL && first.closeCode != GOING_AWAY && first.closeCode != WebSocketSession.NO_STATUS) {
                keep(session, new EndingKey(server(session), first.closeCode, first == session.client, false), first.closeFrame,
                        0)
                        .reason = first.closeReason;
            }
            return;
        }
        boolean readable = !session.client.isLost() && !session.server.isLost();
        if (session.upgrade.version() == HttpVersion.HTTP_2) {
            endedStream(session, streamReset, readable);
        } else {
            endedConnection(session, readable);
        }
    }

    private void endedStream(WebSocketSession session, boolean streamReset, boolean readable) {
        if (!streamReset && !session.client.ended && !session.server.ended) {
            return;
        }
        open--;
        if (readable) {
            boolean byClient = streamReset ? session.resetByClient : session.client.ended;
            long silence = streamReset ? session.endTime - session.lastTime : 0;
            keep(session, new EndingKey(server(session), ABNORMAL, byClient, streamReset), session.lastFrame, silence);
        }
    }

    private void endedConnection(WebSocketSession session, boolean readable) {
        CarriedConnection carrier = session.upgrade.connection().carrier();
        if (carrier == null) {
            return;
        }
        boolean requester = session.upgrade.connection().tcpClient(true);
        long clientEnd = firstEnd(carrier, requester);
        long serverEnd = firstEnd(carrier, !requester);
        if (clientEnd == Long.MAX_VALUE && serverEnd == Long.MAX_VALUE) {
            return;
        }
        open--;
        if (!readable) {
            return;
        }
        boolean byClient = clientEnd < serverEnd;
        boolean tcpSide = byClient == requester;
        boolean fin = carrier.finFrame(tcpSide) != 0 && (carrier.resetFrame(tcpSide) == 0
                || carrier.finTime(tcpSide) <= carrier.resetTime(tcpSide));
        Endings endings = keep(session, new EndingKey(server(session), ABNORMAL, byClient, !fin),
                fin ? carrier.finFrame(tcpSide) : carrier.resetFrame(tcpSide), Math.min(clientEnd, serverEnd) - session.lastTime);
        endings.foreignReset |= !fin && carrier.isResetForeign();
    }

    /** When a side sent FIN or RST first; {@link Long#MAX_VALUE} where it sent neither. */
    private static long firstEnd(CarriedConnection carrier, boolean side) {
        long fin = carrier.finFrame(side) == 0 ? Long.MAX_VALUE : carrier.finTime(side);
        long reset = carrier.resetFrame(side) == 0 ? Long.MAX_VALUE : carrier.resetTime(side);
        return Math.min(fin, reset);
    }

    private static WebSocketSession.Side firstToClose(WebSocketSession session) {
        long client = session.client.closeFrame;
        long server = session.server.closeFrame;
        return client == 0 && server == 0 ? null : server == 0 || client != 0 && client <= server ? session.client
                : session.server;
    }

    private static String server(WebSocketSession session) {
        return session.upgrade.connection().server().toString();
    }

    private Endings keep(WebSocketSession session, EndingKey key, long frame, long silence) {
        Endings endings = endings(key);
        int stream = session.upgrade.connection().stream();
        if (endings.streams.size() < MOST_STREAMS && !endings.streams.contains(stream)) {
            endings.streams.add(stream);
        }
        endings.frames.add(frame);
        endings.path = endings.path == null ? session.upgrade.asked().path() : endings.path;
        endings.overHttp2 |= session.upgrade.version() == HttpVersion.HTTP_2;
        endings.shortestSilence = Math.min(endings.shortestSilence, Math.max(0, silence));
        endings.longestSilence = Math.max(endings.longestSilence, silence);
        endings.unansweredPings += session.client.pingTime != CarriedConnection.NEVER
                || session.server.pingTime != CarriedConnection.NEVER ? 1 : 0;
        endings.messageCut |= session.client.open || session.server.open;
        return endings;
    }

    private Endings endings(EndingKey key) {
        return endings.computeIfAbsent(key, Endings::new);
    }

    /** Sessions that began. */
    public long sessions() {
        return sessions;
    }

    /** Sessions that were open at the end of the capture. */
    public long open() {
        return open;
    }

    /** Whole messages of clients. */
    public long messagesOfClients() {
        return messagesOfClients;
    }

    /** Whole messages of servers. */
    public long messagesOfServers() {
        return messagesOfServers;
    }

    /** How long pings took to be answered; null where none was. */
    public Latencies.Summary roundTrips() {
        return pings.summary();
    }

    Collection<Endings> abnormal() {
        return endings.values();
    }
}
