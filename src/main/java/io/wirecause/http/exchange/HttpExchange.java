package io.wirecause.http.exchange;

import io.wirecause.tcp.carrier.CarriedConnection;
import io.wirecause.tcp.carrier.Conditions;

/**
 * One request and its answer, whatever the version. A parser feeds it in this order: {@link HttpConnection#begin}, then
 * {@link #target} and {@link #requestField} as they are read, {@link Transfer#add} of {@link #request} for each piece of bytes,
 * {@link #requestEnded}; {@link #answered} with the final status, {@link #responseField}, {@link Transfer#add} of
 * {@link #response}, {@link #responseEnded}; then {@link HttpConnection#ended}, or {@link HttpConnection#leftOpen}.
 * Times are nanoseconds since 1970, {@link CarriedConnection#NEVER} where something was not seen.
 */
public final class HttpExchange {
    private final HttpConnection connection;
    private final HttpVersion version;
    private final int ordinal;
    private final Transfer request = new Transfer();
    private final Transfer response = new Transfer();
    private final RequestFacts asked = new RequestFacts();
    private final ResponseFacts got = new ResponseFacts();
    private ExchangeKind kind = ExchangeKind.REQUEST;
    private GrpcFacts grpc;
    private long streamId;
    private int status;
    private int behind;
    private long behindUntil = CarriedConnection.NEVER;
    private long idleBefore;
    private ExchangeEnd end = ExchangeEnd.OPEN;
    private boolean endedByClient;
    private String endReason;
    private Conditions clientAtStart;
    private Conditions serverAtStart;
    private Conditions clientWaited = Conditions.NONE;
    private Conditions serverWaited = Conditions.NONE;
    private Conditions serverAtAnswer;
    private Conditions transferred = Conditions.NONE;
    private Outcome outcome;
    private TimeSplit times;

    HttpExchange(HttpConnection connection, HttpVersion version, int ordinal) {
        this.connection = connection;
        this.version = version;
        this.ordinal = ordinal;
        this.clientAtStart = connection.conditions(true);
        this.serverAtStart = connection.conditions(false);
    }

    /** The connection that it is on. */
    public HttpConnection connection() {
        return connection;
    }

    /** The version that it is spoken in. */
    public HttpVersion version() {
        return version;
    }

    /** What it is for. */
    public ExchangeKind kind() {
        return kind;
    }

    /** Tells what it is for where that is more than a request. */
    public void kind(ExchangeKind what) {
        kind = what;
    }

    /** What is known of it as a call of gRPC; null where it is none. */
    public GrpcFacts grpc() {
        return grpc;
    }

    /** Tells that it is a call of gRPC. */
    public void grpc(GrpcFacts facts) {
        grpc = facts;
    }

    /** Which request on its connection, 1 for the first one seen; 0 where the request was not captured. */
    public int ordinal() {
        return ordinal;
    }

    /** The stream of HTTP/2; 0 for HTTP/1. */
    public long streamId() {
        return streamId;
    }

    /** Tells the stream of HTTP/2. */
    public void streamId(long id) {
        streamId = id;
    }

    /** The request on its way. */
    public Transfer request() {
        return request;
    }

    /** The final answer on its way. */
    public Transfer response() {
        return response;
    }

    /** What the request says. */
    public RequestFacts asked() {
        return asked;
    }

    /** What the final answer says. */
    public ResponseFacts got() {
        return got;
    }

    /**
     * Tells what is asked for, as it was on the wire.
     *
     * @param method    such as {@code GET}
     * @param target    the request target (RFC 9112, section 3.2) or {@code :path}
     * @param authority the {@code :authority} of HTTP/2; null where a Host field or the target will tell
     */
    public void target(String method, String target, String authority) {
        asked.target(method, target, authority);
        if (asked.isConnect()) {
            kind = ExchangeKind.TUNNEL;
        } else if (asked.isLongPollByName()) {
            kind = ExchangeKind.LONG_POLL;
        }
    }

