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
