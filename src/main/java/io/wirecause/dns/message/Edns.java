package io.wirecause.dns.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.report.Describe;
import io.wirecause.report.WireText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.ExtendedErrorCodeOption;

/**
 * What the OPT record of a message says (RFC 6891, section 6.1).
 *
 * @param version       0 is the only one defined
 * @param udpSize       bytes of UDP payload that its sender takes
 * @param dnssecOk      whether DNSSEC records are wanted
 * @param options       each option by name, with its value where that is short
 * @param extendedError the extended error, a number and a phrase (RFC 8914); null where there is none
 */
public record Edns(
        @Describe("EDNS version") int version,
        @Describe("UDP payload its sender takes, bytes") int udpSize,
        @Describe("Whether DNSSEC records are asked for (DO)") boolean dnssecOk,
        @Describe("Options") List<String> options,
        @Describe(value = "Extended DNS error (RFC 8914)", optional = true) String extendedError) {

    private static final int CLIENT_SUBNET = 8;
    private static final int EXTENDED_ERROR = 15;
    /** Options shown; a message can hold thousands of empty ones. */
    private static final int MAX_OPTIONS = 8;
    private static final int SHOWN = 80;

    /** Reads the OPT record; null if there is none. */
    public static Edns of(DnsMessage message) {
        int index = message.opt();
        if (index < 0) {
            return null;
        }
        ByteView bytes = message.bytes();
        int flagsAt = message.dataAt(index) - 6;
        List<String> options = new ArrayList<>();
        int at = message.dataAt(index);
        int end = at + message.dataLength(index);
        int count = 0;
        while (at + 4 <= end) {
            int code = bytes.u16be(at);
            int length = bytes.u16be(at + 2);
            if (at + 4 + length > end) {
                options.add("malformed: " + length + " bytes announced, " + (end - at - 4) + " left");
                break;
            }
            if (count++ < MAX_OPTIONS) {
                options.add(option(bytes, code, at + 4, length));
            }
            at += 4 + length;
        }
        if (count > MAX_OPTIONS) {
            options.add("and " + (count - MAX_OPTIONS) + " more");
        }
        return new Edns(bytes.u8(flagsAt + 1), bytes.u16be(flagsAt - 2), (bytes.u16be(flagsAt + 2) & 0x8000) != 0, options,
                extendedError(message));
    }

    /** The extended error of a message with an OPT record; null if there is none. */
    public static String extendedError(DnsMessage message) {
        ByteView bytes = message.bytes();
        int at = message.dataAt(message.opt());
        int end = at + message.dataLength(message.opt());
        while (at + 4 <= end) {
            int length = bytes.u16be(at + 2);
            if (at + 4 + length > end) {
                return null;
            }
            if (bytes.u16be(at) == EXTENDED_ERROR && length >= 2) {
                return extendedError(bytes, at + 4, length);
            }
            at += 4 + length;
        }
        return null;
    }

    /** The number of the extended error that {@link #extendedError(DnsMessage)} gives; -1 if there is none. */
    public static int extendedErrorCode(DnsMessage message) {
        String text = extendedError(message);
        return text == null ? -1 : Integer.parseInt(text, 0, text.indexOf(' '), 10);
    }

    /** What is wrong with an OPT record; null if nothing is. */
    static String problem(DnsMessage message, int index) {
        ByteView bytes = message.bytes();
        int at = message.dataAt(index);
        int end = at + message.dataLength(index);
        while (at < end) {
            int left = end - at - 4;
            int length = left < 0 ? 0 : bytes.u16be(at + 2);
            if (left < length) {
                return "an option runs beyond the record's data";
            }
            if (bytes.u16be(at) == CLIENT_SUBNET && !isClientSubnet(bytes, at + 4, length)) {
                return "a client subnet that does not fit its family";
            }
            at += 4 + length;
        }
        return null;
    }

    private static boolean isClientSubnet(ByteView bytes, int at, int length) {
        if (length < 4) {
            return false;
        }
        if (length == 4 && bytes.u8(at + 2) == 0) {
            // Without an address the family does not matter; clients that want no subnet sent use 0.
            return true;
        }
        int size = addressSize(bytes.u16be(at));
        return length - 4 <= size && bytes.u8(at + 2) <= 8 * size;
    }

    private static int addressSize(int family) {
        return family == 1 ? 4 : family == 2 ? 16 : -1;
    }

    private static String option(ByteView bytes, int code, int at, int length) {
        return switch (code) {
            case 1 -> "llq";
            case 3 -> length == 0 ? "nsid" : "nsid " + quoted(bytes, at, length);
            case 5, 6, 7 -> "dnssec-algorithms";
            case CLIENT_SUBNET -> clientSubnet(bytes, at, length);
            case 9 -> "expire";
            case 10 -> length > 8 ? "cookie (client and server)" : "cookie (client)";
            case 11 -> "tcp-keepalive" + (length == 2 ? " " + bytes.u16be(at) * 100 + " ms" : "");
            case 12 -> "padding " + length + " bytes";
            case 13 -> "chain";
            case 14 -> "key-tag";
            case EXTENDED_ERROR -> "extended-error";
            default -> "option " + code + ", " + length + " bytes";
        };
    }

    private static String quoted(ByteView bytes, int at, int length) {
        return WireText.quote(new String(bytes.copy(at, length), StandardCharsets.UTF_8), SHOWN);
    }

    /**
     * RFC 7871, section 6: family, source and scope prefix lengths, and as much of the address as the source prefix covers.
     */
    private static String clientSubnet(ByteView bytes, int at, int length) {
        if (!isClientSubnet(bytes, at, length)) {
            return "client-subnet, malformed";
        }
        int size = addressSize(bytes.u16be(at));
        long hi = 0;
        long lo = 0;
        for (int i = 0; i < size; i++) {
            long each = i < length - 4 ? bytes.u8(at + 4 + i) : 0;
            if (size == 16 && i < 8) {
                hi = hi << 8 | each;
            } else {
                lo = lo << 8 | each;
            }
        }
        return "client-subnet " + IpAddress.text(size == 4 ? 4 : 6, hi, lo) + "/" + bytes.u8(at + 2) + " scope " + bytes.u8(at
                + 3);
    }

    private static String extendedError(ByteView bytes, int at, int length) {
        int code = bytes.u16be(at);
        String text = code + " " + ExtendedErrorCodeOption.text(code);
        return length == 2 ? text : text + ": " + quoted(bytes, at + 2, length - 2);
    }
}
