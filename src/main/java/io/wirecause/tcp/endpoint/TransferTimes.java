package io.wirecause.tcp.endpoint;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;
import java.util.Arrays;

/**
 * What a sender of many bytes waited for, as time. Each moment between two segments of the connection counts for one reason, so
 * that all of them together are the time of the transfer. After Siekkinen et al., "A root cause analysis toolkit for TCP"
 * (2008), and Zhang et al., "On the characteristics and origins of internet flow rates" (2002), as far as one pass can tell.
 */
public final class TransferTimes {
    /** What the time counts for. */
    public enum Reason {
        /** The receiver's window was full or closed. */
        WINDOW,
        /** The sender had nothing to send: all was acknowledged, or its last segment was a short one. */
        SENDER,
        /** The same, after the other side had sent data: it prepares its answer. */
        ANSWER,
        /** The sender had nothing to send, and the other side sent data next. */
        OTHER_SIDE,
        /** Bytes are missing, or were sent again and are not yet acknowledged. */
        RECOVERY,
        /** Data is in flight, less than the window, after a loss. */
        CONGESTION,
        /** Data is in flight, more in each round trip, before any loss. */
        SLOW_START,
        /** Data is in flight, less than the window, and it does not become more. */
        STEADY
    }

    /** Bytes from which on a sender is watched: few connections carry more, and only they need this object. */
    static final int HEAVY_BYTES = 32_768;
    /** What is in flight grows if it has done so by this factor within this many round trips. */
    private static final double GROWTH = 1.25;
    private static final int GROWTH_TRIPS = 2;
    /** Assumed between capture point and sender where no round trip is known: longer than most. Nanoseconds. */
    private static final long UNKNOWN_TRIP_NANOS = 200_000_000L;
    /** A round trip may take longer than in the handshake by this part of it. */
    private static final int LATE = 4;
    private static final Reason[] REASONS = Reason.values();
    /** Time is counted in units of so many bits of nanoseconds, 65 microseconds, so that an int holds a day. */
    private static final int UNIT_BITS = 16;
    private static final int MOST_UNITS = Integer.MAX_VALUE / 2;

    private int window;
    private int sender;
    private int answer;
    private int otherSide;
    private int recovery;
    private int congestion;
    private int slowStart;
    private int steady;
    /** Up to when time has been counted; while the sender is idle, since when it is. */
    private long countedTo;
    /** Until when what is in flight has grown of late. */
    private long growsUntil;
    /** Losses are made up for when this offset, of which the lower bits are here, is acknowledged. */
    private int recoveredAt;
    private int peak;
    /** Of the time until the next segment, by its ordinal: SENDER stands for an idle one, whatever the reason. */
    private byte now = (byte) Reason.STEADY.ordinal();
    /** Whether the last segment was a short one: all was sent. */
    private boolean isShort;
    private boolean answers;
    private boolean lost;
    /** Null before many losses. */
    private DeliveredRate rate;

    private TransferTimes(EndpointState sender, long time) {
        countedTo = time;
        recoveredAt = (int) sender.next();
    }

    /** Takes in a segment of either endpoint that belongs to the connection, after all else took it in. */
    public static void take(Segment segment, EndpointState from, EndpointState to, Verdict verdict) {
        if (from.transfer == null && from.bytes() >= HEAVY_BYTES) {
            from.transfer = new TransferTimes(from, segment.time());
        }
        if (segment.has(TcpFlags.RST)) {
            return;
        }
        if (from.transfer != null) {
            from.transfer.sent(segment, from, to, verdict);
        }
        if (to.transfer != null) {
            to.transfer.heard(segment, to, from, verdict);
        }
    }

    private void sent(Segment segment, EndpointState sender, EndpointState receiver, Verdict verdict) {
        boolean isNew = verdict == Verdict.NEW && segment.payload() > 0;
        if (verdict.isLoss()) {
            lost = true;
            takeLoss(segment.time(), sender, receiver);
            recoveredAt = (int) sender.next();
            count(Reason.RECOVERY, segment.time());
        } else if (!isIdle()) {
            count(REASONS[now], segment.time());
        } else if (isNew) {
            countIdle(segment.time(), sender);
        }
        if (isNew) {
            answers = false;
            // Frames that the host's card cuts later say nothing by their length.
            isShort = segment.payload() < sender.largestPayload && sender.largestPayload <= receiver.mss();
        }
        if (rate != null && segment.payload() > 0) {
            rate.takeData(segment.time(), sender.offset(segment.sequence()), segment.payload(), verdict.isLoss());
        }
        look(segment.time(), sender, receiver);
    }

