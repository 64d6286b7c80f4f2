package io.wirecause.icmp;

import io.wirecause.analysis.Tool;
import java.util.List;

/** The tool {@code analyze_icmp_packets}. */
public final class IcmpTool {
    /** The tool. */
    public static final Tool<IcmpArguments> TOOL = new Tool<>("analyze_icmp_packets", "ICMP",
            "ICMP and ICMPv6: pings with loss and round trips, errors tied to the TCP connection or datagram they quote, "
            + "path MTU, redirects, traceroutes hop by hop, sweeps, suspected tunnels, IPv6 routers and duplicate "
            + "addresses, checksums. Use it when hosts cannot be reached, paths are unclear or ping misbehaves. Filter by "
            + "address and icmp_type; detailed=true gives longer lists. Not for why an established TCP connection is slow: "
            + "use analyze_tcp_connections.",
            IcmpArguments.class, IcmpTotals.class, IcmpAnswer.class, List.of(IcmpFindingCode.values()), IcmpReport::new);

    private IcmpTool() {
    }
}
