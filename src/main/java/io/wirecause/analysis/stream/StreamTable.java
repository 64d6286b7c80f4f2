package io.wirecause.analysis.stream;

import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.TcpStreams;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import io.wirecause.packet.TcpView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The directions of TCP connections, each put in order once and given to all readers that want it: analyses of one call share
 * it, because keeping the order costs more than reading.
 */
final class StreamTable {
    private final List<PayloadStreams.Chooser> choosers = new ArrayList<>(1);
    private final TcpStreams streams;
    /** By stream; null where nothing of it is to be read: not yet, or not any more. */
    private final List<Conversation> conversations = new ArrayList<>();
    /** Streams that are over or that nobody wants: only a SYN opens them again. */
    private final BitSet done = new BitSet();
    private final StreamReassembler.Budget budget = new StreamReassembler.Budget();
    private long untracked;

    /**
     * No connection yet.
     *
     * @param streams gives connections their numbers; segments of those without a number are counted only
     */
    StreamTable(TcpStreams streams) {
        this.streams = streams;
    }

    /** One more who is asked what to read. */
    void add(PayloadStreams.Chooser chooser) {
        choosers.add(chooser);
    }

    /** Whether this one is the last that was added. */
    boolean isLast(PayloadStreams.Chooser chooser) {
        return choosers.get(choosers.size() - 1) == chooser;
    }

    /** The next packet of the capture. */
    void packet(Packet packet) {
        if (!packet.isTcp()) {
            return;
        }
        int stream = streams.segment(packet);
        TcpView tcp = packet.tcp();
        boolean syn = (tcp.flags() & (TcpFlags.SYN | TcpFlags.RST)) == TcpFlags.SYN;
        if (streams.replaced() >= 0) {
            close(streams.replaced());
        }
        if (stream < 0) {
            untracked += syn || packet.payloadLength() > 0 ? 1 : 0;
            return;
        }
        Conversation conversation = stream < conversations.size() ? conversations.get(stream) : null;
        if (conversation == null && !syn && (packet.payloadLength() == 0 || done.get(stream))) {
            return;
        }
        if (conversation != null && syn && conversation.isReopenedBy(tcp, streams.fromA())) {
            close(stream);
            conversation = null;
        }
        if (conversation == null) {
            conversation = open(stream);
        }
        if (!conversation.segment(packet, streams.fromA())) {
            close(stream);
        }
    }

    /** Hands out all that still waits, holes as gaps, and ends every reader; does nothing when called again. */
    void finish() {
        for (Conversation conversation : conversations) {
            if (conversation != null) {
                conversation.end();
            }
        }
        conversations.clear();
    }

    /** Segments of connections beyond the limit, which were not read. */
    long untracked() {
        return untracked;
    }

    private Conversation open(int stream) {
        Conversation conversation = new Conversation(stream, streams.endpoint(true), streams.endpoint(false));
        while (conversations.size() <= stream) {
            conversations.add(null);
        }
        conversations.set(stream, conversation);
        return conversation;
    }

    private void close(int stream) {
        Conversation conversation = stream < conversations.size() ? conversations.set(stream, null) : null;
        if (conversation != null) {
            conversation.end();
        }
        done.set(stream);
    }

    /** One connection. */
    private final class Conversation {
        private final Direction a;
        private final Direction b;

        Conversation(int stream, FlowKey.Endpoint endA, FlowKey.Endpoint endB) {
            a = new Direction(stream, true, endA, endB);
            b = new Direction(stream, false, endB, endA);
        }

        /** Whether this SYN or SYN-ACK opens another connection, rather than being a retransmission or late. */
        boolean isReopenedBy(TcpView tcp, boolean fromA) {
            Direction from = fromA ? a : b;
            Direction to = fromA ? b : a;
            if (from.started) {
                return from.base != tcp.sequence() + 1;
            }
            return !tcp.has(TcpFlags.ACK) && to.order != null;
        }

        /** Takes in one segment; false when nothing more is of interest. */
        boolean segment(Packet packet, boolean fromA) {
            Direction from = fromA ? a : b;
            Direction to = fromA ? b : a;
            TcpView tcp = packet.tcp();
            if (tcp.has(TcpFlags.RST)) {
                return false;
            }
            // First, because what waits in the other direction and is acknowledged was sent before these bytes.
            if (tcp.has(TcpFlags.ACK)) {
                to.acknowledged(tcp.acknowledgment(), packet.payloadLength() > 0);
            }
            from.segment(packet, tcp);
            a.tick();
            b.tick();
            return !(a.over && b.over);
        }

