package io.wirecause.icmp.echo;

import io.wirecause.packet.Packet;

/** The lengths of a session's requests by their fate. Lengths are those of the data; times in nanoseconds since 1970. */
public final class Sizes {
    private static final int FLAGS = 6;
    private static final int DONT_FRAGMENT = 0x40;

    private int mostAnswered = -1;
    private int leastLost = Integer.MAX_VALUE;
    private int mostLost = -1;
    private long lost;
    private long answered;
    private long lastAnsweredTime = Long.MIN_VALUE;
    private long firstLostTime = Long.MAX_VALUE;
    private boolean unknown;
    private boolean alwaysDont = true;
    private int leastFragmented = Integer.MAX_VALUE;

    void sent(Packet packet, int length) {
        if (packet.fragment()) {
            leastFragmented = Math.min(leastFragmented, length);
        } else if (packet.ipVersion() == 4) {
            alwaysDont &= (packet.bytes().u8(packet.ipOffset() + FLAGS) & DONT_FRAGMENT) != 0;
        }
    }

    /** Adds a request at its end; a length of 0 is not known. */
    void add(int length, boolean answer, long time) {
        unknown |= length == 0;
        if (answer) {
            answered++;
            mostAnswered = Math.max(mostAnswered, length);
            lastAnsweredTime = Math.max(lastAnsweredTime, time);
        } else {
            lost++;
            leastLost = Math.min(leastLost, length);
            mostLost = Math.max(mostLost, length);
            firstLostTime = Math.min(firstLostTime, time);
        }
    }

    /** Adds what is known of another session between the same hosts. */
    void addAll(Sizes other) {
        mostAnswered = Math.max(mostAnswered, other.mostAnswered);
        leastLost = Math.min(leastLost, other.leastLost);
        mostLost = Math.max(mostLost, other.mostLost);
        lost += other.lost;
        answered += other.answered;
        lastAnsweredTime = Math.max(lastAnsweredTime, other.lastAnsweredTime);
        firstLostTime = Math.min(firstLostTime, other.firstLostTime);
        unknown |= other.unknown;
        alwaysDont &= other.alwaysDont || other.lost == 0;
        leastFragmented = Math.min(leastFragmented, other.leastFragmented);
    }

    /** Whether each lost request is longer than each answered one, and both kinds are known. */
    public boolean decide() {
        return !unknown && answered > 0 && lost > 0 && leastLost > mostAnswered;
    }

    /** Length of the longest answered request. */
    public int mostAnswered() {
        return mostAnswered;
    }

    /** Length of the shortest lost request. */
    public int leastLost() {
        return leastLost;
    }

    /** Requests lost. */
    public long lost() {
        return lost;
    }

    /** Requests answered. */
    public long answered() {
        return answered;
    }

    /** Whether a request was answered that was sent after a lost one, so that the host was not down meanwhile. */
    public boolean isUpAfterwards() {
        return lastAnsweredTime > firstLostTime;
    }

    /** Whether all unfragmented requests that got lost forbid fragmentation. */
    public boolean alwaysDont() {
        return alwaysDont;
    }

    /** Whether the lost requests were sent in fragments and the answered ones were not. */
    public boolean isByFragments() {
        return leastFragmented <= leastLost && leastFragmented > mostAnswered;
    }
}
