package io.wirecause.compare.match;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What became of the packets that pass one capture first and then the other; of one conversation, or of all.
 *
 * @param upstream     the capture that they pass first, 0 or 1
 * @param sent         packets that passed the first while both were running
 * @param arrived      those of them in the other too
 * @param lost         those that did not arrive
 * @param missed       those that did arrive, by the receiver's acknowledgments, but that the other capture misses
 * @param missedBefore packets in the other capture that came like the rest, but that the capture misses which they pass first
 * @param added        packets in the other capture that the first passed never showed, without RSTs
 * @param addedResets  RSTs among such packets
 * @param duplicated   packets once before and twice behind
 * @param overtaken    packets that arrived behind later ones
 * @param sentAgain    segments sent again although their bytes had passed both points
 * @param lostOpenings SYN and SYN-ACK segments among the lost
 * @param lostInPart   packets among the lost of which some fragments arrived
 * @param fragmented   packets that passed the first in fragments
 * @param fragmentedLost those of them that were lost
 */
public record Passage(int upstream, long sent, long arrived, Count lost, Count missed, Count missedBefore, Count added,
                      Count addedResets, Count duplicated, Count overtaken, long sentAgain, long lostOpenings,
                      Count lostInPart, long fragmented, long fragmentedLost) {
    private static final int FRAMES = 4096;

    /**
     * How often, and the first frames: of the capture that is passed first for what was lost or missed or overtaken, of the
     * other for the rest.
     */
    public record Count(long count, List<Long> frames) {
    }

    /** Packets that passed the first in one piece. */
    public long whole() {
        return sent - fragmented;
    }

    /** Whether no packet in fragments arrives, and all others do. */
    public boolean losesAllFragments() {
        return fragmented > 1 && fragmentedLost == fragmented && lost.count() == fragmentedLost && whole() > 1;
    }

    /** Of one direction of a conversation. */
    static Passage of(FlowPair.Way way) {
        return of(way.shared ? List.of(way) : List.of(), way.upstream);
    }

    /** Of all conversations whose packets pass a capture first. */
    static Passage ofAll(List<FlowPair> pairs, int upstream) {
        List<FlowPair.Way> ways = new ArrayList<>();
        for (FlowPair pair : pairs) {
            for (FlowPair.Way way : pair.ways) {
                if (way.upstream == upstream && way.shared) {
                    ways.add(way);
                }
            }
        }
        return of(ways, upstream);
    }

    private static Passage of(List<FlowPair.Way> ways, int upstream) {
        long sent = 0;
        long arrived = 0;
        long again = 0;
        long openings = 0;
        long fragmented = 0;
        long fragmentedLost = 0;
        for (FlowPair.Way way : ways) {
            sent += way.matched + way.lost.count() + way.missed.count();
            arrived += way.matched;
            again += way.sentAgain;
            openings += way.lostOpenings;
            fragmented += way.fragmented;
            fragmentedLost += way.fragmentedLost;
        }
        return new Passage(upstream, sent, arrived, count(ways, w -> w.lost), count(ways, w -> w.missed),
                count(ways, w -> w.missedBefore), count(ways, w -> w.added), count(ways, w -> w.addedResets),
                count(ways, w -> w.duplicated),
                count(ways, w -> w.overtaken), again, openings, count(ways, w -> w.lostInPart), fragmented, fragmentedLost);
    }

    private static Count count(List<FlowPair.Way> ways, Function<FlowPair.Way, Frames> of) {
        long count = 0;
        List<Long> frames = new ArrayList<>();
        for (FlowPair.Way way : ways) {
            Frames one = of.apply(way);
            count += one.count();
            for (long frame : one.numbers()) {
                if (frames.size() < FRAMES) {
                    frames.add(frame);
                }
            }
        }
        frames.sort(null);
        return new Count(count, frames);
    }
}
