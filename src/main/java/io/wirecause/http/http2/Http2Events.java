package io.wirecause.http.http2;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.http.grpc.GrpcEvents;
import io.wirecause.http.websocket.WebSocketEvents;
import io.wirecause.report.Plural;
import java.util.ArrayList;
import java.util.List;

/** What the connections of HTTP/2 of a capture went through, beside their exchanges. */
public final class Http2Events {
    /** GOAWAY frames kept; all are counted. */
    private static final int MOST_GOAWAYS = 500;

    private final HeaderTable.Budget budget = new HeaderTable.Budget();
    private final HeaderBlock block = new HeaderBlock();
    private final GrpcEvents calls = new GrpcEvents();
    private final WebSocketEvents sockets;
    private final FlowStalls flow = new FlowStalls();
    private final StreamResets resets = new StreamResets();
    private final Latencies pings = new Latencies();
    private final List<Ending> endings = new ArrayList<>();
    private long connections;
    private long fromTheMiddle;
    private long missed;
    private long blocks;
    private long blocksWithUnknown;
    private long faultyBlocks;
    private long unreadable;
    private long unfollowed;
    private long pingsUnanswered;

    /** A GOAWAY and how many requests the server had not taken when it came, or were sent in spite of it. */
    record Ending(GoAway goAway, int notTaken) {
    }

    /**
     * Nothing yet.
     *
     * @param sockets takes in the WebSockets that run over HTTP/2
     */
    public Http2Events(WebSocketEvents sockets) {
        this.sockets = sockets;
    }

    HeaderTable.Budget budget() {
        return budget;
    }

    /** The one header block that is decoded at a time. */
    HeaderBlock block() {
        return block;
    }

    void began(boolean fromStart) {
        connections++;
        fromTheMiddle += fromStart ? 0 : 1;
    }

    void missed() {
        missed++;
    }

    void decoded(boolean sound, boolean unknown) {
        blocks++;
        blocksWithUnknown += unknown ? 1 : 0;
        faultyBlocks += sound ? 0 : 1;
    }

    void unreadable() {
        unreadable++;
    }

    void unfollowed() {
        unfollowed++;
    }

    void goAway(GoAway goAway, int notTaken) {
        boolean telling = goAway.code() != ErrorCodes.NO_ERROR || notTaken > 0;
        if (telling && endings.size() < MOST_GOAWAYS) {
            endings.add(new Ending(goAway, notTaken));
        }
    }

    void unanswered(int count) {
        pingsUnanswered += count;
    }

    FlowStalls flow() {
        return flow;
    }

    StreamResets resets() {
        return resets;
    }

    Latencies pings() {
        return pings;
    }

    List<Ending> endings() {
        return endings;
    }

    WebSocketEvents sockets() {
        return sockets;
    }

    /** The calls of gRPC. */
    public GrpcEvents calls() {
        return calls;
    }

    /** Connections that spoke HTTP/2. */
    public long connections() {
        return connections;
    }

    /** How often bytes were missing, so that it was not known any more what followed. */
    long timesMissed() {
        return missed;
    }

    /** Connections that began before the capture. */
    long fromTheMiddle() {
        return fromTheMiddle;
    }

    /** Header blocks with fields that refer to what the capture does not hold. */
    long blocksWithUnknown() {
        return blocksWithUnknown;
    }

    long unreadableExchanges() {
        return unreadable;
    }

    long unfollowedRequests() {
        return unfollowed;
    }

    /** Adds what was not known, in sentences. */
    public void addNotes(List<String> notes) {
        if (fromTheMiddle > 0 || missed > 0) {
            notes.add("HTTP/2: " + (fromTheMiddle > 0 ? Plural.of(fromTheMiddle, "connection") + " began before the capture" : "")
                    + (fromTheMiddle > 0 && missed > 0 ? ", and " : "")
                    + (missed > 0 ? "frames are missing in " + Plural.of(missed, "place") : "")
                    + "; header fields that refer to what was sent there are unknown (in " + blocksWithUnknown + " of "
                    + Plural.of(blocks, "header block") + "), and waits for windows are not judged on those connections.");
        }
        if (faultyBlocks > 0) {
            notes.add("HTTP/2: " + Plural.of(faultyBlocks, "header block") + " could not be decoded to the end.");
        }
        if (unreadable > 0) {
            notes.add("HTTP/2: " + Plural.of(unreadable, "request was", "requests were")
                    + " left out, because the capture lacks the "
                    + "answer or what its status refers to.");
        }
        if (unfollowed > 0) {
            notes.add("HTTP/2: " + Plural.of(unfollowed, "request was", "requests were")
                    + " left out, beyond the open streams that are "
                    + "followed on one connection.");
        }
    }

    /** How long pings took to be answered; null where none was. */
    public Latencies.Summary roundTrips() {
        return pings.summary();
    }

    /** Pings that were never answered. */
    public long pingsUnanswered() {
        return pingsUnanswered;
    }
}
