package io.wirecause.tcp.connection;

import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;

/** Keep-alives and window probes of an endpoint since its peer last sent anything (RFC 9293, sections 3.8.4 and 3.8.6.1). */
public final class Probes {
    private EndpointState by;
    private int unanswered;
    private int firstFrame;
    private long firstTime;
    private long lastTime;
    private boolean intoClosedWindow;

    private Probes() {
    }

    /** Takes in a segment and the verdict on it. */
    static void take(Segment segment, Connection connection, EndpointState from, Verdict verdict) {
        boolean probe = verdict == Verdict.KEEP_ALIVE || verdict == Verdict.WINDOW_PROBE;
        Probes probes = connection.rare().probes;
        if (probe) {
            if (probes == null) {
                probes = new Probes();
                connection.rareEvents().probes = probes;
            }
            probes.add(segment, from, verdict == Verdict.WINDOW_PROBE);
        } else if (probes != null && from != probes.by && verdict != Verdict.DUPLICATE) {
            probes.unanswered = 0;
        }
    }

    private void add(Segment segment, EndpointState from, boolean window) {
        if (by != from) {
            by = from;
            unanswered = 0;
        }
        if (unanswered++ == 0) {
            firstFrame = (int) segment.frame();
            firstTime = segment.time();
        }
        lastTime = segment.time();
        intoClosedWindow = window;
    }

    /** Probes of an endpoint since its peer last sent anything. */
    public static int unanswered(Connection connection, EndpointState of) {
        Probes probes = connection.rare().probes;
        return probes == null || probes.by != of ? 0 : probes.unanswered;
    }

    /** The first of them; 0 for none. */
    public static long firstFrame(Connection connection) {
        Probes probes = connection.rare().probes;
        return probes == null ? 0 : Integer.toUnsignedLong(probes.firstFrame);
    }

    /** From the first to the last of them, nanoseconds. */
    public static long span(Connection connection) {
        Probes probes = connection.rare().probes;
        return probes == null ? 0 : probes.lastTime - probes.firstTime;
    }

    /** Whether they were sent into a closed window. */
    public static boolean intoClosedWindow(Connection connection) {
        Probes probes = connection.rare().probes;
        return probes != null && probes.intoClosedWindow;
    }
}
