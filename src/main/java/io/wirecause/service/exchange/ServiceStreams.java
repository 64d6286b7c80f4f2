package io.wirecause.service.exchange;

import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.Opening;
import io.wirecause.service.decode.Recogniser;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.StreamDecoder;
import io.wirecause.tcp.TcpCarrier;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the TCP connections that speak a protocol of the table, by content and then by port, and gives each its decoder. */
public final class ServiceStreams implements PayloadStreams.Chooser {
    /** Connections read at once; of more one that has been silent for long is closed. */
    public static final int MOST_OPEN = 20_000;
    /** Connections opened since a place among the open ones was taken, after which one that speaks goes to the end. */
    private static final int OUTDATED = MOST_OPEN / 4;
    /** Bytes of a side that are kept until it is known what the connection speaks. */
    private static final int OPENING = 256;
    /** Bytes that wait for the other side to speak; with more of them it is decided at once. */
    private static final int MOST_WAITING = 2_048;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final ByteView NOTHING = new ByteView();

    private final List<ServiceProtocol> protocols;
    private final TcpCarrier carrier;
    private final ServiceSink sink;
    private final Map<Integer, Conversation> open = new LinkedHashMap<>();
    /** Streams of which one side speaks none of these protocols. */
    private final BitSet foreign = new BitSet();
    /** The place in {@link #protocols}, plus 1, of what fitted to the latest connection to a port; 0 for nothing. */
    private final byte[] usual = new byte[1 << 16];
    private final DataPorts dataPorts;
    private long closedEarly;
    private long opened;
    private long captureEnd = Long.MAX_VALUE;

    /** Finds these protocols, of which earlier ones come first where two are equally likely. */
    public ServiceStreams(List<ServiceProtocol> protocols, TcpCarrier carrier, ServiceSink sink) {
        this.protocols = protocols.stream().filter(protocol -> protocol.recogniser() != null).toList();
        this.carrier = carrier;
        this.sink = sink;
        this.dataPorts = new DataPorts(carrier);
    }

    @Override
    public StreamReader open(StreamDirection direction, ByteView first) {
        Conversation conversation = open.get(direction.stream());
        if (conversation == null) {
            if (first.u8(0) == TLS_HANDSHAKE && first.length() > 1 && first.u8(1) == 3) {
                foreign.set(direction.stream());
                return null;
            }
            conversation = new Conversation(direction);
            int likely = conversation.likelihood(direction.fromClient(), first);
            // What the other side said, and nobody keeps, was of no protocol here.
            if (likely == Recogniser.NO || likely < Recogniser.SURE && foreign.get(direction.stream())) {
                foreign.set(direction.stream());
                return null;
            }
            open.put(direction.stream(), conversation);
            bound();
        }
        conversation.sides++;
        if (conversation.over) {
            // Nothing is to be read any more, as the other side has shown.
            open.remove(direction.stream());
            return null;
        }
        return new Side(conversation, direction.fromClient());
    }

    /** The next TCP segment, of any connection: it may be one of data that another has spoken of. */
    public void segment(Packet packet) {
        dataPorts.segment(packet);
    }

    private void bound() {
        opened++;
        if (open.size() > MOST_OPEN) {
            Iterator<Conversation> oldest = open.values().iterator();
            Conversation first = oldest.next();
            oldest.remove();
            closedEarly += first.over ? 0 : 1;
            first.finish();
        }
    }

    /** Says until when, nanoseconds, requests wait that are still open then; to be called before the streams are finished. */
    public void until(long end) {
        captureEnd = end;
    }

    /** Ends all that is still open; to be called when the streams are finished. */
    public void finish() {
        open.values().forEach(Conversation::finish);
        open.clear();
    }

    /** Connections that were not followed to their end, as too many were open. */
    public long closedEarly() {
        return closedEarly;
    }

    /** Bytes of a side that wait. */
    private record Waiting(boolean fromClient, byte[] bytes, long frame, long time) {
    }

    /** Both directions of a connection. */
    private final class Conversation {
        private final int stream;
        private final FlowKey.Endpoint client;
        private final FlowKey.Endpoint server;
        private final boolean fromStart;
        private Waiting first;
        private ServiceConnection connection;
        private StreamDecoder decoder;
        private int sides;
        private int ended;
        private boolean over;
        /** When it took its place among the open ones. */
        private long place = opened;
        /** What fits best so far, and how well; fresh as long as no more than that was said. */
        private ServiceProtocol best;
        private int match;
        private boolean fresh;

        Conversation(StreamDirection direction) {
            stream = direction.stream();
            client = direction.client();
            server = direction.server();
            fromStart = direction.fromStart();
        }

