package io.wirecause.protocol;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;

/**
 * An ARP message for IPv4 over 48-bit link addresses (RFC 826) where it lies in an Ethernet or Linux cooked frame.
 *
 * @param bytes the frame
 * @param at    where the message starts
 */
public record ArpView(ByteView bytes, int at) {
    /** Bytes of the message. */
    private static final int LENGTH = 28;
    /** Hardware type, protocol type, address lengths. */
    private static final int PROTOCOL = 2;
    private static final int LENGTHS = 4;
    private static final int OPERATION = 6;
    private static final int SENDER_LINK = 8;
    private static final int SENDER = 14;
    private static final int TARGET = 24;
    private static final int IPV4 = 0x0800;
    private static final int ARP = 0x0806;
    private static final int ADDRESS_LENGTHS = 0x0604;
    /** An EtherType stands behind two addresses, and behind each tag. */
    private static final int FIRST_TYPE = 12;
    private static final int MOST_TYPES = 32;

    /** The message of a packet; null where its innermost layer is another one, or the message is cut or of another kind. */
    public static ArpView of(Packet packet) {
        if (packet.innermost() != Layer.ARP) {
            return null;
        }
        ByteView frame = packet.bytes();
        for (int type = FIRST_TYPE; type < FIRST_TYPE + MOST_TYPES && type + 2 + LENGTH <= frame.length(); type += 2) {
            int at = type + 2;
            if (frame.u16be(type) == ARP && frame.u16be(at + PROTOCOL) == IPV4 && frame.u16be(at + LENGTHS) == ADDRESS_LENGTHS) {
                return new ArpView(frame, at);
            }
        }
        return null;
    }

    /** 1 for a request, 2 for a reply. */
    public int operation() {
        return bytes.u16be(at + OPERATION);
    }

    /** The sender's IPv4 address. */
    public long sender() {
        return bytes.u32be(at + SENDER);
    }

    /** The IPv4 address asked for or answered to. */
    public long target() {
        return bytes.u32be(at + TARGET);
    }

    /** The sender's link address. */
    public long senderLink() {
        return MacAddress.at(bytes, at + SENDER_LINK);
    }
}
