package io.pcaplens.tcp;

/**
 * Who kept a connection waiting. Client and server take turns to speak; the time from the last byte that one has sent to
 * the first byte of the other's answer, less the round trip from the capture point to the one who answers, is that one's
 * thinking. So is a pause of the same speaker after all it had sent was acknowledged, where it is near the capture point
 * or the pause is long; else the network may have lost or held what it sent. All other time until the last data is the
 * network's: handshake, transfer, loss. What comes behind the last data is neither. An answer whose first bytes were lost
 * before they came to the capture point counts as thinking: nothing there tells.
 */
final class Turns {
    /** From afar a shorter pause of one speaker may be a loss, which takes a retransmission timeout; nanoseconds. */
    static final long SURE_PAUSE = 1_000_000_000L;

    /** Pauses of {@link Thresholds#SLOW_TURN_NANOS} or more. */
    private static final class SlowPauses {
        private final int firstBefore;
        private int times;
        private long nanos;

        SlowPauses(int firstBefore) {
            this.firstBefore = firstBefore;
        }
    }

    /** What is remembered of one speaker. */
    static final class Speaker {
        private long nanos;
        private long longest;
        private int longestAfter;
        private int longestBefore;
        private int answers;
        private int longestAnswerBefore;
        private long longestAnswer;
        /** Null before the first slow pause. */
        private SlowPauses slow;

        /** Waited before its next words, which answer the other's or go on with its own. */
        private void waited(long nanos, long after, long before, boolean answer) {
            if (nanos <= 0) {
                return;
            }
            if (answer && nanos > longestAnswer) {
                longestAnswer = nanos;
                longestAnswerBefore = (int) before;
            } else if (!answer && nanos >= Thresholds.SLOW_TURN_NANOS) {
                paused(nanos, before);
            }
            this.nanos += nanos;
            if (nanos > longest) {
                longest = nanos;
                longestAfter = (int) after;
                longestBefore = (int) before;
            }
        }

        private void paused(long nanos, long before) {
            if (slow == null) {
                slow = new SlowPauses((int) before);
            }
            slow.times++;
            slow.nanos += nanos;
        }

        /** Time that it took to think in all, nanoseconds. */
        long nanos() {
            return nanos;
        }

        /** The longest time that it took to think, nanoseconds; 0 where it took none. */
        long longest() {
            return longest;
        }

        /** The frame that this time began with: the last one that spoke before it; 0 where there is none. */
        long longestAfter() {
            return Integer.toUnsignedLong(longestAfter);
        }

        /** The frame that ended it; 0 where there is none. */
        long longestBefore() {
            return Integer.toUnsignedLong(longestBefore);
        }

        /** The longest time until it answered the other, nanoseconds; 0 where it never took any. */
        long longestAnswer() {
            return longestAnswer;
        }

        /** The frame of that answer; 0 where there is none. */
        long longestAnswerBefore() {
            return Integer.toUnsignedLong(longestAnswerBefore);
        }

        /** How often it paused for {@link Thresholds#SLOW_TURN_NANOS} or more before it went on with its own words. */
        int slowPauses() {
            return slow == null ? 0 : slow.times;
        }

        /** How long these pauses took in all, nanoseconds. */
        long slowPauseNanos() {
            return slow == null ? 0 : slow.nanos;
        }

        /** The frame that ended the first of them; 0 where there is none. */
        long firstSlowPauseBefore() {
            return slow == null ? 0 : Integer.toUnsignedLong(slow.firstBefore);
        }

        /** How often it answered what the other had sent. */
        int answers() {
            return answers;
        }
    }

    private final Speaker client = new Speaker();
    private final Speaker server = new Speaker();
    private Speaker last;
    private long lastTime;
    private int lastFrame;

    /**
     * Takes in the first segment of new data of the connection.
     *
     * @param since when the handshake was complete, in nanoseconds; -1 where it was not seen
     * @param after frame that completed it
     * @param share round trip to the speaker, nanoseconds; 0 for the client, whose segment completed the handshake
     */
    void first(boolean fromClient, long since, long after, long share, long time, long frame) {
        Speaker speaker = fromClient ? client : server;
        if (since >= 0) {
            speaker.waited(time - since - share, after, frame, false);
        }
        spoke(speaker, time, frame);
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
        Speaker speaker = fromClient ? client : server;
        if (speaker != last && answers) {
            speaker.answers++;
            speaker.waited(time - lastTime - share, Integer.toUnsignedLong(lastFrame), frame, true);
        } else if (speaker == last && quiet >= 0) {
            speaker.waited(time - Math.max(lastTime, quiet) - share, Integer.toUnsignedLong(lastFrame), frame, false);
        }
        spoke(speaker, time, frame);
    }

    /** Takes in data that was sent again: the other side may have had it only from now on. */
    void again(boolean fromClient, long time) {
        if (last == (fromClient ? client : server)) {
            lastTime = Math.max(lastTime, time);
        }
    }

    private void spoke(Speaker speaker, long time, long frame) {
        last = speaker;
        lastTime = time;
        lastFrame = (int) frame;
    }

    Speaker client() {
        return client;
    }

    Speaker server() {
        return server;
    }

    /** When the last data was seen, nanoseconds. */
    long lastTime() {
        return lastTime;
    }
}
