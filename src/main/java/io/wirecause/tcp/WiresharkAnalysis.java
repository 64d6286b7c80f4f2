package io.wirecause.tcp;

import io.wirecause.packet.TcpFlags;

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
    /** How far an int can be shifted, to which larger scales come down. */
    private static final int LARGEST_SHIFT = 31;
    /** Duplicate ACKs before a retransmission is called fast. */
    private static final int DUPLICATE_ACKS = 2;

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
     * @param from   the side that sends, and the other one, with the window fields of the segments before this one
     * @return the set of its flags
     */
    int segment(Segment segment, EndpointState from, EndpointState to) {
        windowBefore = from.window;
        windowOfPeer = to.window;
        flags = segment.flags;
        sequence = segment.sequence;
        acknowledgment = segment.acknowledgment;
        payload = segment.payload;
        length = payload + (has(TcpFlags.SYN) ? 1 : 0) + (has(TcpFlags.FIN) ? 1 : 0);
        window = segment.window;
        time = segment.time;
        set = 0;
        if (has(TcpFlags.SYN)) {
            from.scale = (byte) (segment.windowScale < 0 ? -1 : segment.windowScale & LARGEST_SHIFT);
            if (from.firstKnown && has(TcpFlags.ACK) && sequence != from.first) {
                flag(WiresharkFlag.REUSED_PORTS);
                from.expectedKnown = false;
                from.held = false;
            }
        }
        WiresharkHandshake handshake = segment.connection;
        handshake.opened(flags, payload, time);
        windows(from, to);
        sequence(from);
        acknowledgments(from, to);
        if (length > 0) {
            resent(from, to, handshake.initialRoundTrip());
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

    private void windows(WiresharkSender from, WiresharkSender to) {
        if (payload == 1 && from.expectedKnown && sequence == from.expected && windowOfPeer == 0 && plain()) {
            flag(WiresharkFlag.ZERO_WINDOW_PROBE);
        } else if (window == 0 && plain()) {
            flag(WiresharkFlag.ZERO_WINDOW);
        }
        if (payload > 0 && plain() && windowOfPeer >= 0 && to.lastAck != 0 && to.synSeen
                && sequence + payload == to.lastAck + scaled(from, to)) {
            flag(WiresharkFlag.WINDOW_FULL);
        }
    }

    /** The receiver's window in bytes. */
    private int scaled(WiresharkSender from, WiresharkSender to) {
        return to.scale >= 0 && from.scale >= 0 ? windowOfPeer << to.scale : windowOfPeer;
    }

    private void sequence(WiresharkSender from) {
        if (!from.expectedKnown || has(TcpFlags.RST)) {
            return;
        }
        // Written this way round, a number exactly half the space away is above as well as below, as tshark has it.
        if (Seq.difference(from.expected, sequence) < 0) {
            flag(WiresharkFlag.LOST_SEGMENT);
        }
        if (payload <= 1 && sequence == from.expected - 1 && plain()) {
            flag(WiresharkFlag.KEEP_ALIVE);
        }
    }

    private void acknowledgments(WiresharkSender from, WiresharkSender to) {
        boolean repeated = payload == 0 && plain() && sequence == from.expected && acknowledgment == from.lastAck;
        if (repeated && window != 0 && window != windowBefore) {
            flag(WiresharkFlag.WINDOW_UPDATE);
        } else if (!from.expectedKnown || from.lastAck == 0) {
            repeated = false;
        } else if (repeated && window != 0 && to.keptAlive) {
            flag(WiresharkFlag.KEEP_ALIVE_ACK);
        } else if (repeated && window == 0 && window == windowBefore && to.probed) {
            flag(WiresharkFlag.ZERO_WINDOW_PROBE_ACK);
        } else if (repeated && window != 0) {
            flag(WiresharkFlag.DUPLICATE_ACK);
            from.repeatedAcks++;
        }
        if (has(TcpFlags.ACK) && to.expectedKnown && (to.held || to.repeatedAcks == 0)
                && Seq.difference(acknowledgment, to.held ? to.heldAt : to.expected) > 0) {
            flag(WiresharkFlag.ACK_LOST_SEGMENT);
            if (!to.held) {
                to.repeatedAcks = DUPLICATE_ACKS;
            }
            to.held = false;
        }
    }

    private void resent(WiresharkSender from, WiresharkSender to, long initialRtt) {
        if (WiresharkFlag.KEEP_ALIVE.in(set)) {
            return;
        }
        int end = sequence + length;
        if (payload > 0 && to.lastAck != 0 && Seq.difference(sequence + payload, to.lastAck) <= 0) {
            flag(WiresharkFlag.SPURIOUS_RETRANSMISSION);
            flag(WiresharkFlag.RETRANSMISSION);
            return;
        }
        // A segment that begins with the byte of an unanswered window probe is not flagged, although it repeats that byte.
        boolean probeRepeated = payload > 1 && sequence == from.expected - 1;
        if (!from.expectedKnown || Seq.difference(sequence, from.expected) >= 0 || probeRepeated) {
            return;
        }
        long threshold = initialRtt > 0 ? initialRtt : OUT_OF_ORDER_NANOS;
        if (to.repeatedAcks >= DUPLICATE_ACKS && to.lastAck == sequence && time - to.lastTime < FAST_RETRANSMISSION_NANOS) {
            flag(WiresharkFlag.FAST_RETRANSMISSION);
            flag(WiresharkFlag.RETRANSMISSION);
        } else if ((!has(TcpFlags.SYN) || payload > 0) && time - from.expectedTime < threshold && from.expected != end) {
            flag(WiresharkFlag.OUT_OF_ORDER);
        } else {
            flag(WiresharkFlag.RETRANSMISSION);
        }
    }

    /** A segment that leaves a gap or overlaps what was sent holds back what may be acknowledged, until that is filled. */
    private void hold(WiresharkSender from, int end) {
        if (from.expectedKnown && sequence != from.expected && Seq.difference(end, from.expected) > 0
                || from.expectedKnown && Seq.difference(sequence, from.expected) > 0) {
            if (!from.held) {
                from.held = true;
                from.heldAt = from.expected;
            }
        } else if (from.held && sequence == from.heldAt) {
            from.held = false;
        }
    }

    private void remember(WiresharkSender from) {
        from.keptAlive = WiresharkFlag.KEEP_ALIVE.in(set);
        from.probed = WiresharkFlag.ZERO_WINDOW_PROBE.in(set);
        int end = sequence + length;
        hold(from, end);
        if (!from.probed && (!from.expectedKnown || Seq.difference(end, from.expected) > 0)) {
            from.expected = end;
            from.expectedTime = time;
            from.expectedKnown = true;
        }
        if (!from.firstKnown || WiresharkFlag.REUSED_PORTS.in(set)) {
            from.firstKnown = true;
            from.first = sequence;
        }
        if (acknowledgment != from.lastAck) {
            from.repeatedAcks = 0;
        }
        from.lastAck = acknowledgment;
        from.lastTime = time;
    }
}
