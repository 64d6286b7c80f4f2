package io.wirecause.compare;

import io.wirecause.compare.match.PairOutcome;
import io.wirecause.compare.match.Passage;
import io.wirecause.compare.match.PathErrors;
import io.wirecause.compare.match.SameTraffic;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Party;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** What becomes of the packets on one way between the two points: lost, added, missed, out of order, late. */
final class PassageFindings {
    /** Of all packets; less is a note. */
    static final double MUCH = 0.001;
    private static final double MUCH_REORDERED = 0.01;
    /** A wait between the points that users feel, and how many times the fastest packets' it is then. */
    private static final long LONG_WAIT = 50_000_000L;
    private static final int TIMES = 5;
    private static final double PERCENT = 100.0;

    private final SameTraffic traffic;
    private final List<PairOutcome> outcomes;
    private final Passage[] ways;
    private final Points points;
    private final Evidence evidence;
    private final List<Finding> all = new ArrayList<>();

    PassageFindings(SameTraffic traffic, List<PairOutcome> outcomes, Passage[] ways, Points points) {
        this.traffic = traffic;
        this.outcomes = outcomes;
        this.ways = ways;
        this.points = points;
        this.evidence = new Evidence(outcomes, points);
    }

    /** Of one of the ways. */
    List<Finding> of(Passage way) {
        lost(way);
        added(way);
        missed(way);
        order(way);
        beyond(way);
        delayed(way);
        return all;
    }

    private static String share(long part, long of) {
        return " (" + Durations.threeDigits(PERCENT * part / Math.max(1, of)) + " %)";
    }

    private void lost(Passage way) {
        long count = way.lost().count();
        if (count == 0) {
            return;
        }
        // Connections of which no answer gets through fail; others only suffer.
        boolean fails = way.losesAllFragments() || outcomes.stream()
                .flatMap(outcome -> Stream.of(outcome.requests(), outcome.answers()))
                .anyMatch(one -> one.upstream() == way.upstream() && one.arrived() == 0 && one.lostOpenings() > 0);
        Severity severity = fails ? Severity.ERROR : count >= MUCH * way.sent() ? Severity.WARNING : Severity.NOTE;
        // A capture that misses packets which got through may miss some of these.
        long missed = way.missed().count() + ways[1 - way.upstream()].missedBefore().count();
        all.add(evidence.begin(CompareFindingCode.LOST_BETWEEN, severity, missed > 0 ? Confidence.MEDIUM : Confidence.HIGH,
                way.upstream(),
                way.lost().frames())
                .title(way.losesAllFragments() ? "Packets sent in fragments do not get through from " + points.way(way.upstream())
                        + ": all " + count + " were lost, and none of the " + way.whole() + " whole ones"
                        : count + " of " + Plural.of(way.sent(), "packet") + share(count, way.sent())
                        + Plural.with(count, " was", " were") + " lost on the way from " + points.way(way.upstream()))
                .detail("Each is in " + points.quoted(way.upstream()) + " and not in " + points.quoted(1 - way.upstream())
                        + " while that was running" + (way.lostOpenings() > 0 ? "; " + way.lostOpenings()
                        + " of them open a connection"
                        : "") + ". " + concentration(way) + fragments(way) + reason(way) + (missed > 0 ? " "
                        + points.quoted(1 - way.upstream()) + " misses " + Plural.of(missed, "packet")
                        + " that got through, so some of these may have, too." : ""))
                .hint((way.lostInPart().count() > 0 && way.lostInPart().count() == count
                        ? "Something between drops single fragments: look at firewalls that want ports, limits of reassembly "
                        + "and full queues; a smaller packet size avoids fragments. " : "")
                        + "Look at the devices between the two points: drop counters of their interfaces and queues, and their "
                        + "rules.")
                .limits("Of packets that nobody acknowledges, such as UDP and ACKs, one that the second capture dropped looks "
                + "the same.")
                .build());
    }