    /** Takes in a field of the request; those of no interest are dropped ({@link FieldInterest}). Name in lower case. */
    public void requestField(String name, String value) {
        asked.field(name, value);
    }

    /** Takes in a field of the final answer; those of no interest are dropped ({@link FieldInterest}). Name in lower case. */
    public void responseField(String name, String value) {
        got.field(name, value);
        if (kind == ExchangeKind.REQUEST && got.isEventStream()) {
            kind = ExchangeKind.EVENT_STREAM;
        }
        if (got.idleTimeoutSeconds() >= 0) {
            connection.idleTimeout(got.idleTimeoutSeconds());
        }
    }

    /** The request is whole. */
    public void requestEnded() {
        request.finish();
    }

    /**
     * The final answer begins with the bytes at hand; to be called before they are added to it.
     *
     * @param finalStatus 200 to 599 as a rule, or 101; 0 to 999 come over the wire
     */
    public void answered(int finalStatus) {
        status = finalStatus;
        serverAtAnswer = connection.conditions(false);
        clientWaited = connection.conditions(true).since(clientAtStart);
        serverWaited = serverAtAnswer.since(serverAtStart);
    }

    /** The answer follows in another version: what came so far only said so (101). */
    public void answerFollows() {
        response.restart();
    }

    /** The answer is whole. */
    public void responseEnded() {
        response.finish();
    }

    /** The status of the final answer; 0 where none came. */
    public int status() {
        return status;
    }

    /** Tells that it had to wait until an earlier answer on its connection had ended (head-of-line blocking). */
    public void waitedBehind(int ordinalInFront, long untilNanos) {
        behind = ordinalInFront;
        behindUntil = untilNanos;
    }

    /** The request on its connection whose answer it had to wait for; 0 for none. */
    public int behind() {
        return behind;
    }

    /** When that answer ended. */
    public long behindUntil() {
        return behindUntil;
    }

    /** For how long the connection had been idle when it began, nanoseconds; 0 where it was the first or was not idle. */
    public long idleBefore() {
        return idleBefore;
    }

    /** Tells for how long the connection had been idle. */
    public void idleBefore(long nanos) {
        idleBefore = nanos;
    }

    /** How it ended. */
    public ExchangeEnd end() {
        return end;
    }

    /**
     * Tells why it ended before its time, where the protocol says so.
     *
     * @param byClient whether the client ended it
     * @param reason   such as {@code CANCEL}; a fixed name, no text from the wire
     */
    public void endedBecause(boolean byClient, String reason) {
        endedByClient = byClient;
        endReason = reason;
    }

    /** Whether the client ended it; of meaning where there is an {@link #endReason}. */
    public boolean isEndedByClient() {
        return endedByClient;
    }

    /** Why it ended before its time, where the protocol says so; null where not. */
    public String endReason() {
        return endReason;
    }

    void close(ExchangeEnd how) {
        end = how;
        if (status == 0) {
            clientWaited = connection.conditions(true).since(clientAtStart);
            serverWaited = connection.conditions(false).since(serverAtStart);
        } else {
            transferred = connection.conditions(false).since(serverAtAnswer);
        }
        clientAtStart = null;
        serverAtStart = null;
        serverAtAnswer = null;
    }

    /** What slowed the client down from the request's first byte until the answer's first. */
    public Conditions clientWaited() {
        return clientWaited;
    }

    /** What slowed the server down from the request's first byte until the answer's first. */
    public Conditions serverWaited() {
        return serverWaited;
    }

    /** What slowed the server down from the answer's first byte to its last. */
    public Conditions transferred() {
        return transferred;
    }

    /** What became of it; null until it is judged. */
    public Outcome outcome() {
        return outcome;
    }

    /** Takes in what became of it. */
    public void judged(Outcome judgement) {
        outcome = judgement;
    }

    /** Where its time went; to be asked once it has ended. */
    public TimeSplit times() {
        if (times == null) {
            times = TimeSplit.of(this);
        }
        return times;
    }
}
