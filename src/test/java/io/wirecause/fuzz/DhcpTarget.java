package io.wirecause.fuzz;

/** Messages of DHCP and DHCPv6, as {@link Traffic} writes them. */
public final class DhcpTarget {
    private DhcpTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Traffic.check("analyze_dhcp_packets", input);
    }
}
