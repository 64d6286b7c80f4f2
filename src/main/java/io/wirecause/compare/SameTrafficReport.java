package io.wirecause.compare;

import io.wirecause.analysis.AddressArgument;
import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.compare.clock.ClockFit;
import io.wirecause.compare.match.FlowPair;
import io.wirecause.compare.match.Interfaces;
import io.wirecause.compare.match.PairOutcome;
import io.wirecause.compare.match.Passage;
import io.wirecause.compare.match.PointInterface;
import io.wirecause.compare.match.SameTraffic;
import io.wirecause.compare.match.Survey;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Presents {@code compare_captures} of the same traffic at two points. */
final class SameTrafficReport implements Presentation {
    /** A conversation with its samples takes somewhat more than a connection, and there are two captures of them. */
    private static final int CONVERSATION_WEIGHT = 3;
    private static final int[] UNMATCHED = {8, 4, 2};
    private static final double MILLION = 1e6;

    private final CompareArguments arguments;
    private final ToolContext context;
    private final List<PointInterface> interfaces;
    private final Points points;
    private final Survey first;
    private final Survey other;
    private final PageWindow window;
    private int moreInterfaces;
    private SameTraffic traffic;
    private List<PairOutcome> outcomes = List.of();
    private Passage[] ways = {};
    private List<Finding> findings = List.of();

    SameTrafficReport(CompareArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        this.context = context;
        this.interfaces = interfaces();
        this.points = Points.of(context, interfaces);
        int most = context.limits().maxConnections() / CONVERSATION_WEIGHT;
        String server = AddressArgument.canonical("server_ip", arguments.serverIp());
        this.first = new Survey(most, server, arguments.serverPort());
        // A translator may have given the server another address there.
        this.other = new Survey(most, null, null);
        this.window = new PageWindow(arguments.page());
    }

    /** Which interface of each capture: those asked for; and of one file given twice the two with most frames. */
    private List<PointInterface> interfaces() throws UserFacingException {
        String wanted = arguments.captureInterface();
        String otherWanted = arguments.otherInterface();
        if (wanted != null || otherWanted != null) {
            Interfaces first = wanted == null ? null : new Interfaces(context);
            Interfaces second = otherWanted == null ? null
                    : first != null && Points.isOneFile(context) ? first : new Interfaces(context.onOther());
            return List.of(first == null ? PointInterface.ALL : first.named(wanted, "capture_interface"),
                    second == null ? PointInterface.ALL : second.named(otherWanted, "other_interface"));
        }
        List<PointInterface> all = Points.isOneFile(context) ? new Interfaces(context).all() : List.of();
        moreInterfaces = Math.max(0, all.size() - 2);
        return all.size() < 2 ? List.of(PointInterface.ALL, PointInterface.ALL) : all.subList(0, 2);
    }

    private boolean isOfInterfaces() {
        return interfaces.stream().anyMatch(point -> point.number() >= 0);
    }

    /** The comparison as an analysis of the first capture, which reads the other in the end. */
    private final class Comparison implements Analysis {
        @Override
        public List<Analyzer> analyzers() {
            return isOfInterfaces() ? List.of() : List.of(first);
        }

        @Override
        public void finish(Pass.Reading reading) throws UserFacingException {
            if (isOfInterfaces()) {
                first.read(context, interfaces.get(0));
                other.read(context.onOther(), interfaces.get(1));
            } else {
                Pass.run(context.onOther(), List.of(other));
            }
            traffic = SameTraffic.of(context, first, other, interfaces);
            outcomes = PairOutcome.worstFirst(traffic);
            ways = traffic.line() == null ? new Passage[0] : new Passage[] {traffic.passage(0), traffic.passage(1)};
            findings = new ArrayList<>(new CompareFindings(traffic, outcomes, ways, points).all());
            findings.sort(Finding.WORST_FIRST);
        }

        @Override
        public List<Finding> findings() {
            return findings;
        }

