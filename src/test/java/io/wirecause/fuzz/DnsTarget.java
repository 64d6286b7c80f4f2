package io.wirecause.fuzz;

/** Messages of DNS, mDNS, LLMNR and NetBIOS names, as {@link Traffic} writes them. */
public final class DnsTarget {
    private DnsTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Traffic.check("analyze_dns_packets", input);
    }
}
