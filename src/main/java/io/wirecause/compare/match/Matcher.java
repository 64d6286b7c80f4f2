package io.wirecause.compare.match;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Finds each packet of one capture in the other, as both go by in the order of time. Memory is that of a few seconds. */
final class Matcher {
    /** How long the other sighting of a packet is waited for, nanoseconds. */
    static final long WAIT_NANOS = 10_000_000_000L;
    /** Packets kept, matched ones too, by which copies are known. */
    static final int MOST = 300_000;
    /** Segments that carry more are made by network cards out of several, or are to be cut by them. */
    private static final int LARGE = 1_460;
    private static final int SEARCHED = 256;

    private final Tally tally;
    private final InsertionOrderedHashTable<Sighting> table = new InsertionOrderedHashTable<>();
    private final Deque<Sighting> free = new ArrayDeque<>();
    private long early;

    Matcher(Tally tally) {
        this.tally = tally;
    }

    /** Sightings that had to go before their time because there were too many. */
    long early() {
        return early;
    }

    /** The next packet of a capture, both captures together in the order of time. */
    void packet(FlowPair pair, int way, int capture, Packet packet, long aligned) {
        expire(aligned);
        Sighting sighting = free.isEmpty() ? new Sighting() : free.pop();
        sighting.fill(pair, way, capture, packet, aligned);
        FlowPair.Way of = pair.ways[way];
        of.seen[capture]++;
        tally.seen(sighting);
        if (pair.first.isTcp()) {
            pair.handshake(capture, sighting.flags, way, sighting.time);
            sighting.key = segmentKey(sighting, packet);
        } else {
            // Where nobody changes the identification, the content may change.
            long mark = of.keepsIds && sighting.ipId > 0 ? sighting.ipId : Content.ofPayload(packet);
            sighting.key = KeyedHash.mix(KeyedHash.mix(pair.number * 2L + way, sighting.length), mark);
        }
        Sighting partner = partner(sighting);
        boolean again = false;
        if (sighting.hasData() && capture == of.upstream) {
            of.sent.add(sighting.sequence, sighting.end());
        } else if (sighting.hasData() && capture == 1 - of.upstream) {
            again = of.arrived.add(sighting.sequence, sighting.end());
        }
        table.add(sighting, sighting.key);
        if (partner != null) {
            matched(partner, sighting, again);
            markCopies(partner);
            markCopies(sighting);
        } else {
            sighting.copy = isCopy(sighting);
            if (sighting.hasData() && !sighting.copy) {
                coverLarge(sighting);
                if (!sighting.matched) {
                    waits(of, sighting);
                }
            }
        }
        acknowledges(sighting, packet);
    }

    private static long segmentKey(Sighting sighting, Packet packet) {
        FlowPair pair = sighting.pair;
        int back = sighting.capture == 0 ? 0 : pair.ways[1 - sighting.way].shift;
        long place = Content.ofSegment(packet, sighting.sequence, packet.tcp().acknowledgment() + back);
        return KeyedHash.mix(place, pair.number * 2L + sighting.way);
    }

    private static void waits(FlowPair.Way of, Sighting sighting) {
        of.waitingData.add(sighting);
        of.large += sighting.length > LARGE ? 1 : 0;
        if (of.waitingData.size() > SEARCHED) {
            Sighting oldest = of.waitingData.remove();
            of.large -= oldest.length > LARGE ? 1 : 0;
        }
    }

    /** Of several that are one packet by all marks the first, for copies keep their order; of others the nearest in time. */
    private static boolean isBetter(Sighting each, Sighting best, Sighting of) {
        boolean marked = of.ipId > 0 && of.pair.ways[of.way].keepsIds;
        return marked ? each.time < best.time : Math.abs(each.aligned - of.aligned) < Math.abs(best.aligned - of.aligned);
    }

    private static void waitsNoMore(Sighting sighting) {
        FlowPair.Way of = sighting.pair.ways[sighting.way];
        if (sighting.hasData() && of.waitingData.remove(sighting)) {
            of.large -= sighting.length > LARGE ? 1 : 0;
        }
    }

    /** The other capture's sighting of the same packet. */
    private Sighting partner(Sighting sighting) {
        Sighting best = null;
        for (Sighting each = table.first(sighting.key); each != null; each = table.next()) {
            if (each.key == sighting.key && each.capture != sighting.capture && !each.matched && each.pair == sighting.pair
                    && each.way == sighting.way && each.covered == 0 && each.isSameAs(sighting)
                    && (best == null || isBetter(each, best, sighting))) {
                best = each;
            }
        }
        return best;
    }

