package io.wirecause.dhcp;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.collect.TopList;
import io.wirecause.analysis.collect.TypeCounts;
import io.wirecause.dhcp.exchange.DhcpClient;
import io.wirecause.dhcp.exchange.DhcpExchange;
import io.wirecause.dhcp.exchange.DhcpExchangeTracker;
import io.wirecause.dhcp.exchange.DhcpOutcome;
import io.wirecause.dhcp.exchange.DhcpServer;
import io.wirecause.dhcp.exchange.Lease;
import io.wirecause.report.Durations;
import io.wirecause.report.UserFacingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Presents {@code analyze_dhcp_packets}: the worst first, lists short unless more is asked for. */
final class DhcpReport implements Presentation {
    /** Rows of each list in a default answer. */
    private static final int ROWS = 5;
    /** Clients and servers in the lists of statistics. */
    private static final int NAMES = 8;
    private static final int TYPES = 16;
    private static final long FOREVER = 0xffffffffL;
    private static final Comparator<DhcpExchange> WORST_FIRST = Comparator.comparingInt(DhcpReport::badness)
            .thenComparingInt(e -> e.attempts()).reversed().thenComparingLong(e -> e.firstFrame());
    private static final Comparator<DhcpServer> BUSIEST_FIRST = Comparator.comparingLong((DhcpServer s) -> s.offers()
            + s.acks() + s.refusals())
            .reversed();
    private static final Comparator<Lease> LATEST_FIRST = Comparator.comparingLong((Lease l) -> l.lastAck()).reversed();

    private final DhcpArguments arguments;
    private final PageWindow window;
    private final DhcpAnalysis analysis;
    private final DhcpAnalyzer all;
    private final DhcpExchangeTracker tracker;
    private final int rows;

