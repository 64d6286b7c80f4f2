package io.wirecause.tcp;

/**
 * Who kept a connection waiting. Client and server take turns to speak; the time from the last byte that one has sent to
 * the first byte of the other's answer, less the round trip from the capture point to the one who answers, is that one's
 * thinking. So is a pause of the same speaker after all it had sent was acknowledged, where it is near the capture point
 * or the pause is long; else the network may have lost or held what it sent. All other time until the last data is the
 * network's: handshake, transfer, loss. What comes behind the last data is neither. An answer whose first bytes were lost
 * before they came to the capture point counts as thinking: nothing there tells.
 */
final class ThinkTime {
    /** From afar a shorter pause of one speaker may be a loss, which takes a retransmission timeout; nanoseconds. */
    static final long SURE_PAUSE = 1_000_000_000L;

    /** How one speaker kept the other waiting, to be read; kept in fewer bytes below, as every connection has two. */
    static final class Speaker {
        /** Null where there was one wait at most, and that was not slow. */
        private final Waits waits;
        private final long nanos;
        private final int after;
        private final int before;
        private final int answers;
        private final boolean answer;

        /** Of all its waits, or of its only one: how long it was, between which frames, and whether it ended in an answer. */
        private Speaker(Waits waits, long nanos, int after, int before, boolean answer, int answers) {
            this.waits = waits;
            this.nanos = nanos;
            this.after = after;
            this.before = before;
            this.answer = answer;
            this.answers = answers;
        }

        /** Time that it took to think in all, nanoseconds. */
        long nanos() {
            return nanos;
        }

        /** The longest time that it took to think, nanoseconds; 0 where it took none. */
        long longest() {
            return waits == null ? nanos : waits.longest;
        }

        /** The frame that this time began with: the last one that spoke before it; 0 where there is none. */
        long longestAfter() {
            return Integer.toUnsignedLong(after);
        }

        /** The frame that ended it; 0 where there is none. */
        long longestBefore() {
            return Integer.toUnsignedLong(before);
        }

        /** The longest time until it answered the other, nanoseconds; 0 where it never took any. */
        long longestAnswer() {
            return waits != null ? waits.longestAnswer : answer ? nanos : 0;
        }

        /** The frame of that answer; 0 where there is none. */
        long longestAnswerBefore() {
            return Integer.toUnsignedLong(waits != null ? waits.longestAnswerBefore : answer ? before : 0);
        }

        /** How often it paused for {@link TcpThresholds#SLOW_TURN_NANOS} or more before it went on with its own words. */
        int slowPauses() {
            return waits == null ? 0 : waits.slowTimes;
        }

        /** How long these pauses took in all, nanoseconds. */
        long slowPauseNanos() {
            return waits == null ? 0 : waits.slowNanos;
        }

        /** The frame that ended the first of them; 0 where there is none. */
        long firstSlowPauseBefore() {
            return waits == null ? 0 : Integer.toUnsignedLong(waits.firstSlowBefore);
        }

        /** How often it answered what the other had sent. */
        int answers() {
            return answers;
        }
    }

    /** Of a speaker who waited more than once, or for long. */
    private static final class Waits {
        private long longest;
        private long longestAnswer;
        private long slowNanos;
        private int longestAnswerBefore;
        private int slowTimes;
        private int firstSlowBefore;

        private void answered(long nanos, int before) {
            if (nanos > longestAnswer) {
                longestAnswer = nanos;
                longestAnswerBefore = before;
            }
        }

        private void paused(long nanos, int before) {
            if (nanos >= TcpThresholds.SLOW_TURN_NANOS) {
                firstSlowBefore = slowTimes++ == 0 ? before : firstSlowBefore;
                slowNanos += nanos;
            }
        }
    }

    /** Null as long as there was at most one wait, and that was not slow. */
    private Waits clientWaits;
    private Waits serverWaits;
    /** Of all waits together, the frames around the longest. */
    private long clientNanos;
    private long serverNanos;
    private int clientAfter;
    private int serverAfter;
    private int clientBefore;
    private int serverBefore;
    private int clientAnswers;
    private int serverAnswers;
    /** Whether the first wait ended in an answer. */
    private boolean clientAnswer;
    private boolean serverAnswer;
    private boolean spoken;
    private boolean lastWasClient;
    private int lastFrame;
    private long lastTime;

