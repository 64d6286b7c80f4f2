package io.wirecause.packets;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.PageWindow;
import io.wirecause.capture.Frame;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.packets.export.PacketExport;
import io.wirecause.packets.info.ConnectionViews;
import io.wirecause.packets.info.PacketLine;
import io.wirecause.packets.info.PacketLines;
import io.wirecause.packets.layers.HexDump;
import io.wirecause.packets.layers.PacketLayers;
import io.wirecause.report.Durations;
import java.util.ArrayList;
import java.util.List;

/** Sees each packet, and keeps those of the page that are chosen as records. Others cost a look at their number and ends. */
final class PacketChooser implements Analyzer {
    /** Packets taken apart, and shown as bytes. */
    static final int MOST_TAKEN_APART = 20;

    private final PacketFilter filter;
    private final PageWindow window;
    private final PacketsArguments arguments;
    private final PacketExport export;
    private final ConnectionViews connections;
    private final PacketLines lines;
    private final PacketLayers layers = new PacketLayers();
    private final HexDump dump;
    private final List<PacketRecord> records = new ArrayList<>();
    private long matched;
    private long unnumbered;
    private boolean started;
    private boolean timed;
    private boolean behind;

    /** @param most connections followed at most */
    PacketChooser(PacketFilter filter, PageWindow window, PacketsArguments arguments, PacketExport export, int most) {
        this.filter = filter;
        this.window = window;
        this.arguments = arguments;
        this.export = export;
        this.connections = new ConnectionViews(most);
        this.lines = new PacketLines(connections);
        this.dump = new HexDump(arguments.page().items() == 1);
    }

    @Override
    public void packet(Packet packet) {
        Frame frame = packet.frame();
        if (!started) {
            started = true;
            timed = frame.hasTimestamp();
            filter.startAt(frame.timestampNanos());
        }
        behind = filter.isBehind(frame.number());
        if (behind) {
            return;
        }
        int stream = -1;
        if (packet.isTcp()) {
            stream = connections.number(packet);
            if (filter.mayChoose(packet, stream)) {
                connections.follow(packet, stream);
            }
        }
        if (filter.matches(packet, stream)) {
            chosen(packet, stream);
        }
    }

    private void chosen(Packet packet, int stream) {
        String protocol = null;
        if (filter.wantsProtocol()) {
            protocol = lines.protocol(packet);
            if (!filter.isOfProtocol(packet, protocol)) {
                return;
            }
        }
        matched++;
        unnumbered += packet.isTcp() && stream < 0 ? 1 : 0;
        if (export != null) {
            export.add(packet.frame());
        }
        if (window.next()) {
            records.add(record(packet, stream, lines.of(packet, protocol == null ? lines.protocol(packet) : protocol)));
        }
    }

    private PacketRecord record(Packet packet, int stream, PacketLine line) {
        Frame frame = packet.frame();
        boolean apart = records.size() < MOST_TAKEN_APART;
        boolean shown = apart && arguments.bytes();
        return new PacketRecord(frame.number(),
                timed && frame.hasTimestamp() ? Durations.seconds(frame.timestampNanos() - filter.start()) : null,
                end(packet, true), end(packet, false), line.protocol(), frame.wireLength(), line.info(),
                stream < 0 ? null : stream,
                apart && arguments.layers() ? layers.of(packet, line.protocol()) : null, shown ? dump.of(packet) : null,
                shown && dump.omitted(packet) > 0 ? dump.omitted(packet) : null);
    }

    private static String end(Packet packet, boolean source) {
        if (packet.ipVersion() != 0) {
            int port = !EndpointMatch.hasPorts(packet) ? -1 : source ? packet.sourcePort() : packet.destinationPort();
            FlowKey.Endpoint end = new FlowKey.Endpoint(packet.ipVersion(), source ? packet.sourceHi() : packet.destinationHi(),
                    source ? packet.sourceLo() : packet.destinationLo(), Math.max(0, port));
            return port < 0 ? end.address() : end.toString();
        }
        String link = MacAddress.text(source ? MacAddress.source(packet) : EndpointMatch.linkDestination(packet));
        return link == null ? "" : link;
    }

    @Override
    public boolean isDone() {
        return behind;
    }

    PacketFilter filter() {
        return filter;
    }

    /** The packets of the page. */
    List<PacketRecord> records() {
        return records;
    }

    /** Packets chosen. */
    long matched() {
        return matched;
    }

    /** TCP segments chosen whose connection has no number. */
    long unnumbered() {
        return unnumbered;
    }

    /** Whether the file says when its first frame was captured. */
    boolean isTimed() {
        return timed;
    }
}
