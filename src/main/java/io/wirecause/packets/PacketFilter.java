package io.wirecause.packets;

import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which packets a call chooses: all that fit each of its arguments. */
final class PacketFilter {
    private static final int SHOWN = 40;
    private static final int LONGEST_NAME = 20;

    private final FrameRanges frames;
    private final int connection;
    private final List<EndpointMatch> ends;
    private final String address;
    private final int port;
    private final String protocol;
    private final TimeRange time;
    private long start;

    PacketFilter(PacketsArguments arguments) throws UserFacingException {
        frames = arguments.frames() == null ? null : FrameRanges.of(arguments.frames());
        connection = arguments.connection() == null ? -1 : arguments.connection();
        address = arguments.address();
        ends = address == null ? null : EndpointMatch.of("address", address);
        port = arguments.port() == null ? -1 : arguments.port();
        protocol = arguments.protocol() == null ? null : arguments.protocol().strip().toLowerCase(Locale.ROOT);
        if (protocol != null && (protocol.length() > LONGEST_NAME || !protocol.matches("[a-z0-9./_-]+"))) {
            throw new UserFacingException("The argument protocol takes one name, such as tcp, dns, tls or arp, not "
                    + WireText.quote(arguments.protocol(), SHOWN) + ".");
        }
        time = TimeRange.of(arguments.after(), arguments.before());
    }

    /** Whether no packet from this frame on is chosen. */
    boolean isBehind(long frame) {
        return frames != null && frame > frames.last();
    }

    /** Tells when the first frame was captured. */
    void startAt(long nanos) {
        start = nanos;
    }

    /** When the first frame was captured, nanoseconds since 1970. */
    long start() {
        return start;
    }

    /** The connection asked for; -1 for none. */
    int connection() {
        return connection;
    }

    /** The frames asked for; null for all. */
    FrameRanges frames() {
        return frames;
    }

    /** The time asked for; null for all. */
    TimeRange time() {
        return time;
    }

    /** Whether the connection of a segment can be chosen at all, in this or another segment. */
    boolean mayChoose(Packet segment, int stream) {
        return (connection < 0 || connection == stream) && (ends == null || EndpointMatch.match(ends, segment))
                && (port < 0 || port == segment.sourcePort() || port == segment.destinationPort());
    }

    /**
     * Whether a packet is chosen, but for its protocol.
     *
     * @param stream its connection; -1 where it has none
     */
    boolean matches(Packet packet, int stream) {
        return (frames == null || frames.contains(packet.frame().number())) && (connection < 0 || connection == stream)
                && (ends == null || EndpointMatch.match(ends, packet)) && (port < 0 || hasPort(packet)) && isInTime(packet);
    }

    private boolean hasPort(Packet packet) {
        return EndpointMatch.hasPorts(packet) && (port == packet.sourcePort() || port == packet.destinationPort());
    }

    private boolean isInTime(Packet packet) {
        return time == null || packet.frame().hasTimestamp() && time.contains(packet.frame().timestampNanos(), start);
    }

    /** Whether a protocol was asked for. */
    boolean wantsProtocol() {
        return protocol != null;
    }

    /** Whether a packet is of the protocol asked for: as it is listed, or one of its layers. */
    boolean isOfProtocol(Packet packet, String listed) {
        if (protocol.equals(listed.toLowerCase(Locale.ROOT)) || protocol.equals(listed.toLowerCase(Locale.ROOT) + "v4")) {
            return true;
        }
        for (int i = 0; i < packet.layerCount(); i++) {
            if (packet.layer(i).label().equals(protocol)) {
                return true;
            }
        }
        return switch (protocol) {
            case "ipv4" -> packet.ipVersion() == 4;
            case "http/2", "h2" -> listed.equals("HTTP2");
            case "bootp" -> listed.equals("DHCP");
            case "ssl" -> listed.equals("TLS");
            default -> packet.transportLayer() == Layer.OTHER && protocol.equals(IpProtocol.name(packet.protocol()));
        };
    }

    /** A Wireshark display filter that chooses the same, as far as one can; null where everything is chosen. */
    String displayFilter() {
        List<String> parts = new ArrayList<>();
        if (frames != null) {
            parts.add(frames.displayFilter());
        }
        if (connection >= 0) {
            parts.add("tcp.stream == " + connection);
        }
        if (ends != null) {
            ends.forEach(end -> parts.add(end.displayFilter()));
        }
        if (port >= 0) {
            parts.add("(tcp.port == " + port + " || udp.port == " + port + ")");
        }
        if (protocol != null) {
            parts.add(protocol);
        }
        if (time != null) {
            parts.add(time.displayFilter());
        }
        return parts.isEmpty() ? null : String.join(" && ", parts);
    }
}
