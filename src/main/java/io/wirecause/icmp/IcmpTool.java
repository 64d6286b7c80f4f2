package io.wirecause.icmp;

import io.wirecause.analysis.CaptureFindingCode;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.List;

/** The tool {@code analyze_icmp_packets}. */
public final class IcmpTool implements Tool<IcmpArguments> {
    /** The tool. */
    public IcmpTool() {
    }

    @Override
    public String name() {
        return "analyze_icmp_packets";
    }

    @Override
    public String title() {
        return "ICMP";
    }

    @Override
    public String description() {
        return "ICMP and ICMPv6: pings with loss and round trips, errors tied to the TCP connection or datagram they quote, "
                + "path MTU, redirects, traceroutes hop by hop, sweeps, suspected tunnels, IPv6 routers and duplicate "
                + "addresses, checksums. Use it when hosts cannot be reached, paths are unclear or ping misbehaves. Filter by "
                + "address and icmp_type; detailed=true gives longer lists. Not for why an established TCP connection is slow: "
                + "use analyze_tcp_connections.";
    }

    @Override
    public Class<IcmpArguments> arguments() {
        return IcmpArguments.class;
    }

    @Override
    public Class<? extends Record> answer() {
        return IcmpAnswer.class;
    }

    @Override
    public List<? extends FindingCode> findingCodes() {
        List<FindingCode> codes = new ArrayList<>(List.of(IcmpFindingCode.values()));
        codes.addAll(List.of(CaptureFindingCode.values()));
        return codes;
    }

    @Override
    public Record run(IcmpArguments arguments, ToolContext call) throws UserFacingException {
        IcmpFilter filter = IcmpFilter.of(arguments.address(), arguments.icmpType());
        IcmpPacketPage page = new IcmpPacketPage(new PageWindow(arguments.cursor(), arguments.limit()), arguments.detailed());
        IcmpAnalyzer analyzer = new IcmpAnalyzer(filter, page, call.limits().maxConnections());
        Pass.Reading reading = Pass.read(call, List.of(analyzer));
        analyzer.finish();
        return new IcmpReport(arguments, analyzer).answer(call.file(), reading, page);
    }
}
