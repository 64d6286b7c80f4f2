package io.wirecause.http.websocket;

import io.wirecause.http.finding.HttpFindingCode;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.List;

/** Findings about WebSockets: those that ended without a close frame, or with one that tells of a fault. */
public final class WebSocketFindings {
    private static final int FIRST_OF_APPLICATIONS = 3000;
    private static final int LAST_OF_APPLICATIONS = 4999;
    /** A session that was silent for as long as this was most likely closed because it was silent. */
    private static final long SILENT_NANOS = 9_500_000_000L;

    private WebSocketFindings() {
    }

    /** Adds the findings. */
    public static void add(WebSocketEvents events, List<Finding> findings) {
        for (WebSocketEvents.Endings endings : events.abnormal()) {
            findings.add(endings.code == WebSocketEvents.ABNORMAL ? withoutClose(endings) : withCode(endings));
        }
    }

    private static Finding withoutClose(WebSocketEvents.Endings e) {
        String who = e.byClient ? "the client" : "the server";
        boolean silent = e.shortestSilence >= SILENT_NANOS;
        String how = e.overHttp2 ? (e.reset ? who + " reset its HTTP/2 stream" : who + " ended its HTTP/2 stream")
                : e.reset ? (e.foreignReset ? "a device on the path reset the TCP connection in the name of " + who
                        : who + " reset the TCP connection") : who + " closed the TCP connection";
        String detail = sessions(e) + " to " + e.server + path(e) + Plural.with(e.frames.count(), " has", " have")
                + " no close frame (code 1006): " + how + " " + silence(e) + "."
                + (e.unansweredPings > 0 ? " " + Plural.of(e.unansweredPings, "last ping was", "last pings were")
                        + " not answered." : "") + (e.messageCut ? " A message was cut off." : "");
        return finding(e, Severity.WARNING, e.frames.count() == 1 ? "A WebSocket broke off: " + how + (silent ? " after "
                + seconds(e.shortestSilence) + " of silence" : " without a close frame")
                : e.frames.count() + " WebSockets broke off: " + how + (silent ? " after silence" : " without a close frame"),
                detail)
                .hint(silent ? "A time limit for silence ends it, of the server or of a proxy in front of it (nginx: "
                        + "proxy_read_timeout, 60 s unless set). Send pings more often than that, or raise the limit."
                        : "Read the log of " + who
                        + " at this time: it crashed, was stopped, or closed its socket without saying why. "
                                + "Clients should connect again after a pause.")
                .build();
    }

    private static String silence(WebSocketEvents.Endings e) {
        String shortest = seconds(e.shortestSilence);
        String longest = seconds(e.longestSilence);
        return shortest.equals(longest) ? shortest + " after the last frame" : shortest + " to " + longest
                + " after the last frame";
    }

    private static String seconds(long nanos) {
        return Durations.words(nanos);
    }

    private static Finding withCode(WebSocketEvents.Endings e) {
        boolean application = e.code >= FIRST_OF_APPLICATIONS && e.code <= LAST_OF_APPLICATIONS;
        String who = e.byClient ? "the client" : "the server";
        String why = e.code + " (" + meaning(e.code) + ")";
        String reason = e.reason == null ? "" : ", reason " + WireText.inQuotes(e.reason);
        return finding(e, application ? Severity.NOTE : Severity.WARNING, e.frames.count() == 1
                ? capital(who) + " closed a WebSocket with " + why : capital(who) + " closed " + e.frames.count()
                + " WebSockets with " + why,
                sessions(e) + " to " + e.server + path(e) + " ended by a close frame of " + who + " with code " + why + reason
                + ".")
                .hint(advice(e.code)).build();
    }

    private static String capital(String who) {
        return Character.toUpperCase(who.charAt(0)) + who.substring(1);
    }

    private static Finding.Builder finding(WebSocketEvents.Endings e, Severity severity, String title, String detail) {
        return Finding.of(HttpFindingCode.WEBSOCKET_ABNORMAL_CLOSE, severity, Confidence.HIGH).title(title).detail(detail)
                .connections(e.streams).frames(e.frames.frames()).subject(Subject.endpoint(e.server))
                .displayFilter("websocket.opcode == 8 || " + Finding.filter(e.frames.frames()));
    }

    private static String sessions(WebSocketEvents.Endings e) {
        return Plural.of(e.frames.count(), "WebSocket");
    }

    private static String path(WebSocketEvents.Endings e) {
        return e.path == null || e.path.isEmpty() ? "" : " (" + WireText.inQuotes(e.path) + ")";
    }

    private static String meaning(int code) {
        return switch (code) {
            case 1002 -> "protocol error";
            case 1003 -> "unsupported data";
            case 1007 -> "invalid payload";
            case 1008 -> "policy violation";
            case 1009 -> "message too big";
            case 1010 -> "missing extension";
            case 1011 -> "internal error";
            case 1012 -> "service restart";
            case 1013 -> "try again later";
            case 1014 -> "bad gateway";
            default -> code >= FIRST_OF_APPLICATIONS && code <= LAST_OF_APPLICATIONS ? "chosen by the application"
                    : "not registered";
        };
    }

    private static String advice(int code) {
        return switch (code) {
            case 1002, 1007 -> "One side sends what the other cannot accept: compare their versions and extensions, and look for "
                    + "a proxy "
                    + "that alters frames.";
            case 1003 -> "The receiver does not take this kind of data, such as binary instead of text.";
            case 1008 -> "Check the credentials, the origin and the rules of the application: the other side refused to go on.";
            case 1009 -> "Raise the receiver's limit for one message, or send smaller ones.";
            case 1011, 1014 -> "Read the server's log at this time: it failed while it handled the session.";
            case 1012, 1013 -> "The server restarts or has too much to do: connect again after a pause that grows.";
            default -> "The application that chose this code defines what it means.";
        };
    }
}
