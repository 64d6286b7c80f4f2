package io.wirecause.http.http2;

import io.wirecause.http.finding.HttpFindingCode;
import io.wirecause.http.grpc.GrpcFindings;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings about HTTP/2 and what runs over it. */
public final class Http2Findings {
    private static final int SHOWN_DEBUG_DATA = 160;
    private static final int LONGEST_IN_TITLE = 60;

    private Http2Findings() {
    }

    /** Adds the findings. */
    public static void add(Http2Events events, List<Finding> findings) {
        GrpcFindings.add(events.calls(), findings);
        addGoAways(events, findings);
        StreamResetFindings.add(events.resets(), findings);
        WindowFindings.add(events.flow(), findings);
    }

    private record GoAwayKey(String server, boolean byClient, long code, String debug) {
    }

    private static void addGoAways(Http2Events events, List<Finding> findings) {
        Map<GoAwayKey, List<Http2Events.Ending>> groups = new LinkedHashMap<>();
        for (Http2Events.Ending ending : events.endings()) {
            GoAway g = ending.goAway();
            groups.computeIfAbsent(new GoAwayKey(g.connection().server().toString(), g.byClient(), g.code(), g.debug()),
                    k -> new ArrayList<>()).add(ending);
        }
        groups.forEach((key, endings) -> findings.add(goAway(key, endings)));
    }

    private static Finding goAway(GoAwayKey key, List<Http2Events.Ending> endings) {
        GoAway first = endings.get(0).goAway();
        long lost = endings.stream().mapToLong(Http2Events.Ending::notTaken).sum();
        String who = key.byClient ? "The client" : "The server";
        String other = key.byClient ? first.connection().server().toString() : first.connection().client().toString();
        String name = ErrorCodes.name(key.code);
        String debug = key.debug == null || key.debug.isEmpty() ? "" : ", saying " + WireText.quote(key.debug, SHOWN_DEBUG_DATA);
        String title = who + " ended " + (endings.size() == 1 ? "an HTTP/2 connection" : endings.size() + " HTTP/2 connections")
                + " with GOAWAY " + name + (debug.length() <= LONGEST_IN_TITLE ? debug : "")
                + (lost > 0 ? ", " + Plural.of(lost, "request was not taken", "requests were not taken") : "");
        String detail = who + (key.byClient ? " " + first.connection().client() : " " + key.server) + " sent GOAWAY with " + name
                + " ("
                + ErrorCodes.meaning(key.code) + ")" + debug + " to " + other + "; the last stream that it took is "
                + first.lastTaken() + " (frame " + first.frame() + ")."
                + (lost > 0 ? " " + Plural.of(lost, "request", "requests") + " on later streams got no answer." : "");
        List<Long> frames = Finding.spread(endings.stream().map(e -> e.goAway().frame()).toList(), Finding.MAX_FRAMES);
        return Finding.of(HttpFindingCode.HTTP2_GOAWAY, key.code == ErrorCodes.NO_ERROR ? Severity.WARNING : Severity.ERROR,
                Confidence.HIGH).title(title).detail(detail)
                .connections(endings.stream().map(e -> e.goAway().connection().stream()).distinct().toList())
                .frames(frames).subject(Subject.endpoint(key.server))
                .displayFilter("http2.type == 7 || " + Finding.filter(frames))
                .hint(advice(key.code, key.debug, lost)).build();
    }

    private static String advice(long code, String debug, long lost) {
        if (code == ErrorCodes.NO_ERROR) {
            return "The side that went away shuts down or limits how long a connection lives. " + Plural.with(lost, "The request",
                    "The requests") + " may be repeated on a new connection without harm; a client that does not do so by itself "
                        + "should.";
        }
        if (code == ErrorCodes.ENHANCE_YOUR_CALM) {
            return debug != null && debug.contains("too_many_pings")
                    ? "The client pings more often than the server allows: lengthen the keepalive time of the client (5 minutes "
                        + "is "
                            + "always allowed by gRPC), or permit shorter ones at the server."
                    : "Look for what the other side does too much of: many short requests that it cancels, pings, or empty "
                        + "frames.";
        }
        return "The code says what the sender of GOAWAY thinks that the other side did wrong (" + ErrorCodes.meaning(code)
                + "): compare the versions of both programs, and read the sender's log.";
    }
}
