package io.wirecause.protocol;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;

/**
 * The header with which a proxy tells a server the addresses of the client's own connection, before anything else on its own
 * connection to that server: the PROXY protocol, version 1 (a line of text, section 2.1 of its specification) and 2 (binary,
 * section 2.2).
 *
 * @param version         1 or 2
 * @param length          bytes of the header, 8 to 65,551
 * @param source          address of the client; null where the header tells none: the proxy speaks for itself, or the
 *                        client came over something that has no IP address
 * @param sourcePort      0 where {@code source} is null
 * @param destination     address that the client connected to; null together with {@code source}
 * @param destinationPort 0 where {@code source} is null
 */
public record ProxyHeader(int version, int length, String source, int sourcePort, String destination, int destinationPort) {
    /** Whether there is a header cannot be told without more bytes. */
    public static final int UNDECIDED = -1;
    /** Bytes of a version 1 header at most, its line end included. */
    private static final int MAX_LINE = 107;
    private static final String LINE_START = "PROXY ";
    private static final String LINE_UNKNOWN = "PROXY UNKNOWN";
    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
    private static final int COMMAND = 12;
    private static final int FAMILY = 13;
    private static final int REST = 14;
    private static final int FIXED = 16;
    private static final int ADDRESSES_4 = 12;
    private static final int ADDRESSES_6 = 36;

    /**
     * Bytes of the header that a stream begins with.
     *
     * @param first the first bytes of the stream, any number of them; {@value #MAX_LINE} always suffice
     * @return 0 where it begins with none, {@link #UNDECIDED} where it may begin with one but its length is not there yet; a
     *         header of version 2 may be longer than {@code first}
     */
    public static int length(ByteView first) {
        if (begins(first, SIGNATURE)) {
            if (first.length() < FIXED) {
                return first.length() > COMMAND && !isVersion2(first) ? 0 : UNDECIDED;
            }
            return isVersion2(first) ? FIXED + first.u16be(REST) : 0;
        }
        if (!begins(first, LINE_START)) {
            return 0;
        }
        int end = Math.min(first.length(), MAX_LINE);
        int lineFeed = first.indexOf('\n', 0, end);
        if (lineFeed < 0) {
            return end == MAX_LINE ? 0 : UNDECIDED;
        }
        return first.u8(lineFeed - 1) == '\r' && isLine(first, lineFeed - 1) ? lineFeed + 1 : 0;
    }

    /**
     * The header that a stream begins with.
     *
     * @param first the first bytes of the stream
     * @return null where there is none, or its addresses are not all there; a header that is whole apart from its optional
     *         fields is read
     */
    public static ProxyHeader read(ByteView first) {
        int length = length(first);
        if (length <= 0) {
            return null;
        }
        return first.u8(0) == 'P' ? readLine(first, length) : readBinary(first, length);
    }

    private static boolean begins(ByteView first, String sign) {
        int known = Math.min(first.length(), sign.length());
        return first.startsWith(0, sign.substring(0, known));
    }

    /** Version 2, and a command that it knows: the proxy's own, or for a client. */
    private static boolean isVersion2(ByteView first) {
        return first.u8(COMMAND) == 0x20 || first.u8(COMMAND) == 0x21;
    }

    private static boolean isLine(ByteView first, int end) {
        return first.startsWith(0, LINE_UNKNOWN) && end >= LINE_UNKNOWN.length() || fields(first, end) != null;
    }

    private static ProxyHeader readLine(ByteView first, int length) {
        String[] fields = fields(first, length - 2);
        return fields == null ? new ProxyHeader(1, length, null, 0, null, 0)
                : new ProxyHeader(1, length, IpAddress.canonical(fields[2]), Integer.parseInt(fields[4]),
                        IpAddress.canonical(fields[3]), Integer.parseInt(fields[5]));
    }

    /** The six words of a line with addresses; null where it is no such line. */
    private static String[] fields(ByteView first, int end) {
        String[] fields = first.latin1(0, end).split(" ", -1);
        boolean sound = fields.length == 6 && (fields[1].equals("TCP4") || fields[1].equals("TCP6"))
                && IpAddress.canonical(fields[2]) != null && IpAddress.canonical(fields[3]) != null
                && isPort(fields[4]) && isPort(fields[5]);
        return sound ? fields : null;
    }

    private static boolean isPort(String digits) {
        return digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) <= 0xffff;
    }

    private static ProxyHeader readBinary(ByteView first, int length) {
        int family = first.u8(COMMAND) == 0x20 ? 0 : first.u8(FAMILY) >>> 4;
        int needed = family == 1 ? ADDRESSES_4 : family == 2 ? ADDRESSES_6 : 0;
        if (needed == 0 || length - FIXED < needed) {
            return new ProxyHeader(2, length, null, 0, null, 0);
        }
        if (first.length() < FIXED + needed) {
            return null;
        }
        int ports = FIXED + needed - 4;
        return new ProxyHeader(2, length, address(first, family, FIXED), first.u16be(ports),
                address(first, family, FIXED + (needed - 4) / 2), first.u16be(ports + 2));
    }

    private static String address(ByteView first, int family, int at) {
        return IpAddress.read(family == 1 ? 4 : 6, first, at);
    }
}
