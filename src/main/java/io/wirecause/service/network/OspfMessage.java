package io.wirecause.service.network;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;

/**
 * A packet of OSPF, version 2 (RFC 2328, appendix A) or 3 (RFC 5340, appendix A): its header, and what hellos and descriptions
 * of the database say. Reads beyond its end throw {@link IndexOutOfBoundsException}.
 */
final class OspfMessage {
    /** Its number among the protocols of IP. */
    static final int PROTOCOL = 89;
    static final int HELLO = 1;
    static final int DESCRIPTION = 2;
    static final int REQUEST = 3;
    private static final int ACKNOWLEDGE = 5;
    private static final int HEADER_2 = 24;
    private static final int HEADER_3 = 16;
    private static final int LENGTH = 2;
    private static final int ROUTER = 4;
    private static final int AREA = 8;
    private static final int AUTHENTICATION = 14;
    private static final int SECRET = 16;
    private static final int INITIAL = 4;
    /** E and N of the options: what kind of area it is. */
    private static final int AREA_KIND = 0x0a;

    private ByteView bytes;
    private int version;
    private int body;

    /** Whether it is a packet of OSPF, which this then reads. */
    boolean read(ByteView packet) {
        bytes = packet;
        version = packet.length() < HEADER_3 ? 0 : packet.u8(0);
        body = version == 2 ? HEADER_2 : HEADER_3;
        return (version == 2 || version == 3) && type() >= HELLO && type() <= ACKNOWLEDGE && length() >= body
                && packet.length() >= body;
    }

    int version() {
        return version;
    }

    int type() {
        return bytes.u8(1);
    }

    private int length() {
        return bytes.u16be(LENGTH);
    }

    /** The instance that version 3 runs on a link; 0 in version 2. */
    int instance() {
        return version == 3 ? bytes.u8(AUTHENTICATION) : 0;
    }

    int router() {
        return bytes.i32be(ROUTER);
    }

    int area() {
        return bytes.i32be(AREA);
    }

    /** 0 none, 1 a password in clear, 2 signed; that of version 3 is outside of it or in a trailer. */
    int authentication() {
        return version == 2 ? bytes.u16be(AUTHENTICATION) : 0;
    }

    /** The password in clear, or the number of the key: to be compared, not to be shown. */
    long secret() {
        return switch (authentication()) {
            case 1 -> bytes.i64be(SECRET);
            case 2 -> bytes.u8(SECRET + 2);
            default -> 0;
        };
    }

    /** The mask of a hello; -1, as for a single host, in version 3, which has none. */
    int mask() {
        return version == 2 ? bytes.i32be(body) : -1;
    }

    /** Seconds between hellos. */
    int helloInterval() {
        return bytes.u16be(version == 2 ? body + 4 : body + 8);
    }

    /** Seconds of silence after which a neighbour is given up. */
    long deadInterval() {
        return version == 2 ? bytes.u32be(body + 8) : bytes.u16be(body + 10);
    }

    /** Flags that tell a stub area or a not so stubby one from others. */
    int areaKind() {
        return (version == 2 ? bytes.u8(body + 6) : bytes.u8(body + 7)) & AREA_KIND;
    }

    /** The designated router; 0 for none. */
    int designated() {
        return bytes.i32be(body + 12);
    }

    /** How many neighbours a hello names. */
    int neighbours() {
        return Math.max(0, Math.min(length(), bytes.length()) - body - 20) / 4;
    }

    int neighbour(int index) {
        return bytes.i32be(body + 20 + 4 * index);
    }

    /** The largest packet that a description of the database says its sender takes. */
    int mtu() {
        return bytes.u16be(version == 2 ? body : body + 4);
    }

    /** Whether a description of the database is one with which the exchange begins. */
    boolean isInitial() {
        return (bytes.u8(version == 2 ? body + 3 : body + 7) & INITIAL) != 0;
    }

    /** A router's or an area's number as people write it. */
    static String id(int number) {
        return IpAddress.text(4, 0, number & 0xffffffffL);
    }
}