    /** What fragmentation has to do with it. */
    private static String fragments(Passage way) {
        long lost = way.lost().count();
        long inPart = way.lostInPart().count();
        String arrived = inPart == 0 ? "" : " Of " + (inPart == lost ? "each" : inPart) + " some fragments arrived and others "
                + "did not.";
        return way.losesAllFragments() || way.fragmentedLost() < lost || way.whole() <= lost ? arrived
                : " All that was lost was sent in fragments: " + lost + " of " + way.fragmented() + " fragmented packets, and "
                + "none "
                + "of the " + way.whole() + " whole ones." + arrived;
    }

    /** What somebody between says of it. */
    private String reason(Passage way) {
        PathErrors errors = traffic.errors(way.upstream());
        return errors.first() == null ? "" : " " + errors.from() + " between the points says of such packets: " + errors.first()
                + ".";
    }

    /** Whether one conversation has most of it. */
    private String concentration(Passage way) {
        long most = 0;
        PairOutcome worst = null;
        for (PairOutcome outcome : outcomes) {
            for (Passage one : List.of(outcome.requests(), outcome.answers())) {
                if (one.upstream() == way.upstream() && one.lost().count() > most) {
                    most = one.lost().count();
                    worst = outcome;
                }
            }
        }
        return worst == null ? "" : most + " of " + way.lost().count() + " in " + worst.protocol() + " " + worst.client() + " to "
                + worst.server() + ".";
    }

    private void added(Passage way) {
        long resets = way.addedResets().count();
        int behind = 1 - way.upstream();
        if (resets > 0) {
            all.add(evidence.begin(CompareFindingCode.INJECTED_BETWEEN, Severity.ERROR, Confidence.HIGH, behind,
                    way.addedResets().frames())
                    .title(Plural.of(resets, "RST was", "RSTs were") + " made between the two points: in "
                            + points.quoted(behind) + ", but never sent past " + points.quoted(way.upstream()))
                    .detail("A device between closes " + Plural.with(resets, "the connection", "connections")
                            + " in the name of an end.")
                    .hint("Look for a firewall, intrusion prevention or load balancer between the points and its log at this "
                    + "time.")
                    .build());
        }
        long others = way.added().count();
        if (others > 0) {
            all.add(evidence.begin(CompareFindingCode.INJECTED_BETWEEN, others >= MUCH * way.arrived() ? Severity.WARNING
                    : Severity.NOTE,
                    Confidence.MEDIUM, behind, way.added().frames())
                    .title(Plural.of(others, "packet") + " on the way from " + points.way(way.upstream()) + " "
                            + Plural.with(others, "is", "are") + " in the second capture only")
                    .detail("A device between made " + Plural.with(others, "it", "them") + ", or " + points.quoted(way.upstream())
                            + " misses " + Plural.with(others, "it", "them") + ".")
                    .hint("Compare the hop limits of these packets with those of their neighbours: another one tells a device.")
                    .build());
        }
    }

    private void missed(Passage way) {
        missed(way.missed(), 1 - way.upstream(), Confidence.HIGH, "got through", count -> "The receiver acknowledged "
                + Plural.with(count, "it", "them") + ", and nobody sent " + Plural.with(count, "it", "them") + " again.");
        missed(way.missedBefore(), way.upstream(), Confidence.MEDIUM, points.quoted(1 - way.upstream()) + " holds",
                count -> "They came with the hop limit of the others, or hold bytes that no device between can know.");
    }

    /** Packets that a capture misses, and the other shows. */
    private void missed(Passage.Count packets, int misses, Confidence confidence, String that, LongFunction<String> why) {
        if (packets.count() > 0) {
            all.add(evidence.begin(CompareFindingCode.MISSED_BY_CAPTURE, Severity.NOTE, confidence, 1 - misses, packets.frames())
                    .at(Party.CAPTURE).title(points.quoted(misses) + " misses " + Plural.of(packets.count(), "packet") + " that "
                    + that)
                    .detail(why.apply(packets.count())).hint("Capture with a larger buffer, or with a filter.").build());
        }
    }

