package io.wirecause.compare.match;

import io.wirecause.analysis.ToolContext;
import io.wirecause.compare.clock.ClockFit;
import io.wirecause.compare.clock.Delays;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two captures of the same traffic at two points: what was found of the one in the other. */
public final class SameTraffic {
    /** Of fewer packets a median says little. */
    private static final int FEWEST_DELAYS = 20;

    private final Survey first;
    private final Survey other;
    private final Pairing pairing;
    private Tally tally;
    private ClockFit.Line line;
    private long early;
    private EncryptedTunnel tunnel;
    private List<List<Lonely>> alone;
    private final PathErrors[] errors = {new PathErrors(), new PathErrors()};
    private final FirstDifference[] differences = new FirstDifference[2];

    private SameTraffic(Survey first, Survey other) {
        this.first = first;
        this.other = other;
        this.pairing = new Pairing(first, other);
    }

    /**
     * Compares.
     *
     * @param context the first capture and the other
     * @param first   what was found in a pass over the first
     * @param other   the same of the other
     * @param points  which interface of each
     * @throws UserFacingException where the call is cancelled or out of time
     */
    public static SameTraffic of(ToolContext context, Survey first, Survey other, List<PointInterface> points)
            throws UserFacingException {
        SameTraffic compared = new SameTraffic(first, other);
        ClockFit.Line early = compared.pairing.clocks();
        if (early != null) {
            compared.read(context, points, early);
        }
        compared.tunnel = EncryptedTunnel.of(context, points, new Survey[] {first, other}, compared.pairing);
        compared.alone = List.of(compared.findAlone(0), compared.findAlone(1));
        return compared;
    }

    /** A time of the other capture by the first one's clock. */
    static long aligned(long time, ClockFit.Line line) {
        // The slope is far below one: a second look hits it.
        return time - line.at(time - line.at(time));
    }

    private void read(ToolContext context, List<PointInterface> points, ClockFit.Line sofar) throws UserFacingException {
        tally = new Tally(first, other, sofar);
        Matcher matcher = new Matcher(tally);
        PointReader[] readers = {new PointReader(context, points.get(0)), new PointReader(context.onOther(), points.get(1))};
        Survey[] surveys = {first, other};
        FlowKey key = new FlowKey();
        readers[0].next();
        readers[1].next();
        while (!readers[0].isOver() || !readers[1].isOver()) {
            int capture = readers[1].isOver() || !readers[0].isOver()
                    && readers[0].time() <= aligned(readers[1].time(), sofar) ? 0 : 1;
            Packet packet = readers[capture].packet();
            tally.fragments.packet(capture, packet);
            int index = Content.isOf(packet) ? surveys[capture].indexOf(key, packet) : -1;
            FlowPair pair = index < 0 ? null : pairing.of(capture, index);
            if (pair != null && pair.kind() != FlowPair.Kind.PROXIED) {
                long time = readers[capture].time();
                matcher.packet(pair, pair.way(capture, key.fromA() ? 0 : 1), capture, packet,
                        capture == 0 ? time : aligned(time, sofar));
            }
            if (pair == null && isCovered(capture, readers[capture].time(), sofar)) {
                errors[capture].packet(packet);
            }
            readers[capture].next();
        }
        matcher.finish();
        early = matcher.early();
        line = tally.line();
        for (int upstream = 0; upstream < 2; upstream++) {
            Change payload = tally.changes.get(upstream).get(Change.Field.PAYLOAD);
            differences[upstream] = payload == null ? null
                    : FirstDifference.of(context, payload.firstFrame(), payload.otherFrame());
        }
        boolean[] passes = new boolean[2];
        for (FlowPair pair : pairing.pairs) {
            for (FlowPair.Way way : pair.ways) {
                way.shared = way.matched > 0 && pair.kind != FlowPair.Kind.PROXIED;
                if (way.shared && way.upstream >= 0) {
                    passes[way.upstream] = true;
                }
            }
        }
        for (FlowPair pair : pairing.pairs) {
            for (int w = 0; w < 2; w++) {
                FlowPair.Way way = pair.ways[w];
                // Nothing of it got through, though packets of others do, and nobody acknowledges it: it was lost as a whole.
                way.shared |= pair.ways[1 - w].matched > 0 && way.upstream >= 0 && passes[way.upstream] && !way.hasAcknowledged
                        && pair.kind != FlowPair.Kind.PROXIED;
            }
        }
    }

    /** Where the first payload differs that passes this capture first; null where none does. */
    public FirstDifference difference(int upstream) {
        return differences[upstream];
    }

