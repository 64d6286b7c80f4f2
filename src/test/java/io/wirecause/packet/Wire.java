package io.wirecause.packet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Headers laid out by hand, for tests of the views that read them. */
final class Wire {
    private Wire() {
    }

    /** Bytes from hex digits; spaces are only for the eye. */
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Ethernet with the given type. */
    static byte[] ethernet(int type, byte[] payload) {
        return join(hex("020000000002 020000000001"), ByteBuffer.allocate(2).putShort((short) type).array(), payload);
    }

    /** IPv4 from 10.0.0.1 to 10.0.0.2. */
    static byte[] ip4(int protocol, byte[] payload) {
        return ip4Fragment(protocol, 1, 0, false, payload);
    }

    /** A fragment of IPv4 from 10.0.0.1 to 10.0.0.2; the offset is in bytes. */
    static byte[] ip4Fragment(int protocol, int id, int offset, boolean more, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(20);
        header.putShort((short) 0x4500).putShort((short) (20 + payload.length)).putShort((short) id)
                .putShort((short) (offset / 8 | (more ? 0x2000 : 0))).put((byte) 64).put((byte) protocol).putShort((short) 0)
                .put(hex("0a000001 0a000002"));
        return join(header.array(), payload);
    }

    /** IPv6 from fd00::1 to fd00::2. */
    static byte[] ip6(int next, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(40);
        header.putInt(0x60000000).putShort((short) payload.length).put((byte) next).put((byte) 64)
                .put(hex("fd00000000000000 0000000000000001 fd00000000000000 0000000000000002"));
        return join(header.array(), payload);
    }

    /** An IPv6 fragment header and its data; the offset is in bytes. */
    static byte[] ip6Fragment(int next, int id, int offset, boolean more, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(8);
        header.put((byte) next).put((byte) 0).putShort((short) (offset | (more ? 1 : 0))).putInt(id);
        return ip6(44, join(header.array(), payload));
    }

    static byte[] udp(int source, int destination, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(8);
        header.putShort((short) source).putShort((short) destination).putShort((short) (8 + payload.length)).putShort((short) 0);
        return join(header.array(), payload);
    }

    /** A TCP segment from port 1000 to 2000 with sequence number 7. */
    static byte[] tcp(byte[] payload) {
        return join(hex("03e8 07d0 00000007 00000000 5010 1000 0000 0000"), payload);
    }
}
