package io.wirecause.http.finding;

import io.wirecause.report.FindingCode;

/** The kinds of findings about HTTP, gRPC and WebSocket. */
public enum HttpFindingCode implements FindingCode {
    /** A request on a connection that the server was closing. */
    HTTP_KEEPALIVE_RACE("A client sent a request on an idle connection just as the server closed it, so that it got a "
            + "reset instead of an answer: the server's idle timeout is not longer than the client's. Let the client (or load "
            + "balancer) close idle connections sooner than the server does, or retry. A warning if the request succeeded on "
            + "another connection."),
    /** Closed instead of answered. */
    HTTP_CLOSED_WITHOUT_ANSWER("The server, or a device in its name, closed or reset the connection although a request was "
            + "waiting "
            + "for its answer and the connection was not idle: a worker crashed, a proxy or firewall cut it off, or the server "
            + "refuses such requests without a word. Look into the server's log at that time."),
    /** Silence. */
    HTTP_UNANSWERED("A request was never answered: the server stayed silent until the client gave up or the capture ended ten "
            + "seconds "
            + "or more later, or something answered that does not speak HTTP. Whether the server's TCP acknowledged the request "
            + "tells a hanging application from a lost request."),
    /** Answers cut off. */
    HTTP_TRUNCATED("An answer ended before the length that it had announced, or before its last chunk: the server or a proxy "
            + "closed or reset the connection, or fell silent. A note if the client closed it, for instance because a user went "
            + "on to another page."),
    /** Status 5xx. */
    HTTP_SERVER_ERROR("The server answered with a status of 500 and above. 502 and 504 come from a gateway whose own server "
            + "failed "
            + "(at once: it refuses or closes connections; after a round number of seconds: it does not answer in time), 503 "
            + "from "
            + "an overloaded or stopped service, 500 from the application. A warning if the same request succeeded later, "
            + "otherwise an error. The server's log at that time has the reason."),
    /** No tunnel. */
    HTTP_PROXY_REFUSED("A proxy refused to open a tunnel (CONNECT): 403 by its policy, 502 to 504 because it could not reach the "
            + "destination."),
    /** Redirects without end. */
    HTTP_REDIRECT_LOOP("Redirects lead back to where they came from, again and again. Often the server behind a proxy that ends "
            + "TLS "
            + "redirects to https although the client uses it already (X-Forwarded-Proto), or a cookie is not accepted."),
    /** Credentials refused or missing. */
    HTTP_AUTH_REQUIRED("The server (401) or a proxy (407) asked for credentials and the client never got through. A warning if "
            + "it "
            + "sent some that were refused, a note if it had none. A first 401 before a success is how clients negotiate and "
            + "does "
            + "not count."),
    /** The same request again and again. */
    HTTP_RETRY_STORM("A client repeated the same failing request many times with hardly any pause. Retries without back-off keep "
            + "an "
            + "overloaded server down: add exponential back-off with jitter and a limit."),
    /** Status 4xx. */
    HTTP_CLIENT_ERROR("The server turned requests down with a status of 400 to 499 other than 401 and 407. A note where it "
            + "happened "
            + "a few times, as missing pages do; a warning where an endpoint is turned down again and again, or where the status "
            + "tells of a limit (429, 413, 431) or of requests that the server cannot read (400)."),
    /** Long waits for answers. */
    HTTP_SLOW("Answers began a second or more after the request had been sent, or small ones took as long to come. The title "
            + "says "
            + "where the time went: the server's thinking, lost segments, or a closed receive window. Streams of events, long "
            + "polls, WebSockets, tunnels and large downloads do not count."),
    /** One slow answer in front of others. */
    HTTP_HEAD_OF_LINE("Requests were sent on a connection whose earlier answer had not ended and had to wait for it, as answers "
            + "come "
            + "in order in HTTP/1 (pipelining). Use more connections or HTTP/2."),
    /** GOAWAY with an error, or with requests lost. */
    HTTP2_GOAWAY("A side ended an HTTP/2 connection (GOAWAY) with an error, or while requests were on their way that it did not "
            + "take. The detail names the code, the last stream taken and what the sender said about it. Requests that were not "
            + "taken "
            + "may be repeated without harm. An orderly end without lost requests is no finding."),
    /** RST_STREAM. */
    HTTP2_STREAM_RESET("Single requests of an HTTP/2 connection were ended before their time (RST_STREAM). The detail tells who "
            + "did it "
            + "and with which code: REFUSED_STREAM may be repeated, CANCEL of a client is a time limit or a user who left, "
            + "INTERNAL_ERROR "
            + "is the server's fault. Many at once by a client are an attack (CVE-2023-44487)."),
    /** A window of HTTP/2 stayed closed. */
    HTTP2_FLOW_CONTROL_STALLED("A sender had data but had to wait, because the other side did not open its HTTP/2 window, on one "
            + "stream "
            + "or for the whole connection: the receiver does not read, or its window is too small for the round trip. TCP "
            + "itself "
            + "looks healthy then."),
    /** Calls with another status than OK. */
    GRPC_ERROR("Calls of gRPC ended with another status than OK, or the client gave them up at its own deadline. HTTP says 200 "
            + "all the "
            + "same. The detail names method, status and message."),
    /** A WebSocket that ended without a close frame, or with one that tells of a fault. */
    WEBSOCKET_ABNORMAL_CLOSE("A WebSocket ended without a close frame (code 1006), or with a code that tells of a fault. The "
            + "detail says "
            + "who ended it and for how long it had been silent: a time limit for silence is the usual cause.");

    private final String explanation;

    HttpFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
