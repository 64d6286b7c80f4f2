package io.wirecause.tcp.wireshark;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.segment.Seq;

/**
 * Flags each segment as Wireshark does, so that an engineer finds the same numbers there. Written from the User's Guide
 * (section "TCP Analysis") and from what tshark answers, including its wrong guesses: the
 * verdict decides what really happened. Stateless between segments; what is remembered of a connection is in its
 * {@link WiresharkView}.
 */
public final class WiresharkAnalysis {
    /** A retransmission this soon after the last duplicate ACK is called fast. */
    private static final long FAST_RETRANSMISSION_NANOS = 20_000_000L;
    /** Out-of-order threshold where no handshake round trip is known. */
    private static final long OUT_OF_ORDER_NANOS = 3_000_000L;
    /** The largest shift of an int, to which larger scales are reduced. */
    private static final int LARGEST_SHIFT = 31;
    /** Duplicate ACKs before a retransmission is called fast. */
    private static final int DUPLICATE_ACKS = 2;

    /** The segment at hand, unpacked once. */
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

    /** An analysis for one thread. */
    public WiresharkAnalysis() {
    }

    /**
     * Flags the next segment of a connection.
     *
     * @return the set of its flags, see {@link WiresharkFlag#in}
     */
    public int flag(Segment segment, WiresharkView view) {
        boolean reusesPorts = view.isFirstOnReusedPorts();
        WiresharkSender from = view.sender(segment.fromA());
        WiresharkSender to = view.receiver(!segment.fromA());
        unpack(segment, from, to);
        view.complete(flags, payload);
        view.timeHandshake(flags, payload, time);
        if (has(TcpFlags.SYN)) {
            open(segment, from);
        }
        flagWindow(from, to);
        flagSequence(from);
        flagAcknowledgment(from, to);
        if (length > 0) {
            flagRetransmission(from, to, view.initialRoundTrip());
        }
        remember(from);
        if (reusesPorts) {
            raise(WiresharkFlag.REUSED_PORTS);
        }
        if (set != 0) {
            view.count(set);
        }
        return set;
    }

    private void unpack(Segment segment, WiresharkSender from, WiresharkSender to) {
        windowBefore = from.window();
        windowOfPeer = to.window();
        flags = segment.flags();
        sequence = segment.sequence();
        acknowledgment = segment.acknowledgment();
        payload = segment.payloadInFrame();
        length = segment.length() - segment.payload() + payload;
        window = segment.window();
        time = segment.time();
        set = 0;
    }

