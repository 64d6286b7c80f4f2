package io.pcaplens.packet;

import io.pcaplens.bytes.ByteView;

/** IP headers of both versions and what follows them, in the fast lane. */
final class IpLayer {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;

    static final int PROTOCOL_ICMP = 1;
    static final int PROTOCOL_IPV4 = 4;
    static final int PROTOCOL_TCP = 6;
    static final int PROTOCOL_UDP = 17;
    static final int PROTOCOL_IPV6 = 41;
    static final int PROTOCOL_GRE = 47;
    static final int PROTOCOL_ESP = 50;
    static final int PROTOCOL_AH = 51;
    static final int PROTOCOL_ICMPV6 = 58;
    static final int PROTOCOL_SCTP = 132;
    private static final int IPV6_HOP_BY_HOP = 0;
    private static final int IPV6_ROUTING = 43;
    private static final int IPV6_FRAGMENT = 44;
    private static final int IPV6_NO_NEXT = 59;
    private static final int IPV6_DESTINATION = 60;
    private static final int IPV6_MOBILITY = 135;
    private static final int IPV6_HIP = 139;
    private static final int IPV6_SHIM6 = 140;
    /** Extension headers followed in one packet; RFC 8200, section 4.1 has each at most once, destination twice. */
    private static final int MAX_EXTENSIONS = 16;
    private static final int UDP_HEADER = 8;
    private static final int SCTP_HEADER = 12;

    private final Tunnels tunnels;
    private Packet packet;
    private ByteView bytes;
    private boolean followTunnels;

    IpLayer(NetworkLayer network) {
        this.tunnels = new Tunnels(network);
    }

    void start(Packet packet, boolean followTunnels) {
        this.packet = packet;
        this.bytes = packet.frame.bytes();
        this.followTunnels = followTunnels;
        tunnels.start(packet);
    }

    private boolean has(int at, int length, int end) {
        if (at + length <= Math.min(end, bytes.length())) {
            return true;
        }
        packet.undecoded = at + length > end ? Undecoded.MALFORMED : Undecoded.CUT_BY_SNAPLEN;
        return false;
    }

    /** Whether one more IP header may follow; forgets the one around it. */
    private boolean enter(Layer layer) {
        if (packet.full()) {
            packet.undecoded = Undecoded.TOO_DEEP;
            return false;
        }
        packet.push(layer);
        packet.clearIp();
        return true;
    }

    /** IPv4 (RFC 791, section 3.1). */
    void version4(int at, int end) {
        if (!enter(Layer.IPV4) || !has(at, IPV4_HEADER, end)) {
            return;
        }
        int headerLength = (bytes.u8(at) & 0x0f) << 2;
        int total = bytes.u16be(at + 2);
        if (headerLength < IPV4_HEADER || total != 0 && total < headerLength) {
            packet.undecoded = Undecoded.MALFORMED;
            return;
        }
        packet.ipVersion = 4;
        packet.ipOffset = at;
        packet.ipHeaderLength = headerLength;
        packet.trafficClass = bytes.u8(at + 1);
        packet.ipId = bytes.u16be(at + 4);
        packet.ttl = bytes.u8(at + 8);
        packet.protocol = bytes.u8(at + 9);
        packet.sourceHi = 0;
        packet.sourceLo = bytes.u32be(at + 12);
        packet.destinationHi = 0;
        packet.destinationLo = bytes.u32be(at + 16);
        packet.offload = total == 0;
        int ipEnd = total == 0 ? end : Math.min(end, at + total);
        int fragment = bytes.u16be(at + 6);
        packet.moreFragments = (fragment & 0x2000) != 0;
        packet.fragmentOffset = (fragment & 0x1fff) << 3;
        packet.fragment = packet.moreFragments || packet.fragmentOffset != 0;
        if (has(at, headerLength, ipEnd)) {
            payload(packet.protocol, at + headerLength, ipEnd);
        }
    }

    /** IPv6 (RFC 8200, section 3) with its extension headers (section 4). */
    void version6(int at, int end) {
        if (!enter(Layer.IPV6) || !has(at, IPV6_HEADER, end)) {
            return;
        }
        packet.ipVersion = 6;
        packet.ipOffset = at;
        packet.trafficClass = bytes.u16be(at) >>> 4 & 0xff;
        packet.ttl = bytes.u8(at + 7);
        packet.sourceHi = bytes.i64be(at + 8);
        packet.sourceLo = bytes.i64be(at + 16);
        packet.destinationHi = bytes.i64be(at + 24);
        packet.destinationLo = bytes.i64be(at + 32);
        int length = bytes.u16be(at + 4);
        // Length 0 with data behind it: a jumbogram (RFC 2675) or a super-frame; either way the frame tells the length.
        packet.offload = length == 0 && end > at + IPV6_HEADER && bytes.u8(at + 6) != IPV6_NO_NEXT;
        int ipEnd = packet.offload ? end : Math.min(end, at + IPV6_HEADER + length);
        int next = bytes.u8(at + 6);
        int position = at + IPV6_HEADER;
        for (int i = 0; i < MAX_EXTENSIONS && isExtension(next); i++) {
            if (!has(position, 8, ipEnd)) {
                packet.protocol = next;
                return;
            }
            int following = bytes.u8(position);
            if (next == IPV6_FRAGMENT) {
                fragment(bytes.u16be(position + 2));
                position += 8;
            } else {
                position += bytes.u8(position + 1) + 1 << 3;
            }
            next = following;
            if (packet.fragmentOffset != 0) {
                break;
            }
        }
        packet.protocol = next;
        packet.ipHeaderLength = position - at;
        if (next != IPV6_NO_NEXT) {
            payload(next, position, ipEnd);
        }
    }

