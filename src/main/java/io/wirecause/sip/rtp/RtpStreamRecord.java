package io.wirecause.sip.rtp;

import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import io.wirecause.sip.evidence.DisplayText;
import java.util.List;

/** One RTP stream in an answer. */
public record RtpStreamRecord(
        @Describe("Sender") String source,
        @Describe("Receiver") String destination,
        @Describe("Synchronisation source, hexadecimal") String ssrc,
        @Describe(value = "Call whose SDP announced it; absent where none in the capture did", optional = true) String callId,
        @Describe(value = "Whom it goes to", optional = true) CallRole to,
        @Describe(value = "Encoding", optional = true) String codec,
        @Describe("Payload types seen") List<Integer> payloadTypes,
        @Describe("First frame, Wireshark's number") long firstFrame,
        @Describe("Last frame, Wireshark's number") long lastFrame,
        @Describe("From the first to the last packet, seconds") double durationSeconds,
        @Describe("Packets seen") long packets,
        @Describe("Packets missing by their numbers") long lost,
        @Describe("Share missing, percent") double lossPercent,
        @Describe(value = "Most missing in a row", optional = true) Integer longestGap,
        @Describe(value = "Packets seen twice", optional = true) Long duplicates,
        @Describe(value = "Packets that came late", optional = true) Long reordered,
        @Describe(value = "Times the sender started over with other numbers", optional = true) Integer restarts,
        @Describe(value = "Mean interarrival jitter (RFC 3550), milliseconds; absent where the clock rate is unknown",
                optional = true)
        Double meanJitterMs,
        @Describe(value = "Greatest jitter, milliseconds", optional = true) Double maxJitterMs,
        @Describe("Longest time between packets, milliseconds") double maxDeltaMs,
        @Describe(value = "What the receiver reports by RTCP", optional = true) Rtcp rtcp) {

    private static final int MAX_TYPES = 8;

    /** The receiver's own view of a stream. */
    public record Rtcp(
            @Describe("Reports seen") int reports,
            @Describe("Packets lost in all, as the last report says") int lost,
            @Describe("Worst share lost between two reports, percent") double worstLossPercent,
            @Describe(value = "Greatest jitter, milliseconds", optional = true) Double maxJitterMs,
            @Describe(value = "Longest round trip from the capture point to the receiver, milliseconds", optional = true)
            Double roundTripMs,
            @Describe(value = "Worst mean opinion score reported, 1 to 5", optional = true) Double mos) {
    }

    static RtpStreamRecord of(RtpStream stream) {
        MediaPort to = stream.to();
        MediaPort known = to == null ? stream.from() : to;
        CallRole party = known == null ? null
                : (known.role() == CallRole.CALLER) == (to != null) ? CallRole.CALLER : CallRole.CALLEE;
        List<Integer> types = stream.payloadTypes();
        return new RtpStreamRecord(stream.source().toString(), stream.destination().toString(),
                String.format("0x%08x", stream.ssrc()),
                known == null ? null : DisplayText.text(known.call(), DisplayText.SHORT), party,
                stream.codec() == null ? null : DisplayText.text(stream.codec().name(), 20),
                types.subList(0, Math.min(MAX_TYPES, types.size())), stream.firstFrame(), stream.lastFrame(),
                Durations.seconds(stream.lastNanos() - stream.firstNanos()), stream.packets(), stream.lost(),
                lossPercent(stream),
                stream.longestGap() > 0 ? stream.longestGap() : null, stream.duplicates() > 0 ? stream.duplicates() : null,
                stream.reordered() > 0 ? stream.reordered() : null, stream.restarts() > 0 ? stream.restarts() : null,
                stream.jitterKnown() ? rounded(stream.meanJitterMillis()) : null,
                stream.jitterKnown() ? rounded(stream.maxJitterMillis()) : null, Durations.millis(stream.longestPauseNanos()),
                rtcp(stream));
    }

    private static Rtcp rtcp(RtpStream stream) {
        ReceiverReport report = stream.report();
        if (report == null) {
            return null;
        }
        boolean clock = stream.codec() != null && stream.codec().clockRate() > 0;
        return new Rtcp(report.count(), report.lost(), rounded(100 * report.worstFraction()),
                clock ? rounded(report.jitterTicks() * 1000.0 / stream.codec().clockRate()) : null,
                report.roundTripMillis() < 0 ? null : rounded(report.roundTripMillis()),
                report.mos() < 0 ? null : report.mos() / 10.0);
    }

    /** Share of packets missing, in percent. */
    static double lossPercent(RtpStream stream) {
        return rounded(100.0 * Math.max(0, stream.lost()) / Math.max(1, stream.expected()));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1e3;
    }
}
