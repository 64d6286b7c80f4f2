package io.wirecause.analysis;

import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import io.wirecause.packet.TcpView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The payload of TCP connections in order, for analyzers of protocols over TCP. Each direction is offered to a
 * {@link Chooser} with its first bytes; what is not wanted costs one look-up a packet from then on. Retransmissions and
 * overlaps are taken out, segments out of order put in order, and what the capture lacks is told as gaps.
 *
 * <p>After the pass {@link #finish} hands out what still waits.
 */
public final class PayloadStreams implements Analyzer {
    /** Slot of connections that are over or that nobody wants: only a SYN makes them new. */
    private static final int DONE = 0;

    private final Chooser chooser;
    private final int maxConnections;
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final List<Conversation> conversations = new ArrayList<>();
    private final Deque<Integer> freeSlots = new ArrayDeque<>();
    private final StreamReassembler.Budget budget = new StreamReassembler.Budget();
    private int opened;
    private long untracked;

    /** Decides which directions are read and by what. */
    public interface Chooser {
        /**
         * Asked once a direction, when its first bytes are there.
         *
         * @param direction who speaks to whom
         * @param first     the first bytes, at least one; a reader gets them again through {@link StreamReader#data}
         * @return what reads the direction from here on, those bytes first; null where it is not wanted
         */
        StreamReader open(StreamDirection direction, ByteView first);
    }

    /**
     * Streams as the chooser wants them.
     *
     * @param maxConnections connections remembered at most; segments of further ones are counted only
     */
    public PayloadStreams(Chooser chooser, int maxConnections) {
        this.chooser = chooser;
        this.maxConnections = maxConnections;
        conversations.add(null);
    }

    @Override
    public void packet(Packet packet) {
        if (!packet.isTcp()) {
            return;
        }
        TcpView tcp = packet.tcp();
        boolean syn = (tcp.flags() & (TcpFlags.SYN | TcpFlags.RST)) == TcpFlags.SYN;
        key.set(packet);
        int slot = table.get(key);
        if (slot == DONE && !syn || slot < 0 && !syn && packet.payloadLength() == 0) {
            return;
        }
        if (slot > DONE && syn && conversations.get(slot).isReopenedBy(tcp, key.fromA())) {
            close(slot);
            slot = DONE;
        }
        if (slot <= DONE) {
            if (slot < 0 && table.size() >= maxConnections) {
                untracked++;
                return;
            }
            slot = open();
        }
        if (!conversations.get(slot).segment(packet, key.fromA())) {
            close(slot);
        }
    }

    /** Hands out all that still waits, holes as gaps, and ends every reader. To be called once, after the pass. */
    public void finish() {
        for (Conversation conversation : conversations) {
            if (conversation != null) {
                conversation.end();
            }
        }
        conversations.clear();
    }

    /** Segments of connections beyond the limit, which were not read. */
    public long untracked() {
        return untracked;
    }

    private int open() {
        Conversation conversation = new Conversation(opened++, key.endpoint(true), key.endpoint(false));
        int slot;
        if (freeSlots.isEmpty()) {
            slot = conversations.size();
            conversations.add(conversation);
        } else {
            slot = freeSlots.pop();
            conversations.set(slot, conversation);
        }
        table.put(key, slot);
        return slot;
    }

    private void close(int slot) {
        conversations.get(slot).end();
        conversations.set(slot, null);
        freeSlots.push(slot);
        table.put(key, DONE);
    }

    /** One connection. */
    private final class Conversation {
        private final Direction a;
        private final Direction b;

        Conversation(int number, FlowKey.Endpoint endA, FlowKey.Endpoint endB) {
            a = new Direction(number, endA, endB);
            b = new Direction(number, endB, endA);
        }

        /** Whether this SYN opens another connection on the same endpoints rather than being sent again or late. */
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
            from.segment(packet, tcp);
            if (tcp.has(TcpFlags.ACK)) {
                to.acknowledged(tcp.acknowledgment());
            }
            a.tick();
            b.tick();
            return !(a.over && b.over);
        }

        void end() {
            a.end();
            b.end();
        }
    }

    /** What one side of a connection sends. */
    private final class Direction implements StreamReader {
        private final int number;
        private final FlowKey.Endpoint source;
        private final FlowKey.Endpoint destination;
        private boolean started;
        private boolean synSeen;
        private boolean gapBeforeFirst;
        /** Sequence number of the byte with offset 0. */
        private int base;
        private long finOffset = -1;
        private StreamReassembler order;
        private StreamReader reader;
        private boolean over;

        Direction(int number, FlowKey.Endpoint source, FlowKey.Endpoint destination) {
            this.number = number;
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

        void acknowledged(int acknowledgment) {
            if (order != null && !over) {
                order.acknowledged(offset(acknowledgment));
            }
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
            if (order != null) {
                order.flush();
            }
            if (reader != null && !order.stopped()) {
                reader.end();
            }
        }

        @Override
        public boolean data(ByteView bytes, long frame, long timestampNanos) {
            if (reader == null) {
                reader = chooser.open(new StreamDirection(number, source, destination, synSeen && !gapBeforeFirst), bytes);
            }
            return reader != null && reader.data(bytes, frame, timestampNanos);
        }

        @Override
        public boolean gap(long bytes) {
            gapBeforeFirst = true;
            return reader == null || reader.gap(bytes);
        }
    }
}
