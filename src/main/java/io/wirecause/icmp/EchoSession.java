package io.wirecause.icmp;

import io.wirecause.flow.FlowKey;

/** Queries of one host to another with one identifier: a run of ping, as a rule. Times in nanoseconds. */
final class EchoSession {
    /** Frames kept of requests without an answer. */
    static final int EXAMPLES = 5;
    /** TTL from which on a request is ordinary traffic and no probe of the path; bit 0 to 63 of {@link #lowTtls}. */
    private static final int HIGHEST_PROBE_TTL = 32;

    /** The host that asks; its port stands for the identifier. */
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
    /** Requests that left without any answer. */
    long lost;
    /** Requests at the very end of the capture whose answer may have come after it. */
    long pending;
    long duplicates;
    /** Requests and replies that were captured again, as by a mirror of two ports. */
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
    final long[] lostFrames = new long[EXAMPLES];
    int replyTtl = -1;
    private long lowTtls;
    int leastData = Integer.MAX_VALUE;
    int mostData;
    final TunnelEvidence carriage = new TunnelEvidence();

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

    void request(int ttl, int dataLength) {
        requests++;
        leastData = Math.min(leastData, dataLength);
        mostData = Math.max(mostData, dataLength);
        if (ttl <= HIGHEST_PROBE_TTL) {
            lowTtls |= 1L << ttl;
        }
    }

    void answered(long rtt) {
        answered++;
        rttLeast = Math.min(rttLeast, rtt);
        rttGreatest = Math.max(rttGreatest, rtt);
        rttSum += rtt;
        rttSquares += (double) rtt * rtt;
    }

    /** One more request of this session leaves, in the order of sending. */
    void leaves(boolean answer, boolean error, boolean atEnd, long frame) {
        if (answer) {
            outage = 0;
        } else if (error) {
            failed++;
        } else if (atEnd) {
            pending++;
        } else {
            if (lost < EXAMPLES) {
                lostFrames[(int) lost] = frame;
            }
            lost++;
            longestOutage = Math.max(longestOutage, ++outage);
        }
    }

    /** Whether the requests had several low TTLs: a traceroute, whose requests are not meant to arrive. */
    boolean isTraceroute() {
        return Long.bitCount(lowTtls) >= 2;
    }

    /** Requests of which it can be told whether they were answered: those at the end of the capture left out. */
    long judged() {
        return requests - pending;
    }

    /** Percent of these without a reply. */
    double lossPercent() {
        long judged = judged();
        return judged <= 0 ? 0 : Math.round(1000.0 * (judged - answered) / judged) / 10.0;
    }

    /** Mean round trip, nanoseconds. */
    double rttMean() {
        return rttSum / answered;
    }

    /** Standard deviation of the round trip as ping tells it, nanoseconds. */
    double rttDeviation() {
        double mean = rttMean();
        return Math.sqrt(Math.max(0, rttSquares / answered - mean * mean));
    }
}
