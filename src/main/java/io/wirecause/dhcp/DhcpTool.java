package io.wirecause.dhcp;

import io.wirecause.analysis.Tool;
import java.util.List;

/** The tool {@code analyze_dhcp_packets}. */
public final class DhcpTool {
    /** The tool. */
    public static final Tool<DhcpArguments> TOOL = new Tool<>("analyze_dhcp_packets", "DHCP",
            "DHCPv4, DHCPv6 and BOOTP: why a host gets no address, or the wrong one. Gives each exchange's outcome (bound, "
            + "renewed, refused, no offer ...), server response times, leases, conflicts, several or rogue servers, "
            + "starvation, all options by name, relays and client fingerprints. Filter by client, server and message_type; "
            + "detailed=true shows all options. Not for IPv6 router advertisements: use analyze_icmp_packets.",
            DhcpArguments.class, DhcpTotals.class, DhcpAnswer.class, List.of(DhcpFindingCode.values()), DhcpReport::new);

    private DhcpTool() {
    }
}
