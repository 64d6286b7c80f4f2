package io.wirecause.packet;

import io.wirecause.bytes.ByteView;
import io.wirecause.capture.Frame;

/** Link addresses of 48 bits, kept in the lower bits of a long; -1 stands for none. */
public final class MacAddress {
    /** Link types of Linux cooked captures. */
    private static final int LINUX_COOKED = 113;
    private static final int LINUX_COOKED_2 = 276;
    /** Bytes of an address. */
    public static final int LENGTH = 6;

    private MacAddress() {
    }

    /** The sender of the frame, as its outermost Ethernet or Linux cooked header tells; -1 where it does not. */
    public static long source(Packet packet) {
        Frame frame = packet.frame();
        ByteView bytes = frame.bytes();
        return switch (frame.linkType()) {
            case LinkType.ETHERNET -> bytes.length() < 12 ? -1 : at(bytes, 6);
            case LINUX_COOKED -> bytes.length() < 12 || bytes.u16be(4) != LENGTH ? -1 : at(bytes, 6);
            case LINUX_COOKED_2 -> bytes.length() < 18 || bytes.u8(11) != LENGTH ? -1 : at(bytes, 12);
            default -> -1;
        };
    }

    /** Whether the frame was sent to a group of hosts or to all, as its Ethernet header tells; false where it has none. */
    public static boolean toGroup(Packet packet) {
        Frame frame = packet.frame();
        return frame.linkType() == LinkType.ETHERNET && frame.bytes().length() > 0 && (frame.bytes().u8(0) & 1) != 0;
    }

    /** The address at an offset, which must lie in the view with all its bytes. */
    public static long at(ByteView bytes, int offset) {
        return (long) bytes.u16be(offset) << 32 | bytes.u32be(offset + 2);
    }

    /** Six pairs of lower-case digits with colons between; null for -1. */
    public static String text(long address) {
        if (address < 0) {
            return null;
        }
        StringBuilder text = new StringBuilder(3 * LENGTH);
        for (int shift = 40; shift >= 0; shift -= 8) {
            int octet = (int) (address >>> shift) & 0xff;
            text.append(shift == 40 ? "" : ":").append(Character.forDigit(octet >>> 4, 16))
                    .append(Character.forDigit(octet & 15, 16));
        }
        return text.toString();
    }
}
