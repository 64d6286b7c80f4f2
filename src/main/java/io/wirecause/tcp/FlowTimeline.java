package io.wirecause.tcp;

import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionTracker;
import io.wirecause.tcp.connection.SegmentListener;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.segment.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Payload bytes over time between a server and its clients. The length of the capture is not known beforehand, so the
 * slots begin short and are merged in pairs, which doubles their width, whenever a segment lies beyond the last of them.
 */
final class FlowTimeline implements SegmentListener {
    /** Most slots; at least half of them are used if the traffic outlasts the first width. */
    static final int SLOTS = 60;
    /** 2^-9 s, so that doubled widths come to whole seconds. */
    private static final long FIRST_WIDTH_NANOS = 1_953_125;
    private static final byte ELSEWHERE = 1;
    private static final byte SERVER_IS_A = 2;
    private static final byte SERVER_IS_B = 3;

    private final TcpFilter filter;
    /** The decision on a connection, and in the upper bits the {@link io.wirecause.flow.RoleBasis} that it rests on. */
    private byte[] decided = new byte[64];
    private final long[] clientBytes = new long[SLOTS];
    private final long[] serverBytes = new long[SLOTS];
    private final long[] resent = new long[SLOTS];
    private long width = FIRST_WIDTH_NANOS;
    private long start;
    private boolean started;
    private int used;

    FlowTimeline(TcpFilter filter) {
        this.filter = filter;
    }

    @Override
    public void segment(Segment segment, Connection connection, ConnectionTracker tracker) {
        int decision = decide(connection);
        if (decision == ELSEWHERE || !segment.isTimed()) {
            return;
        }
        int slot = slot(segment.time());
        boolean fromServer = segment.fromA() == (decision == SERVER_IS_A);
        (fromServer ? serverBytes : clientBytes)[slot] += segment.payload();
        if (tracker.verdict().isRetransmission()) {
            resent[slot]++;
        }
    }

    /** Cached: comparing addresses for each segment would take longer than everything else. */
    private int decide(Connection connection) {
        if (connection.id() >= decided.length) {
            decided = Arrays.copyOf(decided, Math.max(connection.id() + 1, 2 * decided.length));
        }
        int basis = connection.roleBasis().ordinal() << 2;
        int known = decided[connection.id()];
        if (known == 0 || (known & ~3) != basis) {
            EndpointState server = filter.server(connection);
            known = basis | (server == null ? ELSEWHERE : server == connection.a() ? SERVER_IS_A : SERVER_IS_B);
            decided[connection.id()] = (byte) known;
        }
        return known & 3;
    }

    /** A time before the first segment, if the clock went backwards, counts in the first slot. */
    private int slot(long time) {
        if (!started) {
            started = true;
            start = time;
        }
        long since = Math.max(0, time - start);
        while (since / width >= SLOTS) {
            merge(clientBytes);
            merge(serverBytes);
            merge(resent);
            width *= 2;
            used = (used + 1) / 2;
        }
        int slot = (int) (since / width);
        used = Math.max(used, slot + 1);
        return slot;
    }

    private static void merge(long[] slots) {
        for (int i = 0; i < SLOTS / 2; i++) {
            slots[i] = slots[2 * i] + slots[2 * i + 1];
        }
        Arrays.fill(slots, SLOTS / 2, SLOTS, 0);
    }

    /** The slots up to the last segment. */
    Slots slots() {
        return new Slots(started ? Instant.EPOCH.plusNanos(start) : null, Durations.seconds(width), list(clientBytes), list(serverBytes),
                list(resent));
    }

    private List<Long> list(long[] slots) {
        List<Long> values = new ArrayList<>(used);
        for (int i = 0; i < used; i++) {
            values.add(slots[i]);
        }
        return values;
    }

    /** Values by time, one for each slot, all lists of the same length. */
    record Slots(
            @Describe(value = "When the first slot begins, UTC; absent without traffic", optional = true) Instant start,
            @Describe("Width of a slot, seconds") double slotSeconds,
            @Describe("Payload bytes of the clients in each slot, those sent again included") List<Long> clientToServerBytes,
            @Describe("Payload bytes of the server in each slot, those sent again included") List<Long> serverToClientBytes,
            @Describe("Segments sent again in each slot, both directions") List<Long> retransmissions) {
    }
}
