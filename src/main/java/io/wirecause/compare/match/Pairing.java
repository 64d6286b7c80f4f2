package io.wirecause.compare.match;

import io.wirecause.compare.clock.ClockFit;
import io.wirecause.flow.FlowKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Finds the conversations of one capture in the other, and from their first packets the clocks' difference. */
final class Pairing {
    /** Payloads alone are taken for the same within this time, nanoseconds, for requests are alike. */
    private static final long PROXY_NANOS = 5_000_000_000L;
    /** Conversations that begin alike of which the nearest in time is looked for. */
    private static final int ALIKE = 64;

    private final Survey first;
    private final Survey other;
    final List<FlowPair> pairs = new ArrayList<>();
    private final FlowPair[] ofFirst;
    private final FlowPair[] ofOther;
    /** The clocks as the conversations of the same addresses show them. */
    private ClockFit.Line early;

    /** Where a sample stands: conversation, direction and place among its samples. */
    private record Place(Conversation conversation, int index, int direction, int sample) {
    }

    Pairing(Survey first, Survey other) {
        this.first = first;
        this.other = other;
        ofFirst = new FlowPair[first.conversations().size()];
        ofOther = new FlowPair[other.conversations().size()];
        byEndpoints();
        byContent(false);
        pairs.forEach(this::compareStreams);
        orient();
        early = clocks();
        int known = pairs.size();
        byContent(true);
        pairs.subList(known, pairs.size()).forEach(this::compareStreams);
        orient();
    }

    /** The pair that a conversation is part of; null for none. */
    FlowPair of(int capture, int index) {
        return (capture == 0 ? ofFirst : ofOther)[index];
    }

    private void byEndpoints() {
        FlowKey key = new FlowKey();
        BitSet done = new BitSet();
        for (int i = 0; i < ofFirst.length; i++) {
            int j = done.get(i) ? -1 : other.indexOf(first.conversations().get(i), key);
            if (j >= 0) {
                List<Conversation> ones = successive(first.conversations().get(i));
                ones.forEach(one -> done.set(one.index));
                pairSuccessive(ones, successive(other.conversations().get(j)));
            }
        }
    }

    private static List<Conversation> successive(Conversation from) {
        List<Conversation> all = new ArrayList<>(1);
        for (Conversation one = from; one != null; one = one.next) {
            all.add(one);
        }
        return all;
    }

    /** Connections of the same endpoints, one after the other: by what they hold, and what is left in the order of time. */
    private void pairSuccessive(List<Conversation> ones, List<Conversation> others) {
        if (ones.size() > 1 || others.size() > 1) {
            pairThoseThatMeet(ones, others, false);
            pairThoseThatMeet(ones, others, true);
        }
        if (ones.size() == others.size()) {
            for (int i = 0; i < ones.size(); i++) {
                pair(ones.get(i).index, others.get(i).index, false, FlowPair.Kind.SAME);
            }
        }
    }

    private void pairThoseThatMeet(List<Conversation> ones, List<Conversation> others, boolean payloadAlone) {
        for (Iterator<Conversation> each = ones.iterator(); each.hasNext(); ) {
            Conversation one = each.next();
            Conversation same = others.stream().limit(ALIKE).filter(candidate -> one.meets(candidate, payloadAlone)).findFirst()
                    .orElse(null);
            if (same != null) {
                pair(one.index, same.index, false, FlowPair.Kind.SAME);
                others.remove(same);
                each.remove();
            }
        }
    }

    private void pair(int i, int j, boolean flipped, FlowPair.Kind kind) {
        FlowPair pair = new FlowPair(pairs.size(), first.conversations().get(i), other.conversations().get(j), flipped, kind);
        pairs.add(pair);
        ofFirst[i] = pair;
        ofOther[j] = pair;
    }

    /** Those under other addresses: by place in the stream and content, then by payload alone. */
    private void byContent(boolean payloadAlone) {
        Map<Long, List<Place>> known = new HashMap<>();
        for (int j = 0; j < ofOther.length; j++) {
            if (ofOther[j] == null) {
                index(known, other.conversations().get(j), j, payloadAlone);
            }
        }
        for (int i = 0; i < ofFirst.length && !known.isEmpty(); i++) {
            if (ofFirst[i] == null) {
                find(known, first.conversations().get(i), i, payloadAlone);
            }
        }
    }

    private static void index(Map<Long, List<Place>> known, Conversation conversation, int index, boolean payloadAlone) {
        for (int d = 0; d < 2; d++) {
            Conversation.Direction direction = conversation.directions[d];
            for (int s = 0; s < direction.samples; s++) {
                long hash = payloadAlone ? direction.contents[s] : direction.places[s];
                if (hash != 0) {
                    List<Place> places = known.computeIfAbsent(hash, h -> new ArrayList<>(1));
                    if (places.size() < ALIKE) {
                        places.add(new Place(conversation, index, d, s));
                    }
                }
            }
        }
    }

