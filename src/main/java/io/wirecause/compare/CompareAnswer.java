package io.wirecause.compare;

import io.wirecause.report.Describe;
import java.util.List;

/** The body of what {@code compare_captures} answers about the same traffic at two points. */
record CompareAnswer(
        @Describe("What happens to packets between the two points, the worst first") String conclusion,
        @Describe(value = "How the clocks differ", optional = true) Clocks clocks,
        @Describe("Seconds in which both captures were running") double overlapSeconds,
        @Describe(value = "Where the round trip is spent, by the handshakes in both", optional = true) RoundTrip roundTrip,
        @Describe("What became of the packets, each way") List<Row> ways,
        @Describe("What was changed on the way, a line each") List<String> changed,
        @Describe("Conversations in both, worst first") List<Connection> connections,
        @Describe("Conversations in one capture only, and why; a line each") List<String> unmatched,
        @Describe(value = "Before and after: what differs, worst first", optional = true) List<String> differences,
        @Describe(value = "Before and after, detailed: the servers in both side by side", optional = true) List<String> services,
        @Describe(value = "Before and after: codes of findings that are new, gone and in both", optional = true) Codes codes) {

    /** How the clocks differ. */
    record Clocks(
            @Describe("By how much the clock of other_file is ahead, milliseconds") double offsetMs,
            @Describe(value = "By how much that may be wrong either way, milliseconds; absent where only packets of one "
                    + "direction are in both", optional = true) Double uncertaintyMs,
            @Describe("Drift of the clock of other_file, parts per million") double driftPpm,
            @Describe("Whether the two may well be one clock: a difference of nothing fits all packets") boolean agree) {
    }

    /** Where the round trip is spent, medians. */
    record RoundTrip(
            @Describe(value = "Before the point nearer to the client, milliseconds", optional = true) Double beforeMs,
            @Describe("Between the two points, both ways, milliseconds") double betweenMs,
            @Describe("Behind the point nearer to the server, milliseconds") double behindMs,
            @Describe("Handshakes measured") int handshakes) {
    }

    /** One way between the points. */
    record Row(
            @Describe("From which capture to which") String way,
            @Describe("Packets that passed the first") long sent,
            @Describe("Of those, packets that passed the second") long arrived,
            @Describe("Packets lost between") long lost,
            @Describe("Segments sent again although their bytes had passed both: lost beyond, or not needed") long sentAgain,
            @Describe("Packets that only the second point saw: made or answered between") long added,
            @Describe("Packets once before and twice behind") long duplicated,
            @Describe("Packets that arrived behind later ones") long reordered,
            @Describe("Packets that passed both points, but that one capture misses") long missedByCapture,
            @Describe(value = "Time between the points, milliseconds; absent where the clocks' offset is not known",
                    optional = true) Delay delayMs,
            @Describe(value = "How much longer than the fastest packet others took, milliseconds, where the offset is not known",
                    optional = true) Delay overFastestMs,
            @Describe(value = "Median in the quarter of the time with the fewest and with the most bytes, milliseconds",
                    optional = true) List<Double> quietAndBusyMs) {
    }

    /** Times between the points. */
    record Delay(
            @Describe("Least") double min,
            @Describe("Median") double median,
            @Describe("95th percentile") double p95,
            @Describe("Most") double max) {
    }

    /** A conversation in both captures. */
    record Connection(
            @Describe("Protocol") String protocol,
            @Describe("Who opened it") String client,
            @Describe("The other end") String server,
            @Describe(value = "The client's address in other_file, where another", optional = true) String clientInOther,
            @Describe(value = "The server's address in other_file, where another", optional = true) String serverInOther,
            @Describe("Packets in pcap_file and in other_file") List<Long> packets,
            @Describe("From the client: lost, added, duplicated, reordered") List<Long> fromClient,
            @Describe("From the server: the same") List<Long> fromServer,
            @Describe(value = "Time between the points, from the client, where detailed", optional = true) Delay clientDelayMs,
            @Describe(value = "The same from the server", optional = true) Delay serverDelayMs,
            @Describe(value = "What else is known", optional = true) String note) {
    }

    /** Codes of findings, before and after. */
    record Codes(
            @Describe("Only in other_file") List<String> added,
            @Describe("Only in pcap_file") List<String> gone,
            @Describe("In both") List<String> both) {
    }
}
