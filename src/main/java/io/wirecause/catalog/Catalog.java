package io.wirecause.catalog;

import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.Tool;
import io.wirecause.capinfos.CapinfosTool;
import io.wirecause.dhcp.DhcpTool;
import io.wirecause.dns.DnsTool;
import io.wirecause.icmp.IcmpTool;
import io.wirecause.sip.SipTool;
import io.wirecause.tcp.AnomaliesTool;
import io.wirecause.tcp.ConnectionsTool;
import io.wirecause.tcp.RetransmissionsTool;
import io.wirecause.tcp.TrafficFlowTool;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.SegmentLines;
import java.io.IOException;
import java.util.List;

/** Every tool, in the order in which a model sees them. Adding a protocol adds one line here. */
public final class Catalog {
    /** The tools. */
    public static final List<Tool<?>> TOOLS = List.of(
            new ConnectionsTool(),
            new AnomaliesTool(),
            new RetransmissionsTool(),
            new TrafficFlowTool(),
            new DnsTool(),
            new DhcpTool(),
            new IcmpTool(),
            new SipTool(),
            new CapinfosTool());

    private Catalog() {
    }

    /**
     * Writes one line for each TCP segment: no tool, for it has no bound, but a table for people and scripts.
     *
     * @return what the capture lacks, one sentence each
     * @throws Problem     where the capture cannot be read
     * @throws IOException where {@code out} takes no more
     */
    public static List<String> segments(ToolContext call, Appendable out) throws UserFacingException, IOException {
        return SegmentLines.write(call, out);
    }
}
