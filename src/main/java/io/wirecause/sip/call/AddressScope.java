package io.wirecause.sip.call;

import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.packet.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** From where an address can be reached. */
public enum AddressScope {
    /** Only from the host itself: 127.0.0.0/8 and ::1. */
    LOOPBACK,
    /** Only from the same link: 169.254.0.0/16 and fe80::/10. */
    LINK,
    /** Only from the same private network: RFC 1918, RFC 4193 and the carriers' 100.64.0.0/10 (RFC 6598). */
    PRIVATE,
    /** Nowhere: 0.0.0.0 and ::. */
    NONE,
    /** A group: 224.0.0.0/4 and ff00::/8. */
    MULTICAST,
    /** From everywhere. */
    PUBLIC;

    /** Prefixes of IPv4: value, length, scope; the first that fits counts. */
    private enum Prefix4 {
        ANY(0x00000000, 32, NONE),
        LOCALHOST(0x7f000000, 8, LOOPBACK),
        AUTOMATIC(0xa9fe0000, 16, LINK),
        TEN(0x0a000000, 8, PRIVATE),
        SIXTEEN_B(0xac100000, 12, PRIVATE),
        CLASS_C(0xc0a80000, 16, PRIVATE),
        CARRIER(0x64400000, 10, PRIVATE),
        GROUP(0xe0000000, 4, MULTICAST);

        private final int value;
        private final int mask;
        private final AddressScope scope;

        Prefix4(int value, int length, AddressScope scope) {
            this.value = value;
            this.mask = -1 << 32 - length;
            this.scope = scope;
        }
    }

    private static final Prefix4[] PREFIXES4 = Prefix4.values();

    /** The scope of an endpoint's address. */
    public static AddressScope of(Endpoint endpoint) {
        return endpoint.version() == 4 ? of4((int) endpoint.lo()) : of6(endpoint.hi(), endpoint.lo());
    }

    /** The scope of an address as text; null where the text is no address but a name. */
    public static AddressScope of(String address) {
        Endpoint endpoint = endpoint(address, 0);
        return endpoint == null ? null : of(endpoint);
    }

    private static AddressScope of4(int address) {
        for (Prefix4 prefix : PREFIXES4) {
            if ((address & prefix.mask) == prefix.value) {
                return prefix.scope;
            }
        }
        return PUBLIC;
    }

    private static AddressScope of6(long hi, long lo) {
        if (hi == 0 && lo <= 1 && lo >= 0) {
            return lo == 0 ? NONE : LOOPBACK;
        }
        int first = (int) (hi >>> 48);
        if ((first & 0xff00) == 0xff00) {
            return MULTICAST;
        }
        if ((first & 0xffc0) == 0xfe80) {
            return LINK;
        }
        return (first & 0xfe00) == 0xfc00 ? PRIVATE : PUBLIC;
    }

    /** An endpoint from text; null where the text is no address. Asks no name server. */
    static Endpoint endpoint(String address, int port) {
        if (address == null) {
            return null;
        }
        long four = ipv4(address);
        if (four >= 0) {
            return new Endpoint(4, 0, four, port);
        }
        if (address.indexOf(':') < 0 || IpAddress.canonical(address) == null) {
            return null;
        }
        try {
            // A literal, as canonical() has shown: no name server is asked.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return bytes.length == 4 ? new Endpoint(4, 0, buffer.getInt() & 0xffffffffL, port)
                    : new Endpoint(6, buffer.getLong(), buffer.getLong(), port);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Dotted decimal as 32 bits; -1 if the text is not one. */
    private static long ipv4(String text) {
        long address = 0;
        int part = -1;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && part <= 25) {
                part = Math.max(0, part) * 10 + c - '0';
            } else if (c == '.' && part >= 0 && part <= 255 && dots < 3) {
                address = address << 8 | part;
                part = -1;
                dots++;
            } else {
                return -1;
            }
        }
        return dots == 3 && part >= 0 && part <= 255 ? address << 8 | part : -1;
    }
}
