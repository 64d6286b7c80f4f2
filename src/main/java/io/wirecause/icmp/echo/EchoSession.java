package io.wirecause.icmp.echo;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.flow.FlowKey;
import io.wirecause.icmp.evidence.TunnelEvidence;
import io.wirecause.icmp.message.Address;
import io.wirecause.packet.Packet;
import java.util.List;

/** Queries of one host to another with one identifier, usually one run of ping. Times in nanoseconds. */
public final class EchoSession {
    /** Requests with a higher TTL are ordinary traffic, not probes of the path; bit 0 to 63 of {@link #lowTtls}. */
    private static final int HIGHEST_PROBE_TTL = 32;

    /** The requester; its port is the identifier. */
    final FlowKey.Endpoint source;
    final FlowKey.Endpoint destination;
    final int identifier;
    final int requestType;
    final boolean multicast;
    long requests;
    long replies;
    long answered;
    /** Requests that an ICMP error answered. */
    long failed;
    /** Requests without a reply or an error. */
    long lost;
    /** Requests so close to the end of the capture that a reply may have come after it. */
    long pending;
    long duplicates;
    /** Requests and replies captured twice, as by a mirror of two ports. */
    long copies;
    /** Replies without a request in the capture. */
    long unmatched;
    long firstFrame = -1;
    long lastFrame;
    long firstTime;
    long lastTime;
    long rttLeast = Long.MAX_VALUE;
    long rttGreatest;
    private double rttSum;
    private double rttSquares;
    long longestOutage;
    private long outage;
    final Examples lostFrames = new Examples();
    int replyTtl = -1;
    private long lowTtls;
    int leastData = Integer.MAX_VALUE;
    int mostData;
    /** Replies with a wrong checksum, which do not count as replies. */
    long damagedReplies;
    /** Requests with a wrong checksum. */
    long damagedRequests;
    /** Requests whose replies came as first fragments only. */
    private long incompleteReplies;
    /** Requests without a reply that the capture holds as first fragments only. */
    private long incompleteRequests;
    private Examples incompleteFrames;
    /** Replies from another address than the one asked. */
    long elsewhere;
    private Address elsewhereAddress;
    private Examples elsewhereFrames;
    private Examples damagedFrames;
    final Sizes sizes = new Sizes();
    private Corruption corruption;
    final TunnelEvidence tunnelEvidence = new TunnelEvidence();

    EchoSession(FlowKey.Endpoint source, FlowKey.Endpoint destination, int requestType, boolean toGroup) {
        this.source = source;
        this.destination = destination;
        this.identifier = source.port();
        this.requestType = requestType;
        this.multicast = toGroup || isMulticast(destination);
    }

    private static boolean isMulticast(FlowKey.Endpoint to) {
        return to.version() == 6 ? to.hi() >>> 56 == 0xff : to.lo() >>> 28 == 0xe || to.lo() == 0xffffffffL;
    }

    void seen(long frame, long time) {
        if (firstFrame < 0) {
            firstFrame = frame;
            firstTime = time;
        }
        lastFrame = frame;
        lastTime = time;
    }

    /** A request; its length is negative where it is not known. */
    void request(Packet packet, int dataLength) {
        requests++;
        int ttl = packet.ttl();
        if (dataLength >= 0) {
            length(packet, dataLength);
        }
        if (ttl <= HIGHEST_PROBE_TTL) {
            lowTtls |= 1L << ttl;
        }
    }

    /** The length of a request that counts already, in fragments before. */
    void length(Packet packet, int dataLength) {
        leastData = Math.min(leastData, dataLength);
        mostData = Math.max(mostData, dataLength);
        sizes.sent(packet, dataLength);
    }

    /** A request without a whole reply of which, or of whose reply, only the first fragment is there. */
    void incomplete(boolean reply, long frame) {
        incompleteReplies += reply ? 1 : 0;
        incompleteRequests += reply ? 0 : 1;
        incompleteFrames = with(incompleteFrames, frame);
    }

    void damaged(long frame) {
        damagedReplies++;
        damagedFrames = with(damagedFrames, frame);
    }

    /** Nearly all sessions need no such examples. */
    private static Examples with(Examples frames, long more) {
        Examples all = frames == null ? new Examples() : frames;
        all.add(more);
        return all;
    }

    void corrupted(int differences, int firstOffset, long frame) {
        corruption = corruption == null ? new Corruption() : corruption;
        corruption.add(differences, firstOffset, frame);
    }

    void elsewhere(Address from, long frame) {
        elsewhere++;
        elsewhereAddress = from;
        elsewhereFrames = with(elsewhereFrames, frame);
    }

    void addRoundTrip(long rtt) {
        answered++;
        rttLeast = Math.min(rttLeast, rtt);
        rttGreatest = Math.max(rttGreatest, rtt);
        rttSum += rtt;
        rttSquares += (double) rtt * rtt;
    }

    /** Closes the next request of this session, in the order of sending. */
    void closed(boolean answer, boolean error, boolean atEnd, long frame) {
        if (answer) {
            outage = 0;
        } else if (error) {
            failed++;
        } else if (atEnd) {
            pending++;
        } else {
            lostFrames.add(frame);
            lost++;
            longestOutage = Math.max(longestOutage, ++outage);
        }
    }

