package io.wirecause.sip.rtp;

import io.wirecause.report.Subject;
import io.wirecause.sip.evidence.FindingEvidence;
import io.wirecause.sip.evidence.SipThresholds;
import io.wirecause.sip.evidence.WorstRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges RTP streams by loss and jitter. */
public final class RtpEvidence {
    private final WorstRecords<RtpStreamRecord> records = new WorstRecords<>();
    private final List<RtpStream> lossy = new ArrayList<>();
    private final List<RtpStream> uneven = new ArrayList<>();
    private final FindingEvidence loss = new FindingEvidence();
    private final FindingEvidence jitter = new FindingEvidence();
    private long unannounced;
    private long lossBehind;

    /** Adds a stream at its end. */
    public void take(RtpStream stream) {
        boolean loses = stream.expected() >= SipThresholds.LOSS_PACKETS
                && stream.lost() >= SipThresholds.LOSS_SHARE * stream.expected();
        boolean shakes = stream.jitterKnown() && stream.packets() >= SipThresholds.LOSS_PACKETS
                && stream.meanJitterMillis() >= SipThresholds.JITTER_MILLIS;
        String way = stream.source() + " to " + stream.destination();
        if (loses) {
            lossy.add(stream);
            loss.about(Subject.endpoint(stream.destination().toString()));
            loss.add(stream.firstFrame(), -1, null, way + String.format(Locale.ROOT, ": %d of %d packets missing (%.1f %%)",
                    stream.lost(),
                    stream.expected(), 100.0 * stream.lost() / stream.expected()));
        }
        long behind = lostBehind(stream);
        if (!loses && behind > 0) {
            lossy.add(stream);
            lossBehind++;
            loss.about(Subject.endpoint(stream.destination().toString()));
            loss.add(stream.firstFrame(), -1, null, way + String.format(Locale.ROOT, ": its receiver reports %d of %d packets "
                    + "lost (%.1f %%), %d are missing here: lost behind the capture point", behind + Math.max(0, stream.lost()),
                    stream.expected(), 100.0 * (behind + Math.max(0, stream.lost())) / stream.expected(), stream.lost()));
        }
        if (shakes) {
            uneven.add(stream);
            jitter.about(Subject.endpoint(stream.destination().toString()));
            jitter.add(stream.firstFrame(), -1, null, way + String.format(Locale.ROOT, ": mean %.1f ms, at most %.1f ms",
                    stream.meanJitterMillis(), stream.maxJitterMillis()));
        }
        if (stream.to() == null && stream.from() == null) {
            unannounced++;
        }
        records.addOver(() -> RtpStreamRecord.of(stream), (loses || behind > 0 ? 1000 + RtpStreamRecord.lossPercent(stream) : 0)
                + (shakes ? 500 : 0),
                stream.firstFrame());
    }

    /**
     * Packets that passed here and that their receiver reports lost; 0 where they are too few to matter. What was lost before
     * the first report counts where the capture holds the stream from its beginning.
     */
    private static long lostBehind(RtpStream stream) {
        ReceiverReport report = stream.report();
        if (report == null || stream.expected() < SipThresholds.LOSS_PACKETS) {
            return 0;
        }
        long reported = (long) report.lost() - (stream.to() == null ? report.firstLost() : 0);
        long behind = reported - Math.max(0, stream.lost());
        return behind >= SipThresholds.LOSS_SHARE * stream.expected() && behind <= stream.expected() ? behind : 0;
    }

    /** Streams whose packets got lost behind the capture point only. */
    public long lossBehind() {
        return lossBehind;
    }

    /** Whether a receiver confirms by RTCP that packets were lost on the way to it. */
    public boolean isConfirmed() {
        for (RtpStream stream : lossy) {
            ReceiverReport report = stream.report();
            if (report != null && (report.lost() > 0 || report.worstFraction() > 0)) {
                return true;
            }
        }
        return false;
    }

    /** A display filter for the first few streams that lose packets. */
    public String lossFilter() {
        return filter(lossy);
    }

    /** A display filter for the first few streams that come unevenly. */
    public String jitterFilter() {
        return filter(uneven);
    }

    private static String filter(List<RtpStream> streams) {
        List<String> ids = streams.stream().limit(io.wirecause.report.Finding.EXAMPLES)
                .map(s -> String.format("0x%08x", s.ssrc())).distinct().toList();
        return "rtp.ssrc in {" + String.join(", ", ids) + "}";
    }

    /** Streams that lose packets. */
    public FindingEvidence loss() {
        return loss;
    }

    /** Streams that come unevenly. */
    public FindingEvidence jitter() {
        return jitter;
    }

    /** All streams, worst first. */
    public WorstRecords<RtpStreamRecord> records() {
        return records;
    }

    /** Streams that no session in the capture announced. */
    public long unannounced() {
        return unannounced;
    }
}
