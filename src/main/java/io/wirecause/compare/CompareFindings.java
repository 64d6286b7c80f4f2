package io.wirecause.compare;

import io.wirecause.compare.clock.ClockFit;
import io.wirecause.compare.match.Change;
import io.wirecause.compare.match.Change.Field;
import io.wirecause.compare.match.EncryptedTunnel;
import io.wirecause.compare.match.FirstDifference;
import io.wirecause.compare.match.FlowPair;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What is wrong between the two points, with the frames of both captures. */
final class CompareFindings {
    /** Clocks of hosts that keep the time differ by less. */
    private static final long SKEW = 100_000_000L;
    private static final double DRIFT = 20e-6;

    private final SameTraffic traffic;
    private final List<PairOutcome> outcomes;
    private final Passage[] ways;
    private final Points points;
    private final Evidence evidence;
    private final List<Finding> all = new ArrayList<>();

    CompareFindings(SameTraffic traffic, List<PairOutcome> outcomes, Passage[] ways, Points points) {
        this.traffic = traffic;
        this.outcomes = outcomes;
        this.ways = ways;
        this.points = points;
        this.evidence = new Evidence(outcomes, points);
    }

    List<Finding> all() {
        if (traffic.line() == null || Stream.of(ways).allMatch(way -> way.arrived() == 0)) {
            proxies();
            encrypted();
            if (all.isEmpty()) {
                nothing();
            }
            return all;
        }
        for (Passage way : ways) {
            all.addAll(new PassageFindings(traffic, outcomes, ways, points).of(way));
            changed(way);
        }
        unanswered();
        pathErrors();
        translated();
        proxies();
        encrypted();
        otherPath();
        clocks();
        return all;
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
        all.add(evidence.begin(CompareFindingCode.PAYLOAD_CHANGED, damaged ? Severity.ERROR : Severity.WARNING, Confidence.HIGH,
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
            if (option != null && (field != Field.TIMESTAMPS || option.commonest().equals("present to none"))) {
                change(way, CompareFindingCode.OPTIONS_STRIPPED, Severity.WARNING, option, Changes.name(field) + " changed from "
                        + option.commonest() + " on the way from " + points.way(way.upstream()),
                        "A firewall or optimiser between normalises TCP; let it pass these options.");
            }
        }
    }

    private void change(Passage way, CompareFindingCode code, Severity severity, Change change, String title, String hint) {
        all.add(evidence.begin(code, severity, Confidence.HIGH, List.of(change.firstFrame()), List.of(change.otherFrame()))
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
                all.add(evidence.begin(CompareFindingCode.LOST_BETWEEN, Severity.ERROR, Confidence.MEDIUM, capture,
                        dropped.stream().map(SameTraffic.Lonely::frame).toList())
                        .title("The SYNs of " + Plural.of(dropped.size(), "connection") + " passed " + points.quoted(capture)
                                + " and never " + points.quoted(1 - capture) + ", such as " + dropped.get(0).ends())
                        .detail("Other connections of the same server are in both captures.")
                        .hint("Look for a rule between the points that drops these, by port or by source.").build());
            }
        }
    }

    /** What somebody between the points says of packets that it did not deliver. */
    private void pathErrors() {
        for (int capture = 0; capture < 2; capture++) {
            PathErrors errors = traffic.errors(capture);
            long count = errors.frames().count();
            if (count > 0) {
                all.add(evidence.begin(CompareFindingCode.INJECTED_BETWEEN, Severity.WARNING, Confidence.HIGH, capture,
                        Arrays.stream(errors.frames().numbers()).boxed().toList()).at(Party.DEVICE)
                        .title(errors.from() + " between the points did not deliver a packet: " + errors.first())
                        .detail(Plural.of(count, "ICMP error is", "ICMP errors are") + " in " + points.quoted(capture)
                        + " and not in "
                                + points.quoted(1 - capture) + ", so " + Plural.with(count, "it was", "they were")
                                + " made between.")
                        .hint("Look at the MTU, the routes and the rules of that device.").build());
            }
        }
    }

