package io.wirecause.protocol;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;

/**
 * An ICMP error with the packet that it quotes (RFC 792; RFC 4443, section 3), for protocols whose packets may be the ones
 * quoted. A flyweight: it holds until it is pointed at another packet.
 */
public final class IcmpError {
    private static final int HEADER = 8;
    private static final int UNREACHABLE_4 = 3;
    private static final int UNREACHABLE_6 = 1;
    /** Code of IPv4: fragmentation needed and DF set (RFC 1191, section 4). */
    private static final int FRAGMENTATION_NEEDED = 4;
    private static final int MTU_4 = 6;
    /** RFC 4443, section 3.2. */
    private static final int TOO_BIG_6 = 2;
    private static final int MTU_6 = 4;

    private final QuotedPacket quoted = new QuotedPacket();
    private int type;
    private int code;

    /** A view of nothing, to be pointed somewhere. */
    public IcmpError() {
    }

    /**
     * Points at the destination unreachable message that a packet holds.
     *
     * @return false where it holds none, or one without a whole IP header in the quote; then nothing may be asked
     */
    public boolean unreachable(Packet packet) {
        boolean four = packet.innermost() == Layer.ICMP;
        if (!four && packet.innermost() != Layer.ICMPV6) {
            return false;
        }
        ByteView message = packet.transport();
        if (message.length() <= HEADER || message.u8(0) != (four ? UNREACHABLE_4 : UNREACHABLE_6)) {
            return false;
        }
        type = message.u8(0);
        code = message.u8(1);
        return quoted.point(message, HEADER, message.length() - HEADER);
    }

    /**
     * Points at the message with which a router says that a packet is larger than the MTU of the next link.
     *
     * @return that MTU, bytes, 0 where an old router does not name it; -1 where the packet holds no such message, or one
     *         without a whole IP header in the quote; then nothing may be asked
     */
    public long tooBig(Packet packet) {
        boolean four = packet.innermost() == Layer.ICMP;
        if (!four && packet.innermost() != Layer.ICMPV6) {
            return -1;
        }
        ByteView message = packet.transport();
        boolean tooBig = message.length() > HEADER && (four ? message.u8(0) == UNREACHABLE_4
                && message.u8(1) == FRAGMENTATION_NEEDED : message.u8(0) == TOO_BIG_6);
        if (!tooBig || !quoted.point(message, HEADER, message.length() - HEADER)) {
            return -1;
        }
        type = message.u8(0);
        code = message.u8(1);
        return four ? message.u16be(MTU_4) : message.u32be(MTU_6);
    }

    /** ICMP type, 0 to 255. */
    public int type() {
        return type;
    }

    /** ICMP code, 0 to 255. */
    public int code() {
        return code;
    }

    /** The packet that could not be delivered. */
    public QuotedPacket quoted() {
        return quoted;
    }
}