        @Override
        public List<String> notes() {
            List<String> notes = new ArrayList<>();
            if (moreInterfaces > 0) {
                notes.add("Of the interfaces of the capture the two with most frames are compared, " + points.quoted(0) + " and "
                        + points.quoted(1) + "; " + moreInterfaces + " more can be asked for with capture_interface and "
                        + "other_interface.");
            }
            if (traffic.early() > 0) {
                notes.add(Plural.of(traffic.early(), "packet") + " had to be given up before the other capture could show them, "
                        + "because too many were waited for: losses may be overstated.");
            }
            if (traffic.atTheEdges() > 0) {
                notes.add(Plural.of(traffic.atTheEdges(), "packet") + " in one capture at its beginning or end, when the other "
                        + "may not have been running: not counted as lost or added.");
            }
            if (traffic.line() != null && traffic.line().uncertainty() < 0) {
                notes.add("Packets of one direction only are in both captures: what they take between the points cannot be told "
                        + "from the clocks' difference.");
            }
            for (int capture = 0; capture < 2; capture++) {
                if (traffic.filtered(capture) > 0) {
                    notes.add(points.quoted(capture) + " holds no bare ACK, by its filter probably: " + traffic.filtered(capture)
                            + " of the other capture are not compared.");
                }
                if (traffic.copies(capture) > 0) {
                    notes.add(Plural.of(traffic.copies(capture), "packet") + " twice in " + points.quoted(capture)
                            + " though they passed once: counted once.");
                }
                if (traffic.survey(capture).beyond() > 0) {
                    notes.add(Plural.of(traffic.survey(capture).beyond(), "packet") + " of conversations beyond the limit in "
                            + points.quoted(capture) + ": not compared.");
                }
            }
            return notes;
        }
    }

    private final Comparison comparison = new Comparison();

    @Override
    public List<Analysis> analyses() {
        return List.of(comparison);
    }

    @Override
    public int shorterVersions() {
        return arguments.page().exceedsDefault() || arguments.detailed() ? 0 : UNMATCHED.length - 1;
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        List<CompareAnswer.Connection> listed = new ArrayList<>();
        PageWindow page = new PageWindow(arguments.page());
        for (PairOutcome outcome : outcomes) {
            if (page.next()) {
                listed.add(connection(outcome));
            }
        }
        int room = Math.max(1, listed.size() >> shorter);
        listed = listed.subList(0, Math.min(room, listed.size()));
        CompareAnswer answer = new CompareAnswer(conclusion(), clocks(), overlap(), roundTrip(), rows(),
                new Changes(traffic, outcomes, points).lines(), listed, new Unmatched(traffic, points).lines(UNMATCHED[shorter]),
                        null, null, null);
        return new Body(new CompareTotals(other.packets(), outcomes.size()), answer, page.page(room));
    }

    private String conclusion() {
        boolean nothing = traffic.line() == null || ways[0].arrived() + ways[1].arrived() == 0;
        if (!findings.isEmpty() && (nothing || findings.get(0).severity() != Severity.NOTE)) {
            Finding worst = findings.get(0);
            // What happens one way often happens the other way, too.
            String too = findings.stream().skip(1).filter(one -> one.code().equals(worst.code())
                    && one.severity() == worst.severity()).findFirst().map(one -> " Also: " + one.title() + ".").orElse("");
            return worst.title() + ". " + worst.detail() + too;
        }
        long sent = ways[0].sent() + ways[1].sent();
        long lost = ways[0].lost().count() + ways[1].lost().count();
        String delay = delay();
        long missed = Arrays.stream(ways).mapToLong(way -> way.missed().count() + way.missedBefore().count()).sum();
        return (lost == 0 ? "Nothing was lost between the two points" : Plural.of(lost, "packet") + " of " + sent
                + " got lost between the two points") + ": " + Plural.of(ways[0].arrived() + ways[1].arrived(), "packet")
                + " passed both" + (delay == null ? "" : ", which took " + delay + " (median)") + "." + (missed == 0 ? ""
                : " " + Plural.of(missed, "packet") + " more got through, though one of the captures misses "
                + Plural.with(missed, "it", "them") + ".") + alone();
    }

    private String alone() {
        long alone = traffic.alone(0).size() + traffic.alone(1).size();
        return alone == 0 ? "" : " " + Plural.of(alone, "conversation is", "conversations are") + " in one capture only.";
    }

    private String delay() {
        List<String> parts = new ArrayList<>();
        for (Passage way : ways) {
            CompareAnswer.Delay delay = delays(way);
            if (delay != null) {
                parts.add(Durations.words(Math.round(delay.median() * MILLION)) + " from " + points.way(way.upstream()));
            }
        }
        return parts.isEmpty() ? null : String.join(" and ", parts);
    }

    private CompareAnswer.Clocks clocks() {
        ClockFit.Line line = traffic.line();
        return line == null || line.uncertainty() < 0 ? null : new CompareAnswer.Clocks(Durations.millis(line.offset()),
                Durations.millisOrNull(line.uncertainty()), Math.round(line.slope() * MILLION * 10) / 10.0, line.agree());
    }

    private double overlap() {
        ClockFit.Line line = traffic.line();
        if (line == null) {
            return 0;
        }
        long offset = line.at(first.firstTime());
        long from = Math.max(first.firstTime(), other.firstTime() - offset);
        long to = Math.min(first.lastTime(), other.lastTime() - offset);
        return Durations.seconds(Math.max(0, to - from));
    }

