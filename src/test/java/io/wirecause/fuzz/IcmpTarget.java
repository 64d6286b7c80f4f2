package io.wirecause.fuzz;

/** Messages of ICMP and ICMPv6, as {@link Traffic} writes them. */
public final class IcmpTarget {
    private IcmpTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Traffic.check("analyze_icmp_packets", input);
    }
}
