package io.wirecause.dhcp;

import io.wirecause.analysis.CaptureFindingCode;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.List;

/** The tool {@code analyze_dhcp_packets}. */
public final class DhcpTool implements Tool<DhcpArguments> {
    /** The tool. */
    public DhcpTool() {
    }

    @Override
    public String name() {
        return "analyze_dhcp_packets";
    }

    @Override
    public String title() {
        return "DHCP";
    }

    @Override
    public String description() {
        return "DHCPv4, DHCPv6 and BOOTP: why a host gets no address, or the wrong one. Gives each exchange's outcome (bound, "
                + "renewed, refused, no offer ...), server response times, leases, conflicts, several or rogue servers, "
                + "starvation, all options by name, relays and client fingerprints. Filter by client, server and message_type; "
                + "detailed=true shows all options. Not for IPv6 router advertisements: use analyze_icmp_packets.";
    }

    @Override
    public Class<DhcpArguments> arguments() {
        return DhcpArguments.class;
    }

    @Override
    public Class<? extends Record> answer() {
        return DhcpAnswer.class;
    }

    @Override
    public List<? extends FindingCode> findingCodes() {
        List<FindingCode> codes = new ArrayList<>(List.of(DhcpFindingCode.values()));
        codes.addAll(List.of(CaptureFindingCode.values()));
        return codes;
    }

    @Override
    public Record run(DhcpArguments arguments, ToolContext call) throws UserFacingException {
        DhcpFilter filter = DhcpFilter.of(arguments.client(), arguments.server(), arguments.messageType());
        PageWindow window = new PageWindow(arguments.cursor(), arguments.limit());
        DhcpAnalyzer analyzer = new DhcpAnalyzer(filter, window, arguments.detailed());
        Pass.Reading reading = Pass.read(call, List.of(analyzer));
        return new DhcpReport(arguments, analyzer).answer(call.file(), reading, window);
    }
}
