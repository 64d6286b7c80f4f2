package io.wirecause.dhcp.option;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.MacAddress;

/** DHCP unique identifiers (RFC 8415, section 11; RFC 6355) as text. */
public final class Duid {
    private static final int LINK_AND_TIME = 1;
    private static final int ENTERPRISE = 2;
    private static final int LINK = 3;
    private static final int UUID = 4;
    private static final int ETHERNET = 1;
    private static final int UUID_LENGTH = 16;

    private Duid() {
    }

    /** The link address in the identifier; -1 if it has none of 48 bits. */
    public static long mac(ByteView id) {
        if (id.length() < 4 || id.u16be(2) != ETHERNET) {
            return -1;
        }
        int at = id.u16be(0) == LINK_AND_TIME ? 8 : id.u16be(0) == LINK ? 4 : Integer.MAX_VALUE - MacAddress.LENGTH;
        return at + MacAddress.LENGTH <= id.length() ? MacAddress.at(id, at) : -1;
    }

    /** The identifier with its type, such as {@code llt 02:00:00:00:00:01}; about 100 characters at most. */
    public static String text(ByteView id) {
        int type = id.length() < 2 ? 0 : id.u16be(0);
        long mac = mac(id);
        if (mac >= 0) {
            return (type == LINK_AND_TIME ? "llt " : "ll ") + MacAddress.text(mac);
        }
        if (type == ENTERPRISE && id.length() >= 6) {
            return "en " + id.u32be(2) + " " + Hex.text(id, 6, id.length() - 6);
        }
        if (type == UUID && id.length() == 2 + UUID_LENGTH) {
            return "uuid " + new java.util.UUID(id.i64be(2), id.i64be(10));
        }
        return Hex.text(id, 0, id.length());
    }
}
