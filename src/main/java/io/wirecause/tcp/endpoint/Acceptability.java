package io.wirecause.tcp.endpoint;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.segment.Segment;

/**
 * Whether a segment belongs into its connection: its receiver drops one whose numbers lie outside the window or acknowledge what
 * was never sent (RFC 9293, section 3.10.7.4; RFC 5961), so it must not move what is known of the stream. An observer sees the
 * same jump where the capture missed many packets. Which of the two it was, the following segments tell: until then the segment
 * is kept aside, and what continues where it ended proves that the stream went there.
 */
public final class Acceptability {
    /** Bytes beyond the window by which an observer's knowledge lags behind. */
    private static final long SLACK = 1 << 17;
    /** How far numbers may jump where the window is not known, bytes. */
    private static final long UNKNOWN_WINDOW = 1 << 20;
    /** Segments far off, each behind the one before, that show without an acknowledgment that the stream went there. */
    private static final int IN_A_ROW = 3;

    private Acceptability() {
    }

    /**
     * Whether a segment without RST is not to be taken in, as far as is known; counts it as what it is.
     *
     * @param ended whether both endpoints had ended the connection before it
     */
    public static boolean isStray(Segment segment, EndpointState from, EndpointState to, boolean ended) {
        if (segment.has(TcpFlags.RST)) {
            return false;
        }
        if (segment.has(TcpFlags.SYN)) {
            return isOtherIsn(segment, from);
        }
        if (from.isEmpty()) {
            return isOfOldConnection(segment, from, to);
        }
        long reach = reach(to, from);
        boolean farAck = segment.has(TcpFlags.ACK) && isFarAck(segment, from, to);
        long start = from.offset(segment.sequence());
        boolean far = start - from.next() > reach || start < lowest(from);
        if (far && farAck && ended) {
            startAnew(segment, from, to);
            return false;
        }
        if (far && to.hasAcknowledged && !continues(from, start)) {
            from.straying().keep(start, start + segment.length(), segment.frame());
            return true;
        }
        if (!far) {
            from.strays().refute();
        }
        return farAck && segment.length() == 0 && !acknowledgesAgain(segment, from, to);
    }

    /** How far beyond what was sent a segment may lie: the window, the data in flight, and as much again. */
    private static long reach(EndpointState receiver, EndpointState sender) {
        long window = receiver.window();
        long known = window < 0 ? UNKNOWN_WINDOW : 2 * window;
        return Math.max(known, 2 * Math.max(receiver.maxInFlight, (long) sender.largestPayload)) + SLACK;
    }

    /** The lowest offset that can belong to an endpoint: its SYN, or somewhat below the first byte seen. */
    private static long lowest(EndpointState from) {
        return from.hasOpened() ? SequenceRanges.start(from) : SequenceRanges.start(from) - UNKNOWN_WINDOW;
    }

    /** Whether a segment far off goes on behind several kept aside, which then are taken in: the capture missed the rest. */
    private static boolean continues(EndpointState from, long start) {
        Strays strays = from.strays();
        if (strays.pendingFrame == 0 || strays.pendingTimes < IN_A_ROW || start < strays.pendingStart
                || start < SequenceRanges.start(from)) {
            return false;
        }
        take(from);
        return true;
    }

    /** Takes in what was kept aside. */
    private static void take(EndpointState from) {
        Strays strays = from.strays();
        if (strays.pendingEnd > strays.pendingStart) {
            SequenceRanges.add(from, strays.pendingStart, strays.pendingEnd);
        }
        strays.pendingFrame = 0;
    }

    /** Whether a segment acknowledges far more, or far less, than its peer has sent. */
    private static boolean isFarAck(Segment segment, EndpointState from, EndpointState to) {
        if (to.isEmpty() || !from.hasAcknowledged) {
            return false;
        }
        long ack = to.offset(segment.acknowledgment());
        Strays aside = to.strays();
        long reach = reach(from, to);
        if (aside.pendingFrame != 0 && ack >= aside.pendingStart && ack - aside.pendingEnd <= reach) {
            take(to);
        } else if (ack <= to.next()) {
            // The receiver still asks for what came before.
            aside.refute();
        }
        return ack - to.next() > reach && ack - to.offset(from.acknowledged) > reach || ack < lowest(to) - reach;
    }

    /** Whether a far acknowledgment follows another one: then the capture missed what both acknowledge. */
    private static boolean acknowledgesAgain(Segment segment, EndpointState from, EndpointState to) {
        long ack = to.offset(segment.acknowledgment());
        Strays strays = from.straying();
        boolean again = strays.pendingAckFrame != 0 && ack >= Math.max(strays.pendingAck, lowest(to));
        if (strays.pendingAckFrame != 0 && !again) {
            strays.count(Stray.ACK_OF_UNSENT, strays.pendingAckFrame);
        }
        strays.pendingAck = ack;
        strays.pendingAckFrame = again ? 0 : (int) segment.frame();
        if (again && to.strays().pendingFrame != 0 && ack >= to.strays().pendingStart) {
            take(to);
        }
        return again;
    }

    /** A second SYN-ACK with another number: of a forger, a second server or a proxy. The client's ACK tells which one counts. */
    private static boolean isOtherIsn(Segment segment, EndpointState from) {
        if (!from.hasOpened() || from.isInitial(segment.sequence())) {
            return false;
        }
        Strays strays = from.straying();
        strays.count(Stray.OTHER_ISN, segment.frame());
        strays.otherIsn = segment.sequence();
        strays.isnKnown = true;
        return true;
    }

    /**
     * The client acknowledges the other one of two SYN-ACKs: that one opened the connection.
     *
     * @return whether it does
     */
    public static boolean chooses(Segment segment, EndpointState server) {
        Strays strays = server.strays();
        if (!strays.isnKnown || segment.acknowledgment() != strays.otherIsn + 1) {
            return false;
        }
        server.openAnew(strays.otherIsn);
        strays.isnKnown = false;
        return true;
    }

    /** An ACK instead of a SYN-ACK that acknowledges what the client did not send: a challenge ACK for an old connection. */
    private static boolean isOfOldConnection(Segment segment, EndpointState from, EndpointState to) {
        if (!segment.has(TcpFlags.ACK) || to.isEmpty() || to.syns() == 0) {
            return false;
        }
        long ack = to.offset(segment.acknowledgment());
        boolean old = ack < 1 || ack > to.next() + UNKNOWN_WINDOW;
        if (old) {
            from.straying().count(Stray.OLD_CONNECTION, segment.frame());
        }
        return old;
    }

    /** Both directions jump after the connection had ended: the same ports again, where the capture missed the SYN. */
    private static void startAnew(Segment segment, EndpointState from, EndpointState to) {
        from.straying().count(Stray.NEXT_CONNECTION, segment.frame());
        from.goOnAt(segment.sequence());
        to.goOnAt(segment.acknowledgment());
        from.acknowledged = segment.acknowledgment();
        to.acknowledged = segment.sequence();
    }

    /**
     * Whether a SACK block lies outside what its peer sent: a device on the path rewrites sequence numbers, but not those in the
     * option.
     *
     * @param left  offset of its first byte
     * @param right offset of the byte after it
     */
    static boolean isSackOutside(EndpointState from, EndpointState to, long left, long right) {
        long reach = reach(from, to);
        return right - to.next() > reach || left < lowest(to) - reach || right <= left;
    }
}
