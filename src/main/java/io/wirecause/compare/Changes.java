package io.wirecause.compare;

import io.wirecause.compare.match.Change;
import io.wirecause.compare.match.FlowPair;
import io.wirecause.compare.match.PairOutcome;
import io.wirecause.compare.match.SameTraffic;
import io.wirecause.report.Plural;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells what devices between the points change in packets, a line each. */
final class Changes {
    private final SameTraffic traffic;
    private final List<PairOutcome> outcomes;
    private final Points points;

    Changes(SameTraffic traffic, List<PairOutcome> outcomes, Points points) {
        this.traffic = traffic;
        this.outcomes = outcomes;
        this.points = points;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        translations(lines);
        long shifted = outcomes.stream().filter(PairOutcome::shifted).filter(o -> o.kind() != FlowPair.Kind.PROXIED).count();
        if (shifted > 0) {
            lines.add("Sequence numbers of " + Plural.of(shifted, "connection") + ": each direction by a fixed difference");
        }
        for (int upstream = 0; upstream < 2; upstream++) {
            for (Map.Entry<Change.Field, Change> each : traffic.changes(upstream).entrySet()) {
                Change back = traffic.changes(1 - upstream).get(each.getKey());
                if (each.getKey() == Change.Field.HOPS && back != null && back.commonest().equals(each.getValue().commonest())) {
                    if (upstream == 0) {
                        lines.add("TTL: " + words(each.getKey(), each.getValue()) + " between the points, each way");
                    }
                    continue;
                }
                boolean opening = isOfOpenings(each.getKey());
                long of = opening ? traffic.openings(upstream) : traffic.compared(upstream);
                lines.add(name(each.getKey()) + ", " + points.way(upstream) + ": " + words(each.getKey(), each.getValue())
                        + " in " + each.getValue().count() + " of " + Plural.of(of, opening ? "SYN or SYN-ACK" : "packet",
                                opening ? "SYN and SYN-ACK segments" : "packets")
                        + ", first in " + points.name(0) + "#" + each.getValue().firstFrame() + " and " + points.name(1) + "#"
                        + each.getValue().otherFrame());
            }
        }
        return lines;
    }

    private void translations(List<String> lines) {
        for (int end = 0; end < 2; end++) {
            boolean client = end == 0;
            List<PairOutcome> changed = outcomes.stream().filter(o -> o.kind() != FlowPair.Kind.PROXIED)
                    .filter(o -> client ? !o.client().equals(o.otherClient()) : !o.server().equals(o.otherServer())).toList();
            if (!changed.isEmpty()) {
                PairOutcome one = changed.get(0);
                lines.add((client ? "Client" : "Server") + " addresses or ports of " + Plural.of(changed.size(), "conversation")
                        + ", such as " + (client ? one.client() + " to " + one.otherClient() : one.server() + " to "
                        + one.otherServer()));
            }
        }
    }

    static boolean isOfOpenings(Change.Field field) {
        return field == Change.Field.MSS || field == Change.Field.WINDOW_SCALE || field == Change.Field.SACK;
    }

    private static String words(Change.Field field, Change change) {
        if (field == Change.Field.HOPS) {
            String hops = change.commonest().substring(0, change.commonest().indexOf(' '));
            if (hops.startsWith("-")) {
                return "raised by " + hops.substring(1);
            }
            return hops.equals("1") ? "1 hop" : hops + " hops";
        }
        return (change.isOneRule() ? "" : "such as ") + change.commonest();
    }

    static String name(Change.Field field) {
        return switch (field) {
            case HOPS -> "TTL";
            case DSCP -> "DSCP";
            case ECN -> "ECN bits";
            case CONGESTION_MARK -> "Congestion marks (CE)";
            case IP_ID -> "IP identification";
            case MSS -> "MSS option";
            case WINDOW_SCALE -> "Window scale option";
            case SACK -> "SACK-permitted option";
            case TIMESTAMPS -> "TCP timestamps";
            case WINDOW -> "TCP window";
            case URGENT -> "Urgent pointer";
            case PAYLOAD -> "Payload";
            case FRAGMENTS -> "Fragmentation";
            case VLAN -> "VLAN tag";
            case TUNNELS -> "Tunnels around the packet";
            case FLAGS -> "TCP flags";
        };
    }
}
