package io.wirecause.tcp;

import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.Tool;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.endpoint.EndpointState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The tool {@code analyze_traffic_flow}. */
public final class TrafficFlowTool implements Tool<TrafficFlowArguments> {
    /** Up to this factor between the directions the flow is called balanced. */
    private static final int BALANCED = 2;

    /** The tool. */
    public TrafficFlowTool() {
    }

    @Override
    public String name() {
        return "analyze_traffic_flow";
    }

    @Override
    public String title() {
        return "TCP traffic flow";
    }

    @Override
    public String description() {
        return "What one server and its clients send each other over TCP: segments, bytes, resets and retransmissions each way, who "
                + "resets, which way the data flows, and bytes over time in at most " + FlowTimeline.SLOTS + " slots. Needs server_ip; "
                + "analyze_tcp_connections names the servers.";
    }

    @Override
    public Class<TrafficFlowArguments> arguments() {
        return TrafficFlowArguments.class;
    }

    @Override
    public Class<? extends Record> answer() {
        return TrafficFlowAnswer.class;
    }

    @Override
    public List<? extends FindingCode> findingCodes() {
        return ConnectionAnalysis.findingCodes();
    }

    @Override
    public Record run(TrafficFlowArguments arguments, ToolContext call) throws UserFacingException {
        TcpFilter filter = TcpFilter.of(arguments.serverIp(), arguments.serverPort());
        FlowTimeline timeline = new FlowTimeline(filter);
        ConnectionAnalysis tracked = ConnectionAnalysis.read(call, filter, timeline);
        List<EndpointState> servers = tracked.connections().stream().map(filter::server).toList();
        List<EndpointState> clients = tracked.connections().stream().map(c -> c.peer(filter.server(c))).toList();
        TrafficFlowAnswer.Direction up = direction(clients);
        TrafficFlowAnswer.Direction down = direction(servers);
        List<Finding> findings = tracked.findings();
        return new TrafficFlowAnswer(call.file(), Instant.now().truncatedTo(ChronoUnit.SECONDS),
                tracked.coverage().packetsRead(), tracked.segments(),
                ConnectionAnalysis.asked(arguments.serverIp(), arguments.serverPort()), filter.named(), servers.size(), up, down,
                analysis(servers.size(), up, down), timeline.slots(), findings.stream().map(Finding::title).toList(), findings,
                tracked.coverage());
    }

    private static TrafficFlowAnswer.Direction direction(List<EndpointState> senders) {
        return new TrafficFlowAnswer.Direction(sum(senders, s -> s.packets()), sum(senders, s -> s.bytes()),
                sum(senders, s -> s.uniqueBytes()), sum(senders, s -> s.syns()), sum(senders, s -> s.synAcks()),
                sum(senders, s -> s.rsts()), sum(senders, s -> s.fins()), sum(senders, s -> s.dataPackets()),
                sum(senders, EndpointState::retransmissions));
    }

    private static long sum(List<EndpointState> sides, ToLongFunction<EndpointState> what) {
        return sides.stream().mapToLong(what).sum();
    }

    private static TrafficFlowAnswer.Analysis analysis(int connections, TrafficFlowAnswer.Direction up,
                                                       TrafficFlowAnswer.Direction down) {
        Double ratio = up.byteCount() == 0 ? null : Math.round(1e3 * down.byteCount() / up.byteCount()) / 1e3;
        String resets = more(up.rstCount(), down.rstCount(), 1, "client", "server");
        String flow = more(up.byteCount(), down.byteCount(), BALANCED, "client_heavy", "server_heavy");
        return new TrafficFlowAnswer.Analysis(ratio, resets, flow, connections == 0
                ? "The capture holds no connection of this server." : words(up, down, resets, flow));
    }

    /** Which of two counts is more than so many times the other. */
    private static String more(long client, long server, int factor, String clients, String servers) {
        if (client == 0 && server == 0) {
            return "none";
        }
        return client > factor * server ? clients : server > factor * client ? servers : "balanced";
    }

    private static String words(TrafficFlowAnswer.Direction up, TrafficFlowAnswer.Direction down, String resets, String flow) {
        String data = switch (flow) {
            case "client_heavy" -> "Most data goes to the server";
            case "server_heavy" -> "Most data comes from the server";
            case "balanced" -> "About as much data goes to the server as comes from it";
            default -> "No data was sent either way";
        };
        String ends = switch (resets) {
            case "none" -> "nobody sent a RST";
            case "balanced" -> "both sides sent " + down.rstCount() + " RSTs";
            default -> String.format(Locale.ROOT, "the %s sent %s (%d against %d)", resets.equals("client") ? "clients" : "server",
                    Math.min(up.rstCount(), down.rstCount()) == 0 ? "all RSTs" : "more RSTs",
                    Math.max(up.rstCount(), down.rstCount()), Math.min(up.rstCount(), down.rstCount()));
        };
        return String.format(Locale.ROOT, "%s (%d and %d bytes); %s. Sent again: %d segments by clients, %d by the server.", data,
                up.byteCount(), down.byteCount(), ends, up.retransmissions(), down.retransmissions());
    }
}
