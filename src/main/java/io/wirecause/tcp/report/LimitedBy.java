package io.wirecause.tcp.report;

import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.WindowPace;
import io.wirecause.tcp.endpoint.CapturePoint;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.TransferTimes;
import io.wirecause.tcp.endpoint.TransferTimes.Reason;
import io.wirecause.tcp.endpoint.Windows;
import java.util.Arrays;
import java.util.Locale;

/** What a transfer waited for, as shares of its time, which are 100 % together; what has no share is left out. */
public record LimitedBy(
        @Describe("Time of the transfer, from its first 32 kB on, seconds") double seconds,
        @Describe(value = "The receiver's window was full or closed, %", optional = true) Integer receiverWindow,
        @Describe(value = "The sender's application had nothing to send, %", optional = true) Integer senderApplication,
        @Describe(value = "The same, between what the other side sent and the answer, %", optional = true) Integer answerPending,
        @Describe(value = "It was the other side's turn, %", optional = true) Integer otherSide,
        @Describe(value = "Losses were being made up for, %", optional = true) Integer lossRecovery,
        @Describe(value = "After a loss, less was in flight than the window allows: the congestion window, or the path's rate, %",
                optional = true) Integer congestionWindow,
        @Describe(value = "Before any loss the same, with more in each round trip, %", optional = true) Integer slowStart,
        @Describe(value = "The same without more: the rate of the path, pacing, or a congestion window that grows slowly, %",
                optional = true) Integer pathOrPacing,
        @Describe(value = "The capture cannot tell, %", optional = true) Integer unknown,
        @Describe(value = "Why the window is no larger, and why something is not known", optional = true) String why) {

    private static final int WEIGHTY_BYTES = 100_000;
    private static final long LONG_NANOS = 500_000_000L;
    /** A capture this close to the sender sees what is in flight, even where the path is too short to compare; nanoseconds. */
    private static final long AT_SENDER_NANOS = 1_000_000L;
    /** What was in flight on average is well below the window up to this share of it. */
    private static final double WELL_BELOW = 0.5;
    private static final int PERCENT = 100;
    private static final int UNKNOWN = Reason.values().length;

    static LimitedBy of(Connection c, EndpointState sender) {
        long total = TransferTimes.total(sender);
        if (sender.uniqueBytes() < WEIGHTY_BYTES || total == 0 || sender.dataSpan() < LONG_NANOS) {
            return null;
        }
        long[] nanos = new long[UNKNOWN + 1];
        for (Reason reason : Reason.values()) {
            nanos[reason.ordinal()] = TransferTimes.nanos(sender, reason);
        }
        boolean atSender = isAtSender(c, sender);
        boolean windowKnown = WindowPace.largest(c, c.peer(sender)) >= 0;
        if (!atSender && WindowPace.isPaced(c, sender)) {
            move(nanos, Reason.WINDOW.ordinal(), Reason.SLOW_START, Reason.STEADY, Reason.CONGESTION);
        } else if (!atSender || !windowKnown) {
            move(nanos, UNKNOWN, Reason.SLOW_START, Reason.STEADY);
            if (!isWellBelowWindow(c, sender, nanos)) {
                move(nanos, UNKNOWN, Reason.CONGESTION);
            }
        }
        Integer[] shares = shares(nanos, total);
        return new LimitedBy(Durations.seconds(total), shares[Reason.WINDOW.ordinal()], shares[Reason.SENDER.ordinal()],
                shares[Reason.ANSWER.ordinal()], shares[Reason.OTHER_SIDE.ordinal()], shares[Reason.RECOVERY.ordinal()],
                shares[Reason.CONGESTION.ordinal()], shares[Reason.SLOW_START.ordinal()], shares[Reason.STEADY.ordinal()],
                shares[UNKNOWN], why(c, sender, shares, atSender));
    }

    private static boolean isAtSender(Connection c, EndpointState sender) {
        CapturePoint point = CapturePoint.of(sender, c.peer(sender));
        return point == CapturePoint.NEAR_CLIENT || point == CapturePoint.UNKNOWN && sender.handshakePart() >= 0
                && sender.handshakePart() <= AT_SENDER_NANOS;
    }

    /** Whether the window cannot be what limits it: by what was sent on average in a round trip while there was something. */
    private static boolean isWellBelowWindow(Connection c, EndpointState sender, long[] nanos) {
        long window = WindowPace.largest(c, c.peer(sender));
        long roundTrip = WindowPace.roundTrip(c);
        long active = nanos[Reason.RECOVERY.ordinal()] + nanos[Reason.CONGESTION.ordinal()] + nanos[UNKNOWN];
        return window > 0 && roundTrip > 0 && active > 0
                && (double) sender.uniqueBytes() * roundTrip / active <= WELL_BELOW * window;
    }

    private static void move(long[] nanos, int to, Reason... from) {
        for (Reason reason : from) {
            nanos[to] += nanos[reason.ordinal()];
            nanos[reason.ordinal()] = 0;
        }
    }

    /** In whole percent, 100 together: what rounding left goes to the largest; null for none. */
    private static Integer[] shares(long[] nanos, long total) {
        Integer[] shares = new Integer[nanos.length];
        int largest = 0;
        int sum = 0;
        for (int i = 0; i < nanos.length; i++) {
            shares[i] = (int) Math.round((double) PERCENT * nanos[i] / total);
            sum += shares[i];
            largest = nanos[i] > nanos[largest] ? i : largest;
        }
        shares[largest] += PERCENT - sum;
        return Arrays.stream(shares).map(share -> share == 0 ? null : share).toArray(Integer[]::new);
    }

    private static String why(Connection c, EndpointState sender, Integer[] shares, boolean atSender) {
        EndpointState receiver = c.peer(sender);
        StringBuilder why = new StringBuilder();
        if (shares[Reason.WINDOW.ordinal()] != null && WindowPace.largest(c, receiver) >= 0) {
            long closed = Windows.zeroNanos(receiver, c.lastTime());
            why.append("window: ").append(2 * closed >= TransferTimes.nanos(sender, Reason.WINDOW) && closed > 0
                    ? String.format(Locale.ROOT, "the receiver's application reads slowly, closed for %s",
                            Durations.words(closed))
                    : WindowPace.reason(c, receiver));
        }
        if (shares[UNKNOWN] != null) {
            why.append(why.isEmpty() ? "" : "; ").append("unknown: ").append(atSender ? "the window's scale was not captured"
                    : "captured away from the sender, where what it has in flight is not seen");
        }
        return why.isEmpty() ? null : why.toString();
    }
}
