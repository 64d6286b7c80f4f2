package io.pcaplens.tcp;

import io.pcaplens.packet.TcpFlags;

/**
 * Flags each segment of one connection as Wireshark does, so that an engineer finds the same numbers there. Written from
 * the User's Guide (section "TCP Analysis") and from what tshark answers; where its guesses are wrong ours are too: what
 * really happened is the {@link Verdict}'s matter.
 */
final class WiresharkAnalysis {
    /** A retransmission this soon after the last duplicate ACK is called fast. */
    private static final long FAST_RETRANSMISSION_NANOS = 20_000_000L;
    /** Out-of-order threshold where no handshake round trip is known. */
    private static final long OUT_OF_ORDER_NANOS = 3_000_000L;
    /** Duplicate ACKs before a retransmission is called fast. */
    private static final int DUPLICATE_ACKS = 2;

    /** What is remembered of one sender. */
    private static final class Sender {
        /** Of a side that has sent nothing; never written. */
        private static final Sender NONE = new Sender();

        int next;
        long nextTime;
        /** The field of the last segment, even without the ACK flag; 0 stands for none. */
        int ack;
        long ackTime;
        /** Repetitions of {@link #ack}; also set when the other side acknowledged what this one was not seen to send. */
        int duplicateAcks;
        int first;
        /**
         * What may be acknowledged without surprise: up to here where {@link #held}, as something is missing there; else up
         * to {@link #next}, as long as {@link #duplicateAcks} is 0.
         */
        int heldAt;
        boolean held;
        boolean known;
        boolean firstKnown;
        boolean synSeen;
        boolean keptAlive;
        boolean probed;
        /** Offered in its last SYN; -1 where none was. */
        short scale = -1;
    }

    /** What is remembered of one connection between two segments. */
    static final class Memory {
        private Sender a = Sender.NONE;
        private Sender b = Sender.NONE;
        private boolean synSeen;
        private boolean synAckSeen;
        private long synTime;
        private long initialRtt;

        private Sender sender(boolean ofA) {
            if (ofA && a == Sender.NONE) {
                a = new Sender();
            } else if (!ofA && b == Sender.NONE) {
                b = new Sender();
            }
            return ofA ? a : b;
        }
    }

    /** What is asked of one segment; a flyweight's fields as arguments would be too many. */
    private int flags;
    private int sequence;
    private int acknowledgment;
    private int length;
    private int payload;
    private int window;
    private int windowBefore;
    private int windowOfPeer;
    private long time;
    private int set;

