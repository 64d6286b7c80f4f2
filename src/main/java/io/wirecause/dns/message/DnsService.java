package io.wirecause.dns.message;

import java.util.Locale;

/** The name services that share the message format of DNS, told apart by port. */
public enum DnsService {
    /** DNS proper (RFC 1035). */
    DNS(53),
    /** Multicast DNS (RFC 6762): anyone answers, without pairing by id. */
    MDNS(5353),
    /** Link-local multicast name resolution (RFC 4795). */
    LLMNR(5355),
    /** NetBIOS name service (RFC 1002, section 4.2). */
    NBNS(137);

    /** Once: values() makes an array at each call. */
    private static final DnsService[] ALL = values();

    private final int port;

    DnsService(int port) {
        this.port = port;
    }

    /** The service whose port one of the two is; null where neither is. */
    public static DnsService of(int sourcePort, int destinationPort) {
        for (DnsService each : ALL) {
            if (each.port == sourcePort || each.port == destinationPort) {
                return each;
            }
        }
        return null;
    }

    /** As results name it, which is also Wireshark's display filter. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether queries go to a group, so that silence is an answer: nobody has the name. */
    public boolean multicast() {
        return this != DNS;
    }
}
