package io.wirecause.compare.match;

import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fragments of datagrams that are not whole in a capture: where one was lost, the others may have come through. Bounded. */
final class Fragments {
    private static final int MOST = 4_096;

    private final Map<Long, Integer> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
            return size() > MOST;
        }
    };

    /** Takes in what a capture shows next: a fragment that does not make its datagram whole, or one that does. */
    void packet(int capture, Packet packet) {
        if (packet.laterFragment()) {
            seen.merge(key(capture, packet), 1, Integer::sum);
        } else if (packet.reassembled()) {
            seen.remove(key(capture, packet));
        }
    }

    private static long key(int capture, Packet packet) {
        return key(capture, packet.fragmentId(), packet.sourceHi(), packet.sourceLo(), packet.destinationHi(),
                packet.destinationLo());
    }

    /** How many were seen in the other capture of a datagram that never became whole there. */
    int ofLost(Sighting lost) {
        int absent = 1 - lost.capture;
        Conversation there = lost.pair.in(absent);
        int direction = lost.pair.way(absent, lost.way);
        FlowKey.Endpoint from = there.sender(direction);
        FlowKey.Endpoint to = there.sender(1 - direction);
        return seen.getOrDefault(key(absent, lost.fragmentId, from.hi(), from.lo(), to.hi(), to.lo()), 0);
    }

    private static long key(int capture, int id, long sourceHi, long sourceLo, long destinationHi, long destinationLo) {
        long hash = KeyedHash.mix(2L * id + capture, sourceHi);
        return KeyedHash.mix(KeyedHash.mix(hash, sourceLo), KeyedHash.mix(destinationHi, destinationLo));
    }
}
