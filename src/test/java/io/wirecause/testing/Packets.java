package io.wirecause.testing;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Headers laid out by hand around a payload. Checksums of IP and ICMP are right, those of TCP and UDP are 0. */
public final class Packets {
    private static final int TTL = 64;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int ICMPV6 = 58;
    private static final int FRAGMENT = 44;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final byte[] ONE = {10, 0, 0, 1};
    private static final byte[] TWO = {10, 0, 0, 2};

    private Packets() {
    }

    /** Bytes from hexadecimal digits with any blanks between. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s+", ""));
    }

    /** One after the other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** An Ethernet frame with the given type. */
    public static byte[] ethernet(int type, byte[] payload) {
        return ethernet(ONE, TWO, type, payload);
    }

    private static byte[] ethernet(byte[] source, byte[] destination, int type, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put(mac(destination)).put(mac(source)).putShort((short) type);
        return frame.put(payload).array();
    }

    private static byte[] mac(byte[] address) {
        return new byte[] {2, 0, 0, 0, 0, address[address.length - 1]};
    }

    /** An Ethernet frame with an IPv4 packet; the last byte of each MAC address is that of the IP address. */
    public static byte[] ipv4Frame(String source, String destination, int protocol, int ttl, byte[] payload) {
        byte[] from = address(source);
        byte[] to = address(destination);
        return ethernet(from, to, 0x0800, ipv4(number(from), number(to), protocol, ttl, 1, 0, payload));
    }

    /** An Ethernet frame with an IPv6 packet; an ICMPv6 message gets its checksum. */
    public static byte[] ipv6Frame(String source, String destination, int protocol, int hopLimit, byte[] payload) {
        byte[] from = address(source);
        byte[] to = address(destination);
        byte[] packet = ipv6(from, to, protocol, hopLimit, payload);
        if (protocol == ICMPV6) {
            ByteBuffer message = ByteBuffer.wrap(packet);
            message.putShort(IPV6_HEADER + 2, (short) 0);
            message.putShort(IPV6_HEADER + 2, (short) ~fold(sum(packet, 8, 32 + payload.length) + payload.length + protocol));
        }
        return ethernet(from, to, 0x86dd, packet);
    }

    /** An IPv4 packet from 10.0.0.1 to 10.0.0.2. */
    public static byte[] ipv4(int protocol, byte[] payload) {
        return ipv4Fragment(protocol, 1, 0, false, payload);
    }

    /** A fragment of an IPv4 packet from 10.0.0.1 to 10.0.0.2; the offset is in bytes. */
    public static byte[] ipv4Fragment(int protocol, int id, int offset, boolean more, byte[] payload) {
        return ipv4(number(ONE), number(TWO), protocol, TTL, id, offset / 8 | (more ? MORE_FRAGMENTS : 0), payload);
    }

    /** An IPv4 packet between two addresses. */
    public static byte[] ipv4(int source, int destination, int protocol, int ttl, int id, byte[] payload) {
        return ipv4(source, destination, protocol, ttl, id, 0, payload);
    }

    private static byte[] ipv4(int source, int destination, int protocol, int ttl, int id, int fragment, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(IPV4_HEADER + payload.length);
        packet.putShort((short) 0x4500).putShort((short) packet.capacity()).putShort((short) id).putShort((short) fragment);
        packet.put((byte) ttl).put((byte) protocol).putShort((short) 0).putInt(source).putInt(destination).put(payload);
        return packet.putShort(10, (short) ~fold(sum(packet.array(), 0, IPV4_HEADER))).array();
    }

    /** An IPv6 packet from fd00::1 to fd00::2. */
    public static byte[] ipv6(int next, byte[] payload) {
        return ipv6(address("fd00::1"), address("fd00::2"), next, TTL, payload);
    }

    /** A fragment of an IPv6 packet from fd00::1 to fd00::2; the offset is in bytes. */
    public static byte[] ipv6Fragment(int next, int id, int offset, boolean more, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(8);
        header.put((byte) next).put((byte) 0).putShort((short) (offset | (more ? 1 : 0))).putInt(id);
        return ipv6(FRAGMENT, join(header.array(), payload));
    }

    /** An IPv6 packet between two addresses of 2001:db8::/64, given by their last eight bytes. */
    public static byte[] ipv6(long source, long destination, int next, int hopLimit, byte[] payload) {
        long prefix = 0x2001_0db8_0000_0000L;
        return ipv6(ByteBuffer.allocate(16).putLong(prefix).putLong(source).array(),
                ByteBuffer.allocate(16).putLong(prefix).putLong(destination).array(), next, hopLimit, payload);
    }

    private static byte[] ipv6(byte[] source, byte[] destination, int next, int hopLimit, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(IPV6_HEADER + payload.length);
        packet.putInt(0x60000000).putShort((short) payload.length).put((byte) next).put((byte) hopLimit);
        return packet.put(source).put(destination).put(payload).array();
    }

    /** A UDP datagram. */
    public static byte[] udp(int source, int destination, byte[] payload) {
        ByteBuffer datagram = ByteBuffer.allocate(UDP_HEADER + payload.length).putShort((short) source)
                .putShort((short) destination);
        return datagram.putShort((short) datagram.capacity()).putShort((short) 0).put(payload).array();
    }

    /** A TCP segment from port 1000 to 2000 with sequence number 7. */
    public static byte[] tcp(byte[] payload) {
        return tcp(1_000, 2_000, 7, 0, 0x10, 0x1000, new byte[0], payload);
    }

    /** A TCP segment; the options are filled up with zeros to a multiple of four bytes. */
    public static byte[] tcp(int source, int destination, int sequence, int acknowledgment, int flags, int window, byte[] options,
            byte[] payload) {
        int header = TCP_HEADER + (options.length + 3 & ~3);
        ByteBuffer segment = ByteBuffer.allocate(header + payload.length);
        segment.putShort((short) source).putShort((short) destination).putInt(sequence).putInt(acknowledgment);
        segment.put((byte) (header << 2)).put((byte) flags).putShort((short) window).putInt(0).put(options);
        return segment.position(header).put(payload).array();
    }

    /** An ICMP message for IPv4. */
    public static byte[] icmp(int type, int code, int rest, byte[] data) {
        ByteBuffer message = ByteBuffer.allocate(8 + data.length).put((byte) type).put((byte) code).putShort((short) 0)
                .putInt(rest);
        return message.put(data).putShort(2, (short) ~fold(sum(message.array(), 0, message.capacity()))).array();
    }

    private static int number(byte[] address) {
        return ByteBuffer.wrap(address).getInt();
    }

    private static byte[] address(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static long sum(byte[] bytes, int from, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (bytes[from + i] & 0xff) << ((i & 1) == 0 ? 8 : 0);
        }
        return sum;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