    /** Whether the packet was in this capture before: it is there twice. */
    private boolean isCopy(Sighting sighting) {
        for (Sighting each = table.first(sighting.key); each != null; each = table.next()) {
            if (each != sighting && each.key == sighting.key && !each.copy && each.pair == sighting.pair
                    && each.way == sighting.way
                    && each.capture == sighting.capture && each.isCopyOf(sighting)) {
                return true;
            }
        }
        return false;
    }

    /** Others in the same capture that are this packet: they may have partners of their own, and are no loss where not. */
    private void markCopies(Sighting of) {
        for (Sighting each = table.first(of.key); each != null; each = table.next()) {
            if (each != of && each.key == of.key && !each.matched && each.pair == of.pair && each.way == of.way
                    && each.capture == of.capture && each.isCopyOf(of)) {
                each.copy = true;
            }
        }
    }

    private void matched(Sighting one, Sighting two, boolean again) {
        one.matched = true;
        two.matched = true;
        FlowPair.Way of = one.pair.ways[one.way];
        waitsNoMore(one);
        of.sentAgain += again ? 1 : 0;
        tally.both(one.capture == 0 ? one : two, one.capture == 0 ? two : one);
    }

    /** Finds the bytes of a segment in larger ones of the other capture, or the other way round. */
    private void coverLarge(Sighting sighting) {
        FlowPair.Way of = sighting.pair.ways[sighting.way];
        if (of.large == 0 && sighting.length <= LARGE) {
            return;
        }
        for (Iterator<Sighting> each = of.waitingData.iterator(); each.hasNext() && sighting.covered < sighting.length; ) {
            Sighting waiting = each.next();
            if (waiting.capture == sighting.capture || waiting.length <= LARGE && sighting.length <= LARGE) {
                continue;
            }
            int from = sighting.sequence - waiting.sequence > 0 ? sighting.sequence : waiting.sequence;
            int to = sighting.end() - waiting.end() < 0 ? sighting.end() : waiting.end();
            if (to - from <= 0) {
                continue;
            }
            waiting.covered += to - from;
            sighting.covered += to - from;
            if (waiting.covered >= waiting.length) {
                waiting.matched = true;
                each.remove();
                of.large -= waiting.length > LARGE ? 1 : 0;
                if (sighting.sequence == waiting.sequence || sighting.end() == waiting.end()) {
                    tally.part(waiting.capture == 0 ? waiting : sighting, waiting.capture == 0 ? sighting : waiting);
                }
            }
        }
        sighting.matched = sighting.covered >= sighting.length;
    }

    /** How far the receiver has acknowledged, as the capture shows it that is nearer to it. */
    private static void acknowledges(Sighting sighting, Packet packet) {
        FlowPair.Way back = sighting.pair.ways[1 - sighting.way];
        if (!sighting.pair.first.isTcp() || (sighting.flags & TcpFlags.ACK) == 0 || sighting.capture == back.upstream) {
            return;
        }
        int acknowledged = packet.tcp().acknowledgment() + (sighting.capture == 0 ? 0 : back.shift);
        if (!back.hasAcknowledged || acknowledged - back.acknowledged > 0) {
            back.hasAcknowledged = true;
            back.acknowledged = acknowledged;
        }
    }

    private void expire(long now) {
        while (table.oldest() != null) {
            Sighting oldest = table.oldest();
            if (table.size() < MOST) {
                if (now - oldest.aligned < WAIT_NANOS) {
                    return;
                }
            } else if (!oldest.matched) {
                early++;
            }
            table.remove(oldest);
            end(oldest);
        }
    }

    /** Ends all that still waits. */
    void finish() {
        tally.refresh();
        for (Sighting oldest = table.oldest(); oldest != null; oldest = table.oldest()) {
            table.remove(oldest);
            end(oldest);
        }
    }

    private void end(Sighting sighting) {
        if (sighting.matched) {
            release(sighting);
            return;
        }
        waitsNoMore(sighting);
        if (sighting.copy) {
            tally.copy(sighting);
        } else {
            tally.alone(sighting);
        }
        release(sighting);
    }

    private void release(Sighting sighting) {
        sighting.pair = null;
        free.push(sighting);
    }
}
