package io.wirecause.packets;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.protocol.ArpView;
import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One end of a packet: an IP address, perhaps with a port as answers write it, or the link address of a frame. */
public final class EndpointMatch {
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]+)\\]|([0-9.]+)):(\\d{1,5})");
    private static final Pattern LINK = Pattern.compile("(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}");
    private static final int MAX_PORT = 65_535;
    private static final int ANY = -1;
    /** Ethernet, and ARP in it. */
    private static final int ETHERNET_ADDRESSES = 12;
    private static final int SHOWN = 80;

    private final int version;
    private final long hi;
    private final long lo;
    private final int port;
    private final long link;

    private EndpointMatch(int version, long hi, long lo, int port, long link) {
        this.version = version;
        this.hi = hi;
        this.lo = lo;
        this.port = port;
        this.link = link;
    }

    /**
     * One or two ends, separated by a comma or as a conversation is written.
     *
     * @param argument that holds them
     * @throws UserFacingException where the text is something else
     */
    public static List<EndpointMatch> of(String argument, String text) throws UserFacingException {
        List<EndpointMatch> ends = new ArrayList<>();
        for (String one : text.strip().split("\\s*(?:,|<->|->|>|\\s-\\s|\\s)\\s*")) {
            EndpointMatch end = one(one.strip().toLowerCase(Locale.ROOT));
            if (end == null || ends.size() == 2) {
                throw new UserFacingException("The argument " + argument + " takes one IP address, ADDRESS:PORT or link address, "
                        + "or two of them for the packets in between, such as 192.0.2.10, 192.0.2.80:443; not "
                        + WireText.quote(text, SHOWN) + ".");
            }
            ends.add(end);
        }
        return ends;
    }

    private static EndpointMatch one(String text) {
        if (LINK.matcher(text).matches()) {
            return new EndpointMatch(0, 0, 0, ANY, Long.parseLong(text.replaceAll("[:-]", ""), 16));
        }
        Matcher parts = WITH_PORT.matcher(text);
        boolean withPort = parts.matches();
        String address = !withPort ? text.replaceAll("^\\[(.*)\\]$", "$1") : parts.group(1) != null ? parts.group(1)
                : parts.group(2);
        int port = withPort ? Integer.parseInt(parts.group(3)) : ANY;
        String canonical = IpAddress.canonical(address);
        if (canonical == null || port > MAX_PORT) {
            return null;
        }
        return ip(canonical, port);
    }

    private static EndpointMatch ip(String canonical, int port) {
        try {
            byte[] raw = java.net.InetAddress.getByName(canonical).getAddress();
            ByteView bytes = ByteView.of(raw);
            return raw.length == 4 ? new EndpointMatch(4, 0, bytes.u32be(0), port, ANY)
                    : new EndpointMatch(6, bytes.i64be(0), bytes.i64be(8), port, ANY);
        } catch (java.net.UnknownHostException e) {
            return null;
        }
    }

    /** Whether all of these, one or two, are ends of the packet, two of them opposite ones. */
    public static boolean match(List<EndpointMatch> ends, Packet packet) {
        EndpointMatch first = ends.get(0);
        if (ends.size() == 1) {
            return first.is(packet, true) || first.is(packet, false);
        }
        EndpointMatch second = ends.get(1);
        return first.is(packet, true) && second.is(packet, false) || first.is(packet, false) && second.is(packet, true);
    }

    private boolean is(Packet packet, boolean source) {
        if (version == 0) {
            return link == (source ? MacAddress.source(packet) : linkDestination(packet));
        }
        if (packet.ipVersion() != version) {
            return packet.ipVersion() == 0 && version == 4 && port == ANY && isInArp(packet, source);
        }
        return hi == (source ? packet.sourceHi() : packet.destinationHi())
                && lo == (source ? packet.sourceLo() : packet.destinationLo())
                && (port == ANY || hasPorts(packet) && port == (source ? packet.sourcePort() : packet.destinationPort()));
    }

    /** Whether ports are known: of TCP, UDP or SCTP with the header captured. */
    public static boolean hasPorts(Packet packet) {
        return packet.isTcp() || packet.isUdp() || packet.transportLayer() == Layer.SCTP;
    }

    static long linkDestination(Packet packet) {
        ByteView bytes = packet.frame().bytes();
        boolean ethernet = packet.layerCount() > 0 && packet.layer(0) == Layer.ETHERNET;
        return ethernet && packet.frame().linkType() == 1 && bytes.length() >= ETHERNET_ADDRESSES ? MacAddress.at(bytes, 0) : -2;
    }

    /** Who asks for an address, or is asked for, is an end too: engineers look for both under the address. */
    private boolean isInArp(Packet packet, boolean source) {
        ArpView arp = ArpView.of(packet);
        return arp != null && lo == (source ? arp.sender() : arp.target());
    }

    /** A display filter for packets with this end; for two ends and ports, it chooses a little more. */
    String displayFilter() {
        if (version == 0) {
            return "eth.addr == " + MacAddress.text(link);
        }
        String address = (version == 6 ? "ipv6.addr == " : "ip.addr == ") + IpAddress.text(version, hi, lo);
        return port == ANY ? address : address + " && (tcp.port == " + port + " || udp.port == " + port + ")";
    }
}
