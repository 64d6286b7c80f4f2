package io.wirecause.tcp.report;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionMetrics;
import io.wirecause.tcp.connection.IdleGaps;
import io.wirecause.tcp.connection.ThinkTime;
import io.wirecause.tcp.endpoint.CapturePoint;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.RoundTrips;
import io.wirecause.tcp.endpoint.WaitTimes;
import io.wirecause.tcp.endpoint.Windows;
import io.wirecause.tcp.segment.SynOptions;
import java.util.List;

/** What is measured of one connection, given on request. */
public record ConnectionDetails(
        @Describe("Where the capture was taken, by round trips and TTLs") CapturePoint vantage,
        @Describe(value = "What the client offered in its SYN", optional = true) SynOptions clientOptions,
        @Describe(value = "What the server offered in its SYN-ACK", optional = true) SynOptions serverOptions,
        @Describe(value = "SYN to SYN-ACK: round trip between capture point and server, ms", optional = true)
        Double synToSynAckMs,
        @Describe(value = "SYN-ACK to ACK: round trip between capture point and client, ms", optional = true)
        Double synAckToAckMs,
        @Describe("What the client sends") Direction clientToServer,
        @Describe("What the server sends") Direction serverToClient,
        @Describe(value = "The window the client offers", optional = true) Window clientWindow,
        @Describe(value = "The window the server offers", optional = true) Window serverWindow,
        @Describe(value = "How the time divides", optional = true) TimeBreakdown time,
        @Describe("Silence of both sides") Idle idle,
        @Describe("Zeek's conn_state") String zeekConnState,
        @Describe("Zeek's history") String zeekHistory,
        @Describe("Wireshark's tcp.completeness: 1 SYN, 2 SYN-ACK, 4 ACK, 8 data, 16 FIN, 32 RST, added up")
        int wiresharkCompleteness) {

    /** One direction. */
    public record Direction(
            @Describe("Payload bytes, each counted once") long uniqueBytes,
            @Describe(value = "Unique payload bits per second, first data to last", optional = true) Double goodputBps,
            @Describe(value = "Share of its data segments that were retransmitted", optional = true) Double retransmissionRate,
            @Describe(value = "Share of them retransmitted because of loss, by the verdict", optional = true) Double lossRate,
            @Describe(value = "Most bytes not yet acknowledged, at the capture point", optional = true) Long maxBytesInFlight,
            @Describe(value = "Times the sender waited for the receiver's window, with more to send", optional = true)
            Integer windowLimitedTimes,
            @Describe(value = "For how long in all, seconds", optional = true) Double windowLimitedSeconds,
            @Describe(value = "From data to its acknowledgement as the capture point sees it", optional = true)
            Latencies.Summary roundTrip,
            @Describe(value = "What limited it, if it took half a second and 100 kB or more", optional = true)
            LimitedBy limitedBy) {

        static Direction of(Connection c, EndpointState sender, EndpointState receiver) {
            boolean data = sender.hasSentData();
            long span = sender.dataSpan();
            boolean judged = data && Windows.isKnown(receiver) && receiver.window() >= 0;
            int segments = sender.dataPackets();
            return new Direction(sender.uniqueBytes(), span <= 0 ? null : Math.rint(sender.uniqueBytes() * 8e9 / span),
                    segments == 0 ? null : (double) sender.retransmissions() / segments,
                    segments == 0 ? null : (double) sender.verdicts().lost() / segments,
                    data && Windows.isKnown(receiver) ? Windows.maxInFlight(receiver) : null,
                    judged ? Windows.limitedTimes(receiver) : null,
                    judged ? Durations.seconds(Windows.limitedNanos(receiver)) : null,
                    roundTrip(sender), LimitedBy.of(c, sender));
        }

        private static Latencies.Summary roundTrip(EndpointState sender) {
            int count = RoundTrips.count(sender);
            return count == 0 ? null : new Latencies.Summary(count, Durations.millis(RoundTrips.min(sender)),
                    Durations.millis(RoundTrips.quantile(sender, 0.5)),
                    Durations.millis(RoundTrips.quantile(sender, 0.95)), Durations.millis(RoundTrips.max(sender)));
        }
    }

    /** A receive window. */
    public record Window(
            @Describe("Whether its scale is known: both SYNs were captured; else the field stands as it is, not scaled")
            boolean scaleKnown,
            @Describe("Least, bytes") long min,
            @Describe("Greatest, bytes") long max,
            @Describe("Times it closed to zero") int zeroTimes,
            @Describe("For how long in all, seconds") double zeroSeconds,
            @Describe(value = "The frame that first closed it", optional = true) Long zeroFrame) {

        static Window of(Connection c, EndpointState receiver) {
            int least = Windows.least(receiver);
            int greatest = Windows.greatest(receiver);
            if (least < 0) {
                return null;
            }
            boolean known = ConnectionMetrics.isScaleKnown(c);
            int zeroTimes = Windows.zeroTimes(receiver);
            return new Window(known, known ? ConnectionMetrics.scaled(c, receiver, least) : least,
                    known ? ConnectionMetrics.scaled(c, receiver, greatest) : greatest, zeroTimes,
                    Durations.seconds(Windows.zeroNanos(receiver, c.lastTime())),
                    zeroTimes == 0 ? null : Windows.zeroFrame(receiver));
        }
    }

    /** How the time of the connection divides. */
    public record TimeBreakdown(
            @Describe("Handshake, transfer and loss, seconds") double networkSeconds,
            @Describe("The server thought, seconds") double serverSeconds,
            @Describe("The client thought, seconds") double clientSeconds,
            @Describe("After the last data, seconds") double closingSeconds,
            @Describe("How often the server answered the client") int turns,
            @Describe(value = "The server's longest thinking, seconds", optional = true) Double longestServerSeconds,
            @Describe(value = "The frames around it", optional = true) List<Long> longestServerFrames,
            @Describe(value = "The client's longest thinking, seconds", optional = true) Double longestClientSeconds,
            @Describe(value = "The frames around it", optional = true) List<Long> longestClientFrames) {

        static TimeBreakdown of(Connection c) {
            if (!ThinkTime.hasData(c)) {
                return null;
            }
            WaitTimes server = WaitTimes.of(c.server());
            WaitTimes client = WaitTimes.of(c.client());
            long closing = Math.max(0, c.lastTime() - ThinkTime.lastDataTime(c));
            long network = Math.max(0, c.duration() - closing - server.nanos() - client.nanos());
            return new TimeBreakdown(Durations.seconds(network), Durations.seconds(server.nanos()),
                    Durations.seconds(client.nanos()), Durations.seconds(closing),
                    server.answers(), longest(server), frames(server), longest(client), frames(client));
        }

        private static Double longest(WaitTimes waits) {
            return waits.longest() == 0 ? null : Durations.seconds(waits.longest());
        }

        private static List<Long> frames(WaitTimes waits) {
            return waits.longest() == 0 ? null : List.of(waits.longestAfter(), waits.longestBefore());
        }
    }

    /** Silence. */
    public record Idle(
            @Describe("The longest time without a segment, seconds") double longestGapSeconds,
            @Describe(value = "The frames around it", optional = true) List<Long> longestGapFrames,
            @Describe("Gaps of more than a second") int gapsOverOneSecond,
            @Describe("These together, seconds") double idleSeconds) {

        static Idle of(Connection c) {
            long longest = IdleGaps.longest(c);
            return new Idle(Durations.seconds(longest),
                    longest == 0 ? null : List.of(IdleGaps.longestAfter(c), IdleGaps.longestBefore(c)),
                    IdleGaps.idleTimes(c), Durations.seconds(IdleGaps.idleNanos(c)));
        }
    }

    /** The details of a connection. */
    public static ConnectionDetails of(Connection c) {
        EndpointState client = c.client();
        EndpointState server = c.server();
        return new ConnectionDetails(CapturePoint.of(client, server), client.options(), server.options(),
                Durations.millisOrNull(server.handshakePart()),
                Durations.millisOrNull(client.handshakePart()),
                Direction.of(c, client, server), Direction.of(c, server, client), Window.of(c, client), Window.of(c, server),
                TimeBreakdown.of(c), Idle.of(c), c.zeek().connState(c.isClientA()), c.zeek().history(c.isClientA()),
                c.wireshark().completeness());
    }
}
