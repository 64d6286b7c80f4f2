package io.wirecause.tcp;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.endpoint.EndpointState;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Presents {@code analyze_traffic_flow}: one server and its clients, each way and over time. */
final class TrafficFlowReport implements Presentation {
    /** Up to this factor between the directions the flow is called balanced. */
    private static final int BALANCED = 2;

    private final TcpFilter filter;
    private final FlowTimeline timeline;
    private final TcpAnalysis analysis;

    TrafficFlowReport(TrafficFlowArguments arguments, ToolContext context) throws UserFacingException {
        this.filter = TcpFilter.of(arguments.serverIp(), arguments.serverPort());
        this.timeline = new FlowTimeline(filter);
        this.analysis = new TcpAnalysis(context, filter, timeline);
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public String absent() {
        return analysis.totals().absent();
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) {
        List<EndpointState> servers = analysis.connections().stream().map(filter::server).toList();
        List<EndpointState> clients = analysis.connections().stream().map(c -> c.peer(filter.server(c))).toList();
        TrafficFlowAnswer.Direction up = direction(clients);
        TrafficFlowAnswer.Direction down = direction(servers);
        return new Body(analysis.totals(), new TrafficFlowAnswer(filter.named(), servers.size(), up, down,
                analysis(servers.size(), up, down), timeline.slots()), null);
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
            default -> String.format(Locale.ROOT, "the %s sent %s (%d against %d)",
                    resets.equals("client") ? "clients" : "server",
                    Math.min(up.rstCount(), down.rstCount()) == 0 ? "all RSTs" : "more RSTs",
                    Math.max(up.rstCount(), down.rstCount()), Math.min(up.rstCount(), down.rstCount()));
        };
        return String.format(Locale.ROOT, "%s (%d and %d bytes); %s. Retransmitted: %d segments by clients, %d by the server.",
                data, up.byteCount(), down.byteCount(), ends, up.retransmissions(), down.retransmissions());
    }
}
