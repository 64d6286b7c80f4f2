package io.wirecause.http.http2;

import io.wirecause.http.finding.HttpFindingCode;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.List;

/** Findings about streams that were reset. */
final class StreamResetFindings {
    /** A client that cancels later than this did not get what it waited for; sooner, its user changed his mind. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    /** So many requests cancelled at once are no user's doing (CVE-2023-44487). */
    private static final int MANY = 100;
    private static final long AT_ONCE_NANOS = 200_000_000L;

    private StreamResetFindings() {
    }

    static void add(StreamResets resets, List<Finding> findings) {
        for (StreamResets.Group group : resets.groups()) {
            boolean harmless = group.code == ErrorCodes.NO_ERROR
                    || group.byClient && group.code == ErrorCodes.CANCEL && group.openEnded;
            if (!harmless) {
                findings.add(finding(group));
            }
        }
    }

    private static Finding finding(StreamResets.Group group) {
        String name = ErrorCodes.name(group.code);
        boolean cancelled = group.byClient && group.code == ErrorCodes.CANCEL;
        boolean attack = cancelled && group.frames.count() >= MANY && group.shortestWait < AT_ONCE_NANOS && !group.answered;
        boolean gaveUp = cancelled && !group.answered && group.longestWait >= PATIENCE_NANOS;
        Severity severity = cancelled ? attack || gaveUp ? Severity.WARNING : Severity.NOTE
                : group.code == ErrorCodes.HTTP_1_1_REQUIRED ? Severity.NOTE
                : group.code == ErrorCodes.REFUSED_STREAM || group.code == ErrorCodes.CANCEL ? Severity.WARNING : Severity.ERROR;
        String streams = Plural.of(group.frames.count(), "request");
        String who = group.byClient ? "the client" : "the server";
        String title = attack ? "A client sent and cancelled " + streams + " at once"
                : gaveUp ? "The client gave up " + streams + " after " + longest(group) + " without an answer"
                : capital(who) + " reset " + streams + " with " + name;
        String detail = streams + " to " + group.server + (group.example == null ? "" : ", such as "
                + WireText.inQuotes(group.example) + ",") + Plural.with(group.frames.count(), " was", " were") + " reset by "
                + who
                + " with RST_STREAM " + name + " (" + ErrorCodes.meaning(group.code) + "), "
                + (group.answered ? "while the answer was on its way" : "before any answer") + waits(group) + ".";
        return Finding.of(HttpFindingCode.HTTP2_STREAM_RESET, severity, attack ? Confidence.MEDIUM : Confidence.HIGH)
                .title(title).detail(detail).connections(group.streams).frames(group.frames.frames())
                .subject(Subject.endpoint(group.server)).displayFilter("http2.rst_stream.error == " + group.code + " || "
                        + Finding.filter(group.frames.frames()))
                .hint(attack ? "Requests that are cancelled at once cost the server work and the client none: limit resets at "
                        + "the server "
                        + "(CVE-2023-44487), and block the client if it is not yours." : advice(group, gaveUp)).build();
    }

    private static String waits(StreamResets.Group group) {
        return group.longestWait == 0 ? "" : ", " + (group.shortestWait == group.longestWait || group.frames.count() == 1 ? ""
                : Durations.millis(group.shortestWait) < 1 ? "up to " : seconds(group.shortestWait) + " to ") + longest(group)
                + " after the request";
    }

    private static String longest(StreamResets.Group group) {
        return seconds(group.longestWait);
    }

    private static String seconds(long nanos) {
        return Durations.words(nanos);
    }

    private static String capital(String who) {
        return Character.toUpperCase(who.charAt(0)) + who.substring(1);
    }

    private static String advice(StreamResets.Group group, boolean gaveUp) {
        if (gaveUp) {
            return "Find out why the server takes so long for this: it had the request, as it shares its connection with others "
                    + "that it "
                    + "answers. The client's own time limit decides when it gives up.";
        }
        if (group.byClient && group.code == ErrorCodes.CANCEL) {
            return "A client cancels what it needs no more, such as when its user leaves the page. Only if users complain, "
                    + "compare with "
                    + "the client's time limits.";
        }
        if (group.code == ErrorCodes.REFUSED_STREAM) {
            return "The request was not processed and may be repeated. Where it happens often, the client opens more streams "
                    + "than the "
                    + "server allows (SETTINGS_MAX_CONCURRENT_STREAMS), or the server has too much to do.";
        }
        return group.byClient
                ? "The client could not use what it got: read its log, and compare the server's answer with the protocol."
                : "Read the server's log at this time, and that of what a proxy has behind it.";
    }
}
