package io.wirecause.dns.message;

import java.util.Locale;

/** Name services that use the message format of DNS, told apart by port. */
public enum DnsService {
    /** Unicast DNS (RFC 1035). */
    DNS(53),
    /** Multicast DNS (RFC 6762): any host answers, and ids do not pair. */
    MDNS(5353),
    /** Link-local multicast name resolution (RFC 4795). */
    LLMNR(5355),
    /** NetBIOS name service (RFC 1002, section 4.2). */
    NBNS(137);

    /** Cached, because values() copies its array. */
    private static final DnsService[] ALL = values();

    private final int port;

    DnsService(int port) {
        this.port = port;
    }

    /** The service that one of the ports belongs to; null if neither does. */
    public static DnsService of(int sourcePort, int destinationPort) {
        for (DnsService each : ALL) {
            if (each.port == sourcePort || each.port == destinationPort) {
                return each;
            }
        }
        return null;
    }

    /** The name in results, which is also Wireshark's display filter. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether queries are sent to a group, so that silence means that no host has the name. */
    public boolean multicast() {
        return this != DNS;
    }
}