    /**
     * Takes in the next segment.
     *
     * @param memory what earlier segments of the connection left
     * @param sender its sides, with the window fields of the segments before this one
     * @return the set of its flags
     */
    int segment(Memory memory, Segment segment, Side sender, Side receiver) {
        Sender from = memory.sender(segment.fromA);
        Sender to = segment.fromA ? memory.b : memory.a;
        windowBefore = sender.window;
        windowOfPeer = receiver.window;
        flags = segment.flags;
        sequence = segment.sequence;
        acknowledgment = segment.acknowledgment;
        payload = segment.payload;
        length = payload + (has(TcpFlags.SYN) ? 1 : 0) + (has(TcpFlags.FIN) ? 1 : 0);
        window = segment.window;
        time = segment.time;
        set = 0;
        if (has(TcpFlags.SYN)) {
            from.scale = (short) segment.windowScale;
            if (from.firstKnown && has(TcpFlags.ACK) && sequence != from.first) {
                flag(WiresharkFlag.REUSED_PORTS);
                from.known = false;
                from.held = false;
            }
            from.synSeen = true;
        }
        handshake(memory);
        windows(from, to);
        sequence(from);
        acknowledgments(from, to);
        if (length > 0) {
            resent(from, to, memory.initialRtt);
        }
        remember(from);
        return set;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private boolean plain() {
        return !has(TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST);
    }

    private void flag(WiresharkFlag flag) {
        set |= flag.bit();
    }

    private void handshake(Memory memory) {
        if (has(TcpFlags.SYN)) {
            if (has(TcpFlags.ACK)) {
                memory.synAckSeen = true;
            } else {
                // The last SYN counts: which one the SYN-ACK answers is not told apart.
                memory.synSeen = true;
                memory.synTime = time;
            }
        } else if (memory.synSeen && memory.synAckSeen && memory.initialRtt == 0 && has(TcpFlags.ACK) && payload == 0 && plain()) {
            memory.initialRtt = time - memory.synTime;
        }
    }

    private void windows(Sender from, Sender to) {
        if (payload == 1 && from.known && sequence == from.next && windowOfPeer == 0 && plain()) {
            flag(WiresharkFlag.ZERO_WINDOW_PROBE);
        } else if (window == 0 && plain()) {
            flag(WiresharkFlag.ZERO_WINDOW);
        }
        if (payload > 0 && plain() && windowOfPeer >= 0 && to.ack != 0 && to.synSeen
                && sequence + payload == to.ack + scaled(from, to)) {
            flag(WiresharkFlag.WINDOW_FULL);
        }
    }

    /** The receiver's window in bytes. */
    private int scaled(Sender from, Sender to) {
        return to.scale >= 0 && from.scale >= 0 ? windowOfPeer << to.scale : windowOfPeer;
    }

    private void sequence(Sender from) {
        if (!from.known || has(TcpFlags.RST)) {
            return;
        }
        // Written this way round, a number exactly half the space away is above as well as below, as tshark has it.
        if (Seq.difference(from.next, sequence) < 0) {
            flag(WiresharkFlag.LOST_SEGMENT);
        }
        if (payload <= 1 && sequence == from.next - 1 && plain()) {
            flag(WiresharkFlag.KEEP_ALIVE);
        }
    }

    private void acknowledgments(Sender from, Sender to) {
        boolean repeated = payload == 0 && plain() && sequence == from.next && acknowledgment == from.ack;
        if (repeated && window != 0 && window != windowBefore) {
            flag(WiresharkFlag.WINDOW_UPDATE);
        } else if (!from.known || from.ack == 0) {
            repeated = false;
        } else if (repeated && window != 0 && to.keptAlive) {
            flag(WiresharkFlag.KEEP_ALIVE_ACK);
        } else if (repeated && window == 0 && window == windowBefore && to.probed) {
            flag(WiresharkFlag.ZERO_WINDOW_PROBE_ACK);
        } else if (repeated && window != 0) {
            flag(WiresharkFlag.DUPLICATE_ACK);
            from.duplicateAcks++;
        }
        if (has(TcpFlags.ACK) && to.known && (to.held || to.duplicateAcks == 0)
                && Seq.difference(acknowledgment, to.held ? to.heldAt : to.next) > 0) {
            flag(WiresharkFlag.ACK_LOST_SEGMENT);
            if (!to.held) {
                to.duplicateAcks = DUPLICATE_ACKS;
            }
            to.held = false;
        }
    }

    private void resent(Sender from, Sender to, long initialRtt) {
        if (WiresharkFlag.KEEP_ALIVE.in(set)) {
            return;
        }
        int end = sequence + length;
        if (payload > 0 && to.ack != 0 && Seq.difference(sequence + payload, to.ack) <= 0) {
            flag(WiresharkFlag.SPURIOUS_RETRANSMISSION);
            flag(WiresharkFlag.RETRANSMISSION);
            return;
        }
        // A segment that begins with the byte of an unanswered window probe is not flagged, although it repeats that byte.
        boolean probeRepeated = payload > 1 && sequence == from.next - 1;
        if (!from.known || Seq.difference(sequence, from.next) >= 0 || probeRepeated) {
            return;
        }
        long threshold = initialRtt > 0 ? initialRtt : OUT_OF_ORDER_NANOS;
        if (to.duplicateAcks >= DUPLICATE_ACKS && to.ack == sequence && time - to.ackTime < FAST_RETRANSMISSION_NANOS) {
            flag(WiresharkFlag.FAST_RETRANSMISSION);
            flag(WiresharkFlag.RETRANSMISSION);
        } else if ((!has(TcpFlags.SYN) || payload > 0) && time - from.nextTime < threshold && from.next != end) {
            flag(WiresharkFlag.OUT_OF_ORDER);
        } else {
            flag(WiresharkFlag.RETRANSMISSION);
        }
    }

    /** A segment that leaves a gap or overlaps what was sent holds back what may be acknowledged, until that is filled. */
    private void hold(Sender from, int end) {
        if (from.known && sequence != from.next && Seq.difference(end, from.next) > 0
                || from.known && Seq.difference(sequence, from.next) > 0) {
            if (!from.held) {
                from.held = true;
                from.heldAt = from.next;
            }
        } else if (from.held && sequence == from.heldAt) {
            from.held = false;
        }
    }

    private void remember(Sender from) {
        from.keptAlive = WiresharkFlag.KEEP_ALIVE.in(set);
        from.probed = WiresharkFlag.ZERO_WINDOW_PROBE.in(set);
        int end = sequence + length;
        hold(from, end);
        if (!from.probed && (!from.known || Seq.difference(end, from.next) > 0)) {
            from.next = end;
            from.nextTime = time;
            from.known = true;
        }
        if (!from.firstKnown || WiresharkFlag.REUSED_PORTS.in(set)) {
            from.firstKnown = true;
            from.first = sequence;
        }
        if (acknowledgment != from.ack) {
            from.duplicateAcks = 0;
        }
        from.ack = acknowledgment;
        from.ackTime = time;
    }
}
