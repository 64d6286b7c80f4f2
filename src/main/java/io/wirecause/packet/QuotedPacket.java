package io.wirecause.packet;

import io.wirecause.bytes.ByteView;

/**
 * The packet that an ICMP error quotes: an IP header and at least the first 8 bytes behind it (RFC 792; as much as fits
 * in 1,280 bytes for RFC 4443). A flyweight that is pointed at a quote and holds until it is pointed at another one.
 *
 * <p>Addresses are two longs, as {@link Packet} gives them. The quote shows the packet as the reporting host received
 * it: its TTL is what was left of it, and behind an address translation the addresses are those of the far side.
 */
public final class QuotedPacket {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int MAX_EXTENSIONS = 8;
    private static final int PORTS = 4;
    private static final int UDP_HEADER = 8;
    private static final int ICMP_ECHO_HEADER = 8;

    private final ByteView bytes = new ByteView();
    private int version;
    private long sourceHi;
    private long sourceLo;
    private long destinationHi;
    private long destinationLo;
    private int protocol;
    private int ttl;
    private int ipId;
    private int totalLength;
    private boolean dontFragment;
    private boolean laterFragment;
    private int transport;

    /** A view of nothing, to be pointed somewhere. */
    public QuotedPacket() {
    }

    /**
     * Reads the quote.
     *
     * @param length bytes of the quote that are there
     * @return false where not even a whole IP header is quoted; then nothing may be asked
     */
    public boolean point(ByteView of, int offset, int length) {
        bytes.point(of, offset, length);
        version = length == 0 ? 0 : bytes.u8(0) >>> 4;
        return switch (version) {
            case 4 -> version4(length);
            case 6 -> version6(length);
            default -> false;
        };
    }

    private boolean version4(int length) {
        if (length < IPV4_HEADER) {
            return false;
        }
        totalLength = bytes.u16be(2);
        ipId = bytes.u16be(4);
        int fragment = bytes.u16be(6);
        dontFragment = (fragment & 0x4000) != 0;
        laterFragment = (fragment & 0x1fff) != 0;
        ttl = bytes.u8(8);
        protocol = bytes.u8(9);
        sourceHi = 0;
        sourceLo = bytes.u32be(12);
        destinationHi = 0;
        destinationLo = bytes.u32be(16);
        transport = (bytes.u8(0) & 0x0f) << 2;
        return transport >= IPV4_HEADER;
    }

    private boolean version6(int length) {
        if (length < IPV6_HEADER) {
            return false;
        }
        totalLength = IPV6_HEADER + bytes.u16be(4);
        ipId = -1;
        dontFragment = true;
        laterFragment = false;
        ttl = bytes.u8(7);
        sourceHi = bytes.i64be(8);
        sourceLo = bytes.i64be(16);
        destinationHi = bytes.i64be(24);
        destinationLo = bytes.i64be(32);
        int next = bytes.u8(6);
        transport = IPV6_HEADER;
        for (int i = 0; i < MAX_EXTENSIONS && IpLayer.isExtension(next) && !laterFragment; i++) {
            if (transport + 8 > length) {
                break;
            }
            int following = bytes.u8(transport);
            if (next == IpProtocol.FRAGMENT) {
                laterFragment = (bytes.u16be(transport + 2) & 0xfff8) != 0;
                transport += 8;
            } else {
                transport += bytes.u8(transport + 1) + 1 << 3;
            }
            next = following;
        }
        protocol = next;
        return true;
    }

    private boolean has(int length) {
        return !laterFragment && transport + length <= bytes.length();
    }

    /** 4 or 6. */
    public int version() {
        return version;
    }

    /** Upper half of the source address; 0 for IPv4. */
    public long sourceHi() {
        return sourceHi;
    }

    /** Lower half of the source address. */
    public long sourceLo() {
        return sourceLo;
    }

    /** Upper half of the destination address; 0 for IPv4. */
    public long destinationHi() {
        return destinationHi;
    }

    /** Lower half of the destination address. */
    public long destinationLo() {
        return destinationLo;
    }

    /** IP protocol number, behind the extension headers of IPv6. */
    public int protocol() {
        return protocol;
    }

    /** What was left of the time to live or hop limit, 0 to 255. */
    public int ttl() {
        return ttl;
    }

    /** Identification field of IPv4, 0 to 65,535; -1 for IPv6. */
    public int ipId() {
        return ipId;
    }

    /** Bytes of the whole packet, its IP header counted, as that header tells. */
    public int totalLength() {
        return totalLength;
    }

    /** Bytes of transport header and payload of the whole packet, as its IP header tells; negative where that lies. */
    public int transportLength() {
        return totalLength - transport;
    }

    /** Whether routers must not fragment it: the DF flag, always so in IPv6. */
    public boolean dontFragment() {
        return dontFragment;
    }

    /** Whether it was a fragment without a transport header. */
    public boolean laterFragment() {
        return laterFragment;
    }

    /** Whether it is TCP, UDP or SCTP and the ports are quoted. */
    public boolean hasPorts() {
        return (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP || protocol == IpProtocol.SCTP)
                && has(PORTS);
    }

    /** Source port, where {@link #hasPorts}. */
    public int sourcePort() {
        return bytes.u16be(transport);
    }

    /** Destination port, where {@link #hasPorts}. */
    public int destinationPort() {
        return bytes.u16be(transport + 2);
    }

    /** Whether it is UDP and the first two bytes of its payload are quoted. */
    public boolean hasDatagram() {
        return protocol == IpProtocol.UDP && has(UDP_HEADER + 2);
    }

    /** First two bytes of a UDP payload, where {@link #hasDatagram}: the id of a DNS message. */
    public int datagramStart() {
        return bytes.u16be(transport + UDP_HEADER);
    }

    /** Whether it is TCP and its sequence number is quoted. */
    public boolean hasSequence() {
        return protocol == IpProtocol.TCP && has(8);
    }

    /** TCP sequence number, where {@link #hasSequence}. */
    public int sequence() {
        return bytes.i32be(transport + 4);
    }

    /** Whether it is ICMP or ICMPv6 and the first 8 bytes of that are quoted. */
    public boolean hasIcmp() {
        return (protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6) && has(ICMP_ECHO_HEADER);
    }

    /** ICMP type, where {@link #hasIcmp}. */
    public int icmpType() {
        return bytes.u8(transport);
    }

    /** ICMP identifier, where {@link #hasIcmp} and the type has one. */
    public int icmpId() {
        return bytes.u16be(transport + 4);
    }

    /** ICMP sequence number, where {@link #hasIcmp} and the type has one. */
    public int icmpSequence() {
        return bytes.u16be(transport + 6);
    }
}
