package io.wirecause.compare.match;

import io.wirecause.compare.clock.ClockFit;
import io.wirecause.compare.clock.Delays;
import io.wirecause.compare.clock.Load;
import io.wirecause.compare.match.Change.Field;
import io.wirecause.packet.TcpFlags;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what becomes of the packets between two points, and what is changed on the way. */
final class Tally {
    /** Packets whose delays are kept. */
    private static final int DELAYS = 4_096;
    /** Directions of conversations whose own delays are kept, and of how many packets. */
    private static final int OWN_DELAYS = 2_000;
    private static final int DELAYS_OF_ONE = 256;
    private static final int ECN = 3;
    private static final int CONGESTION = 3;
    /** RFC 8311 took the nonce away, so nothing below but ECE and CWR, which ECN negotiates, is a device's to change. */
    private static final int FLAGS = TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST | TcpFlags.ACK | TcpFlags.ECE | TcpFlags.CWR;

    private final ClockFit clocks;
    final Fragments fragments = new Fragments();
    /** By the capture that is passed first. */
    final Delays[] delays = {new Delays(DELAYS), new Delays(DELAYS)};
    final Load[] load;
    final List<Map<Field, Change>> changes = List.of(new EnumMap<>(Field.class), new EnumMap<>(Field.class));
    /** Packets in both whose fields were compared, and of those the ones that open connections. */
    final long[] compared = new long[2];
    final long[] openings = new long[2];
    /** Packets twice in a capture that passed its point once. */
    final long[] copies = new long[2];
    /** Bare ACKs that a capture never shows. */
    final long[] filtered = new long[2];
    /** Packets in one only at a time when the other capture may not have been running. */
    long atTheEdges;
    private static final int REFRESH = 1 << 12;

    private final Survey[] surveys;
    /** The best estimate so far, and the time in which both captures were running, by the first one's clock. */
    private ClockFit.Line line;
    private final long[] from = new long[2];
    private final long[] to = new long[2];
    /**
     * What packets take between the points at least, what nearly all take at most, and what all do, by the capture passed
     * first.
     */
    private final long[] least = new long[2];
    private final long[] usual = new long[2];
    private final long[] most = new long[2];
    private long matched;
    private int ownDelays;

    /**
     * Of two captures.
     *
     * @param line how the clocks differ by the first packets
     */
    Tally(Survey first, Survey other, ClockFit.Line line) {
        clocks = new ClockFit(first.firstTime(), first.lastTime());
        surveys = new Survey[] {first, other};
        load = new Load[] {new Load(first.firstTime(), first.lastTime()), new Load(first.firstTime(), first.lastTime())};
        use(line);
    }

    private void use(ClockFit.Line better) {
        line = better;
        for (int capture = 0; capture < 2; capture++) {
            from[capture] = byFirst(capture, surveys[capture].firstTime());
            to[capture] = byFirst(capture, surveys[capture].lastTime());
        }
        for (int upstream = 0; upstream < 2; upstream++) {
            long[] sorted = delays[upstream].sorted(line, upstream == 0);
            long unknown = 2 * Math.max(0, line.uncertainty()) + 1_000_000L;
            least[upstream] = sorted.length == 0 ? 0 : sorted[0];
            usual[upstream] = sorted.length == 0 ? unknown : sorted[(int) (sorted.length * 95L / 100)];
            most[upstream] = sorted.length == 0 ? unknown : sorted[sorted.length - 1];
        }
    }

    private long byFirst(int capture, long time) {
        return capture == 0 ? time : SameTraffic.aligned(time, line);
    }

    /** Takes the clocks as all packets so far show them. */
    void refresh() {
        ClockFit.Line better = clocks.line();
        if (better != null) {
            use(better);
        }
    }

    ClockFit.Line line() {
        return line;
    }

    void seen(Sighting sighting) {
        FlowPair.Way way = sighting.pair.ways[sighting.way];
        if ((sighting.flags & TcpFlags.RST) != 0 && way.reset[sighting.capture] == 0) {
            way.reset[sighting.capture] = sighting.frame;
        }
    }

    /** A packet in both. */
    void both(Sighting first, Sighting other) {
        FlowPair.Way way = first.pair.ways[first.way];
        part(first, other);
        if (way.upstream < 0) {
            return;
        }
        Sighting before = way.upstream == 0 ? first : other;
        if (before.frame < way.latestUpstream) {
            way.overtaken.add(before.frame);
        } else {
            way.latestUpstream = before.frame;
        }
        way.fragmented += before.reassembled ? 1 : 0;
        compare(before, way.upstream == 0 ? other : first, way.upstream);
    }

    /** A packet that is part of a larger one in the other capture, at one of its ends. */
    void part(Sighting first, Sighting other) {
        FlowPair.Way way = first.pair.ways[first.way];
        way.matched++;
        if ((++matched & REFRESH - 1) == 0) {
            refresh();
        }
        if (way.upstream < 0 || first.pair.kind == FlowPair.Kind.PROXIED) {
            return;
        }
        long later = other.time - first.time;
        clocks.add(first.time, later, way.upstream == 0);
        delays[way.upstream].add(first.time, later);
        load[way.upstream].add(first.time, Math.max(first.length, other.length));
        if (way.delays == null && ownDelays < OWN_DELAYS) {
            way.delays = new Delays(DELAYS_OF_ONE);
            ownDelays++;
        }
        if (way.delays != null) {
            way.delays.add(first.time, later);
        }
    }

