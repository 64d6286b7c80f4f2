package io.wirecause.icmp.echo;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

/** Whether the data of a session's echoes is that of a ping or is carried on purpose: evidence for a tunnel. */
public final class TunnelEvidence {
    /** Replies that differ from their requests before that means anything; a host must echo the data (RFC 792). */
    static final int DIFFERENT_REPLIES = 3;
    /** Share of the replies that must differ. */
    static final double DIFFERENT_SHARE = 0.2;
    /** Messages that carry a packet or a tunnel's mark before that means anything. */
    static final int CARRYING = 3;
    /** Requests with changing data that is no filler before that means anything. */
    static final int STRANGE_REQUESTS = 20;
    /** Bytes between the shortest and the longest data; a ping keeps its size. */
    static final int SIZE_SPREAD = 64;
    /** Replies that nobody asked for, with strange data, before that means anything, where the requests were captured. */
    static final int UNASKED_REPLIES = 3;
    /** The same where no request was captured, which may be another way's. */
    static final int UNASKED_ONE_SIDED = 20;

    private long matchedReplies;
    private long differentReplies;
    private long carrying;
    private String carried;
    private long requests;
    private long strangeRequests;
    private long strangeUnasked;
    private int least = Integer.MAX_VALUE;
    private int most;
    private long lastMark;
    private long changes;
    private long bytesOut;
    private long bytesBack;
    private final List<Long> frames = new ArrayList<>();

    /** Takes in the data of an echo request that was captured whole. */
    void request(ByteView bytes, int from, int length, long mark, long frame) {
        requests++;
        bytesOut += length;
        look(bytes, from, length, frame);
        least = Math.min(least, length);
        most = Math.max(most, length);
        if (mark != lastMark) {
            changes++;
            lastMark = mark;
        }
        if (!PayloadPattern.isFiller(bytes, from, length)) {
            strangeRequests++;
            note(frame);
        }
    }

    /** Takes in the data of the reply to a request whose data is known by its mark. */
    void reply(ByteView bytes, int from, int length, boolean same, boolean shorter, long frame) {
        bytesBack += length;
        look(bytes, from, length, frame);
        matchedReplies++;
        // Some hosts cut long data off in their replies; that alone carries nothing.
        if (!same && !shorter) {
            differentReplies++;
            note(frame);
        }
    }

    /** Takes in the data of a reply without a request. */
    void unasked(ByteView bytes, int from, int length, long frame) {
        bytesBack += length;
        look(bytes, from, length, frame);
        if (!PayloadPattern.isFiller(bytes, from, length)) {
            strangeUnasked++;
            note(frame);
        }
    }

    private void look(ByteView bytes, int from, int length, long frame) {
        String found = PayloadPattern.carried(bytes, from, length);
        if (found != null) {
            carrying++;
            carried = found;
            note(frame);
        }
    }

    private void note(long frame) {
        if (frames.size() < EchoSession.EXAMPLES && !frames.contains(frame)) {
            frames.add(frame);
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

    /** The first few frames that show it. */
    public List<Long> frames() {
        return List.copyOf(frames);
    }

    /** Whether what was found leaves hardly another reading. */
    public boolean isSure() {
        return carrying >= CARRYING || differs();
    }

    private boolean differs() {
        return differentReplies >= DIFFERENT_REPLIES && differentReplies >= DIFFERENT_SHARE * matchedReplies;
    }

    /** Why this looks like a tunnel, one phrase each; empty where it does not. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (carrying >= CARRYING) {
            reasons.add(carrying + " messages carry " + carried);
        }
        if (differs()) {
            reasons.add(differentReplies + " of " + matchedReplies + " replies carry other data than their requests");
        }
        if (strangeRequests >= STRANGE_REQUESTS && changes >= STRANGE_REQUESTS / 2 && most - least >= SIZE_SPREAD) {
            reasons.add(strangeRequests + " requests carry changing data of " + least + " to " + most
                    + " bytes that is no filler");
        }
        if (strangeUnasked >= (requests > 0 ? UNASKED_REPLIES : UNASKED_ONE_SIDED)) {
            reasons.add(strangeUnasked + " replies that no request in the capture asked for carry data that is no filler");
        }
        return reasons;
    }
}