        /** How likely the first bytes of the side that speaks first are of any protocol. */
        int likelihood(boolean fromClient, ByteView bytes) {
            choose(fromClient, NOTHING, bytes);
            fresh = true;
            return match;
        }

        /** Finds what fits best to what a side says now, and to what the other has said. */
        private void choose(boolean fromClient, ByteView other, ByteView bytes) {
            ByteView now = bytes.length() > OPENING ? bytes.slice(0, OPENING) : bytes;
            Opening opening = fromClient ? new Opening(now, other, server.port(), fromStart)
                    : new Opening(other, now, server.port(), fromStart);
            // Most connections to a port speak what the one before spoke, and no two protocols are sure of the same bytes.
            best = usual[server.port()] == 0 ? null : protocols.get(usual[server.port()] - 1);
            if (best != null && best.recogniser().match(opening) >= Recogniser.SURE) {
                match = Recogniser.SURE;
                return;
            }
            best = null;
            match = Recogniser.NO;
            for (int i = 0; i < protocols.size() && match < Recogniser.SURE; i++) {
                int each = protocols.get(i).recogniser().match(opening);
                if (each > match) {
                    match = each;
                    best = protocols.get(i);
                    usual[server.port()] = (byte) (i + 1);
                }
            }
        }

        /** Whether to go on. */
        boolean data(boolean fromClient, ByteView bytes, long frame, long time) {
            if (opened - place > OUTDATED) {
                place = opened;
                open.remove(stream);
                open.put(stream, this);
            }
            if (decoder == null) {
                boolean both = first != null && first.fromClient != fromClient;
                if (first != null && !both) {
                    // The same side speaks on before the other has: what it said before is the opening.
                    return decide(true, fromClient, NOTHING) && data(fromClient, bytes, frame, time);
                }
                boolean enough = both || bytes.length() > MOST_WAITING;
                if (!decide(enough, fromClient, bytes)) {
                    if (enough || over) {
                        return false;
                    }
                    first = new Waiting(fromClient, bytes.copy(), frame, time);
                    return true;
                }
            }
            if (!fromClient) {
                connection.hear();
            }
            return decoder.data(fromClient, bytes, frame, time);
        }

        /** Chooses a protocol, at once only a sure one; whether there is one now. */
        private boolean decide(boolean atLast, boolean fromClient, ByteView bytes) {
            ByteView other = first == null ? NOTHING : ByteView.of(first.bytes);
            if (!fresh) {
                choose(first == null ? fromClient : !first.fromClient, other, bytes);
            }
            fresh = false;
            if (best == null || match < Recogniser.SURE && !atLast) {
                over |= best == null;
                return false;
            }
            connection = new ServiceConnection(best, client, server, carrier.connection(stream), dataPorts, sink);
            decoder = best.streams() == null ? null : best.streams().make(connection);
            if (decoder == null) {
                over = true;
                return false;
            }
            if (first != null) {
                Waiting before = first;
                first = null;
                if (!before.fromClient) {
                    connection.hear();
                }
                over = !decoder.data(before.fromClient, other, before.frame, before.time);
            }
            return !over;
        }

        boolean gap(boolean fromClient, long bytes) {
            if (decoder == null) {
                return !over;
            }
            connection.gap(fromClient);
            return decoder.gap(fromClient, bytes);
        }

        void sideEnded() {
            if (++ended == 2) {
                open.remove(stream);
                finish();
            }
        }

        void drop() {
            if (sides == 2) {
                open.remove(stream);
            }
            finish();
        }

        /** The decoder wants no more. */
        void stop() {
            over = true;
            drop();
        }

        void finish() {
            if (decoder == null && !over && first != null) {
                decide(true, first.fromClient, NOTHING);
            }
            if (decoder != null && !over) {
                decoder.end();
            }
            over = true;
            if (connection != null) {
                connection.finish(Math.min(captureEnd, carrier.lastTime()));
                connection = null;
            }
            decoder = null;
        }
    }

    /** One direction. */
    private static final class Side implements StreamReader {
        private final Conversation conversation;
        private final boolean fromClient;

        Side(Conversation conversation, boolean fromClient) {
            this.conversation = conversation;
            this.fromClient = fromClient;
        }

        @Override
        public boolean data(ByteView bytes, long frame, long timestampNanos) {
            boolean more = !conversation.over && conversation.data(fromClient, bytes, frame, timestampNanos);
            if (!more) {
                conversation.stop();
            }
            return more;
        }

        @Override
        public boolean gap(long bytes) {
            boolean more = !conversation.over && conversation.gap(fromClient, bytes);
            if (!more) {
                conversation.stop();
            }
            return more;
        }

        @Override
        public void end() {
            conversation.sideEnded();
        }
    }
}