    /** Whether the requests had several low TTLs: a traceroute, whose requests are not meant to arrive. */
    public boolean isTraceroute() {
        return Long.bitCount(lowTtls) >= 2;
    }

    /** Requests that can be judged: all but the pending ones at the end of the capture. */
    public long judged() {
        return requests - pending;
    }

    /** Percent of the judged requests without a reply. */
    public double lossPercent() {
        long judged = judged();
        return judged <= 0 ? 0 : Math.round(1000.0 * (judged - answered) / judged) / 10.0;
    }

    /** Mean round trip, nanoseconds. */
    public double rttMean() {
        return rttSum / answered;
    }

    /** Standard deviation of the round trip, as ping computes it, nanoseconds. */
    public double rttDeviation() {
        double mean = rttMean();
        return Math.sqrt(Math.max(0, rttSquares / answered - mean * mean));
    }

    /** Requests, copies made by the capture not counted. */
    public long requests() {
        return requests;
    }

    /** Replies, further ones to the same request included. */
    public long replies() {
        return replies;
    }

    /** First frame. */
    public long firstFrame() {
        return firstFrame;
    }

    /** Whether the first request is the only one without an answer, and others were answered. */
    public boolean lostOnlyTheFirst() {
        return lost == 1 && answered > 0 && lostFrames.frames().equals(List.of(firstFrame));
    }

    /** Requests without a reply or an error. */
    public long lost() {
        return lost;
    }

    /** Requests that an ICMP error answered. */
    public long failed() {
        return failed;
    }

    /** The host that asks; its port is the identifier. */
    public FlowKey.Endpoint source() {
        return source;
    }

    /** The host that is asked; its port is 0. */
    public FlowKey.Endpoint destination() {
        return destination;
    }

    /** Identifier, 0 to 65,535. */
    public int identifier() {
        return identifier;
    }

    /** Requests with a reply. */
    public long answered() {
        return answered;
    }

    /** Requests so close to the end of the capture that a reply may have come after it. */
    public long pending() {
        return pending;
    }

    /** Replies beyond the first to the same request. */
    public long duplicates() {
        return duplicates;
    }

    /** Replies without a request in the capture. */
    public long unmatched() {
        return unmatched;
    }

    /** ICMP type of the requests. */
    public int requestType() {
        return requestType;
    }

    /** Most requests lost in a row. */
    public long longestOutage() {
        return longestOutage;
    }

    /** Last frame. */
    public long lastFrame() {
        return lastFrame;
    }

    /** TTL or hop limit of the last reply; -1 for no reply. */
    public int replyTtl() {
        return replyTtl;
    }

    /** Bytes of data in the shortest request. */
    public int leastData() {
        return leastData;
    }

    /** Bytes of data in the longest request. */
    public int mostData() {
        return mostData;
    }

    /** Shortest round trip, nanoseconds. */
    public long rttLeast() {
        return rttLeast;
    }

    /** Longest round trip, nanoseconds. */
    public long rttGreatest() {
        return rttGreatest;
    }

    /** Time of the first frame, nanoseconds since 1970. */
    public long firstTime() {
        return firstTime;
    }

    /** Time of the last frame, nanoseconds since 1970. */
    public long lastTime() {
        return lastTime;
    }

    /** Whether the requests go to a multicast or broadcast address. */
    public boolean multicast() {
        return multicast;
    }

    /** Replies with a wrong checksum, which do not count as replies. */
    public long damagedReplies() {
        return damagedReplies;
    }

    /** Requests with a wrong checksum. */
    public long damagedRequests() {
        return damagedRequests;
    }

    /** Some of the replies with a wrong checksum. */
    public List<Long> damagedFrames() {
        return damagedFrames == null ? List.of() : damagedFrames.frames();
    }

    /** Requests whose replies came as first fragments only. */
    public long incompleteReplies() {
        return incompleteReplies;
    }

    /** Requests without a reply that the capture holds as first fragments only. */
    public long incompleteRequests() {
        return incompleteRequests;
    }

    /** Some of both. */
    public List<Long> incompleteFrames() {
        return incompleteFrames == null ? List.of() : incompleteFrames.frames();
    }

    /** Replies that came from another address than the one asked. */
    public long elsewhere() {
        return elsewhere;
    }

    /** That address, the last where there are several; null for none. */
    public Address elsewhereAddress() {
        return elsewhereAddress;
    }

    /** Some of these replies. */
    public List<Long> elsewhereFrames() {
        return elsewhereFrames == null ? List.of() : elsewhereFrames.frames();
    }

    /** How long the requests were, and which of them were lost. */
    public Sizes sizes() {
        return sizes;
    }

    /** Replies whose data was damaged on the way; null for none. */
    public Corruption corruption() {
        return corruption;
    }

    /** What the data shows about a tunnel. */
    public TunnelEvidence tunnelEvidence() {
        return tunnelEvidence;
    }

    /** Requests that were lost, spread over the session. */
    public List<Long> lostFrames() {
        return lostFrames.frames();
    }
}