    private void translated() {
        List<PairOutcome> changed = outcomes.stream().filter(o -> o.kind() != FlowPair.Kind.PROXIED && o.isTranslated()).toList();
        if (!changed.isEmpty()) {
            PairOutcome one = changed.get(0);
            all.add(evidence.begin(CompareFindingCode.TRANSLATED, Severity.NOTE, Confidence.HIGH, List.of(), List.of())
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
            all.add(evidence.begin(CompareFindingCode.PROXY_BETWEEN, Severity.NOTE, Confidence.MEDIUM, List.of(), List.of())
                    .at(Party.DEVICE)
                    .title("A proxy between the points ends " + Plural.of(proxied.size(), "connection") + " and opens others")
                    .detail("Such as " + one.client() + " to " + one.server() + ", whose payload is that of " + one.otherClient()
                    + " to "
                            + one.otherServer() + " in " + points.quoted(1) + ".")
                    .hint("Analyse each side by itself: they are two connections, each with its own losses and delays.").build());
        }
    }

    /** What is in clear at one point and encrypted at the other. */
    private void encrypted() {
        EncryptedTunnel tunnel = traffic.tunnel();
        if (tunnel == null) {
            return;
        }
        StringBuilder found = new StringBuilder("By order and length ");
        for (EncryptedTunnel.Way way : tunnel.ways()) {
            found.append(way == tunnel.ways().get(0) ? "" : " and ").append(way.arrived()).append(" of ").append(way.sent())
                    .append(" packets from ").append(points.way(way.upstream()));
        }
        all.add(evidence.begin(CompareFindingCode.ENCRYPTED_BETWEEN, Severity.NOTE, Confidence.MEDIUM, List.of(), List.of())
                .title("What " + points.quoted(1 - tunnel.encrypted()) + " shows in clear passes "
                + points.quoted(tunnel.encrypted())
                        + " inside a tunnel, " + tunnel.protocol() + " between " + tunnel.ends())
                .detail(found + " are found again in it." + (tunnel.partial() ? " Of each way only the first packets were "
                + "looked at." : ""))
                .hint("Nothing is wrong with that by itself; what becomes of single packets beyond their number, order and time "
                        + "only a capture on the same side of the encryption tells.").build());
        for (EncryptedTunnel.Way way : tunnel.ways()) {
            lostInTunnel(way, tunnel);
        }
    }

    private void lostInTunnel(EncryptedTunnel.Way way, EncryptedTunnel tunnel) {
        long lost = way.lost().size();
        if (lost == 0) {
            return;
        }
        boolean intoIt = way.upstream() != tunnel.encrypted();
        String counters = !intoIt ? "" : way.unnumbered() == lost ? " The tunnel's counters leave out as many, so they were lost "
                + "behind the encryption." : way.unnumbered() == 0 ? " The tunnel's counters leave out none, so they never went "
                + "into it, or it is another one that took them." : " The tunnel's counters leave out " + way.unnumbered() + ".";
        all.add(evidence.begin(CompareFindingCode.LOST_BETWEEN, lost >= PassageFindings.MUCH * way.sent() ? Severity.WARNING
                        : Severity.NOTE, intoIt && way.unnumbered() == lost ? Confidence.HIGH : Confidence.MEDIUM, way.upstream(),
                        way.lost())
                .title(lost + " of " + Plural.of(way.sent(), "packet") + Plural.with(lost, " was", " were") + " lost on the way "
                        + "from " + points.way(way.upstream()) + ", where " + tunnel.protocol() + " encrypts them")
                .detail("Found by order and length; of packets of equal length next to each other it may be the neighbour."
                        + counters)
                .hint("Look at the tunnel's ends, the size that fits into it, and the path between them.").build());
    }

    private void otherPath() {
        List<PairOutcome> halves = outcomes.stream().filter(o -> o.ways() == 1 && o.bothWays())
                .toList();
        if (!halves.isEmpty()) {
            all.add(evidence.begin(CompareFindingCode.OTHER_PATH, Severity.NOTE, Confidence.MEDIUM, List.of(), List.of())
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
            all.add(evidence.begin(CompareFindingCode.CLOCK_SKEW, Severity.NOTE, Confidence.HIGH, List.of(),
                    List.of()).at(Party.CAPTURE)
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
                all.add(evidence.begin(CompareFindingCode.NO_COMMON_TRAFFIC, Severity.WARNING, Confidence.HIGH, List.of(),
                        List.of())
                        .at(Party.CAPTURE).title(points.quoted(capture) + " holds no IP packet by which another capture could "
                        + "be known")
                        .detail(Plural.of(traffic.survey(capture).packets(), "frame") + " with a time in it.")
                        .hint("Check that it is the capture that is meant; analyze_capinfos tells what it holds.").build());
                return;
            }
        }
        all.add(evidence.begin(CompareFindingCode.NO_COMMON_TRAFFIC, Severity.WARNING, Confidence.HIGH, List.of(),
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