    /**
     * Takes in the first segment of new data of the connection.
     *
     * @param since when the handshake was complete, in nanoseconds; -1 where it was not seen
     * @param after frame that completed it
     * @param share round trip to the speaker, nanoseconds; 0 for the client, whose segment completed the handshake
     */
    void first(boolean fromClient, long since, long after, long share, long time, long frame) {
        if (since >= 0) {
            waited(fromClient, time - since - share, (int) after, (int) frame, false);
        }
        spoke(fromClient, time, frame);
    }

    /**
     * Takes in a later segment of new data.
     *
     * @param answers whether it acknowledges all that the other side has sent
     * @param quiet   when its sender's data was all acknowledged, in nanoseconds; -1 where some is not, where the
     *                receiver's window is closed, or where a pause may be the network's
     * @param share   round trip from the capture point to its sender, nanoseconds
     */
    void data(boolean fromClient, boolean answers, long quiet, long share, long time, long frame) {
        boolean same = isLast(fromClient);
        if (!same && answers) {
            clientAnswers += fromClient ? 1 : 0;
            serverAnswers += fromClient ? 0 : 1;
            waited(fromClient, time - lastTime - share, lastFrame, (int) frame, true);
        } else if (same && quiet >= 0) {
            waited(fromClient, time - Math.max(lastTime, quiet) - share, lastFrame, (int) frame, false);
        }
        spoke(fromClient, time, frame);
    }

    /** Takes in data that was sent again: the other side may have had it only from now on. */
    void again(boolean fromClient, long time) {
        if (isLast(fromClient)) {
            lastTime = Math.max(lastTime, time);
        }
    }

    private boolean isLast(boolean client) {
        return spoken && lastWasClient == client;
    }

    private void spoke(boolean client, long time, long frame) {
        spoken = true;
        lastWasClient = client;
        lastTime = time;
        lastFrame = (int) frame;
    }

    /** A speaker waited before its next words, which answer the other's or go on with its own. */
    private void waited(boolean client, long nanos, int after, int before, boolean answer) {
        if (nanos <= 0) {
            return;
        }
        long sum = client ? clientNanos : serverNanos;
        Waits waits = client ? clientWaits : serverWaits;
        if (waits == null && (sum > 0 || nanos >= TcpThresholds.SLOW_TURN_NANOS)) {
            waits = waits(client);
        }
        boolean longest = nanos > (waits == null ? sum : waits.longest);
        if (waits != null) {
            waits.longest = Math.max(waits.longest, nanos);
            if (answer) {
                waits.answered(nanos, before);
            } else {
                waits.paused(nanos, before);
            }
        }
        if (client) {
            clientNanos += nanos;
            clientAnswer = sum == 0 ? answer : clientAnswer;
            clientAfter = longest ? after : clientAfter;
            clientBefore = longest ? before : clientBefore;
        } else {
            serverNanos += nanos;
            serverAnswer = sum == 0 ? answer : serverAnswer;
            serverAfter = longest ? after : serverAfter;
            serverBefore = longest ? before : serverBefore;
        }
    }

    /** Begins to keep a speaker's waits one by one, with what was known so far. */
    private Waits waits(boolean client) {
        Speaker known = speaker(client);
        Waits waits = new Waits();
        waits.longest = known.nanos();
        waits.answered(known.longestAnswer(), (int) known.longestAnswerBefore());
        clientWaits = client ? waits : clientWaits;
        serverWaits = client ? serverWaits : waits;
        return waits;
    }

    private Speaker speaker(boolean client) {
        return client ? new Speaker(clientWaits, clientNanos, clientAfter, clientBefore, clientAnswer, clientAnswers)
                : new Speaker(serverWaits, serverNanos, serverAfter, serverBefore, serverAnswer, serverAnswers);
    }

    Speaker client() {
        return speaker(true);
    }

    Speaker server() {
        return speaker(false);
    }

    /** When the last data was seen, nanoseconds. */
    long lastTime() {
        return lastTime;
    }
}
