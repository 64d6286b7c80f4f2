package io.wirecause.tcp;

import io.wirecause.analysis.Latencies;
import io.wirecause.report.Describe;
import java.util.List;

/** What is measured of one connection; given where it is asked for. */
record ConnectionDetails(
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
        @Describe(value = "How the time divides", optional = true) Division time,
        @Describe("Silence of both sides") Idle idle,
        @Describe("Zeek's conn_state") String zeekConnState,
        @Describe("Zeek's history") String zeekHistory,
        @Describe("Wireshark's tcp.completeness: 1 SYN, 2 SYN-ACK, 4 ACK, 8 data, 16 FIN, 32 RST, added up")
        int wiresharkCompleteness) {

    /** One direction. */
    record Direction(
            @Describe("Payload bytes, each counted once") long uniqueBytes,
            @Describe(value = "Unique payload bits per second, first data to last", optional = true) Double goodputBps,
            @Describe(value = "Share of its data segments that were sent again", optional = true) Double retransmissionRate,
            @Describe(value = "Share of them that had to be: lost, as the verdict goes", optional = true) Double lossRate,
            @Describe(value = "Most bytes not yet acknowledged, at the capture point", optional = true) Long maxBytesInFlight,
            @Describe(value = "Times the sender waited for the receiver's window, with more to send", optional = true)
            Integer windowLimitedTimes,
            @Describe(value = "For how long in all, seconds", optional = true) Double windowLimitedSeconds,
            @Describe(value = "From data to its acknowledgement as the capture point sees it", optional = true)
            Latencies.Summary roundTrip) {

        static Direction of(EndpointState sender, EndpointMetrics end, EndpointMetrics receiver) {
            boolean data = end.sentData;
            long span = data ? end.lastData - end.firstData : 0;
            boolean judged = data && receiver.windowsSeen() && receiver.windowKnown();
            return new Direction(sender.uniqueBytes(), span <= 0 ? null : Math.rint(sender.uniqueBytes() * 8e9 / span),
                    sender.dataPackets == 0 ? null : (double) sender.retransmissions() / sender.dataPackets,
                    sender.dataPackets == 0 ? null : (double) FlowFindings.lost(sender) / sender.dataPackets,
                    data && receiver.windowsSeen() ? receiver.maxInFlight() : null, judged ? receiver.limitedTimes() : null,
                    judged ? seconds(receiver.limitedNanos()) : null, roundTrip(end));
        }

        private static Latencies.Summary roundTrip(DurationSketch all) {
            return all.count() == 0 ? null : new Latencies.Summary(all.count(), ms(all.min()),
                    ms(all.quantile(0.5)), ms(all.quantile(0.95)), ms(all.max()));
        }
    }

    /** A receive window. */
    record Window(
            @Describe("Whether its scale is known: both SYNs were captured; else the field stands as it is, not scaled")
            boolean scaleKnown,
            @Describe("Least, bytes") long min,
            @Describe("Greatest, bytes") long max,
            @Describe("Times it closed to zero") int zeroTimes,
            @Describe("For how long in all, seconds") double zeroSeconds,
            @Describe(value = "The frame that first closed it", optional = true) Long zeroFrame) {

        static Window of(ConnectionMetrics meters, EndpointMetrics end, long lastTime) {
            if (end.least() < 0) {
                return null;
            }
            boolean known = meters.scaleKnown();
            return new Window(known, known ? meters.scaled(end, end.least()) : end.least(),
                    known ? meters.scaled(end, end.greatest()) : end.greatest(), end.zeroTimes(),
                    seconds(end.zeroNanos(lastTime)), end.zeroTimes() == 0 ? null : end.zeroFrame());
        }
    }

    /** How the time of the connection divides. */
    record Division(
            @Describe("Handshake, transfer and loss, seconds") double networkSeconds,
            @Describe("The server thought, seconds") double serverSeconds,
            @Describe("The client thought, seconds") double clientSeconds,
            @Describe("After the last data, seconds") double closingSeconds,
            @Describe("How often the server answered the client") int turns,
            @Describe(value = "The server's longest thinking, seconds", optional = true) Double longestServerSeconds,
            @Describe(value = "The frames around it", optional = true) List<Long> longestServerFrames,
            @Describe(value = "The client's longest thinking, seconds", optional = true) Double longestClientSeconds,
            @Describe(value = "The frames around it", optional = true) List<Long> longestClientFrames) {

        static Division of(Connection c) {
            ThinkTime turns = c.turns;
            if (turns == null) {
                return null;
            }
            ThinkTime.Speaker server = turns.server();
            ThinkTime.Speaker client = turns.client();
            long closing = Math.max(0, c.lastTime() - turns.lastTime());
            long network = Math.max(0, c.lastTime() - c.firstTime - closing - server.nanos() - client.nanos());
            return new Division(seconds(network), seconds(server.nanos()), seconds(client.nanos()), seconds(closing),
                    server.answers(), longest(server), frames(server), longest(client), frames(client));
        }

        private static Double longest(ThinkTime.Speaker speaker) {
            return speaker.longest() == 0 ? null : seconds(speaker.longest());
        }

        private static List<Long> frames(ThinkTime.Speaker speaker) {
            return speaker.longest() == 0 ? null : List.of(speaker.longestAfter(), speaker.longestBefore());
        }
    }

    /** Silence. */
    record Idle(
            @Describe("The longest time without a segment, seconds") double longestGapSeconds,
            @Describe(value = "The frames around it", optional = true) List<Long> longestGapFrames,
            @Describe("Gaps of more than a second") int gapsOverOneSecond,
            @Describe("These together, seconds") double idleSeconds) {

        static Idle of(IdleGaps s) {
            return new Idle(seconds(s.longest()), s.longest() == 0 ? null : List.of(s.longestAfter(), s.longestBefore()),
                    s.idleTimes(), seconds(s.idleNanos()));
        }
    }

    static ConnectionDetails of(Connection c) {
        boolean clientIsA = c.client() == c.a;
        EndpointMetrics client = c.end(clientIsA);
        EndpointMetrics server = c.end(!clientIsA);
        return new ConnectionDetails(c.vantage(clientIsA), client.options, server.options,
                c.serverPart() < 0 ? null : ms(c.serverPart()),
                c.clientPart() < 0 ? null : ms(c.clientPart()),
                Direction.of(c.client(), client, server), Direction.of(c.server(), server, client),
                Window.of(c, client, c.lastTime()), Window.of(c, server, c.lastTime()), Division.of(c), Idle.of(c),
                c.connState(clientIsA), c.history(clientIsA), c.completeness());
    }

    /** Milliseconds to the microsecond. */
    static double ms(long nanos) {
        return nanos / 1000 / 1e3;
    }

    /** Seconds to the microsecond. */
    static double seconds(long nanos) {
        return nanos / 1000 / 1e6;
    }
}
