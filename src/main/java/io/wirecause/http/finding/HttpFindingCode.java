package io.wirecause.http.finding;

import io.wirecause.report.FindingCode;

/** The kinds of findings about HTTP, gRPC and WebSocket. */
public enum HttpFindingCode implements FindingCode {
    /** A server closed an idle connection while a request was on its way. */
    HTTP_KEEPALIVE_RACE("A request was sent on an idle connection just as the server closed it for idleness, and died without an "
            + "answer: proxies answer 502 then. The detail names the server's idle timeout as measured. Let the client, or the "
            + "proxy, close idle connections sooner than the server does."),
    /** The connection was closed or reset instead of an answer. */
    HTTP_CLOSED_WITHOUT_ANSWER("The server, or a device on the path, closed or reset the connection after a request without "
            + "answering it: a crash, a time limit, or a filter."),
    /** No answer at all. */
    HTTP_UNANSWERED("A request got no answer although it had arrived: the server, or what it waits for, hangs. The detail says for "
            + "how long, and who gave up."),
    /** The answer broke off. */
    HTTP_TRUNCATED("An answer ended before the length that it announced, or before its last chunk: the sender died or was cut off, "
            + "and the receiver has a part only."),
    /** 5xx. */
    HTTP_SERVER_ERROR("The server answered with a 5xx status: it, or what is behind it, failed."),
    /** A proxy refused. */
    HTTP_PROXY_REFUSED("A proxy refused to make a tunnel or to forward a request."),
    /** Redirects in a circle. */
    HTTP_REDIRECT_LOOP("A client was sent from one URL to the next in a circle, and never got content."),
    /** 401 or 407 without success. */
    HTTP_AUTH_REQUIRED("Requests were refused for missing or wrong credentials, and no later request succeeded."),
    /** The same request again and again. */
    HTTP_RETRY_STORM("A client repeats a failing request many times within a short time, which keeps a server down that has "
            + "trouble already."),
    /** 4xx. */
    HTTP_CLIENT_ERROR("The server refused requests with a 4xx status."),
    /** Late answers. */
    HTTP_SLOW("Answers came late. The detail tells the time of the server from that of the network."),
    /** An answer that waited for another. */
    HTTP_HEAD_OF_LINE("A request had to wait for the answer to an earlier one on its connection."),
    /** GOAWAY with an error, or with requests lost. */
    HTTP2_GOAWAY("A side ended an HTTP/2 connection (GOAWAY) with an error, or while requests were on their way that it did not "
            + "take. The detail names the code, the last stream taken and what the sender said about it. Requests that were not taken "
            + "may be repeated without harm. An orderly end without lost requests is no finding."),
    /** RST_STREAM. */
    HTTP2_STREAM_RESET("Single requests of an HTTP/2 connection were ended before their time (RST_STREAM). The detail tells who did it "
            + "and with which code: REFUSED_STREAM may be repeated, CANCEL of a client is a time limit or a user who left, INTERNAL_ERROR "
            + "is the server's fault. Many at once by a client are an attack (CVE-2023-44487)."),
    /** A window of HTTP/2 stayed closed. */
    HTTP2_FLOW_CONTROL_STALLED("A sender had data but had to wait, because the other side did not open its HTTP/2 window, on one stream "
            + "or for the whole connection: the receiver does not read, or its window is too small for the round trip. TCP itself "
            + "looks healthy then."),
    /** Calls with another status than OK. */
    GRPC_ERROR("Calls of gRPC ended with another status than OK, or the client gave them up at its own deadline. HTTP says 200 all the "
            + "same. The detail names method, status and message."),
    /** A WebSocket that ended without a close frame, or with one that tells of a fault. */
    WEBSOCKET_ABNORMAL_CLOSE("A WebSocket ended without a close frame (code 1006), or with a code that tells of a fault. The detail says "
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
