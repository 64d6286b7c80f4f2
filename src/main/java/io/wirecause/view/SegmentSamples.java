package io.wirecause.view;

import io.wirecause.packet.TcpFlags;
import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionTracker;
import io.wirecause.tcp.connection.SegmentListener;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.RoundTrips;
import io.wirecause.tcp.segment.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Samples of one connection's segments for graphs, as its connection saw them: sequence and acknowledgment as offsets from the
 * first sequence number of either side, windows in bytes. However many segments there are, a bounded number of samples is kept;
 * a retransmission, reordering, gap, zero window, SYN, FIN or RST is never left out.
 */
final class SegmentSamples implements SegmentListener {
    private static final int COMMON = 1_500;
    private static final int RARE = 1_500;
    private static final int SACKS = 400;
    private static final int TRIPS = 500;
    private static final long MICRO = 1_000L;

    private final SampleList common = new SampleList(COMMON);
    private final SampleList rare = new SampleList(RARE);
    private final SampleList sacks = new SampleList(SACKS);
    private final SampleList trips = new SampleList(TRIPS);
    private final int[] tripsSeen = new int[2];
    private long segments;
    private long start;

    /**
     * Samples in columns, in the order of their time.
     *
     * @param startSeconds   from the first frame of the capture to its first segment
     * @param segments       segments that they stand for
     * @param sharedSeconds  length of the interval in which common segments share a sample; 0 where they do not
     * @param kinds          names of the kinds
     * @param kind           index of a kind
     * @param byClient       1 where the client sent it
     * @param time           microseconds from the connection's first segment
     * @param lasts          microseconds from the first to the last segment of a shared sample
     * @param low            first sequence number, or microseconds of the shortest round trip
     * @param length         to the last of these
     * @param acknowledged   the highest; -1 for none
     * @param window         the least that was offered, bytes; -1 where it is not known
     * @param inFlight       the most that was not acknowledged of its sender, bytes; -1 where it is not known
     * @param bytes          of payload
     * @param frame          the first
     * @param count          segments that share it
     */
    record Table(
            @Describe("Start in the capture, seconds") double startSeconds,
            @Describe("Segments") long segments,
            @Describe("Interval of shared samples, seconds") double sharedSeconds,
            @Describe("Names of the kinds") List<String> kinds,
            @Describe("Kind") List<Long> kind,
            @Describe("Sender") List<Long> byClient,
            @Describe("Time") List<Long> time,
            @Describe("Duration") List<Long> lasts,
            @Describe("Sequence") List<Long> low,
            @Describe("Length") List<Long> length,
            @Describe("Acknowledgment") List<Long> acknowledged,
            @Describe("Window") List<Long> window,
            @Describe("In flight") List<Long> inFlight,
            @Describe("Bytes") List<Long> bytes,
            @Describe("Frame") List<Long> frame,
            @Describe("Segments in it") List<Long> count) {
    }

    @Override
    public void segment(Segment segment, Connection connection, ConnectionTracker tracker) {
        if (segments++ == 0) {
            start = segment.time();
        }
        boolean byClient = segment.fromA() == connection.isClientA();
        EndpointState sender = byClient ? connection.client() : connection.server();
        EndpointState peer = byClient ? connection.server() : connection.client();
        SampleKind kind = SampleKind.of(segment, tracker.verdict(), tracker.wiresharkFlags());
        Sample sample = new Sample(kind, byClient, segment.time(), segment.frame());
        if (!sender.isEmpty()) {
            long low = sender.offset(segment.sequence());
            sample.range(Math.max(0, low), Math.max(0, low + segment.length()));
        }
        if (segment.has(TcpFlags.ACK) && !peer.isEmpty()) {
            sample.acknowledged = Math.max(Sample.NONE, peer.offset(segment.acknowledgment()));
        }
        sample.window = segment.has(TcpFlags.RST) ? Sample.NONE : sender.window();
        long acknowledged = sender.acknowledgedBy(peer);
        sample.flight = acknowledged > 0 ? Math.max(0, sender.next() - acknowledged) : Sample.NONE;
        sample.bytes = segment.payload();
        (kind.isCommon() ? common : rare).add(sample);
        sacks(segment, byClient, peer);
        trip(segment, byClient, peer);
    }

    private void sacks(Segment segment, boolean byClient, EndpointState peer) {
        for (int i = 0; i < segment.sackBlocks() && !peer.isEmpty(); i++) {
            long left = peer.offset(segment.sackLeft(i));
            long right = peer.offset(segment.sackRight(i));
            if (left >= 0 && right > left) {
                sacks.add(new Sample(SampleKind.SACK, byClient, segment.time(), segment.frame()).range(left, right));
            }
        }
    }

    /** A round trip of the peer's data that this acknowledgment ends. */
    private void trip(Segment segment, boolean byClient, EndpointState peer) {
        int side = byClient ? 1 : 0;
        if (RoundTrips.count(peer) > tripsSeen[side]) {
            long micros = Math.max(0, segment.time() - RoundTrips.timedAt(peer)) / MICRO;
            trips.add(new Sample(SampleKind.ROUND_TRIP, !byClient, segment.time(), segment.frame()).range(micros, micros));
        }
        tripsSeen[side] = RoundTrips.count(peer);
    }

    /** @param captureStart nanoseconds since 1970 */
    Table table(long captureStart) {
        List<Sample> all = new ArrayList<>();
        Stream.of(common, rare, sacks, trips).forEach(list -> all.addAll(list.all()));
        all.sort(Comparator.comparingLong((Sample sample) -> sample.from).thenComparingLong(sample -> sample.frame));
        List<String> kinds = Arrays.stream(SampleKind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
        return new Table(Durations.seconds(Math.max(0, start - captureStart)), segments, Durations.seconds(common.width()), kinds,
                column(all, sample -> sample.kind.ordinal()), column(all, sample -> sample.byClient ? 1 : 0),
                column(all, sample -> (sample.from - start) / MICRO), column(all, sample -> (sample.to - sample.from) / MICRO),
                column(all, sample -> sample.low), column(all, sample -> sample.high - sample.low),
                column(all, sample -> sample.acknowledged), column(all, sample -> sample.window),
                column(all, sample -> sample.flight), column(all, sample -> sample.bytes), column(all, sample -> sample.frame),
                column(all, sample -> sample.count));
    }

    private static List<Long> column(List<Sample> all, ToLongFunction<Sample> part) {
        return all.stream().map(part::applyAsLong).toList();
    }
}
