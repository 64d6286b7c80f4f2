package io.wirecause.icmp.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;

/**
 * An ICMP message (RFC 792, RFC 4443); a flyweight, pointed at each packet anew.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |     Type      |     Code      |           Checksum            |
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |        Identifier, or as the type says        ...             |
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |  Data, or the packet that is quoted ...
 * </pre>
 */
public final class IcmpMessage {
    public static final int HEADER = 8;
    private static final int FIXED = 4;
    private static final int TYPE = 0;
    private static final int CODE = 1;
    private static final int CHECKSUM = 2;
    private static final int IDENTIFIER = 4;
    private static final int SEQUENCE = 6;
    private static final int REDIRECT6_OPTIONS = 40;
    /** An extended echo (RFC 8335) has a sequence number of one byte. */
    private static final int EXTENDED_ECHO_4 = 42;
    private static final int EXTENDED_ECHO_6 = 160;

    private Packet packet;
    private ByteView bytes;
    private boolean v6;
    private IcmpKind kind;

    /** Points at the ICMP message of a packet; false if type, code and checksum were not captured. */
    public boolean point(Packet of, boolean isV6) {
        packet = of;
        bytes = of.transport();
        v6 = isV6;
        if (bytes.length() < FIXED) {
            return false;
        }
        kind = IcmpKind.of(v6, type(), code());
        return true;
    }

    /** The packet that carries the message. */
    public Packet packet() {
        return packet;
    }

    /** The captured part of the message. */
    public ByteView bytes() {
        return bytes;
    }

    /** Whether this is ICMPv6. */
    public boolean v6() {
        return v6;
    }

    /** The purpose of the message. */
    public IcmpKind kind() {
        return kind;
    }

    /** 0 to 255. */
    public int type() {
        return bytes.u8(TYPE);
    }

    /** 0 to 255. */
    public int code() {
        return bytes.u8(CODE);
    }

    /** As sent, 0 to 65,535. */
    public int checksum() {
        return bytes.u16be(CHECKSUM);
    }

    /** Bytes of the message on the wire; those of this fragment where it is one. */
    int length() {
        return packet.transportLength();
    }

    /** Whether the message was captured completely and is not a fragment. */
    public boolean whole() {
        return bytes.length() == length() && !isFragment();
    }

    /** Whether this is the first fragment of a message that was not reassembled. */
    public boolean isFragment() {
        return packet.fragment() && !packet.reassembled();
    }

    /** Whether it is a query or its reply, with identifier and sequence number captured. */
    public boolean isQuery() {
        return (kind == IcmpKind.REQUEST || kind == IcmpKind.REPLY) && bytes.length() >= HEADER;
    }

    /** Identifier of a query, 0 to 65,535. */
    public int identifier() {
        return bytes.u16be(IDENTIFIER);
    }

    /** Sequence number of a query, 0 to 65,535; 0 to 255 in an extended echo. */
    public int sequence() {
        int requestType = requestType();
        return requestType == EXTENDED_ECHO_4 || requestType == EXTENDED_ECHO_6 ? bytes.u8(SEQUENCE) : bytes.u16be(SEQUENCE);
    }

    /** The type of the request, also for a reply. */
    public int requestType() {
        if (kind == IcmpKind.REQUEST) {
            return type();
        }
        return !v6 && type() == 0 ? 8 : type() - 1;
    }

    /** Whether it is an echo request or reply: the only queries whose data the reply must return. */
    public boolean isEcho() {
        return isQuery() && (v6 ? type() == 128 || type() == 129 : type() == 8 || type() == 0);
    }

    /** Bytes of data after the header of a query, on the wire. */
    public int dataLength() {
        return Math.max(0, length() - HEADER);
    }

    /** MTU of the next link in a {@link IcmpKind#TOO_BIG}; 0 if the router does not give it (RFC 792). */
    public long mtu() {
        if (bytes.length() < HEADER) {
            return 0;
        }
        return v6 ? bytes.u32be(IDENTIFIER) : bytes.u16be(SEQUENCE);
    }

    /** Offset in the quoted packet that a {@link IcmpKind#PARAMETER_PROBLEM} points at. */
    public long pointer() {
        if (bytes.length() < HEADER) {
            return 0;
        }
        return v6 ? bytes.u32be(IDENTIFIER) : bytes.u8(IDENTIFIER);
    }

    /** Points at the packet that an error or a redirect quotes; false if none is quoted or captured. */
    public boolean quote(QuotedPacket quoted) {
        int from = HEADER;
        int end = bytes.length();
        if (kind == IcmpKind.REDIRECT && v6) {
            int option = new NeighborOptions(bytes, REDIRECT6_OPTIONS).find(NeighborOptions.REDIRECTED_HEADER);
            if (option < 0) {
                return false;
            }
            from = option + NeighborOptions.REDIRECTED_PACKET;
        } else if (!kind.isError() && kind != IcmpKind.REDIRECT) {
            return false;
        } else {
            int extension = IcmpExtensions.offset(this);
            end = extension < 0 ? end : extension;
        }
        return from < end && quoted.point(bytes, from, end - from);
    }

    /** Whether this error may carry the extensions of RFC 4884: unreachable, time exceeded, parameter problem. */
    boolean mayHaveExtensions() {
        return switch (kind) {
            case UNREACHABLE, TIME_EXCEEDED -> true;
            case TOO_BIG, PARAMETER_PROBLEM -> !v6;
            default -> false;
        };
    }
}
