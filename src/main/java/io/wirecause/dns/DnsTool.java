package io.wirecause.dns;

import io.wirecause.analysis.CaptureFindingCode;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.List;

/** The tool {@code analyze_dns_packets}. */
public final class DnsTool implements Tool<DnsArguments> {
    /** The tool. */
    public DnsTool() {
    }

    @Override
    public String name() {
        return "analyze_dns_packets";
    }

    @Override
    public String title() {
        return "DNS";
    }

    @Override
    public String description() {
        return "Start here for name resolution: DNS over UDP and TCP, mDNS, LLMNR and NetBIOS names. Pairs queries with "
                + "responses; gives response times and failures per server, unanswered, refused, slow and truncated queries, "
                + "DNSSEC and EDNS, zone transfers, answers that differ between servers, and names that look like a tunnel, "
                + "with findings that cite frames and a Wireshark display filter. Filter by name, type, client, server. DNS "
                + "inside TLS or HTTPS cannot be read.";
    }

    @Override
    public Class<DnsArguments> arguments() {
        return DnsArguments.class;
    }

    @Override
    public Class<? extends Record> answer() {
        return DnsAnswer.class;
    }

    @Override
    public List<? extends FindingCode> findingCodes() {
        List<FindingCode> codes = new ArrayList<>(List.of(DnsFindingCode.values()));
        codes.addAll(List.of(CaptureFindingCode.values()));
        return codes;
    }

    @Override
    public Record run(DnsArguments arguments, ToolContext call) throws UserFacingException {
        DnsFilter filter = DnsFilter.of(arguments);
        PageWindow window = new PageWindow(arguments.cursor(), arguments.limit());
        DnsStatistics seen = new DnsStatistics(filter, window, arguments.detailed());
        DnsAnalyzer analyzer = new DnsAnalyzer(seen::message, seen.exchanges::unreachable, call.limits().maxConnections());
        Pass.Reading reading = Pass.read(call, List.of(analyzer));
        analyzer.finish();
        seen.finish(analyzer.now());
        return new DnsReport(arguments, call.file(), seen, analyzer, reading).answer(window);
    }
}
