package io.wirecause.compare;

import io.wirecause.compare.clock.ClockFit;
import io.wirecause.compare.match.Change;
import io.wirecause.compare.match.Change.Field;
import io.wirecause.compare.match.FirstDifference;
import io.wirecause.compare.match.FlowPair;
import io.wirecause.compare.match.PairOutcome;
import io.wirecause.compare.match.Passage;
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

/** What is wrong between the two points, with the frames of both captures. */
final class CompareFindings {
    /** Of all packets; less is a note. */
    private static final double MUCH = 0.001;
    private static final double MUCH_REORDERED = 0.01;
    /** A wait between the points that users feel, and how many times the fastest packets' it is then. */
    private static final long LONG_WAIT = 50_000_000L;
    private static final int TIMES = 5;
    /** Clocks of hosts that keep the time differ by less. */
    private static final long SKEW = 100_000_000L;
    private static final double DRIFT = 20e-6;
    private static final double PERCENT = 100.0;

    private final SameTraffic traffic;
    private final List<PairOutcome> outcomes;
    private final Passage[] ways;
    private final Points points;
    private final List<Finding> all = new ArrayList<>();

    CompareFindings(SameTraffic traffic, List<PairOutcome> outcomes, Passage[] ways, Points points) {
        this.traffic = traffic;
        this.outcomes = outcomes;
        this.ways = ways;
        this.points = points;
    }

    List<Finding> all() {
        if (traffic.line() == null || Stream.of(ways).allMatch(way -> way.arrived() == 0)) {
            proxies();
            if (all.isEmpty()) {
                nothing();
            }
            return all;
        }
        for (Passage way : ways) {
            lost(way);
            added(way);
            missed(way);
            order(way);
            beyond(way);
            delayed(way);
            changed(way);
        }
        unanswered();
        translated();
        proxies();
        otherPath();
        clocks();
        return all;
    }

    private Finding.Builder begin(CompareFindingCode code, Severity severity, Confidence confidence, List<Long> first,
                                  List<Long> other) {
        List<String> both = new ArrayList<>(points.frames(0, first));
        both.addAll(points.frames(1, other));
        return Finding.of(code, severity, confidence).frames(first).at(Party.NETWORK)
                .displayFilter(filter(0, first)).inBoth(both, filter(1, other));
    }

    /**
     * Of these frames; where there are none, as of what is in the other capture only, of the conversation that has most of
     * it.
     */
    private String filter(int capture, List<Long> frames) {
        return !frames.isEmpty() ? Finding.filter(Finding.spread(frames, Finding.MAX_FRAMES))
                : outcomes.isEmpty() ? "ip || ipv6" : outcomes.get(0).filters().get(capture);
    }

    private static List<Long> in(int capture, int ofFrames, List<Long> frames) {
        return capture == ofFrames ? frames : List.of();
    }

