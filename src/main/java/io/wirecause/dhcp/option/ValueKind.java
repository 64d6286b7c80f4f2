package io.wirecause.dhcp.option;

/** How the value of an option is laid out. */
public enum ValueKind {
    /** No value: presence is all. */
    FLAG(0),
    /** One byte, 0 or not. */
    BOOLEAN(1),
    /** One unsigned byte. */
    U8(1),
    /** Two unsigned bytes. */
    U16(2),
    /** Four unsigned bytes. */
    U32(4),
    /** Four signed bytes. */
    S32(4),
    /** Seconds in four bytes; all ones is forever. */
    SECONDS(4),
    /** One IPv4 address. */
    IP(4),
    /** IPv4 addresses. */
    IPS(4, 4),
    /** Pairs of IPv4 addresses. */
    IP_PAIRS(8, 8),
    /** IPv6 addresses. */
    IPS6(16, 16),
    /** Unsigned bytes. */
    U8S(0, 1),
    /** Unsigned numbers of two bytes. */
    U16S(0, 2),
    /** Characters. */
    TEXT(0, 1),
    /** Names in DNS encoding (RFC 1035, section 4.1.4), in DHCPv4 with compression (RFC 3397). */
    NAMES,
    /** Routes: prefix length, the bytes of the prefix that it needs, router (RFC 3442). */
    ROUTES,
    /** Option codes. */
    OPTION_CODES(0, 1),
    /** A client identifier of DHCPv4 (RFC 2132, section 9.14; RFC 4361). */
    CLIENT_ID(2, 1),
    /** A DHCP unique identifier (RFC 8415, section 11). */
    DUID(3, 1),
    /** Vendor data, mostly sub-options with code and length of one byte each. */
    SUBOPTIONS,
    /** Relay agent information (RFC 3046): sub-options with registered names. */
    RELAY,
    /** Enterprise numbers, each with data and its length in one byte (RFC 3925). */
    ENTERPRISES,
    /** One enterprise number with data in pieces, each with a length of two bytes (RFC 8415, section 21.16). */
    ENTERPRISE_PIECES,
    /** One enterprise number with options of two-byte code and length (RFC 8415, section 21.17). */
    ENTERPRISE_OPTIONS,
    /** One enterprise number with the rest as bytes (RFC 4649). */
    ENTERPRISE_BYTES,
    /** Pieces of data, each with a length of one byte (RFC 3004). */
    PIECES8,
    /** Pieces of data, each with a length of two bytes (RFC 8415, section 21.15). */
    PIECES16,
    /** A client's name: flags and a name as text or in the encoding of DNS (RFC 4702). */
    FQDN,
    /** A client's name: flags and a name in the encoding of DNS (RFC 4704). */
    FQDN6,
    /** SIP servers as names or addresses (RFC 3361). */
    SIP,
    /** A status code of DHCPv4 with a text (RFC 6926, section 6.2.2). */
    STATUS,
    /** A status code of DHCPv6 with a text (RFC 8415, section 21.13). */
    STATUS6,
    /** Authentication: protocol and algorithm; what it proves is not shown (RFC 3118). */
    AUTHENTICATION,
    /** A message type of DHCPv4. */
    MESSAGE_TYPE(1),
    /** Which fixed fields hold options too (RFC 2132, section 9.3). */
    OVERLOAD(1),
    /** The processor and firmware of a client that boots over the network (RFC 4578). */
    ARCHITECTURE,
    /** Hundredths of a second in two bytes (RFC 8415, section 21.9). */
    CENTISECONDS(2),
    /** An identity association with options inside (RFC 8415, sections 21.4, 21.21). */
    IA,
    /** An identity association for temporary addresses (RFC 8415, section 21.5). */
    IA_TA,
    /** An address with lifetimes (RFC 8415, section 21.6). */
    IA_ADDRESS,
    /** A prefix with lifetimes (RFC 8415, section 21.22). */
    IA_PREFIX,
    /** Time servers as sub-options (RFC 5908). */
    NTP,
    /** A link address with its type in two bytes before it (RFC 6939). */
    LINK_ADDRESS(8),
    /** Options of DHCPv6 inside the option. */
    OPTIONS6,
    /** Anything else, shown as bytes. */
    BYTES(0, 1);

    private final int least;
    /** What a longer value grows by; 0 where there is none. */
    private final int step;
    private final boolean structured;

    /** With an inner structure that decides which lengths fit. */
    ValueKind() {
        this(0, 1, true);
    }

    /** Of one length. */
    ValueKind(int length) {
        this(length, 0, false);
    }

    /** Of this length or longer by steps. */
    ValueKind(int least, int step) {
        this(least, step, false);
    }

    ValueKind(int least, int step, boolean structured) {
        this.least = least;
        this.step = step;
        this.structured = structured;
    }

    /** Whether values hold others with lengths of their own. */
    public boolean isStructured() {
        return structured;
    }

    /** Whether a value of so many bytes can be of this kind. */
    public boolean fits(int length) {
        return length == least || step > 0 && length > least && (length - least) % step == 0;
    }
}
