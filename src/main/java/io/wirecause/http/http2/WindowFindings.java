package io.wirecause.http.http2;

import io.wirecause.http.finding.HttpFindingCode;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.tcp.carrier.CarriedConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Findings about senders that had to wait for the other side's HTTP/2 window. */
final class WindowFindings {
    private static final long LEAST_NANOS = 1_000_000_000L;
    /** Waits of up to this many round trips are the window's size, longer ones the receiver's doing. */
    private static final int ROUND_TRIPS = 3;

    private WindowFindings() {
    }

    private record Key(String server, boolean byClient) {
    }

    static void add(FlowStalls stalls, List<Finding> findings) {
        Map<Key, List<FlowStall>> groups = new LinkedHashMap<>();
        for (FlowStall stall : stalls.worst()) {
            if (stall.total() >= LEAST_NANOS) {
                groups.computeIfAbsent(new Key(stall.connection().server().toString(), stall.byClient()), k -> new ArrayList<>())
                        .add(stall);
            }
        }
        groups.forEach((key, list) -> findings.add(finding(key, list)));
    }

    private static Finding finding(Key key, List<FlowStall> stalls) {
        FlowStall worst = stalls.get(0);
        CarriedConnection carrier = worst.connection().carrier();
        long roundTrip = carrier == null ? -1 : carrier.roundTrip();
        boolean small = roundTrip > 0 && worst.longest() <= ROUND_TRIPS * roundTrip;
        String sender = key.byClient ? "client" : "server";
        String receiver = key.byClient ? "server" : "client";
        String where = worst.stream() == 0 ? "the whole connection" : "stream " + worst.stream();
        String title = small ? "The " + sender + " waited " + seconds(worst.total())
                + " for HTTP/2 windows that are too small for the "
                + "round trip" : "The " + sender + " waited " + seconds(worst.total()) + " because the " + receiver
                + " did not open its HTTP/2 window";
        String detail = "On " + where + " (tcp.stream " + worst.connection().stream() + ", server " + key.server
                + ") the window of the "
                + receiver + " was used up " + Plural.of(worst.waits(), "time") + ", for " + seconds(worst.total())
                + " in all; the longest "
                + "wait, " + seconds(worst.longest()) + ", began with frame " + worst.from()
                + (worst.still() ? " and lasted to the end of what was captured." : " and ended with the WINDOW_UPDATE of frame "
                        + worst.to() + ".")
                + (roundTrip > 0 ? String.format(Locale.ROOT, " The round trip is %.1f ms.", Durations.millis(roundTrip)) : "")
                + (stalls.size() > 1 ? " " + (stalls.size() - 1) + " more streams or connections waited over 1 s." : "");
        List<Long> frames = Finding.spread(stalls.stream().flatMap(s -> Stream.of(s.from(), s.to())).toList(),
                Finding.MAX_FRAMES);
        return Finding.of(HttpFindingCode.HTTP2_FLOW_CONTROL_STALLED, Severity.WARNING, worst.still() ? Confidence.MEDIUM
                : Confidence.HIGH).title(title).detail(detail)
                .connections(stalls.stream().map(s -> s.connection().stream()).distinct().toList())
                .frames(frames).subject(Subject.endpoint(key.server))
                .displayFilter("tcp.stream == " + worst.connection().stream() + " && http2.type == 8 || "
                + Finding.filter(frames))
                .hint(small ? "Let the " + receiver
                + " announce larger windows (SETTINGS_INITIAL_WINDOW_SIZE, and WINDOW_UPDATE for the "
                        + "connection): at least bandwidth times round trip."
                        : "The " + receiver + "'s program does not read what it asked for: it is busy, paused, or waits for "
                            + "something "
                                + "else" + (worst.stream() == 0
                                ? "; one slow stream can use up the window of all others on its connection"
                                : "") + ". The network and the " + sender + " are not the cause.")
                .limits(worst.still() ? "Whether the " + sender + " had more to send when the capture ended does not show."
                : null)
                .build();
    }

    private static String seconds(long nanos) {
        return Durations.words(nanos);
    }
}
