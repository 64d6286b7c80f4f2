package io.pcaplens.catalog;

import io.pcaplens.analysis.Call;
import io.pcaplens.analysis.Tool;
import io.pcaplens.capinfos.CapinfosTool;
import io.pcaplens.dhcp.DhcpTool;
import io.pcaplens.dns.DnsTool;
import io.pcaplens.icmp.IcmpTool;
import io.pcaplens.sip.SipTool;
import io.pcaplens.tcp.AnomaliesTool;
import io.pcaplens.tcp.ConnectionsTool;
import io.pcaplens.tcp.RetransmissionsTool;
import io.pcaplens.tcp.TrafficFlowTool;
import io.pcaplens.report.Problem;
import io.pcaplens.tcp.SegmentLines;
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
    public static List<String> segments(Call call, Appendable out) throws Problem, IOException {
        return SegmentLines.write(call, out);
    }
}
