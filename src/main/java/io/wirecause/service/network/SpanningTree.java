package io.wirecause.service.network;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.report.Confidence;
import io.wirecause.report.Party;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import io.wirecause.service.decode.ServiceFindingCode;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What bridges tell of their spanning tree (IEEE 802.1D, section 9.3): changes of topology, and another root. */
public final class SpanningTree implements PacketWatcher {
    private static final int MOST_PORTS = 1_024;
    private static final long GROUP = 0x0180c2000000L;
    private static final int LLC = 14;
    private static final int BRIDGES = 0x4242;
    private static final int BPDU = LLC + 3;
    private static final int SHORTEST = 35;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int ROOT = 5;
    private static final int BRIDGE = 17;
    private static final int PORT = 25;
    private static final int NOTIFICATION = 0x80;
    private static final int CHANGE = 1;

    private final Map<Sender, Told> ports = new LruMap<>(MOST_PORTS);
    private long messages;

    /** A port of a bridge. */
    private record Sender(long bridge, int port) {
    }

    /** What a port told. */
    private static final class Told {
        boolean changing;
        long root;
        long formerRoot;
        int changes;
        int roots;
        long frame;
    }

    @Override
    public void packet(Packet packet, Consumer<Incident> incidents) {
        ByteView bytes = packet.bytes();
        if (packet.layerCount() == 0 || packet.layer(0) != Layer.ETHERNET || bytes.length() < BPDU + SHORTEST
                || MacAddress.at(bytes, 0) != GROUP || bytes.u16be(LLC) != BRIDGES || bytes.u16be(BPDU) != 0
                || bytes.u8(BPDU + TYPE) == NOTIFICATION) {
            return;
        }
        messages++;
        Told told = ports.computeIfAbsent(new Sender(bytes.i64be(BPDU + BRIDGE), bytes.u16be(BPDU + PORT)), key -> new Told());
        boolean changing = (bytes.u8(BPDU + FLAGS) & CHANGE) != 0;
        long root = bytes.i64be(BPDU + ROOT);
        // A change that was on before the capture began is not counted.
        if (changing && !told.changing && told.root != 0) {
            told.changes++;
            told.frame = told.frame == 0 ? packet.frame().number() : told.frame;
        }
        if (told.root != 0 && told.root != root) {
            told.roots++;
            told.formerRoot = told.root;
            told.frame = told.frame == 0 ? packet.frame().number() : told.frame;
        }
        told.changing = changing;
        told.root = root;
    }

    @Override
    public void finish(long lastTime, Consumer<Incident> incidents) {
        Sender worst = null;
        for (Map.Entry<Sender, Told> entry : ports.entrySet()) {
            if (changes(entry.getValue()) > (worst == null ? 0 : changes(ports.get(worst)))) {
                worst = entry.getKey();
            }
        }
        if (worst != null) {
            tell(worst, ports.get(worst), incidents);
        }
    }

    private static int changes(Told told) {
        return told.changes + told.roots;
    }

    private static void tell(Sender sender, Told told, Consumer<Incident> incidents) {
        String bridge = MacAddress.text(sender.bridge & 0xffffffffffffL);
        String root = MacAddress.text(told.root & 0xffffffffffffL);
        incidents.accept(new Incident(ServiceFindingCode.TOPOLOGY_CHANGES, bridge, changes(told) > 1 ? Severity.WARNING
                : Severity.NOTE,
                Confidence.HIGH, told.roots > 0 ? "The spanning tree has another root: " + root + ", before "
                + MacAddress.text(told.formerRoot & 0xffffffffffffL)
                : "The topology of the spanning tree changed " + Plural.of(told.changes, "time"),
                Plural.of(told.changes, "change") + " of topology and " + Plural.of(told.roots, "change") + " of the root, as "
                        + "bridge "
                        + bridge + " tells; root " + root,
                "Find the port whose link goes up and down in the logs of the switches, and set ports of hosts to be edges; "
                + "fix the"
                        + " root by its priority.", Party.NETWORK, told.frame, Set.of(Subject.host(bridge))));
    }

    @Override
    public long messages() {
        return messages;
    }
}