    private Finding.Builder begin(CompareFindingCode code, Severity severity, Confidence confidence, int capture,
                                  List<Long> frames) {
        return begin(code, severity, confidence, in(0, capture, frames), in(1, capture, frames));
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
        boolean fails = outcomes.stream().flatMap(outcome -> Stream.of(outcome.requests(), outcome.answers()))
                .anyMatch(one -> one.upstream() == way.upstream() && one.arrived() == 0 && one.lostOpenings() > 0);
        Severity severity = fails ? Severity.ERROR : count >= MUCH * way.sent() ? Severity.WARNING : Severity.NOTE;
        // A capture that misses packets which got through may miss some of these.
        long missed = way.missed().count() + ways[1 - way.upstream()].missedBefore().count();
        all.add(begin(CompareFindingCode.LOST_BETWEEN, severity, missed > 0 ? Confidence.MEDIUM : Confidence.HIGH, way.upstream(),
                way.lost().frames())
                .title(count + " of " + Plural.of(way.sent(), "packet") + share(count, way.sent()) + Plural.with(count, " was",
                " were")
                        + " lost on the way from " + points.way(way.upstream()))
                .detail("Each is in " + points.quoted(way.upstream()) + " and not in " + points.quoted(1 - way.upstream())
                        + " while that was running" + (way.lostOpenings() > 0 ? "; " + way.lostOpenings()
                        + " of them open a connection"
                        : "") + ". " + concentration(way) + fragments(way) + (missed > 0 ? " "
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
        boolean fragmentsOnly = way.fragmentedLost() == lost && way.sent() - way.fragmented() > lost;
        String arrived = inPart == 0 ? "" : " Of " + (inPart == lost ? "each" : inPart) + " some fragments arrived and others did not.";
        return !fragmentsOnly ? arrived : " All that was lost was sent in fragments: " + lost + " of " + way.fragmented()
                + " fragmented packets, and none of the " + (way.sent() - way.fragmented()) + " whole ones." + arrived;
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
            all.add(begin(CompareFindingCode.INJECTED_BETWEEN, Severity.ERROR, Confidence.HIGH, behind,
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
            all.add(begin(CompareFindingCode.INJECTED_BETWEEN, others >= MUCH * way.arrived() ? Severity.WARNING : Severity.NOTE,
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
            all.add(begin(CompareFindingCode.MISSED_BY_CAPTURE, Severity.NOTE, confidence, 1 - misses, packets.frames())
                    .at(Party.CAPTURE).title(points.quoted(misses) + " misses " + Plural.of(packets.count(), "packet") + " that "
                    + that)
                    .detail(why.apply(packets.count())).hint("Capture with a larger buffer, or with a filter.").build());
        }
    }

    private void order(Passage way) {
        long duplicated = way.duplicated().count();
        if (duplicated > 0) {
            boolean copies = duplicated > way.arrived() / 2;
            all.add(begin(CompareFindingCode.DUPLICATED_BETWEEN, copies ? Severity.NOTE
                    : duplicated >= MUCH_REORDERED * way.arrived()
                            ? Severity.WARNING : Severity.NOTE, copies ? Confidence.MEDIUM : Confidence.HIGH, 1 - way.upstream(),
                    way.duplicated().frames())
                    .title(Plural.of(duplicated, "packet") + share(duplicated, way.arrived()) + " passed "
                    + points.quoted(way.upstream())
                            + " once and " + points.quoted(1 - way.upstream()) + " twice")
                    .detail(copies ? "So many that the second capture probably shows each packet on two interfaces."
                            : "Something between the points repeats them.")
                    .hint("Look for links in parallel, a loop, or a capture on two interfaces.").build());
        }
        long overtaken = way.overtaken().count();
        if (overtaken > 0) {
            all.add(begin(CompareFindingCode.REORDERED_BETWEEN, overtaken >= MUCH_REORDERED * way.arrived() ? Severity.WARNING
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
            all.add(begin(CompareFindingCode.LOST_BEYOND, Severity.NOTE, Confidence.MEDIUM, way.upstream(), List.of())
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
        if (sorted.length < 20 || traffic.line().uncertainty() < 0) {
            return;
        }
        long late = sorted[(int) (sorted.length * 95L / 100)];
        long least = sorted[0];
        if (late - least > LONG_WAIT && late > TIMES * Math.max(least, 1_000_000L)) {
            all.add(begin(CompareFindingCode.DELAYED_BETWEEN, Severity.WARNING, Confidence.HIGH, way.upstream(), List.of())
                    .title("Packets from " + points.way(way.upstream()) + " wait up to " + Durations.words(late)
                            + " between the two points")
                    .detail("The fastest take " + Durations.words(least) + ", one in twenty more than " + Durations.words(late)
                            + ", the slowest " + Durations.words(sorted[sorted.length - 1]) + ".")
                    .hint("A queue between the points fills: look at the load and the buffers of the links between "
                    + "them.").build());
        }
    }

    private void changed(Passage way) {
        options(way);
        Change payload = traffic.changes(way.upstream()).get(Field.PAYLOAD);
        if (payload != null) {
            payload(way, payload);
        }
        for (Field field : List.of(Field.DSCP, Field.ECN)) {
            Change marking = traffic.changes(way.upstream()).get(field);
            if (marking != null) {
                change(way, CompareFindingCode.MARKING_CHANGED, Severity.NOTE, marking, Changes.name(field)
                        + " changed from " + marking.commonest() + " on the way from " + points.way(way.upstream()),
                        "Look for a rule that rewrites or clears the marking, if it is meant to arrive.");
            }
        }
    }

    private void payload(Passage way, Change payload) {
        FirstDifference first = traffic.difference(way.upstream());
        boolean damaged = first != null && first.isDamage(way.upstream());
        String where = first == null ? "" : " The first differs from byte " + first.offset() + " of the payload on: "
                + first.first()
                + " in " + points.quoted(0) + ", " + first.other() + " in " + points.quoted(1) + ".";
        all.add(begin(CompareFindingCode.PAYLOAD_CHANGED, damaged ? Severity.ERROR : Severity.WARNING, Confidence.HIGH,
                List.of(payload.firstFrame()), List.of(payload.otherFrame()))
                .at(damaged ? Party.NETWORK : Party.DEVICE)
                .title("The payload of " + Plural.of(payload.count(), "packet was", "packets were") + " changed on the way from "
                        + points.way(way.upstream()) + (damaged ? ", and the checksum is wrong behind" : ""))
                .detail("In " + payload.count() + " of " + Plural.of(traffic.compared(way.upstream()), "packet") + " compared."
                        + where + (damaged ? " The receiver drops what has a wrong checksum." : ""))
                .hint(damaged ? "Look for what damages packets, such as memory, a cable or an offload that fails, or rewrites "
                + "them without"
                        + " the checksum." : "Look for a device that rewrites content, such as an application gateway.").build());
    }

    private void options(Passage way) {
        Change mss = traffic.changes(way.upstream()).get(Field.MSS);
        if (mss != null) {
            change(way, CompareFindingCode.MSS_CLAMPED, Severity.NOTE, mss, "The MSS option was changed from " + mss.commonest()
                    + " on the way from " + points.way(way.upstream()), "Usual before a tunnel or PPPoE; where it is larger "
                    + "than the path takes, large packets get lost.");
        }
        for (Field field : List.of(Field.WINDOW_SCALE, Field.SACK, Field.TIMESTAMPS)) {
            Change option = traffic.changes(way.upstream()).get(field);
            if (option != null && (field != Field.TIMESTAMPS || option.commonest().equals("there to none"))) {
                change(way, CompareFindingCode.OPTIONS_STRIPPED, Severity.WARNING, option, Changes.name(field) + " changed from "
                        + option.commonest() + " on the way from " + points.way(way.upstream()),
                        "A firewall or optimiser between normalises TCP; let it pass these options.");
            }
        }
    }

    private void change(Passage way, CompareFindingCode code, Severity severity, Change change, String title, String hint) {
        all.add(begin(code, severity, Confidence.HIGH, List.of(change.firstFrame()), List.of(change.otherFrame()))
                .at(Party.DEVICE).title(title)
                .detail("In " + change.count() + " of " + (code == CompareFindingCode.OPTIONS_STRIPPED
                        && change.count() <= traffic.openings(way.upstream())
                        || code == CompareFindingCode.MSS_CLAMPED ? Plural.of(traffic.openings(way.upstream()), "SYN or SYN-ACK",
                        "SYN and SYN-ACK segments") : Plural.of(traffic.compared(way.upstream()), "packet")) + " compared.")
                .hint(hint).build());
    }

    /** Connections of which the other point saw not even the first packet, though others to the same server passed it. */
    private void unanswered() {
        for (int capture = 0; capture < 2; capture++) {
            int here = capture;
            List<SameTraffic.Lonely> dropped = traffic.alone(capture).stream()
                    .filter(one -> one.openings() > 0 && one.hostsKnown() && traffic.inBoth(here, one.time())).toList();
            if (!dropped.isEmpty()) {
                all.add(begin(CompareFindingCode.LOST_BETWEEN, Severity.ERROR, Confidence.MEDIUM, capture,
                        dropped.stream().map(SameTraffic.Lonely::frame).toList())
                        .title("The SYNs of " + Plural.of(dropped.size(), "connection") + " passed " + points.quoted(capture)
                                + " and never " + points.quoted(1 - capture) + ", such as " + dropped.get(0).ends())
                        .detail("Other connections of the same server are in both captures.")
                        .hint("Look for a rule between the points that drops these, by port or by source.").build());
            }
        }
    }

    private void translated() {
        List<PairOutcome> changed = outcomes.stream().filter(o -> o.kind() != FlowPair.Kind.PROXIED && o.isTranslated()).toList();
        if (!changed.isEmpty()) {
            PairOutcome one = changed.get(0);
            all.add(begin(CompareFindingCode.TRANSLATED, Severity.NOTE, Confidence.HIGH, List.of(), List.of())
                    .title("Addresses or ports of " + Plural.of(changed.size(), "conversation") + " are translated between the "
                    + "points")
                    .detail("Such as " + one.client() + " to " + one.server() + ", which is " + one.otherClient() + " to "
                            + one.otherServer() + " in " + points.quoted(1) + ".")
                    .hint("Nothing is wrong with that by itself.").build());
        }
    }

    private void proxies() {
        List<PairOutcome> proxied = outcomes.stream().filter(o -> o.kind() == FlowPair.Kind.PROXIED).toList();
        if (!proxied.isEmpty()) {
            PairOutcome one = proxied.get(0);
            all.add(begin(CompareFindingCode.PROXY_BETWEEN, Severity.NOTE, Confidence.MEDIUM, List.of(), List.of())
                    .at(Party.DEVICE)
                    .title("A proxy between the points ends " + Plural.of(proxied.size(), "connection") + " and opens others")
                    .detail("Such as " + one.client() + " to " + one.server() + ", whose payload is that of " + one.otherClient()
                    + " to "
                            + one.otherServer() + " in " + points.quoted(1) + ".")
                    .hint("Analyse each side by itself: they are two connections, each with its own losses and delays.").build());
        }
    }

    private void otherPath() {
        List<PairOutcome> halves = outcomes.stream().filter(o -> o.ways() == 1 && o.bothWays())
                .toList();
        if (!halves.isEmpty()) {
            all.add(begin(CompareFindingCode.OTHER_PATH, Severity.NOTE, Confidence.MEDIUM, List.of(), List.of())
                    .title("One direction of " + Plural.of(halves.size(), "conversation") + " passes one of the points only")
                    .detail("Such as " + halves.get(0).client() + " to " + halves.get(0).server() + ".")
                    .hint("Look for asymmetric routing, or a capture filter that leaves one direction out.").build());
        }
    }

    private void clocks() {
        ClockFit.Line line = traffic.line();
        if (line.uncertainty() >= 0 && !line.agree() && (Math.abs(line.offset()) > SKEW || Math.abs(line.slope()) > DRIFT)) {
            String drift = Math.abs(line.slope()) > DRIFT ? " and drifts by "
                    + Durations.threeDigits(Math.abs(line.slope()) * 1e6)
                    + " ppm" : "";
            all.add(begin(CompareFindingCode.CLOCK_SKEW, Severity.NOTE, Confidence.HIGH, List.of(), List.of()).at(Party.CAPTURE)
                    .title("The clock of " + points.quoted(1) + " is " + Durations.words(Math.abs(Math.round(line.offset())))
                            + (line.offset() < 0 ? " behind" : " ahead of") + " that of " + points.quoted(0) + drift)
                    .detail("To within " + Durations.words(line.uncertainty()) + " either way; all times between the points "
                    + "reckon with it.")
                    .hint("Let both hosts keep the time by NTP or PTP before comparing times by hand.").build());
        }
    }

    private void nothing() {
        for (int capture = 0; capture < 2; capture++) {
            if (!traffic.survey(capture).hasConversations()) {
                all.add(begin(CompareFindingCode.NO_COMMON_TRAFFIC, Severity.WARNING, Confidence.HIGH, List.of(), List.of())
                        .at(Party.CAPTURE).title(points.quoted(capture) + " holds no IP packet by which another capture could "
                        + "be known")
                        .detail(Plural.of(traffic.survey(capture).packets(), "frame") + " with a time in it.")
                        .hint("Check that it is the capture that is meant; analyze_capinfos tells what it holds.").build());
                return;
            }
        }
        all.add(begin(CompareFindingCode.NO_COMMON_TRAFFIC, Severity.WARNING, Confidence.HIGH, List.of(),
                List.of()).at(Party.CAPTURE)
                .title("No packet of " + points.quoted(0) + " was found in " + points.quoted(1))
                .detail(Plural.of(traffic.survey(0).packets(), "packet") + " and " + Plural.of(traffic.survey(1).packets(),
                "packet")
                        + " with a time; neither addresses nor contents meet.")
                .hint("Check that both captures are of the same time and traffic, and that neither is behind a tunnel or "
                + "encryption; for "
                        + "two times of one service ask with relation=before_after.").build());
    }
}
