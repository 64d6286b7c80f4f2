package io.wirecause.packet;

import io.wirecause.bytes.ByteView;
import io.wirecause.bytes.InternetChecksum;

/** IP headers of both versions and what follows them. */
final class IpLayer {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;

    /** Extension headers followed in one packet; RFC 8200, section 4.1 has each at most once, destination twice. */
    private static final int MAX_EXTENSIONS = 16;
    private static final int UDP_HEADER = 8;
    private static final int SCTP_HEADER = 12;

    private final DecodeContext w;

    IpLayer(DecodeContext walk) {
        this.w = walk;
    }

    /** An IP packet, of the version that its first four bits tell. */
    void byVersion(int at, int end) {
        if (w.has(at, 1, end)) {
            switch (w.bytes.u8(at) >>> 4) {
                case 4 -> version4(at, end);
                case 6 -> version6(at, end);
                default -> w.packet.undecoded = Undecoded.MALFORMED;
            }
        }
    }

    /** IPv4 (RFC 791, section 3.1). */
    private void version4(int at, int end) {
        if (!w.nested(Layer.IPV4) || !w.has(at, IPV4_HEADER, end)) {
            return;
        }
        Packet packet = w.packet;
        ByteView bytes = w.bytes;
        int headerLength = (bytes.u8(at) & 0x0f) << 2;
        int total = bytes.u16be(at + 2);
        if (headerLength < IPV4_HEADER || total != 0 && total < headerLength) {
            packet.undecoded = Undecoded.MALFORMED;
            return;
        }
        packet.enterIp(4, at);
        packet.ipHeaderLength = headerLength;
        packet.trafficClass = bytes.u8(at + 1);
        packet.ipId = bytes.u16be(at + 4);
        packet.fragmentId = packet.ipId;
        packet.ttl = bytes.u8(at + 8);
        packet.protocol = bytes.u8(at + 9);
        packet.sourceHi = 0;
        packet.sourceLo = bytes.u32be(at + 12);
        packet.destinationHi = 0;
        packet.destinationLo = bytes.u32be(at + 16);
        packet.offload = total == 0;
        int ipEnd = total == 0 ? end : end(at + total, end, at + total <= end || isSound(at, headerLength, end));
        int fragment = bytes.u16be(at + 6);
        if (!w.has(at, headerLength, ipEnd)) {
            return;
        }
        if ((fragment & 0x3fff) == 0) {
            payload(packet.protocol, at + headerLength, ipEnd);
        } else {
            packet.fragmentOffset = (fragment & 0x1fff) << 3;
            packet.moreFragments = (fragment & 0x2000) != 0;
            fragment(at + headerLength, ipEnd);
        }
    }

    /** IPv6 (RFC 8200, section 3) with its extension headers (section 4). */
    private void version6(int at, int end) {
        if (!w.nested(Layer.IPV6) || !w.has(at, IPV6_HEADER, end)) {
            return;
        }
        Packet packet = w.packet;
        ByteView bytes = w.bytes;
        packet.enterIp(6, at);
        packet.trafficClass = bytes.u16be(at) >>> 4 & 0xff;
        packet.ttl = bytes.u8(at + 7);
        packet.sourceHi = bytes.i64be(at + 8);
        packet.sourceLo = bytes.i64be(at + 16);
        packet.destinationHi = bytes.i64be(at + 24);
        packet.destinationLo = bytes.i64be(at + 32);
        int length = bytes.u16be(at + 4);
        int next = bytes.u8(at + 6);
        // Length 0 with data behind it: a jumbogram (RFC 2675) or a super-frame; either way the frame tells the length.
        packet.offload = length == 0 && end > at + IPV6_HEADER && next != IpProtocol.NO_NEXT_HEADER;
        int ipEnd = packet.offload ? end : end(at + IPV6_HEADER + length, end, true);
        extensions(next, at + IPV6_HEADER, ipEnd);
    }

    /** Whether the header's checksum is right (RFC 791, section 3.1), so that its length can be believed. */
    private boolean isSound(int at, int headerLength, int end) {
        return w.holds(at, headerLength, end) && InternetChecksum.isRight(w.bytes, at, headerLength);
    }

    /**
     * Where an IP packet ends. A sound length counts even where the frame is shorter: mirrors and slicing tools cut packets
     * and leave no other trace of it. One beyond the layer around it but within the frame is wrong: it counts the padding.
     */
    private int end(int byLength, int end, boolean sound) {
        if (byLength <= end) {
            return byLength;
        }
        boolean cut = sound && byLength > w.packet.wireEnd();
        w.packet.cutOnTheWay |= cut;
        return cut ? byLength : end;
    }

    private void extensions(int first, int at, int end) {
        Packet packet = w.packet;
        int next = first;
        int position = at;
        for (int i = 0; i < MAX_EXTENSIONS && isExtension(next); i++) {
            if (!w.has(position, 8, end)) {
                packet.protocol = next;
                return;
            }
            int following = w.bytes.u8(position);
            if (next == IpProtocol.FRAGMENT) {
                int field = w.bytes.u16be(position + 2);
                packet.fragmentOffset = field & 0xfff8;
                packet.moreFragments = (field & 1) != 0;
                packet.fragmentId = w.bytes.i32be(position + 4);
                position += 8;
                // An atomic fragment (RFC 6946), with no offset and nothing to follow, is a whole packet.
                if ((field & 0xfff9) != 0) {
                    packet.protocol = following;
                    packet.ipHeaderLength = position - packet.ipOffset;
                    fragment(position, end);
                    return;
                }
            } else {
                position += w.bytes.u8(position + 1) + 1 << 3;
            }
            next = following;
        }
        packet.protocol = next;
        packet.ipHeaderLength = position - packet.ipOffset;
        if (next != IpProtocol.NO_NEXT_HEADER) {
            payload(next, position, end);
        }
    }