    private static boolean isExtension(int next) {
        return switch (next) {
            case IPV6_HOP_BY_HOP, IPV6_ROUTING, IPV6_FRAGMENT, IPV6_DESTINATION, IPV6_MOBILITY, IPV6_HIP, IPV6_SHIM6 -> true;
            default -> false;
        };
    }

    private void fragment(int field) {
        packet.fragmentOffset = field & 0xfff8;
        packet.moreFragments = (field & 1) != 0;
        // An atomic fragment (RFC 6946) is a whole packet.
        packet.fragment = packet.moreFragments || packet.fragmentOffset != 0;
    }

    private void payload(int protocol, int at, int end) {
        packet.transportOffset = Math.min(at, bytes.length());
        packet.transportLength = Math.max(0, end - at);
        packet.transportCaptured = Math.max(0, Math.min(end, bytes.length()) - at);
        if (packet.fragmentOffset != 0) {
            packet.laterFragment = true;
            packet.push(Layer.FRAGMENT);
            return;
        }
        switch (protocol) {
            case PROTOCOL_TCP -> tcp(at, end);
            case PROTOCOL_UDP -> udp(at, end);
            case PROTOCOL_ICMP -> packet.push(Layer.ICMP);
            case PROTOCOL_ICMPV6 -> packet.push(Layer.ICMPV6);
            case PROTOCOL_SCTP -> sctp(at, end);
            case PROTOCOL_ESP -> packet.push(Layer.ESP);
            case PROTOCOL_AH -> authenticationHeader(at, end);
            case PROTOCOL_IPV4, PROTOCOL_IPV6, PROTOCOL_GRE -> tunnel(protocol, at, end);
            default -> other(protocol);
        }
    }

    private void other(int protocol) {
        packet.push(Layer.OTHER);
        packet.unknown = protocol;
    }

    private void tunnel(int protocol, int at, int end) {
        if (packet.fragment || !followTunnels || !tunnels.overIp(protocol, at, end)) {
            other(protocol);
        }
    }

    /** Authentication header (RFC 4302, section 2): its length counts 4-byte words less two. */
    private void authenticationHeader(int at, int end) {
        packet.push(Layer.AH);
        if (has(at, 12, end)) {
            int next = bytes.u8(at);
            packet.protocol = next;
            if (next != PROTOCOL_AH) {
                payload(next, at + (bytes.u8(at + 1) + 2 << 2), end);
            }
        }
    }

    private void tcp(int at, int end) {
        packet.push(Layer.TCP);
        if (!has(at, TcpView.FIXED_LENGTH, end)) {
            return;
        }
        packet.tcp().point(bytes, at, packet.transportCaptured);
        int headerLength = packet.tcp().headerLength();
        if (headerLength < TcpView.FIXED_LENGTH || headerLength > end - at) {
            packet.undecoded = Undecoded.MALFORMED;
            return;
        }
        packet.payloadOffset = Math.min(at + headerLength, bytes.length());
        packet.payloadLength = end - at - headerLength;
    }

    /** UDP (RFC 768); the shorter of its own length and IP's counts. */
    private void udp(int at, int end) {
        packet.push(Layer.UDP);
        if (!has(at, UDP_HEADER, end)) {
            return;
        }
        int length = bytes.u16be(at + 4);
        // Length 0 stands for "to the end of the packet" in jumbograms and super-frames (RFC 2675, section 4).
        int udpEnd = length >= UDP_HEADER ? Math.min(end, at + length) : end;
        packet.payloadOffset = at + UDP_HEADER;
        packet.payloadLength = udpEnd - at - UDP_HEADER;
        if (followTunnels && !packet.fragment) {
            tunnels.overUdp(bytes.u16be(at), bytes.u16be(at + 2), at + UDP_HEADER, udpEnd);
        }
    }

    private void sctp(int at, int end) {
        packet.push(Layer.SCTP);
        if (has(at, SCTP_HEADER, end)) {
            packet.payloadOffset = at + SCTP_HEADER;
            packet.payloadLength = end - at - SCTP_HEADER;
        }
    }
}
