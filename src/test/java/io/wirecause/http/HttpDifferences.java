package io.wirecause.http;

import io.wirecause.http.exchange.HttpExchange;
import java.util.List;

/** The kinds of differences between our exchanges and tshark's, as docs/http-vs-tshark.md explains them. */
final class HttpDifferences {
    private HttpDifferences() {
    }

    /** The kind of difference between two lists; null where none explains it. */
    static String explain(String what, List<String> mine, List<String> theirs, boolean dissected) {
        if (what.equals("statuses") && theirs.equals(List.of("101"))) {
            return "an upgrade to HTTP/2, whose answer is on stream 1";
        }
        if (what.equals("statuses") && isWithin(theirs, mine)) {
            return "tshark shows an answer once all of it is there";
        }
        if (what.startsWith("HTTP/2") && !dissected) {
            return "HTTP/2 from the middle of a connection";
        }
        if (what.equals("methods") && theirs.equals(List.of("CONNECT")) && mine.contains("CONNECT")) {
            return "inside a tunnel";
        }
        if (what.equals("methods") && theirs.isEmpty()) {
            return "on a port that tshark gives to another protocol";
        }
        return dissected && (what.equals("methods") || what.equals("statuses")) && isWithin(mine, theirs)
                ? "request lines without a target or version, and lengths that contradict each other" : null;
    }

    private static boolean isWithin(List<String> some, List<String> all) {
        int found = 0;
        for (String each : all) {
            found += found < some.size() && some.get(found).equals(each) ? 1 : 0;
        }
        return found == some.size();
    }

    /** The kind of difference between our pair and tshark's (frame of the answer, frame of the request or 0). */
    static String explainPair(HttpExchange mine, long[] theirs) {
        if (mine.ordinal() == 0) {
            return "request lines without a target or version, and lengths that contradict each other";
        }
        if (theirs[1] == 0) {
            return "not paired by tshark";
        }
        return theirs[0] > mine.response().lastFrame() ? "another end of the answer" : null;
    }
}
