package io.pcaplens.tcp;

/**
 * Who kept a connection waiting. Client and server take turns to speak; the time from the last byte that one has sent to
 * the first byte of the other's answer, less the round trip from the capture point to the one who answers, is that one's
 * thinking. So is a pause of the same speaker after all it had sent was acknowledged. All other time until the last data
 * is the network's: handshake, transfer, loss. What comes behind the last data is neither.
 */
final class Turns {
    /** What is remembered of one speaker. */
    static final class Speaker {
        private long nanos;
        private long longest;
        private long longestAfter;
        private long longestBefore;
        private int answers;

        private void waited(long nanos, long after, long before) {
            if (nanos <= 0) {
                return;
            }
            this.nanos += nanos;
            if (nanos > longest) {
                longest = nanos;
                longestAfter = after;
                longestBefore = before;
            }
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
            return longestAfter;
        }

        /** The frame that ended it; 0 where there is none. */
        long longestBefore() {
            return longestBefore;
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
    private long lastFrame;

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
            speaker.waited(time - since - share, after, frame);
        }
        spoke(speaker, time, frame);
    }

    /**
     * Takes in a later segment of new data.
     *
     * @param answers whether it acknowledges all that the other side has sent
     * @param quiet   when its sender's data was all acknowledged, in nanoseconds; -1 where some is not, or where the
     *                receiver's window is closed
     * @param share   round trip from the capture point to its sender, nanoseconds
     */
    void data(boolean fromClient, boolean answers, long quiet, long share, long time, long frame) {
        Speaker speaker = fromClient ? client : server;
        if (speaker != last && answers) {
            speaker.answers++;
            speaker.waited(time - lastTime - share, lastFrame, frame);
        } else if (speaker == last && quiet >= 0) {
            speaker.waited(time - Math.max(lastTime, quiet) - share, lastFrame, frame);
        }
        spoke(speaker, time, frame);
    }

    private void spoke(Speaker speaker, long time, long frame) {
        last = speaker;
        lastTime = time;
        lastFrame = frame;
    }

    Speaker client() {
        return client;
    }

    Speaker server() {
        return server;
    }

    /** When the last new data was seen, nanoseconds. */
    long lastTime() {
        return lastTime;
    }
}
