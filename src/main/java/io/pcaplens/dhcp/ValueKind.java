package io.pcaplens.dhcp;

/** How the value of an option is laid out. */
enum ValueKind {
    /** No value: being there is what it says. */
    FLAG,
    /** One byte, 0 or not. */
    BOOLEAN,
    /** One unsigned byte. */
    U8,
    /** Two unsigned bytes. */
    U16,
    /** Four unsigned bytes. */
    U32,
    /** Four signed bytes. */
    S32,
    /** Seconds in four bytes; all ones is forever. */
    SECONDS,
    /** One IPv4 address. */
    IP,
    /** IPv4 addresses. */
    IPS,
    /** Pairs of IPv4 addresses. */
    IP_PAIRS,
    /** IPv6 addresses, or one. */
    IPS6,
    /** Unsigned bytes. */
    U8S,
    /** Unsigned numbers of two bytes. */
    U16S,
    /** Characters. */
    TEXT,
    /** Names in the encoding of DNS (RFC 1035, section 4.1.4), in DHCPv4 with compression (RFC 3397). */
    NAMES,
    /** Routes: prefix length, as many bytes of the prefix as it needs, router (RFC 3442). */
    ROUTES,
    /** Codes of options, whose names are given. */
    OPTION_CODES,
    /** A client identifier of DHCPv4 (RFC 2132, section 9.14; RFC 4361). */
    CLIENT_ID,
    /** A DHCP unique identifier (RFC 8415, section 11). */
    DUID,
    /** Sub-options of one byte code and length. */
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
    MESSAGE_TYPE,
    /** Which fixed fields hold options too (RFC 2132, section 9.3). */
    OVERLOAD,
    /** The processor and firmware of a client that boots over the network (RFC 4578). */
    ARCHITECTURE,
    /** Hundredths of a second in two bytes (RFC 8415, section 21.9). */
    CENTISECONDS,
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
    LINK_ADDRESS,
    /** Options of DHCPv6 inside the option. */
    OPTIONS6,
    /** Anything else, shown as bytes. */
    BYTES
}
