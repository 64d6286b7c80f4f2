package io.wirecause.dns;

import io.wirecause.analysis.Tool;
import java.util.List;

/** The tool {@code analyze_dns_packets}. */
public final class DnsTool {
    /** The tool. */
    public static final Tool<DnsArguments> TOOL = new Tool<>("analyze_dns_packets", "DNS",
            "Start here for name resolution: DNS over UDP and TCP, mDNS, LLMNR and NetBIOS names. Pairs queries with "
            + "responses; gives response times and failures per server, unanswered, refused, slow and truncated queries, "
            + "DNSSEC and EDNS, zone transfers, answers that differ between servers, and names that look like a tunnel, "
            + "with findings that cite frames and a Wireshark display filter. Filter by name, type, client, server. DNS "
            + "inside TLS or HTTPS cannot be read.",
            DnsArguments.class, DnsTotals.class, DnsAnswer.class, List.of(DnsFindingCode.values()), DnsReport::new);

    private DnsTool() {
    }
}