    /** ICMP errors that this capture holds and the other does not, while both were running. */
    public PathErrors errors(int capture) {
        return errors[capture];
    }

    /** The encrypting tunnel that holds at one point what is in clear at the other; null for none. */
    public EncryptedTunnel tunnel() {
        return tunnel;
    }

    /** Bare ACKs of the other capture that this one never shows. */
    public long filtered(int capture) {
        return tally == null ? 0 : tally.filtered[capture];
    }

    /** Conversations found in both. */
    public List<FlowPair> pairs() {
        return pairing.pairs;
    }

    /** What became of all packets that pass this capture first. */
    public Passage passage(int upstream) {
        return Passage.ofAll(pairing.pairs, upstream);
    }

    /** The clocks' difference; null where no packet was found in both. */
    public ClockFit.Line line() {
        return line;
    }

    /** Packets that were let go before their time, because too many were waited for. */
    public long early() {
        return early;
    }

    /** Packets in one capture at a time when the other may not have been running. */
    public long atTheEdges() {
        return tally == null ? 0 : tally.atTheEdges;
    }

    /** Packets twice in a capture that is passed first. */
    public long copies(int capture) {
        return tally == null ? 0 : tally.copies[capture];
    }

    /** What changed in packets that pass this capture first, by field. */
    public Map<Change.Field, Change> changes(int upstream) {
        return tally == null ? Map.of() : tally.changes.get(upstream);
    }

    /** Packets whose fields were compared. */
    public long compared(int upstream) {
        return tally == null ? 0 : tally.compared[upstream];
    }

    /** SYN and SYN-ACK segments among them. */
    public long openings(int upstream) {
        return tally == null ? 0 : tally.openings[upstream];
    }

    /** Times that packets took which pass this capture first, in order, nanoseconds. */
    public long[] delays(int upstream) {
        return tally == null ? new long[0] : tally.delays[upstream].sorted(line, upstream == 0);
    }

    /**
     * The same when little and when much passes: in the quarters of the time with the fewest and with the most bytes. Null where
     * there is no difference in load.
     */
    public long[][] delaysByLoad(int upstream) {
        if (tally == null || !tally.load[upstream].settle()) {
            return null;
        }
        Delays of = tally.delays[upstream];
        long[] quiet = of.sorted(line, upstream == 0, tally.load[upstream]::isQuiet);
        long[] busy = of.sorted(line, upstream == 0, tally.load[upstream]::isBusy);
        return Math.min(quiet.length, busy.length) < FEWEST_DELAYS ? null : new long[][] {quiet, busy};
    }

    /** The survey of a capture, 0 or 1. */
    public Survey survey(int capture) {
        return capture == 0 ? first : other;
    }

    /**
     * A conversation in one capture only.
     *
     * @param ends       who opened it, and the other end
     * @param frame      its first frame
     * @param openings   SYNs, where nothing else of it was seen; else 0
     * @param time       of its first packet, by the capture's own clock
     * @param packets    of it
     * @param hostsKnown whether the other capture has conversations with its server that are in both
     */
    public record Lonely(String ends, long frame, long openings, long time, long packets, boolean hostsKnown) {
    }

    /** Conversations of a capture that are not in the other. */
    public List<Lonely> alone(int capture) {
        return alone.get(capture);
    }

    private List<Lonely> findAlone(int capture) {
        Set<FlowKey.Endpoint> known = new HashSet<>();
        for (FlowPair pair : pairing.pairs) {
            Conversation one = pair.in(capture);
            known.add(one.sender(1 - one.opener()).host());
        }
        List<Lonely> found = new ArrayList<>();
        List<Conversation> all = survey(capture).conversations();
        for (int i = 0; i < all.size(); i++) {
            if (pairing.of(capture, i) == null) {
                Conversation one = all.get(i);
                int opener = one.opener();
                found.add(new Lonely(one.text(opener) + " to " + one.text(1 - opener), one.firstFrame,
                        one.isUnansweredOpening() ? one.directions[opener].syns : 0, one.firstTime, one.packets,
                        known.contains(one.sender(1 - opener).host())));
            }
        }
        return found;
    }

    /** Whether both captures were running at a time of one of them, by its own clock. */
    public boolean inBoth(int capture, long time) {
        return isCovered(capture, time, line);
    }

    private boolean isCovered(int capture, long time, ClockFit.Line by) {
        long there = capture == 0 ? time + by.at(time) : aligned(time, by);
        Survey absent = survey(1 - capture);
        return there >= absent.firstTime() && there <= absent.lastTime();
    }
}