    private void compare(Sighting before, Sighting behind, int upstream) {
        compared[upstream]++;
        change(upstream, Field.HOPS, before, behind, before.ttl - behind.ttl, 0);
        change(upstream, Field.DSCP, before, behind, before.trafficClass >> 2, behind.trafficClass >> 2);
        int marks = before.trafficClass & ECN;
        int marksBehind = behind.trafficClass & ECN;
        if (marks != marksBehind) {
            change(upstream, marks != 0 && marksBehind == CONGESTION ? Field.CONGESTION_MARK : Field.ECN, before, behind, marks,
                    marksBehind);
        }
        if (before.ipId >= 0 && behind.ipId >= 0) {
            change(upstream, Field.IP_ID, before, behind, before.ipId, behind.ipId);
        }
        change(upstream, Field.VLAN, before, behind, before.vlan, behind.vlan);
        change(upstream, Field.TUNNELS, before, behind, before.tunnels, behind.tunnels);
        if (before.reassembled != behind.reassembled) {
            add(upstream, Field.FRAGMENTS, before, behind, before.reassembled ? "fragments" : "whole",
                    behind.reassembled ? "fragments" : "whole");
        }
        if (before.captured == behind.captured && before.captured > 0 && before.payload != behind.payload) {
            add(upstream, Field.PAYLOAD, before, behind, before.length + " bytes", "others");
        }
        way(before).ttlBehind = behind.ttl;
        if (before.pair.first.isTcp()) {
            segments(before, behind, upstream);
        }
    }

    private static FlowPair.Way way(Sighting sighting) {
        return sighting.pair.ways[sighting.way];
    }

    private void segments(Sighting before, Sighting behind, int upstream) {
        change(upstream, Field.WINDOW, before, behind, before.window, behind.window);
        change(upstream, Field.FLAGS, before, behind, before.flags & FLAGS, behind.flags & FLAGS);
        if (before.urgent != behind.urgent || ((before.flags ^ behind.flags) & TcpFlags.URG) != 0) {
            add(upstream, Field.URGENT, before, behind, String.valueOf(before.urgent), String.valueOf(behind.urgent));
        }
        if (!before.hasOptions || !behind.hasOptions) {
            return;
        }
        if (before.hasTsVal != behind.hasTsVal) {
            add(upstream, Field.TIMESTAMPS, before, behind, before.hasTsVal ? "present" : "none",
                    behind.hasTsVal ? "present" : "none");
        } else if (before.hasTsVal && before.tsVal != behind.tsVal) {
            add(upstream, Field.TIMESTAMPS, before, behind, "present", "other values");
        }
        if ((before.flags & TcpFlags.SYN) != 0) {
            openings[upstream]++;
            change(upstream, Field.MSS, before, behind, before.mss, behind.mss);
            change(upstream, Field.WINDOW_SCALE, before, behind, before.windowScale, behind.windowScale);
            change(upstream, Field.SACK, before, behind, before.sack ? 1 : -1, behind.sack ? 1 : -1);
        }
    }

    private void change(int upstream, Field field, Sighting before, Sighting behind, int value, int valueBehind) {
        if (value != valueBehind) {
            add(upstream, field, before, behind, word(field, value), word(field, valueBehind));
        }
    }

    private static String word(Field field, int value) {
        boolean none = value < 0 && field != Field.HOPS;
        return none ? "none" : field == Field.SACK ? "present" : String.valueOf(value);
    }

    private void add(int upstream, Field field, Sighting before, Sighting behind, String value, String valueBehind) {
        changes.get(upstream).computeIfAbsent(field, f -> new Change()).add(value, valueBehind,
                before.capture == 0 ? before.frame : behind.frame, before.capture == 0 ? behind.frame : before.frame);
    }

    /** A packet a second time in the same capture. */
    void copy(Sighting sighting) {
        FlowPair.Way way = sighting.pair.ways[sighting.way];
        if (sighting.capture == 1 - way.upstream) {
            way.duplicated.add(sighting.frame);
        } else {
            copies[sighting.capture]++;
        }
    }

    /** A packet in one capture only. */
    void alone(Sighting sighting) {
        FlowPair.Way way = sighting.pair.ways[sighting.way];
        if (way.upstream < 0) {
            return;
        }
        boolean first = sighting.capture == way.upstream;
        int absent = 1 - sighting.capture;
        if (sighting.isBareAck() && surveys[absent].bareAcks() == 0) {
            filtered[absent]++;
            return;
        }
        long time = byFirst(sighting.capture, sighting.time);
        int up = way.upstream;
        // When it passed the other point, or would have.
        long earliest = first ? time + least[up] : time - most[up];
        long latest = first ? time + usual[up] : time - least[up];
        if (earliest < from[absent] || latest > to[absent]) {
            atTheEdges++;
        } else if (!first && (sighting.flags & TcpFlags.RST) != 0) {
            way.addedResets.add(sighting.frame);
        } else if (!first) {
            // No device knows bytes that were never sent past it, and few make packets that look as if they came from where
            // others do.
            boolean unknown = sighting.ttl == way.ttlBehind
                    || sighting.hasData() && !way.sent.covers(sighting.sequence, sighting.end());
            (unknown ? way.missedBefore : way.added).add(sighting.frame);
        } else if (sighting.hasData() && way.hasAcknowledged && way.acknowledged - sighting.end() >= 0
                && !way.arrived.covers(sighting.sequence, sighting.end())) {
            // Acknowledged, and never sent again.
            way.missed.add(sighting.frame);
        } else {
            lost(way, sighting);
        }
    }

    private void lost(FlowPair.Way way, Sighting sighting) {
        way.lost.add(sighting.frame);
        way.lostOpenings += (sighting.flags & TcpFlags.SYN) != 0 ? 1 : 0;
        if (sighting.reassembled) {
            way.fragmented++;
            way.fragmentedLost++;
        }
        if (fragments.ofLost(sighting) > 0) {
            way.lostInPart.add(sighting.frame);
        }
    }
}
