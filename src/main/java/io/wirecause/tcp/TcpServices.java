package io.wirecause.tcp;

import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Profile;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.analysis.service.Trait;
import io.wirecause.flow.RoleBasis;
import io.wirecause.report.Plural;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.RoundTrips;
import io.wirecause.tcp.endpoint.WaitTimes;
import io.wirecause.tcp.segment.SynOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What TCP knows of the servers in a capture, and what of TCP is in order. */
final class TcpServices {
    private final List<Connection> connections;

    TcpServices(List<Connection> connections) {
        this.connections = connections;
    }

    /** Adds connections and times by server, where it is known who serves. */
    void describe(ServiceTable table) {
        Map<Object, Service> rows = new HashMap<>();
        for (Connection c : connections) {
            if (c.roleBasis() != RoleBasis.FIRST_PACKET) {
                describe(c, rows.computeIfAbsent(c.serverEnd(), end -> table.of(end.toString())));
            }
        }
    }

    private static void describe(Connection c, Service row) {
        row.connection(c.hasFailed(), c.client().uniqueBytes() + c.server().uniqueBytes());
        if (c.handshakeNanos() >= 0) {
            row.spend(Phase.CONNECT, 1, c.handshakeNanos(), c.handshakeNanos(), 0);
        }
        WaitTimes server = WaitTimes.of(c.server());
        WaitTimes client = WaitTimes.of(c.client());
        row.spend(Phase.SERVER, server.answers(), server.nanos() - server.slowPauseNanos(), server.longestAnswer(), 0);
        row.spend(Phase.CLIENT_IDLE, client.answers(), client.nanos() - client.slowPauseNanos(), client.longestAnswer(), 0);
        if (row.profile() != null) {
            describe(c, server, row.profile());
        }
    }

    /** A connection counts once in each: what happens on one is not independent of what happened there before. */
    private static void describe(Connection c, WaitTimes waits, Profile profile) {
        profile.seen(c.firstTime(), c.lastTime());
        profile.took(Phase.CONNECT, c.handshakeNanos());
        profile.took(Phase.SERVER, waits.answers() == 0 ? -1 : (waits.nanos() - waits.slowPauseNanos()) / waits.answers());
        long there = RoundTrips.shortestTo(c.server(), c.client());
        long back = RoundTrips.shortestTo(c.client(), c.server());
        profile.roundTrip(there < 0 || back < 0 ? -1 : there + back);
        for (EndpointState side : List.of(c.client(), c.server())) {
            profile.data(side == c.server(), side.dataPackets(), side.verdicts().lostData());
        }
        profile.is(Trait.TTL, c.server().firstTtl() < 0 ? null : String.valueOf(c.server().firstTtl()), 1);
        SynOptions offered = c.client().options();
        SynOptions taken = c.server().options();
        if (offered == null || taken == null) {
            return;
        }
        profile.is(Trait.MSS, taken.mss() == null ? "none" : taken.mss().toString(), 1);
        profile.is(Trait.CLIENT_MSS, offered.mss() == null ? "none" : offered.mss().toString(), 1);
        profile.is(Trait.SACK, agreed(offered.sackPermitted(), taken.sackPermitted()), 1);
        profile.is(Trait.WINDOW_SCALING, agreed(offered.windowScale() != null, taken.windowScale() != null), 1);
        profile.is(Trait.TIMESTAMPS, agreed(offered.timestamps(), taken.timestamps()), 1);
    }

    private static String agreed(boolean offered, boolean taken) {
        return !offered ? Profile.NOT_OFFERED : taken ? Profile.AGREED : Profile.NOT_TAKEN;
    }

    /** What was looked at and is in order. */
    List<String> healthy() {
        long tried = 0;
        long failed = 0;
        long reset = 0;
        long data = 0;
        long lost = 0;
        for (Connection c : connections) {
            tried += c.isAttempted() ? 1 : 0;
            failed += c.hasFailed() ? 1 : 0;
            reset += c.state() == ConnectionState.RESET && c.termination().resetBeforeClose() ? 1 : 0;
            data += c.client().dataPackets() + c.server().dataPackets();
            lost += c.client().verdicts().lostData() + c.server().verdicts().lostData();
        }
        List<String> healthy = new ArrayList<>();
        if (tried > 0 && failed == 0) {
            healthy.add(Plural.of(tried, "TCP connection was", "TCP connections were") + " tried and set up, none refused or "
                    + "unanswered");
        }
        if (data > 0 && lost == 0) {
            healthy.add("no loss among " + Plural.of(data, "TCP segment") + " with data");
        }
        if (!connections.isEmpty() && reset == 0 && tried > failed) {
            healthy.add("no connection was reset before it was closed");
        }
        return healthy;
    }
}