    private void find(Map<Long, List<Place>> known, Conversation conversation, int index, boolean payloadAlone) {
        Map<Integer, Integer> votes = new HashMap<>();
        Place best = null;
        int most = 0;
        long nearest = 0;
        boolean flipped = false;
        for (int d = 0; d < 2; d++) {
            Conversation.Direction direction = conversation.directions[d];
            for (int s = 0; s < direction.samples; s++) {
                long hash = payloadAlone ? direction.contents[s] : direction.places[s];
                for (Place place : hash == 0 ? List.<Place>of() : known.getOrDefault(hash, List.of())) {
                    long apart = apart(direction.times[s], place);
                    if (ofOther[place.index] != null || place.conversation.protocol != conversation.protocol
                            || payloadAlone && apart > PROXY_NANOS) {
                        continue;
                    }
                    int count = votes.merge(place.index, 1, Integer::sum);
                    boolean same = best != null && best.index == place.index;
                    if (count > most || count == most && !same && apart < nearest) {
                        nearest = same ? Math.min(nearest, apart) : apart;
                        most = count;
                        best = place;
                        flipped = place.direction != d;
                    }
                }
            }
        }
        if (best != null) {
            boolean twoConnections = payloadAlone && conversation.isTcp();
            pair(index, best.index, flipped, twoConnections ? FlowPair.Kind.PROXIED : FlowPair.Kind.TRANSLATED);
        }
    }

    /** By how much the place is from this time, by the clocks as far as they are known. */
    private long apart(long time, Place place) {
        long there = place.conversation.directions[place.direction].times[place.sample];
        return early == null ? Math.abs(there - time) : Math.abs(there - early.at(time) - time);
    }

    /** What keeps and what changes of the two streams, from the samples that both hold. */
    private void compareStreams(FlowPair pair) {
        for (int w = 0; w < 2; w++) {
            Conversation.Direction one = pair.first.directions[pair.way(0, w)];
            Conversation.Direction two = pair.other.directions[pair.way(1, w)];
            FlowPair.Way way = pair.ways[w];
            if (one.hasSyn && two.hasSyn) {
                way.shift = one.initialSequence - two.initialSequence;
            }
            if (!one.hasSyn || !two.hasSyn) {
                way.shift = shift(one, two, pair.kind != FlowPair.Kind.SAME);
            }
            way.keepsIds = Conversation.keepIds(one, two) || sampledIdsAreKept(one, two);
            way.keepsTimestamps = Conversation.keepTimestamps(one, two);
            way.upstream = one.ttl > two.ttl && two.ttl >= 0 ? 0 : two.ttl > one.ttl && one.ttl >= 0 ? 1 : -1;
        }
        if (pair.ways[0].upstream >= 0 && pair.ways[0].upstream == pair.ways[1].upstream) {
            // Both ways cannot pass the same point first: a device between sets hop limits, which then tell nothing.
            pair.ways[0].upstream = -1;
            pair.ways[1].upstream = -1;
        }
    }

    /** The commonest difference of the sequence numbers. */
    private static int shift(Conversation.Direction one, Conversation.Direction two, boolean any) {
        Map<Integer, Integer> votes = new HashMap<>();
        for (int s = 0; s < one.samples; s++) {
            int t = partner(one, s, two, any);
            if (t >= 0) {
                votes.merge(one.sequences[s] - two.sequences[t], 1, Integer::sum);
            }
        }
        return votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(0);
    }

    private static boolean sampledIdsAreKept(Conversation.Direction one, Conversation.Direction two) {
        int same = 0;
        int different = 0;
        for (int s = 0; s < one.samples; s++) {
            int t = partner(one, s, two, false);
            same += t >= 0 && one.ids[s] > 0 && one.ids[s] == two.ids[t] ? 1 : 0;
            different += t >= 0 && one.ids[s] > 0 && one.ids[s] != two.ids[t] ? 1 : 0;
        }
        return same > 1 && different == 0;
    }

    /**
     * The sample of the same packet; -1 for none, or where it cannot be told which of several it is.
     *
     * @param any whether of several that are alike the one of the same rank will do
     */
    private static int partner(Conversation.Direction one, int s, Conversation.Direction two, boolean any) {
        int marked = one.ids[s] > 0 ? partner(one, s, two, false, true) : -1;
        if (marked >= 0) {
            return marked;
        }
        // Where identifications are kept, what has another one is another packet, and the same one the same, whatever it holds.
        return one.ids[s] > 0 && Conversation.keepIds(one, two) ? byIdAlone(one, s, two) : partner(one, s, two, any, false);
    }