    DhcpReport(DhcpArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        this.window = PageWindow.messages(arguments.page(), arguments.detailed() || arguments.messageType() != null);
        this.analysis = new DhcpAnalysis(DhcpFilter.of(arguments.client(), arguments.server(), arguments.messageType()), window,
                arguments.detailed());
        this.all = analysis.seen();
        this.tracker = all.tracker;
        this.rows = arguments.detailed() ? Math.max(ROWS, arguments.page().items()) : ROWS;
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public int shorterVersions() {
        boolean whole = arguments.detailed() || arguments.page().exceedsDefault();
        return whole ? 0 : Math.max(0, window.listed(all.listed()).size() - 1);
    }

    @Override
    public String absent() {
        return all.found() == 0 ? "DHCP" : null;
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        List<DhcpExchange> worst = TopList.of(tracker.exchanges(), WORST_FIRST, rows);
        List<DhcpAnswer.Fingerprint> fingerprints = fingerprints(tracker.clients());
        List<DhcpPacketRecord> packets = window.listed(all.listed());
        int listed = packets.size() - shorter;
        return new Body(new DhcpTotals(all.found(), all.analyzed()), new DhcpAnswer(statistics(worst, fingerprints.size()),
                worst.stream().map(DhcpReport::exchange).toList(), servers(), leases(),
                        fingerprints.stream().limit(rows).toList(),
                packets.subList(0, listed)), window.page(listed));
    }

    private static int badness(DhcpExchange e) {
        return switch (e.state()) {
            case REFUSED, ASKED, REQUESTED, DECLINED -> 2;
            case OFFERED -> 1;
            default -> 0;
        };
    }

    private DhcpAnswer.Statistics statistics(List<DhcpExchange> worst, int fingerprints) {
        Map<String, List<DhcpAnswer.Step>> transactions = new LinkedHashMap<>();
        for (DhcpExchange e : worst) {
            List<DhcpAnswer.Step> steps = transactions.computeIfAbsent(xid(e), x -> new ArrayList<>());
            e.steps().forEach(s -> steps.add(new DhcpAnswer.Step(s.frame(), s.name(), time(s.time()))));
        }
        int[] ended = new int[DhcpOutcome.values().length];
        tracker.retired().forEach((outcome, count) -> ended[outcome.ordinal()] += count);
        tracker.exchanges().forEach(e -> ended[e.outcome().ordinal()]++);
        Map<String, Integer> outcomes = new TreeMap<>();
        for (DhcpOutcome outcome : DhcpOutcome.values()) {
            if (ended[outcome.ordinal()] > 0) {
                outcomes.merge(outcome.label(), ended[outcome.ordinal()], Integer::sum);
            }
        }
        int exchanges = outcomes.values().stream().mapToInt(n -> n).sum();
        return new DhcpAnswer.Statistics(tracker.clients().size(), tracker.servers().size(),
                tracker.clients().stream().limit(NAMES).map(DhcpClient::id).toList(),
                tracker.servers().stream().limit(NAMES).map(s -> s.id()).toList(),
                TypeCounts.commonest(all.typeCounts(), TYPES), exchanges,
                transactions, outcomes, tracker.offerTimes().summary(), tracker.ackTimes().summary(),
                tracker.leases().leases().size(), tracker.leases().conflicts().size(), fingerprints, all.malformed.summary());
    }

    private static String xid(DhcpExchange e) {
        return String.format(Locale.ROOT, e.version() == 6 ? "0x%06x" : "0x%08x", e.xid());
    }

    private static Instant time(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }

    private static Long seconds(long lease) {
        return lease < 0 ? null : (Long) lease;
    }

    private static DhcpAnswer.ExchangeRecord exchange(DhcpExchange e) {
        String messages = e.steps().stream().map(s -> s.name() + "(" + s.frame() + ")").collect(Collectors.joining(" "))
                + (e.messages() - e.copies() > e.steps().size() ? " and " + (e.messages() - e.copies() - e.steps().size())
                + " more" : "");
        return new DhcpAnswer.ExchangeRecord(xid(e), e.client().id(), e.client().hostName(), e.purpose(), e.outcome(),
                e.address(),
                seconds(e.lease()), e.server(), e.offerers().stream().limit(ROWS).toList(), messages, e.attempts(),
                Durations.millisOrNull(e.offerNanos()), Durations.millisOrNull(e.ackNanos()), e.failure(), e.relay(),
                e.firstFrame(), e.lastFrame());
    }

    private List<DhcpAnswer.ServerRecord> servers() {
        return TopList.of(tracker.servers(), BUSIEST_FIRST, rows).stream()
                .map(s -> new DhcpAnswer.ServerRecord(s.id(), List.copyOf(s.addresses()), s.linkAddress(), s.offers(), s.acks(),
                        s.refusals(), s.settings(), List.copyOf(s.relays()), s.offerTimes().summary(), s.ackTimes().summary(),
                        s.firstFrame()))
                .toList();
    }

    private List<DhcpAnswer.LeaseRecord> leases() {
        return TopList.of(tracker.leases().leases(), LATEST_FIRST, rows).stream().map(this::lease).toList();
    }

    private DhcpAnswer.LeaseRecord lease(Lease l) {
        boolean ends = l.seconds() >= 0 && l.seconds() != FOREVER;
        return new DhcpAnswer.LeaseRecord(l.address(), l.client().id(), l.client().hostName(), l.server(), seconds(l.seconds()),
                time(l.start()), ends ? time(l.lastAck()).plusSeconds(l.seconds()) : null, l.renewals(),
                        l.state(all.lastTime()), l.firstFrame(),
                l.lastFrame());
    }

    private static List<DhcpAnswer.Fingerprint> fingerprints(Collection<DhcpClient> clients) {
        Map<List<String>, List<DhcpClient>> byKind = clients.stream().filter(c -> c.parameterList() != null)
                .collect(Collectors.groupingBy(
                c -> java.util.Arrays.asList(c.parameterList(), c.vendorClass()), LinkedHashMap::new, Collectors.toList()));
        return byKind.entrySet().stream().sorted(Comparator.comparingInt(
                (Map.Entry<List<String>, List<DhcpClient>> e) -> e.getValue().size()).reversed())
                        .map(e -> new DhcpAnswer.Fingerprint(
                        e.getKey().get(0), e.getKey().get(1), e.getValue().size(), e.getValue().get(0).id())).toList();
    }
}