    private CompareAnswer.RoundTrip roundTrip() {
        List<long[]> trips = outcomes.stream().map(PairOutcome::roundTrip).filter(trip -> trip != null).toList();
        if (trips.isEmpty()) {
            return null;
        }
        long before = median(trips.stream().mapToLong(t -> t[0]).filter(t -> t >= 0).sorted().toArray());
        return new CompareAnswer.RoundTrip(Durations.millisOrNull(before),
                Durations.millis(median(trips.stream().mapToLong(t -> t[1]).sorted().toArray())),
                Durations.millis(median(trips.stream().mapToLong(t -> t[2]).sorted().toArray())), trips.size());
    }

    private static long median(long[] sorted) {
        return sorted.length == 0 ? -1 : sorted[sorted.length / 2];
    }

    private List<CompareAnswer.Row> rows() {
        return Arrays.stream(ways).filter(way -> way.sent() > 0 || way.added().count() > 0)
                .map(way -> new CompareAnswer.Row(points.name(way.upstream()) + " to " + points.name(1 - way.upstream()),
                way.sent(),
                        way.arrived(), way.lost().count(), way.sentAgain(), way.added().count() + way.addedResets().count(),
                        way.duplicated().count(), way.overtaken().count(), way.missed().count() + way.missedBefore().count(),
                                delays(way), traffic.line().uncertainty() < 0 ? delay(traffic.delays(way.upstream())) : null,
                                quietAndBusy(way)))
                .toList();
    }

    /** Without the clocks' difference, which one direction alone does not tell, there are none. */
    private CompareAnswer.Delay delays(Passage way) {
        return traffic.line().uncertainty() < 0 ? null : delay(traffic.delays(way.upstream()));
    }

    private static CompareAnswer.Delay delay(long[] sorted) {
        return sorted.length == 0 ? null : new CompareAnswer.Delay(Durations.millis(sorted[0]), Durations.millis(median(sorted)),
                Durations.millis(sorted[(int) (sorted.length * 95L / 100)]), Durations.millis(sorted[sorted.length - 1]));
    }

    private List<Double> quietAndBusy(Passage way) {
        long[][] delays = traffic.delaysByLoad(way.upstream());
        return delays == null ? null : List.of(Durations.millis(median(delays[0])), Durations.millis(median(delays[1])));
    }

    private CompareAnswer.Delay own(PairOutcome outcome, int of) {
        Passage way = of == 0 ? outcome.requests() : outcome.answers();
        boolean known = arguments.detailed() && !outcome.delays().isEmpty() && traffic.line().uncertainty() >= 0;
        return known ? delay(outcome.delays().get(of).sorted(traffic.line(), way.upstream() == 0)) : null;
    }

    private CompareAnswer.Connection connection(PairOutcome outcome) {
        return new CompareAnswer.Connection(outcome.protocol(), outcome.client(), outcome.server(),
                outcome.client().equals(outcome.otherClient()) ? null : outcome.otherClient(),
                outcome.server().equals(outcome.otherServer()) ? null : outcome.otherServer(),
                List.of(outcome.packets()[0], outcome.packets()[1]), counts(outcome.requests()), counts(outcome.answers()),
                own(outcome, 0), own(outcome, 1), note(outcome));
    }

    private static List<Long> counts(Passage way) {
        return List.of(way.lost().count(), way.added().count() + way.addedResets().count(), way.duplicated().count(),
                way.overtaken().count());
    }

    private String note(PairOutcome outcome) {
        if (outcome.kind() == FlowPair.Kind.PROXIED) {
            return "two connections that carry the same: not compared packet by packet";
        }
        if (outcome.ways() == 0) {
            return "the same addresses and ports, but no packet in both";
        }
        List<String> notes = new ArrayList<>();
        if (outcome.ways() == 1 && outcome.bothWays()) {
            notes.add("one direction in both only");
        }
        if (outcome.shifted()) {
            notes.add("other sequence numbers");
        }
        for (int w = 0; w < 2; w++) {
            long[] resets = outcome.resets()[w];
            String who = w == 0 ? "client" : "server";
            if ((w == 0 ? outcome.requests() : outcome.answers()).addedResets().count() > 0) {
                notes.add("RST in the name of the " + who + " made between the points");
            } else if (resets[0] != 0 && resets[1] != 0) {
                notes.add("RST by the " + who + " in both");
            } else if (resets[0] + resets[1] != 0) {
                notes.add("RST in the name of the " + who + " only in " + points.name(resets[0] != 0 ? 0 : 1));
            }
        }
        return notes.isEmpty() ? null : String.join("; ", notes);
    }
}
