package io.wirecause.catalog;

import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capinfos.CapinfosTool;
import io.wirecause.capinfos.TrafficAnalysis;
import io.wirecause.compare.CompareTool;
import io.wirecause.dhcp.DhcpAnalysis;
import io.wirecause.dhcp.DhcpTool;
import io.wirecause.diagnosis.DiagnosisTool;
import io.wirecause.diagnosis.Source;
import io.wirecause.dns.DnsAnalysis;
import io.wirecause.dns.DnsTool;
import io.wirecause.explain.ExplainTool;
import io.wirecause.http.HttpAnalysis;
import io.wirecause.http.HttpTool;
import io.wirecause.icmp.IcmpAnalysis;
import io.wirecause.icmp.IcmpTool;
import io.wirecause.packets.PacketsTool;
import io.wirecause.report.UserFacingException;
import io.wirecause.service.ServiceAnalysis;
import io.wirecause.service.ServiceTool;
import io.wirecause.sip.SipAnalysis;
import io.wirecause.sip.SipTool;
import io.wirecause.tcp.AnomaliesTool;
import io.wirecause.tcp.ConnectionsTool;
import io.wirecause.tcp.RetransmissionsTool;
import io.wirecause.tcp.SegmentLines;
import io.wirecause.tcp.TcpAnalysis;
import io.wirecause.tcp.TrafficFlowTool;
import io.wirecause.tls.TlsAnalysis;
import io.wirecause.tls.TlsTool;
import io.wirecause.view.ViewTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that can be analysed, in the order in which a model sees it: one line a protocol. */
public final class Catalog {
    /** The protocols. */
    public static final List<Protocol> PROTOCOLS = List.of(
            new Protocol("tcp", TcpAnalysis::new, ConnectionsTool.TOOL, AnomaliesTool.TOOL, RetransmissionsTool.TOOL,
                    TrafficFlowTool.TOOL),
            new Protocol("dns", DnsAnalysis::new, DnsTool.TOOL),
            new Protocol("dhcp", DhcpAnalysis::new, DhcpTool.TOOL),
            new Protocol("icmp", IcmpAnalysis::new, IcmpTool.TOOL),
            new Protocol("sip", SipAnalysis::new, SipTool.TOOL),
            new Protocol("tls", TlsAnalysis::new, TlsTool.TOOL),
            new Protocol("http", HttpAnalysis::new, HttpTool.TOOL),
            new Protocol("service", ServiceAnalysis::new, ServiceTool.TOOL),
            new Protocol("capinfos", TrafficAnalysis::new, CapinfosTool.TOOL),
            new Protocol("packets", PacketsTool::nothing, PacketsTool.TOOL));

    /** The name of the module that looks at all protocols together. */
    public static final String DIAGNOSIS = "diagnosis";
    /** The name of the module that tells the life of one connection. */
    public static final String EXPLAIN = "explain";

    /** The name of the module that compares two captures. */
    public static final String COMPARE = "compare";

    /** The names of all modules: those that rest on all protocols, which come first because a user starts there, and these. */
    public static final List<String> MODULES = Stream.concat(Stream.of(DIAGNOSIS, EXPLAIN, COMPARE),
            PROTOCOLS.stream().map(Protocol::name)).toList();

    /** All tools. */
    public static final List<Tool<?>> TOOLS = tools(Set.copyOf(MODULES));

    /** What a report for people shows: called like a tool, offered to nobody. */
    public static final Tool<?> VIEW = ViewTool.over(sources());

    private Catalog() {
    }

    /** The tools of these modules; the first ones rest on all protocols, whichever of their tools are offered. */
    public static List<Tool<?>> tools(Set<String> modules) {
        List<Tool<?>> tools = new ArrayList<>();
        List<Source> sources = sources();
        if (modules.contains(DIAGNOSIS)) {
            tools.add(DiagnosisTool.over(sources));
        }
        if (modules.contains(EXPLAIN)) {
            tools.add(ExplainTool.over(sources));
        }
        if (modules.contains(COMPARE)) {
            tools.add(CompareTool.over(sources));
        }
        PROTOCOLS.stream().filter(protocol -> modules.contains(protocol.name()))
                .forEach(protocol -> tools.addAll(protocol.tools()));
        return List.copyOf(tools);
    }

    private static List<Source> sources() {
        return PROTOCOLS.stream().map(protocol -> new Source(protocol.analysis(), protocol.tools())).toList();
    }

    /**
     * Writes one line for each TCP segment, a table for people and scripts. Not a tool: its output is unbounded.
     *
     * @return what the capture lacks, one sentence each
     * @throws UserFacingException if the capture cannot be read
     * @throws IOException if {@code out} cannot be written
     */
    public static List<String> segments(ToolContext call, Appendable out) throws UserFacingException, IOException {
        return SegmentLines.write(call, out);
    }
}
