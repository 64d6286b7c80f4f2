package io.wirecause.http;

import io.wirecause.http.exchange.ExchangeKind;
import io.wirecause.http.exchange.GrpcFacts;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpOutcome;
import io.wirecause.http.exchange.TimeSplit;
import io.wirecause.http.grpc.GrpcStatus;
import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import io.wirecause.tcp.carrier.Conditions;

/** One request and what became of it, as an answer lists it. */
record HttpRequestRecord(
        @Describe("Connection (Wireshark's tcp.stream)") int connection,
        @Describe(value = "Which request on its connection", optional = true) Integer position,
        @Describe(value = "Stream of HTTP/2", optional = true) Long http2Stream,
        @Describe(value = "Frame where the request begins", optional = true) Long requestFrame,
        @Describe(value = "Frame where the answer begins", optional = true) Long responseFrame,
        @Describe(value = "Frame where the answer ends, where it is another", optional = true) Long endFrame,
        @Describe("Client, address and port") String client,
        @Describe("Server, address and port") String server,
        @Describe(value = "Client that a PROXY header names", optional = true) String proxiedFor,
        @Describe("Version") String version,
        @Describe(value = "Method; missing where the request was not captured", optional = true) String method,
        @Describe(value = "Host asked for", optional = true) String host,
        @Describe(value = "Path, values of the query masked", optional = true) String path,
        @Describe(value = "What it is for where not an ordinary request", optional = true) String kind,
        @Describe(value = "Status of the answer", optional = true) Integer status,
        @Describe(value = "grpc-status by name", optional = true) String grpcStatus,
        @Describe(value = "Messages of gRPC from the client", optional = true) Long messagesSent,
        @Describe(value = "Messages of gRPC from the server", optional = true) Long messagesReceived,
        @Describe("What became of it") String outcome,
        @Describe("Bytes of the request, with headers") long requestBytes,
        @Describe("Bytes of the answer, with headers") long responseBytes,
        @Describe("Where its time went") Times times,
        @Describe(value = "Position of the request on its connection whose answer it had to wait for", optional = true)
        Integer behind,
        @Describe(value = "How long the connection was idle before, milliseconds", optional = true) Double idleBeforeMs) {

    /** Where the time went, milliseconds; parts that are not known or nothing are missing. */
    record Times(
            @Describe(value = "Opening the connection, for its first request", optional = true) Double connectMs,
            @Describe(value = "Sending the request", optional = true) Double sendingMs,
            @Describe(value = "Waiting for earlier answers on the connection", optional = true) Double behindMs,
            @Describe(value = "From the request's last byte to the answer's first", optional = true) Double firstByteMs,
            @Describe(value = "Of that: round trip to the server", optional = true) Double networkMs,
            @Describe(value = "Of that: lost segments or a closed window", optional = true) Double lossMs,
            @Describe(value = "Of that: the server's own time", optional = true) Double serverMs,
            @Describe(value = "From the answer's first byte to its last", optional = true) Double transferMs,
            @Describe(value = "What limited the transfer", optional = true) String transferLimit,
            @Describe(value = "Segments sent again meanwhile because they were lost", optional = true) Integer losses,
            @Describe(value = "From the request's first byte to the answer's last", optional = true) Double totalMs) {
    }

    static HttpRequestRecord of(HttpExchange e) {
        boolean asked = e.request().isBegun();
        boolean answered = e.response().isBegun();
        String kind = e.kind() == ExchangeKind.REQUEST ? null : e.kind().label();
        GrpcFacts call = e.grpc();
        return new HttpRequestRecord(e.connection().stream(), e.ordinal() == 0 ? null : (Integer) e.ordinal(),
                e.streamId() == 0 ? null : (Long) e.streamId(), asked ? (Long) e.request().firstFrame() : null,
                answered ? (Long) e.response().firstFrame() : null,
                e.response().lastFrame() > e.response().firstFrame() ? (Long) e.response().lastFrame() : null,
                e.connection().client().toString(), e.connection().server().toString(), e.connection().originalClient(),
                e.version().label(), e.asked().method(), e.asked().host(), e.asked().path(), kind,
                e.status() == 0 ? null : (Integer) e.status(),
                call == null || call.status() < 0 ? null : GrpcStatus.name(call.status()),
                call == null ? null : (Long) call.sent(),
                call == null ? null : (Long) call.received(), outcome(e), e.request().bytes(), e.response().bytes(), times(e),
                e.behind() == 0 ? null : (Integer) e.behind(),
                e.idleBefore() == 0 ? null : (Double) Durations.millis(e.idleBefore()));
    }

    private static String outcome(HttpExchange e) {
        HttpOutcome kind = e.outcome().kind();
        return kind.label() + (e.endReason() == null ? "" : " (" + e.endReason() + ")");
    }

    private static Times times(HttpExchange e) {
        TimeSplit t = e.times();
        Conditions all = e.clientWaited();
        int losses = all.losses() + e.serverWaited().losses() + e.transferred().losses();
        return new Times(Durations.millisOrNull(t.connect()), some(t.sending()), some(t.behind()),
                Durations.millisOrNull(t.waiting()),
                some(t.network()), some(t.loss()), some(t.server()), some(t.transfer()),
                t.limit() == TimeSplit.Limit.NONE ? null : t.limit().label(), losses == 0 ? null : (Integer) losses,
                Durations.millisOrNull(t.total()));
    }

    private static Double some(long nanos) {
        return nanos <= 0 ? null : (Double) Durations.millis(nanos);
    }
}
