package io.wirecause.capinfos;

import io.wirecause.analysis.collect.TopList;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.report.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts traffic between pairs of endpoints: address and port for TCP, UDP and SCTP, address alone for the rest of IP. */
final class Conversations {
    private static final int PACKETS_FROM_A = 0;
    private static final int BYTES_FROM_A = 1;
    private static final int PACKETS_FROM_B = 2;
    private static final int BYTES_FROM_B = 3;
    private static final int START = 4;
    private static final int END = 5;
    /** Number of the first frame, negative where endpoint B sent it. */
    private static final int FIRST_FRAME = 6;
    private static final int WIDTH = 7;

    private final int most;
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final Columns rows = new Columns(WIDTH);
    private long untracked;

    Conversations(int most) {
        this.most = most;
    }

    /** Takes in one IP packet, whose frame has this many bytes on the wire. */
    void add(Packet packet, long length) {
        if (hasPorts(packet)) {
            key.set(packet);
        } else {
            key.setAddresses(packet);
        }
        int row = table.get(key);
        if (row < 0) {
            if (rows.rows() >= most) {
                untracked++;
                return;
            }
            row = rows.addRow();
            table.put(key, row);
            rows.set(row, START, Long.MAX_VALUE);
            rows.set(row, END, Long.MIN_VALUE);
            rows.set(row, FIRST_FRAME, key.fromA() ? packet.frame().number() : -packet.frame().number());
        }
        rows.add(row, key.fromA() ? PACKETS_FROM_A : PACKETS_FROM_B, 1);
        rows.add(row, key.fromA() ? BYTES_FROM_A : BYTES_FROM_B, length);
        if (packet.frame().hasTimestamp()) {
            long time = packet.frame().timestampNanos();
            rows.set(row, START, Math.min(rows.get(row, START), time));
            rows.set(row, END, Math.max(rows.get(row, END), time));
        }
    }

    private static boolean hasPorts(Packet packet) {
        return packet.isTcp() || packet.isUdp() || packet.innermost() == Layer.SCTP && packet.undecoded() == null;
    }

    /** Packets of conversations beyond the limit. */
    long untracked() {
        return untracked;
    }

    /** The kinds that are listed apart. */
    enum Kind {
        /** TCP with both ports known. */
        TCP,
        /** UDP with both ports known. */
        UDP,
        /** All others. */
        OTHER;

        static Kind of(FlowKey key) {
            if (key.protocol() == IpProtocol.TCP && key.hasPorts()) {
                return TCP;
            }
            return key.protocol() == IpProtocol.UDP && key.hasPorts() ? UDP : OTHER;
        }
    }

    /** One row with its key as values. */
    private record Row(int number, FlowKey.Endpoint a, FlowKey.Endpoint b, boolean ports, int protocol, long bytes) {
    }

    /**
     * Those of one kind with the most bytes.
     *
     * @param start nanoseconds since 1970 from which starts are counted
     */
    CapinfosAnswer.ConversationList answer(Kind kind, int limit, long start) {
        int[] total = new int[1];
        TopList<Row> top = new TopList<>(Comparator.comparingLong(Row::bytes).reversed().thenComparingInt(Row::number), limit);
        table.forEach((key, row) -> {
            if (Kind.of(key) == kind) {
                total[0]++;
                top.add(new Row(row, key.endpoint(true), key.endpoint(false), key.hasPorts(), key.protocol(), bytes(row)));
            }
        });
        List<CapinfosAnswer.Conversation> listed = new ArrayList<>();
        for (Row row : top.list()) {
            listed.add(record(row, kind, start));
        }
        return new CapinfosAnswer.ConversationList(total[0], listed);
    }

    private long bytes(int row) {
        return rows.get(row, BYTES_FROM_A) + rows.get(row, BYTES_FROM_B);
    }

    private CapinfosAnswer.Conversation record(Row row, Kind kind, long start) {
        int r = row.number;
        boolean turned = rows.get(r, FIRST_FRAME) < 0;
        int from = turned ? PACKETS_FROM_B : PACKETS_FROM_A;
        int to = turned ? PACKETS_FROM_A : PACKETS_FROM_B;
        FlowKey.Endpoint a = turned ? row.b : row.a;
        FlowKey.Endpoint b = turned ? row.a : row.b;
        boolean timed = rows.get(r, START) <= rows.get(r, END);
        return new CapinfosAnswer.Conversation(row.ports ? a.toString() : a.address(), row.ports ? b.toString() : b.address(),
                kind == Kind.OTHER ? ProtocolNames.ip(row.protocol) : null, rows.get(r, from) + rows.get(r, to), row.bytes,
                rows.get(r, from), rows.get(r, from + 1), rows.get(r, to), rows.get(r, to + 1),
                Math.abs(rows.get(r, FIRST_FRAME)), timed ? Durations.seconds(rows.get(r, START) - start) : null,
                timed ? Durations.seconds(rows.get(r, END) - rows.get(r, START)) : null);
    }
}
