package io.wirecause.service.network;

import java.util.ArrayList;
import java.util.List;

/** What ARP says of one IPv4 address: who claims it, who asks for it. Times are nanoseconds. */
final class ArpClaims {
    /** Two answers to one question come within this. */
    private static final long SAME_QUESTION = 1_000_000_000L;
    /** Claims by turns count as long as each comes so soon after the one before; a failover and its way back take longer. */
    private static final long BY_TURNS = 60_000_000_000L;
    private static final int TURNS = 3;
    private static final int MOST_FRAMES = 6;

    final long address;
    /** The link address that claimed it first, and another one; -1 for none. */
    long first = -1;
    long second = -1;
    long firstClaims;
    long secondClaims;
    /** Whether a third one does, as virtual addresses have them. */
    boolean more;
    private long latest = -1;
    private long latestTime;
    private int turns;
    private long answer = -1;
    private long answerTo = -1;
    private long answerTime;
    private long answerFrame;
    private int doubleAnswers;
    private final List<Long> evidence = new ArrayList<>(2);

    /** Requests since it was heard of last, the first and last of them, and who asked last. */
    long asked;
    long askedSince;
    long askedUntil;
    long asker;
    long askerMac;
    final List<Long> askedFrames = new ArrayList<>(2);
    /** Whether it was ever heard of. */
    boolean alive;

    ArpClaims(long address) {
        this.address = address;
    }

    /**
     * A message whose sender has the address.
     *
     * @param to the link address that it answers; -1 for a broadcast
     */
    void claim(long mac, long to, long frame, long time) {
        alive = true;
        asked = 0;
        askedFrames.clear();
        if (first < 0 || first == mac) {
            first = mac;
            firstClaims++;
        } else if (second < 0 || second == mac) {
            second = mac;
            secondClaims++;
        } else {
            more = true;
        }
        if (latest >= 0 && latest != mac) {
            turns = time - latestTime <= BY_TURNS ? turns + 1 : 1;
            note(frame, turns >= TURNS);
        }
        latest = mac;
        latestTime = time;
        if (to >= 0) {
            if (answer >= 0 && answer != mac && answerTo == to && time - answerTime <= SAME_QUESTION) {
                doubleAnswers++;
                note(answerFrame, true);
                note(frame, true);
            }
            answer = mac;
            answerTo = to;
            answerTime = time;
            answerFrame = frame;
        }
    }

    private void note(long frame, boolean counts) {
        if (counts && evidence.size() < MOST_FRAMES && !evidence.contains(frame)) {
            evidence.add(frame);
        }
    }

    void ask(long who, long mac, long frame, long time) {
        if (asked++ == 0) {
            askedSince = time;
        }
        askedUntil = time;
        asker = who;
        askerMac = mac;
        if (askedFrames.size() < MOST_FRAMES) {
            askedFrames.add(frame);
        }
    }

    /** Whether two hosts have it at the same time. */
    boolean isContested() {
        return second >= 0 && !evidence.isEmpty() && (doubleAnswers > 0 || turns >= TURNS);
    }

    /** Whether both answered one question. */
    boolean answersTwice() {
        return doubleAnswers > 0;
    }

    /** Frames that show it. */
    List<Long> evidence() {
        return evidence;
    }
}
