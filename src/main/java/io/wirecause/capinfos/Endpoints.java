package io.wirecause.capinfos;

import io.wirecause.analysis.collect.TopList;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.packet.Packet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts traffic by IP address. */
final class Endpoints {
    private static final int PACKETS_SENT = 0;
    private static final int BYTES_SENT = 1;
    private static final int PACKETS_RECEIVED = 2;
    private static final int BYTES_RECEIVED = 3;
    private static final int TCP = 4;
    private static final int UDP = 5;
    private static final int WIDTH = 6;

    private final int most;
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final Columns rows = new Columns(WIDTH);
    private long untracked;

    Endpoints(int most) {
        this.most = most;
    }

    /** Takes in one IP packet, whose frame has this many bytes on the wire. */
    void add(Packet packet, long length) {
        boolean self = packet.sourceHi() == packet.destinationHi() && packet.sourceLo() == packet.destinationLo();
        count(packet, true, PACKETS_SENT, length, true);
        count(packet, false, PACKETS_RECEIVED, length, !self);
    }

    private void count(Packet packet, boolean source, int column, long length, boolean kinds) {
        key.setAddress(packet, source);
        int row = table.get(key);
        if (row < 0) {
            if (rows.rows() >= most) {
                untracked++;
                return;
            }
            row = rows.addRow();
            table.put(key, row);
        }
        rows.add(row, column, 1);
        rows.add(row, column + 1, length);
        if (kinds && packet.isTcp()) {
            rows.add(row, TCP, 1);
        } else if (kinds && packet.isUdp()) {
            rows.add(row, UDP, 1);
        }
    }

    /** Times that an address beyond the limit was met. */
    long untracked() {
        return untracked;
    }

    /** One row with its address. */
    private record Row(int number, FlowKey.Endpoint endpoint, long bytes) {
    }

    CapinfosAnswer.EndpointList answer(int limit) {
        TopList<Row> top = new TopList<>(Comparator.comparingLong(Row::bytes).reversed().thenComparingInt(Row::number), limit);
        table.forEach((key, row) -> top.add(new Row(row, key.endpoint(true),
                rows.get(row, BYTES_SENT) + rows.get(row, BYTES_RECEIVED))));
        List<CapinfosAnswer.Endpoint> listed = new ArrayList<>();
        for (Row row : top.list()) {
            int r = row.number;
            long sent = rows.get(r, PACKETS_SENT);
            long received = rows.get(r, PACKETS_RECEIVED);
            listed.add(new CapinfosAnswer.Endpoint(row.endpoint.address(), sent + received, row.bytes, sent,
                    rows.get(r, BYTES_SENT), received, rows.get(r, BYTES_RECEIVED), rows.get(r, TCP), rows.get(r, UDP)));
        }
        return new CapinfosAnswer.EndpointList(rows.rows(), listed);
    }
}