    private void heard(Segment segment, EndpointState sender, EndpointState receiver, Verdict verdict) {
        boolean data = verdict == Verdict.NEW && segment.payload() > 0;
        if (!isIdle() || data) {
            count(isIdle() ? Reason.OTHER_SIDE : REASONS[now], segment.time());
        }
        answers |= data;
        look(segment.time(), sender, receiver);
    }

    private void takeLoss(long time, EndpointState sender, EndpointState receiver) {
        long acknowledged = sender.acknowledgedBy(receiver);
        if (rate == null && sender.verdicts().lostData() >= DeliveredRate.LOSSES) {
            rate = new DeliveredRate(time, acknowledged);
        }
    }

    /** What is known of a sender with many losses; null for others. */
    static DeliveredRate rate(EndpointState sender) {
        return sender.transfer == null ? null : sender.transfer.rate;
    }

    private boolean isIdle() {
        return now == Reason.SENDER.ordinal();
    }

    /** What the sender waits for from now on. */
    private void look(long time, EndpointState sender, EndpointState receiver) {
        long acknowledged = sender.acknowledgedBy(receiver);
        if (rate != null) {
            rate.takeAcknowledgment(time, acknowledged);
        }
        long inFlight = Math.max(0, sender.next() - acknowledged);
        if (inFlight > GROWTH * peak) {
            peak = (int) Math.min(inFlight, Integer.MAX_VALUE);
            growsUntil = time + GROWTH_TRIPS * (Math.max(0, RoundTrips.min(sender)) + Math.max(0, sender.handshakePart()));
        }
        boolean recovers = recoveredAt - (int) acknowledged > 0 && lost || sender.recovery().sackedAbove(acknowledged)
                || sender.gaps != null && sender.gaps.count > 0;
        boolean full = receiver.window() >= 0 && inFlight + receiver.mss() > receiver.window();
        Reason reason = recovers ? Reason.RECOVERY : full ? Reason.WINDOW : inFlight == 0 || isShort ? Reason.SENDER
                : lost ? Reason.CONGESTION : Reason.STEADY;
        now = (byte) reason.ordinal();
    }

    /** An idle sender goes on. Its data takes a round trip to the capture point, unless it had sent all there was before. */
    private void countIdle(long time, EndpointState sender) {
        long part = sender.handshakePart();
        long trip = isShort && !answers ? 0 : part < 0 ? UNKNOWN_TRIP_NANOS : part + part / LATE;
        count(lost ? Reason.CONGESTION : Reason.STEADY, Math.min(time, countedTo + trip));
        count(answers ? Reason.ANSWER : Reason.SENDER, time);
    }

    /** Counts whole units; what is left of one counts with the next. */
    private void count(Reason reason, long until) {
        int units = (int) Math.min(until - countedTo >> UNIT_BITS, MOST_UNITS);
        if (units <= 0) {
            return;
        }
        switch (reason) {
            case WINDOW -> window = sum(window, units);
            case SENDER -> sender = sum(sender, units);
            case ANSWER -> answer = sum(answer, units);
            case OTHER_SIDE -> otherSide = sum(otherSide, units);
            case RECOVERY -> recovery = sum(recovery, units);
            case CONGESTION -> congestion = sum(congestion, units);
            default -> {
                if (until <= growsUntil) {
                    slowStart = sum(slowStart, units);
                } else {
                    steady = sum(steady, units);
                }
            }
        }
        countedTo += (long) units << UNIT_BITS;
    }

    private static int sum(int counted, int units) {
        return Math.min(counted + units, MOST_UNITS);
    }

    private int units(Reason reason) {
        return switch (reason) {
            case WINDOW -> window;
            case SENDER -> sender;
            case ANSWER -> answer;
            case OTHER_SIDE -> otherSide;
            case RECOVERY -> recovery;
            case CONGESTION -> congestion;
            case SLOW_START -> slowStart;
            case STEADY -> steady;
        };
    }

    private static boolean isKnown(EndpointState sender) {
        return sender.transfer != null;
    }

    /** Nanoseconds that count for a reason. */
    public static long nanos(EndpointState sender, Reason reason) {
        return isKnown(sender) ? (long) sender.transfer.units(reason) << UNIT_BITS : 0;
    }

    /** Nanoseconds of all reasons together: from the first kilobytes to the last data, and its acknowledgment if it was full. */
    public static long total(EndpointState sender) {
        return Arrays.stream(REASONS).mapToLong(reason -> nanos(sender, reason)).sum();
    }
}