        /** Hands out what waits in either direction by turns, in the order of the frames. */
        void end() {
            while (a.waitingFrame() != Long.MAX_VALUE || b.waitingFrame() != Long.MAX_VALUE) {
                (a.waitingFrame() <= b.waitingFrame() ? a : b).order.giveUpHole();
            }
            a.end();
            b.end();
        }
    }

    /** What one side of a connection sends. */
    private final class Direction implements StreamReader {
        private final int stream;
        private final boolean fromA;
        private final FlowKey.Endpoint source;
        private final FlowKey.Endpoint destination;
        private boolean started;
        private boolean synSeen;
        private boolean gapBeforeFirst;
        /** Sequence number of the byte with offset 0. */
        private int base;
        private long finOffset = -1;
        private boolean acknowledgedSeen;
        private int firstAcknowledged;
        private int lastAcknowledged;
        private StreamReassembler order;
        private StreamReader reader;
        private boolean over;

        Direction(int stream, boolean fromA, FlowKey.Endpoint source, FlowKey.Endpoint destination) {
            this.stream = stream;
            this.fromA = fromA;
            this.source = source;
            this.destination = destination;
        }

        void segment(Packet packet, TcpView tcp) {
            boolean syn = tcp.has(TcpFlags.SYN);
            int length = packet.payloadLength();
            if (over || !syn && length == 0 && !started) {
                return;
            }
            int sequence = tcp.sequence() + (syn ? 1 : 0);
            if (!started) {
                started = true;
                synSeen = syn;
                base = sequence;
            }
            long offset = offset(sequence);
            if (length > 0) {
                if (order == null) {
                    order = new StreamReassembler(budget, this);
                }
                order.segment(offset, packet.payload(), length, packet.frame().number(), packet.frame().timestampNanos());
            }
            if (tcp.has(TcpFlags.FIN)) {
                finOffset = offset + length;
            }
            endWhenRead();
        }

        /** The 64-bit offset whose lower half is that of the sequence number, nearest to what comes next. */
        private long offset(int sequence) {
            long next = next();
            return next + (sequence - base - (int) next);
        }

        private long next() {
            return order == null ? 0 : order.next();
        }

        /** Takes in an acknowledgment of the receiver, which may come with data of its own. */
        void acknowledged(int acknowledgment, boolean withData) {
            if (over) {
                return;
            }
            if (order == null) {
                acknowledgedUnseen(acknowledgment);
            } else if (withData) {
                order.answered(offset(acknowledgment));
                endWhenRead();
            } else {
                order.acknowledged(offset(acknowledgment));
            }
        }

        /** Of a side without any byte in the capture, only the acknowledgments tell that it sent some. */
        private void acknowledgedUnseen(int acknowledgment) {
            if (!acknowledgedSeen) {
                acknowledgedSeen = true;
                firstAcknowledged = acknowledgment;
            }
            lastAcknowledged = acknowledgment;
        }

        long waitingFrame() {
            return over || order == null ? Long.MAX_VALUE : order.waitingFrame();
        }

        void tick() {
            if (order != null && !over) {
                order.tick();
                endWhenRead();
            }
        }

        private void endWhenRead() {
            if (order != null && order.stopped()) {
                over = true;
            } else if (finOffset >= 0 && next() >= finOffset) {
                end();
            }
        }

        @Override
        public void end() {
            if (over) {
                return;
            }
            over = true;
            if (order == null) {
                // A FIN counts one.
                if (lastAcknowledged - firstAcknowledged > 1) {
                    StreamDirection direction = direction();
                    choosers.forEach(chooser -> chooser.unseen(direction, lastAcknowledged - firstAcknowledged));
                }
                return;
            }
            order.flush();
            order.acknowledgedOnly(finOffset);
            if (reader != null && !order.stopped()) {
                reader.end();
            }
        }

        @Override
        public boolean data(ByteView bytes, long frame, long timestampNanos) {
            if (reader == null) {
                reader = Readers.of(choosers, direction(), bytes);
            }
            return reader != null && reader.data(bytes, frame, timestampNanos);
        }

        private StreamDirection direction() {
            int portA = (fromA ? source : destination).port();
            int portB = (fromA ? destination : source).port();
            return new StreamDirection(stream, source, destination, synSeen && !gapBeforeFirst,
                    streams.clientIsA(stream, portA, portB) == fromA, streams.roleBasis(stream, portA, portB));
        }

        @Override
        public boolean gap(long bytes) {
            gapBeforeFirst = true;
            if (reader == null) {
                StreamDirection direction = direction();
                choosers.forEach(chooser -> chooser.missingBeforeFirst(direction, bytes));
                return true;
            }
            return reader.gap(bytes);
        }
    }
}