    private void order(Passage way) {
        long duplicated = way.duplicated().count();
        if (duplicated > 0) {
            boolean copies = duplicated > way.arrived() / 2;
            all.add(evidence.begin(CompareFindingCode.DUPLICATED_BETWEEN, copies ? Severity.NOTE
                    : duplicated >= MUCH_REORDERED * way.arrived()
                            ? Severity.WARNING : Severity.NOTE, copies ? Confidence.MEDIUM : Confidence.HIGH, 1 - way.upstream(),
                    way.duplicated().frames())
                    .title(Plural.of(duplicated, "packet") + share(duplicated, way.arrived()) + (copies ? " from " + points.way(
                            way.upstream()) + Plural.with(duplicated, " is", " are") + " in the second capture twice" : " passed "
                            + points.quoted(way.upstream()) + " once and " + points.quoted(1 - way.upstream()) + " twice"))
                    .detail(copies ? "So many that the second capture probably shows each packet on two interfaces."
                            : "Something between the points repeats them.")
                    .hint("Look for links in parallel, a loop, or a capture on two interfaces.").build());
        }
        long overtaken = way.overtaken().count();
        if (overtaken > 0) {
            all.add(evidence.begin(CompareFindingCode.REORDERED_BETWEEN, overtaken >= MUCH_REORDERED * way.arrived()
                    ? Severity.WARNING
                            : Severity.NOTE, Confidence.HIGH, way.upstream(), way.overtaken().frames())
                    .title(Plural.of(overtaken, "packet") + share(overtaken, way.arrived()) + " arrived behind later ones on "
                    + "the way from "
                            + points.way(way.upstream()))
                    .detail("They were sent in order at the first point.")
                    .hint("Look for links or paths in parallel between the points, or queues of different priority.").build());
        }
    }

    private void beyond(Passage way) {
        if (way.sentAgain() > 0) {
            all.add(evidence.begin(CompareFindingCode.LOST_BEYOND, Severity.NOTE, Confidence.MEDIUM, way.upstream(), List.of())
                    .title(Plural.of(way.sentAgain(), "segment was", "segments were") + " sent again although "
                            + Plural.with(way.sentAgain(), "its bytes", "their bytes") + " had passed both points, from "
                            + points.way(way.upstream()))
                    .detail("They, or their acknowledgments, were lost beyond " + points.quoted(1 - way.upstream())
                            + " or on the way back, or were not needed.")
                    .hint("Capture further on, towards the receiver; analyze_tcp_retransmissions on "
                            + points.quoted(1 - way.upstream()) + " tells the needless ones.").build());
        }
    }

    private void delayed(Passage way) {
        long[] sorted = traffic.delays(way.upstream());
        if (sorted.length < 20) {
            return;
        }
        // Where the clocks' offset is not known, the fastest stands for no time at all.
        boolean known = traffic.line().uncertainty() >= 0;
        long late = sorted[(int) (sorted.length * 95L / 100)];
        long least = sorted[0];
        if (late - least > LONG_WAIT && late > TIMES * Math.max(least, 1_000_000L)) {
            long[][] byLoad = traffic.delaysByLoad(way.upstream());
            boolean grows = byLoad != null && byLoad[1][byLoad[1].length / 2] - byLoad[0][byLoad[0].length / 2] > LONG_WAIT / 2;
            all.add(evidence.begin(CompareFindingCode.DELAYED_BETWEEN, Severity.WARNING, known ? Confidence.HIGH
                    : Confidence.MEDIUM,
                    way.upstream(), List.of())
                    .title("Packets from " + points.way(way.upstream()) + " wait up to " + Durations.words(late)
                            + (known ? "" : " longer than the fastest") + " between the two points")
                    .detail((known ? "The fastest take " + Durations.words(least) + ", one" : "One") + " in twenty more than "
                            + Durations.words(late) + ", the slowest " + Durations.words(sorted[sorted.length - 1]) + "."
                            + (byLoad == null ? "" : " The median is " + Durations.words(byLoad[0][byLoad[0].length / 2])
                            + " when little passes and " + Durations.words(byLoad[1][byLoad[1].length / 2]) + " when much does."))
                    .hint(grows || byLoad == null ? "A queue between the points fills: look at the load and the buffers of the "
                            + "links between them." : "They wait whether little or much passes: look for other traffic on the "
                            + "links between, a radio link, or a device that is busy.").build());
        }
    }
}