    static boolean isExtension(int next) {
        return switch (next) {
            case IpProtocol.HOP_BY_HOP, IpProtocol.ROUTING, IpProtocol.FRAGMENT, IpProtocol.DESTINATION,
                    IpProtocol.MOBILITY, IpProtocol.HIP, IpProtocol.SHIM6 -> true;
            default -> false;
        };
    }

    /** The data of a fragment: the packet goes on in the frame that makes it whole. */
    private void fragment(int at, int end) {
        Packet packet = w.packet;
        if (packet.whole) {
            // A fragment within a packet that was put together (RFC 8200, section 4.5 has one fragment header at most).
            packet.undecoded = Undecoded.MALFORMED;
            return;
        }
        packet.fragment = true;
        boolean usable = end <= w.bytes.length() && w.reassembler.accepts(packet, at, end - at);
        ByteView whole = usable ? w.reassembler.add(packet, at, end - at) : null;
        if (whole != null) {
            w.bytes.point(whole, 0, whole.length());
            packet.reassembled(w.reassembler.headerLength(), w.reassembler.protocol());
            transport(packet.protocol, packet.ipHeaderLength, whole.length());
        } else if (!usable && packet.fragmentOffset == 0) {
            // Cut by the snaplen or malformed, it can never be put together: then its own transport header is all there is.
            transport(packet.protocol, at, end);
        } else {
            bounds(at, end);
            packet.laterFragment = true;
            packet.push(Layer.FRAGMENT);
        }
    }

    private void transport(int protocol, int at, int end) {
        if (w.packet.ipVersion == 6) {
            extensions(protocol, at, end);
        } else {
            payload(protocol, at, end);
        }
    }

    private void bounds(int at, int end) {
        Packet packet = w.packet;
        packet.transportOffset = Math.min(at, w.bytes.length());
        packet.transportLength = Math.max(0, end - at);
        packet.transportCaptured = Math.max(0, Math.min(end, w.bytes.length()) - at);
    }

    private void payload(int protocol, int at, int end) {
        bounds(at, end);
        switch (protocol) {
            case IpProtocol.TCP -> tcp(at, end);
            case IpProtocol.UDP -> udp(at, end);
            case IpProtocol.ICMP -> w.packet.pushTransport(Layer.ICMP);
            case IpProtocol.ICMPV6 -> w.packet.pushTransport(Layer.ICMPV6);
            case IpProtocol.SCTP -> sctp(at, end);
            case IpProtocol.ESP -> w.packet.pushTransport(Layer.ESP);
            case IpProtocol.AH -> authenticationHeader(at, end);
            default -> {
                if (!w.ipTunnels.follow(protocol, at, end)) {
                    w.packet.pushTransport(Layer.OTHER);
                    w.packet.unknown = protocol;
                }
            }
        }
    }

    /** Authentication header (RFC 4302, section 2): its length counts 4-byte words less two. */
    private void authenticationHeader(int at, int end) {
        w.packet.pushTransport(Layer.AH);
        if (w.has(at, 12, end)) {
            int next = w.bytes.u8(at);
            w.packet.protocol = next;
            if (next != IpProtocol.AH) {
                payload(next, at + (w.bytes.u8(at + 1) + 2 << 2), end);
            }
        }
    }

    private void tcp(int at, int end) {
        Packet packet = w.packet;
        packet.push(Layer.TCP);
        if (!w.has(at, TcpView.FIXED_LENGTH, end)) {
            return;
        }
        packet.tcp().point(w.bytes, at, packet.transportCaptured);
        int headerLength = packet.tcp().headerLength();
        if (headerLength < TcpView.FIXED_LENGTH || headerLength > end - at) {
            packet.undecoded = Undecoded.MALFORMED;
            return;
        }
        packet.carries(Layer.TCP);
        packet.payloadOffset = Math.min(at + headerLength, w.bytes.length());
        packet.payloadLength = end - at - headerLength;
    }

    /** UDP (RFC 768); the shorter of its own length and IP's counts. */
    private void udp(int at, int end) {
        Packet packet = w.packet;
        packet.push(Layer.UDP);
        if (!w.has(at, UDP_HEADER, end)) {
            return;
        }
        packet.carries(Layer.UDP);
        int length = w.bytes.u16be(at + 4);
        // Length 0 stands for "to the end of the packet" in jumbograms and super-frames (RFC 2675, section 4).
        int udpEnd = length >= UDP_HEADER ? Math.min(end, at + length) : end;
        packet.payloadOffset = at + UDP_HEADER;
        packet.payloadLength = udpEnd - at - UDP_HEADER;
        w.udpTunnels.follow(w.bytes.u16be(at), w.bytes.u16be(at + 2), at + UDP_HEADER, udpEnd);
    }

    private void sctp(int at, int end) {
        Packet packet = w.packet;
        packet.push(Layer.SCTP);
        if (w.has(at, SCTP_HEADER, end)) {
            packet.carries(Layer.SCTP);
            packet.payloadOffset = at + SCTP_HEADER;
            packet.payloadLength = end - at - SCTP_HEADER;
        }
    }
}