    private void open(Segment segment, WiresharkSender from) {
        from.scale = segment.windowScale() < 0 ? WiresharkSender.NO_SCALE : (byte) (segment.windowScale() & LARGEST_SHIFT);
        if (from.seen && has(TcpFlags.ACK) && sequence != from.first) {
            // As in tshark, the expected number stays that of the connection before.
            raise(WiresharkFlag.REUSED_PORTS);
        }
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private boolean plain() {
        return !has(TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST);
    }

    private void raise(WiresharkFlag flag) {
        set |= flag.bit();
    }

    private void flagWindow(WiresharkSender from, WiresharkSender to) {
        if (payload == 1 && from.expectedKnown && sequence == from.expected && windowOfPeer == 0 && plain()) {
            raise(WiresharkFlag.ZERO_WINDOW_PROBE);
        } else if (window == 0 && plain()) {
            raise(WiresharkFlag.ZERO_WINDOW);
        }
        if (payload > 0 && plain() && windowOfPeer >= 0 && to.lastAck != 0 && to.scale != WiresharkSender.NO_SYN
                && sequence + payload == to.lastAck + scaled(from, to)) {
            raise(WiresharkFlag.WINDOW_FULL);
        }
    }

    /** The receiver's window in bytes; that of a SYN is never scaled (RFC 7323, section 2.2). */
    private int scaled(WiresharkSender from, WiresharkSender to) {
        return !to.opened && to.scale >= 0 && from.scale >= 0 ? windowOfPeer << to.scale : windowOfPeer;
    }

    private void flagSequence(WiresharkSender from) {
        if (!from.expectedKnown || has(TcpFlags.RST)) {
            return;
        }
        // Written this way round, a number exactly half the sequence space away is both above and below, as in tshark.
        if (Seq.difference(from.expected, sequence) < 0) {
            raise(WiresharkFlag.LOST_SEGMENT);
        }
        if (payload <= 1 && sequence == from.expected - 1 && plain()) {
            raise(WiresharkFlag.KEEP_ALIVE);
        }
    }

    private void flagAcknowledgment(WiresharkSender from, WiresharkSender to) {
        boolean repeated = payload == 0 && plain() && sequence == from.expected && acknowledgment == from.lastAck;
        if (repeated && window != 0 && window != windowBefore) {
            raise(WiresharkFlag.WINDOW_UPDATE);
        } else if (!from.expectedKnown || from.lastAck == 0) {
            repeated = false;
        } else if (repeated && window != 0 && to.keptAlive) {
            raise(WiresharkFlag.KEEP_ALIVE_ACK);
        } else if (repeated && window == 0 && window == windowBefore && to.probed) {
            raise(WiresharkFlag.ZERO_WINDOW_PROBE_ACK);
        } else if (repeated && window != 0) {
            raise(WiresharkFlag.DUPLICATE_ACK);
            from.repeatedAcks++;
        }
        if (has(TcpFlags.ACK) && to.expectedKnown && (to.held || to.repeatedAcks == 0)
                && Seq.difference(acknowledgment, to.held ? to.heldAt : to.expected) > 0) {
            raise(WiresharkFlag.ACK_LOST_SEGMENT);
            if (!to.held) {
                to.repeatedAcks = DUPLICATE_ACKS;
            }
            to.held = false;
        }
    }

    private void flagRetransmission(WiresharkSender from, WiresharkSender to, long initialRtt) {
        if (WiresharkFlag.KEEP_ALIVE.in(set)) {
            return;
        }
        int end = sequence + length;
        if (payload > 0 && to.lastAck != 0 && Seq.difference(sequence + payload, to.lastAck) <= 0) {
            raise(WiresharkFlag.SPURIOUS_RETRANSMISSION);
            raise(WiresharkFlag.RETRANSMISSION);
            return;
        }
        // tshark does not flag a segment that repeats the byte of an unanswered window probe.
        boolean probeRepeated = payload > 1 && sequence == from.expected - 1;
        if (!from.expectedKnown || Seq.difference(sequence, from.expected) >= 0 || probeRepeated) {
            return;
        }
        long threshold = initialRtt > 0 ? initialRtt : OUT_OF_ORDER_NANOS;
        if (to.repeatedAcks >= DUPLICATE_ACKS && to.lastAck == sequence && time - to.lastTime < FAST_RETRANSMISSION_NANOS) {
            raise(WiresharkFlag.FAST_RETRANSMISSION);
            raise(WiresharkFlag.RETRANSMISSION);
        } else if ((!has(TcpFlags.SYN) || payload > 0) && isSoon(from, threshold) && from.expected != end) {
            raise(WiresharkFlag.OUT_OF_ORDER);
        } else {
            raise(WiresharkFlag.RETRANSMISSION);
        }
    }

    /** A segment whose time lies before that of the highest number was written again with its old time, not overtaken. */
    private boolean isSoon(WiresharkSender from, long threshold) {
        long after = time - from.expectedTime;
        return after >= 0 && after < threshold;
    }

    /** A segment that leaves a gap or overlaps holds back what may be acknowledged, until that is filled. */
    private void hold(WiresharkSender from, int end) {
        if (from.held && sequence == from.heldAt) {
            from.held = false;
        } else if (from.expectedKnown && sequence != from.expected && Seq.difference(end, from.expected) > 0
                || from.expectedKnown && Seq.difference(sequence, from.expected) > 0) {
            if (!from.held) {
                from.held = true;
                from.heldAt = from.expected;
            }
        }
    }

    /** Raises the number that is expected next. A repeated SYN takes back what lies beyond a hole; a RST may bear no number. */
    private void expect(WiresharkSender from) {
        if (has(TcpFlags.SYN) && from.held && Seq.difference(sequence, from.expected) < 0) {
            from.expected = from.heldAt;
            from.held = false;
        }
        int end = sequence + length;
        hold(from, end);
        if (!from.probed && (!from.expectedKnown || Seq.difference(end, from.expected) > 0)) {
            from.expected = end;
            from.expectedTime = time;
            from.expectedKnown = end != 0 || !has(TcpFlags.RST);
        }
    }

    private void remember(WiresharkSender from) {
        from.keptAlive = WiresharkFlag.KEEP_ALIVE.in(set);
        from.probed = WiresharkFlag.ZERO_WINDOW_PROBE.in(set);
        expect(from);
        if (!from.seen || WiresharkFlag.REUSED_PORTS.in(set)) {
            from.seen = true;
            from.first = sequence;
        }
        if (acknowledgment != from.lastAck) {
            from.repeatedAcks = 0;
        }
        from.lastAck = acknowledgment;
        from.lastTime = time;
        from.lastWindow = (char) window;
        from.opened = has(TcpFlags.SYN);
    }
}
