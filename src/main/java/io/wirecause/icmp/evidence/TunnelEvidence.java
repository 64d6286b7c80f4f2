package io.wirecause.icmp.evidence;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

/** Evidence that the echo messages of a session are a tunnel: their data is not what a ping sends. */
public final class TunnelEvidence {
    private long matchedReplies;
    private long differentReplies;
    private long carrying;
    private String carried;
    private long requests;
    private long unknownRequests;
    private long unknownUnsolicited;
    private int least = Integer.MAX_VALUE;
    private int most;
    private long lastMark;
    private long changes;
    private long bytesOut;
    private long bytesBack;
    private final Examples frames = new Examples();
    private long noted;

    /** Adds the data of an echo request that was captured completely. */
    public void request(ByteView bytes, int from, int length, long mark, long frame) {
        requests++;
        bytesOut += length;
        inspect(bytes, from, length, frame);
        least = Math.min(least, length);
        most = Math.max(most, length);
        if (mark != lastMark) {
            changes++;
            lastMark = mark;
        }
        if (!PayloadPattern.isFiller(bytes, from, length)) {
            unknownRequests++;
            note(frame);
        }
    }

    /** Adds the data of the reply to a request whose data is known by its mark. */
    public void reply(ByteView bytes, int from, int length, boolean same, boolean shorter, long frame) {
        bytesBack += length;
        inspect(bytes, from, length, frame);
        matchedReplies++;
        // Some hosts truncate long data in their replies; that alone is no tunnel.
        if (!same && !shorter) {
            differentReplies++;
            note(frame);
        }
    }

    /** Adds the data of a reply without a request. */
    public void unsolicited(ByteView bytes, int from, int length, long frame) {
        bytesBack += length;
        inspect(bytes, from, length, frame);
        if (!PayloadPattern.isFiller(bytes, from, length)) {
            unknownUnsolicited++;
            note(frame);
        }
    }

    private void inspect(ByteView bytes, int from, int length, long frame) {
        String found = PayloadPattern.carried(bytes, from, length);
        if (found != null) {
            carrying++;
            carried = found;
            note(frame);
        }
    }

    private void note(long frame) {
        if (frame != noted) {
            frames.add(frame);
            noted = frame;
        }
    }

    /** Bytes of data in the requests. */
    public long bytesOut() {
        return bytesOut;
    }

    /** Bytes of data in the replies. */
    public long bytesBack() {
        return bytesBack;
    }

    /** Frames that show it, spread over the capture. */
    public List<Long> frames() {
        return frames.frames();
    }

    /** Whether the evidence hardly leaves another explanation. */
    public boolean isSure() {
        return carrying >= IcmpThresholds.TUNNEL_MARKED_MESSAGES || differs();
    }

    private boolean differs() {
        return differentReplies >= IcmpThresholds.TUNNEL_DIFFERENT_REPLIES
                && differentReplies >= IcmpThresholds.TUNNEL_DIFFERENT_SHARE * matchedReplies;
    }

    /** Why this looks like a tunnel, one phrase for each reason; empty where it does not. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (carrying >= IcmpThresholds.TUNNEL_MARKED_MESSAGES) {
            reasons.add(carrying + " messages carry " + carried);
        }
        if (differs()) {
            reasons.add(differentReplies + " of " + matchedReplies + " replies carry other data than their requests");
        }
        if (unknownRequests >= IcmpThresholds.TUNNEL_UNKNOWN_REQUESTS && changes >= IcmpThresholds.TUNNEL_UNKNOWN_REQUESTS / 2
                && most - least >= IcmpThresholds.TUNNEL_SIZE_SPREAD) {
            reasons.add(unknownRequests + " requests carry changing data of " + least + " to " + most
                    + " bytes that is not filler");
        }
        int enough = requests > 0 ? IcmpThresholds.TUNNEL_UNSOLICITED_REPLIES : IcmpThresholds.TUNNEL_UNSOLICITED_ONE_SIDED;
        if (unknownUnsolicited >= enough) {
            reasons.add(unknownUnsolicited + " unsolicited replies carry data that is not filler");
        }
        return reasons;
    }
}
