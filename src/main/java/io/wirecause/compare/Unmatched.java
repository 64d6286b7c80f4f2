package io.wirecause.compare;

import io.wirecause.compare.match.SameTraffic;
import io.wirecause.report.Plural;
import java.util.ArrayList;
import java.util.List;

/** Says of the conversations that one capture shows alone why that may be. */
final class Unmatched {
    private final SameTraffic traffic;
    private final Points points;

    Unmatched(SameTraffic traffic, Points points) {
        this.traffic = traffic;
        this.points = points;
    }

    /** A line for each reason, and the largest conversations. */
    List<String> lines(int most) {
        List<String> lines = new ArrayList<>();
        for (int capture = 0; capture < 2; capture++) {
            List<SameTraffic.Lonely> alone = traffic.alone(capture);
            if (alone.isEmpty()) {
                continue;
            }
            int here = capture;
            long outside = traffic.line() == null ? 0
                    : alone.stream().filter(one -> !traffic.inBoth(here, one.time())).count();
            long openings = alone.stream().filter(one -> one.openings() > 0).count();
            String reasons = (outside > 0 ? ", " + outside + " of them before or after the other" : "")
                    + (openings > 0 ? ", " + openings + " of them SYNs without an answer" : "");
            lines.add(Plural.of(alone.size(), "conversation") + " only in " + points.quoted(capture) + reasons + ": "
                    + alone.stream().sorted((a, b) -> Long.compare(b.packets(), a.packets())).limit(Math.max(1, most / 2))
                            .map(one -> one.ends() + " (" + Plural.of(one.packets(), "packet") + " from frame " + one.frame()
                            + ")")
                            .reduce((a, b) -> a + ", " + b).orElse(""));
        }
        return lines;
    }
}
