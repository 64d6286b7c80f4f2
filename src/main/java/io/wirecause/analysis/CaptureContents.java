package io.wirecause.analysis;

import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.report.Plural;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the frames of a capture carry, in a few words, for a tool that finds nothing of its own in them. */
final class CaptureContents {
    private static final int PORTS_NAMED = 3;
    private static final int KINDS_NAMED = 4;
    private static final Layer[] LAYERS = Layer.values();

    private long frames;
    private final Transport tcp = new Transport("TCP");
    private final Transport udp = new Transport("UDP");
    private final long[] others = new long[LAYERS.length];
    private long unread;

    /** Frames of one transport protocol by the lower port, which is most often the server's. */
    private static final class Transport {
        private static final int PORTS = 1 << 16;

        private final String name;
        private long frames;
        private int[] byPort;

        Transport(String name) {
            this.name = name;
        }

        void add(Packet packet) {
            if (byPort == null) {
                byPort = new int[PORTS];
            }
            frames++;
            byPort[Math.min(packet.sourcePort(), packet.destinationPort()) & PORTS - 1]++;
        }

        String words() {
            List<Integer> ports = byPort == null ? List.of() : IntStream.range(0, PORTS).filter(port -> byPort[port] > 0).boxed()
                    .sorted(Comparator.comparingInt((Integer port) -> byPort[port]).reversed()).limit(PORTS_NAMED + 1).toList();
            return name + (ports.size() == 1 ? ", port " : ", most of it on ports ")
                    + ports.stream().limit(PORTS_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        }
    }

    /** Takes in a frame. */
    void add(Packet packet) {
        frames++;
        Layer layer = packet.innermost();
        if (packet.isTcp()) {
            tcp.add(packet);
        } else if (packet.isUdp()) {
            udp.add(packet);
        } else if (layer == null || packet.undecoded() != null) {
            unread++;
        } else {
            others[layer.ordinal()]++;
        }
    }

    /** One sentence without its end, such as {@code 12 of 14 frames hold TCP, port 443; 2 arp}. */
    String words() {
        if (frames == 0) {
            return "The capture holds no frame";
        }
        record Kind(long count, String name) {
        }
        List<Kind> kinds = new ArrayList<>();
        for (Transport each : List.of(tcp, udp)) {
            kinds.add(new Kind(each.frames, each.frames == 0 ? "" : each.words()));
        }
        for (Layer layer : LAYERS) {
            kinds.add(new Kind(others[layer.ordinal()], layer.label().toUpperCase(Locale.ROOT)));
        }
        kinds.add(new Kind(unread, "what cannot be decoded"));
        kinds.removeIf(kind -> kind.count == 0);
        kinds.sort(Comparator.comparingLong(Kind::count).reversed());
        String most = kinds.stream().limit(KINDS_NAMED).map(kind -> kind.count + " " + kind.name)
                .collect(Collectors.joining("; "));
        return "The capture holds " + Plural.of(frames, "frame") + ": " + most
                + (kinds.size() > KINDS_NAMED ? "; and " + Plural.of(kinds.size() - KINDS_NAMED, "other kind") : "");
    }
}
