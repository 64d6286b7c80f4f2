package io.wirecause.packet;

import io.wirecause.bytes.ByteView;
import java.util.regex.Pattern;

/**
 * IP addresses as text and back. An address is two longs, as {@link Packet} gives it: IPv6 as its 128 bits, IPv4 with
 * {@code hi} 0 and its 32 bits in {@code lo}.
 */
public final class IpAddress {
    /** Four numbers up to 255: {@code getByName} takes anything else for the name of a host, and looks it up. */
    private static final Pattern FOUR = Pattern.compile("(?:0*(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    private IpAddress() {
    }

    /** Dotted decimal for version 4; for version 6 the canonical form of RFC 5952. */
    public static String text(int version, long hi, long lo) {
        return version == 4 ? text4(lo) : text6(hi, lo);
    }

    /** The text of an address that stands in a message, 4 or 16 bytes in network byte order. */
    public static String read(int version, ByteView bytes, int at) {
        return version == 4 ? text4(bytes.u32be(at)) : text6(bytes.i64be(at), bytes.i64be(at + Long.BYTES));
    }

    /** The text of the address that a packet comes from. */
    public static String source(Packet packet) {
        return text(packet.ipVersion(), packet.sourceHi(), packet.sourceLo());
    }

    /** The text of an address in the form that {@link #text} gives; null where it is no address. Asks no name server. */
    public static String canonical(String address) {
        boolean plain = !address.isEmpty() && address.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
        boolean four = FOUR.matcher(address).matches();
        if (!plain || !four && address.indexOf(':') < 0) {
            return null;
        }
        try {
            // Only digits, colons and dots are left, which getByName reads as a literal.
            byte[] bytes = java.net.InetAddress.getByName(address).getAddress();
            java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
            return bytes.length == 4 ? text(4, 0, buffer.getInt() & 0xffffffffL) : text(6, buffer.getLong(), buffer.getLong());
        } catch (java.net.UnknownHostException e) {
            return null;
        }
    }

    private static String text4(long lo) {
        return (lo >>> 24 & 0xff) + "." + (lo >>> 16 & 0xff) + "." + (lo >>> 8 & 0xff) + "." + (lo & 0xff);
    }

    private static String text6(long hi, long lo) {
        int zerosAt = -1;
        int zeros = 1;
        for (int i = 0; i < 8; ) {
            int run = 0;
            while (i + run < 8 && group(hi, lo, i + run) == 0) {
                run++;
            }
            // RFC 5952, section 4.2: the longest run of zero groups, the first of equals, never a single group.
            if (run > zeros) {
                zeros = run;
                zerosAt = i;
            }
            i += Math.max(run, 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == zerosAt) {
                text.append("::");
                i += zeros - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(hi, lo, i)));
            }
        }
        return text.toString();
    }

    private static int group(long hi, long lo, int index) {
        long half = index < 4 ? hi : lo;
        return (int) (half >>> 48 - 16 * (index & 3)) & 0xffff;
    }
}
