package io.wirecause.tcp;

import io.wirecause.analysis.collect.TimeSlots;
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
import java.util.stream.LongStream;

/**
 * Payload bytes over time between a server and its clients. Slots begin short and double their width whenever a
 * segment lies beyond the last of them.
 */
final class FlowTimeline implements SegmentListener {
    /** Most slots; at least half of them are used if the traffic outlasts the first width. */
    static final int SLOTS = 60;
    /** From 2^-9 s on, doubled each time, so that they come to whole seconds. */
    private static final long[] WIDTHS = LongStream.iterate(1_953_125, width -> 2 * width).limit(42).toArray();
    private static final int CLIENT_BYTES = 0;
    private static final int SERVER_BYTES = 1;
    private static final int RESENT = 2;
    private static final byte ELSEWHERE = 1;
    private static final byte SERVER_IS_A = 2;
    private static final byte SERVER_IS_B = 3;

    private final TcpFilter filter;
    /** The decision on a connection, and in the upper bits the {@link io.wirecause.flow.RoleBasis} that it rests on. */
    private byte[] decided = new byte[64];
    /** By the time since {@link #start}. */
    private final TimeSlots slots = new TimeSlots(WIDTHS, SLOTS, 3);
    private long start;

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
        slots.add(slot, fromServer ? SERVER_BYTES : CLIENT_BYTES, segment.payload());
        if (tracker.verdict().isRetransmission()) {
            slots.add(slot, RESENT, 1);
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
        if (slots.count() == 0) {
            start = time;
        }
        return slots.at(Math.max(0, time - start));
    }

    /** The slots up to the last segment. */
    Slots slots() {
        return new Slots(slots.count() > 0 ? Instant.EPOCH.plusNanos(start) : null, Durations.seconds(slots.widthNanos()),
                list(CLIENT_BYTES), list(SERVER_BYTES), list(RESENT));
    }

    private List<Long> list(int column) {
        List<Long> values = new ArrayList<>(slots.count());
        for (int i = 0; i < slots.count(); i++) {
            values.add(slots.get(i, column));
        }
        return values;
    }

    /** Values by time, one for each slot, all lists of the same length. */
    record Slots(
            @Describe(value = "When the first slot begins, UTC; absent without traffic", optional = true) Instant start,
            @Describe("Width of a slot, seconds") double slotSeconds,
            @Describe("Payload bytes of the clients in each slot, retransmissions included") List<Long> clientToServerBytes,
            @Describe("Payload bytes of the server in each slot, retransmissions included") List<Long> serverToClientBytes,
            @Describe("Retransmitted segments in each slot, both directions") List<Long> retransmissions) {
    }
}