    private static int byIdAlone(Conversation.Direction one, int s, Conversation.Direction two) {
        int found = -1;
        for (int i = 0; i < Math.max(one.samples, two.samples); i++) {
            if (i < one.samples && i != s && one.ids[i] == one.ids[s]) {
                return -1;
            }
            if (i < two.samples && two.ids[i] == one.ids[s]) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private static int partner(Conversation.Direction one, int s, Conversation.Direction two, boolean any, boolean byId) {
        int rank = 0;
        int own = 0;
        for (int i = 0; i < one.samples; i++) {
            if (isAlike(one, i, one, s, byId)) {
                own++;
                rank += i < s ? 1 : 0;
            }
        }
        int found = -1;
        int others = 0;
        for (int t = 0; t < (any ? Math.min(Conversation.FIRST, two.samples) : two.samples); t++) {
            if (isAlike(two, t, one, s, byId)) {
                found = others++ == rank ? t : found;
            }
        }
        return any || own == 1 && others == 1 ? found : -1;
    }

    /** Whether two samples are of one packet as far as they tell; with the identification where content may be changed. */
    private static boolean isAlike(Conversation.Direction one, int i, Conversation.Direction two, int j, boolean byId) {
        if (byId && one.ids[i] != two.ids[j]) {
            return false;
        }
        return two.contents[j] != 0 ? one.contents[i] == two.contents[j]
                : one.contents[i] == 0 && one.places[i] == two.places[j];
    }

    /**
     * Says which capture each way passes first where hop limits do not: by the times there and back, then by what is known of
     * the sender, then as most.
     */
    private void orient() {
        Map<FlowKey.Endpoint, Integer> senders = new HashMap<>();
        int[] votes = new int[2];
        for (FlowPair pair : pairs) {
            int byTimes = byTimes(pair);
            for (int w = 0; w < 2; w++) {
                FlowPair.Way way = pair.ways[w];
                if (way.upstream < 0 && pair.ways[1 - w].upstream >= 0) {
                    way.upstream = 1 - pair.ways[1 - w].upstream;
                } else if (way.upstream < 0 && byTimes >= 0) {
                    way.upstream = w == 0 ? byTimes : 1 - byTimes;
                }
                if (way.upstream >= 0) {
                    senders.put(pair.first.sender(w).host(), way.upstream);
                    votes[w == pair.first.opener() ? way.upstream : 1 - way.upstream]++;
                }
            }
        }
        // Where nothing tells at all, as of one point captured twice, either will do.
        int usual = votes[0] >= votes[1] ? 0 : 1;
        for (FlowPair pair : pairs) {
            for (int w = 0; w < 2; w++) {
                if (pair.ways[w].upstream < 0) {
                    Integer known = senders.get(pair.first.sender(w).host());
                    Integer peer = senders.get(pair.first.sender(1 - w).host());
                    pair.ways[w].upstream = known != null ? known : peer != null ? 1 - peer
                            : w == pair.first.opener() ? usual : 1 - usual;
                }
            }
        }
    }

    /** Of way 0: what goes there and comes back takes time between the two points. */
    private static int byTimes(FlowPair pair) {
        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        for (int w = 0; w < 2; w++) {
            Conversation.Direction one = pair.first.directions[pair.way(0, w)];
            Conversation.Direction two = pair.other.directions[pair.way(1, w)];
            for (int s = 0; s < one.samples; s++) {
                int t = partner(one, s, two, false);
                if (t >= 0) {
                    least[w] = Math.min(least[w], two.times[t] - one.times[s]);
                }
            }
        }
        if (least[0] == Long.MAX_VALUE || least[1] == Long.MAX_VALUE || least[0] == least[1]) {
            return -1;
        }
        // The second is the least of the way back: with each capture first for one way, the sum of both delays is what differs.
        return least[0] > least[1] ? 0 : 1;
    }

    /** The clocks' difference as the first packets show it; null where no packet was found in both. */
    ClockFit.Line clocks() {
        ClockFit.Line sure = clocks(false);
        return sure == null ? clocks(true) : sure;
    }

    private ClockFit.Line clocks(boolean any) {
        ClockFit fit = new ClockFit(first.firstTime(), first.lastTime());
        for (FlowPair pair : pairs) {
            for (int w = 0; w < 2; w++) {
                Conversation.Direction one = pair.first.directions[pair.way(0, w)];
                Conversation.Direction two = pair.other.directions[pair.way(1, w)];
                for (int s = 0; s < one.samples; s++) {
                    int t = partner(one, s, two, any);
                    if (t >= 0 && pair.ways[w].upstream >= 0) {
                        fit.add(one.times[s], two.times[t] - one.times[s], pair.ways[w].upstream == 0);
                    }
                }
            }
        }
        return fit.line();
    }
}
