package io.wirecause.compare;

import io.wirecause.analysis.AddressArgument;
import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.diagnosis.Source;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Presents {@code compare_captures} of the same services at two times: all analyses of both, and what differs. */
final class BeforeAfterReport implements Presentation {
    private static final int LINES = 20;

    private final ToolContext context;
    private final Points points;
    private final String server;
    private final Integer port;
    private final List<Analysis> before = new ArrayList<>();
    private final List<Analysis> after = new ArrayList<>();
    private final ServiceTable servicesBefore = new ServiceTable();
    private final ServiceTable servicesAfter = new ServiceTable();
    private long otherPackets;
    private List<ServiceChange> changes = List.of();
    private List<Finding> findingsAfter = List.of();
    private List<Finding> findingsBefore = List.of();
    private int shared;

    BeforeAfterReport(CompareArguments arguments, ToolContext context, List<Source> sources) throws UserFacingException {
        this.context = Source.together(context);
        this.points = Points.of(context);
        this.server = AddressArgument.canonical("server_ip", arguments.serverIp());
        this.port = arguments.serverPort();
        sources.forEach(source -> before.add(source.analysis().apply(this.context)));
        ToolContext other = Source.together(context.onOther());
        sources.forEach(source -> after.add(source.analysis().apply(other)));
        before.add(new Later(other));
    }

    /** Reads the other capture once the first has been read. */
    private final class Later implements Analysis {
        private final ToolContext other;

        Later(ToolContext other) {
            this.other = other;
        }

        @Override
        public List<Analyzer> analyzers() {
            return List.of();
        }

        @Override
        public void finish(Pass.Reading reading) throws UserFacingException {
            otherPackets = Pass.read(other, after).coverage().packetsRead();
        }

        @Override
        public List<Finding> findings() {
            return List.of();
        }

        @Override
        public void close() {
            after.forEach(Analysis::close);
        }
    }

    @Override
    public List<Analysis> analyses() {
        return before;
    }

    @Override
    public List<Finding> listed(List<Finding> findings) {
        before.forEach(analysis -> analysis.describe(servicesBefore));
        after.forEach(analysis -> analysis.describe(servicesAfter));
        findingsBefore = findings.stream().filter(this::isWanted).toList();
        findingsAfter = after.stream().flatMap(analysis -> analysis.findings().stream()).filter(this::isWanted)
                .sorted(Finding.WORST_FIRST).toList();
        changes = changes();
        List<Finding> told = new ArrayList<>();
        for (ServiceChange change : changes) {
            if (change.weight() > 0 && told.size() < Finding.EXAMPLES) {
                told.add(Finding.of(CompareFindingCode.SERVICE_CHANGED, Severity.WARNING, Confidence.MEDIUM)
                        .title(change.line()).at(Party.UNCLEAR)
                        .detail("In " + points.quoted(1) + ", compared with " + points.quoted(0) + ".")
                        .displayFilter(filter(change)).inBoth(null, filter(change))
                        .hint("Ask diagnose_capture about " + points.quoted(1) + " for the cause.").build());
            }
        }
        return told;
    }

    private boolean isWanted(Finding finding) {
        if (finding.aboutCapture()) {
            return false;
        }
        return server == null && port == null
                || finding.subjects().stream().anyMatch(subject -> subject.kind() == Subject.Kind.ENDPOINT
                && isWanted(subject.id()));
    }

    private boolean isWanted(String endpoint) {
        return (server == null || address(endpoint).equals(server)) && (port == null || endpoint.endsWith(":" + port));
    }

    private static String address(String endpoint) {
        return endpoint.substring(0, endpoint.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }

    private static String filter(ServiceChange change) {
        String endpoint = change.service().replaceAll(" .*", "");
        return (endpoint.startsWith("[") ? "ipv6.addr == " : "ip.addr == ") + address(endpoint) + " && tcp.port == "
                + endpoint.substring(endpoint.lastIndexOf(':') + 1);
    }

    private List<ServiceChange> changes() {
        List<ServiceChange> all = new ArrayList<>();
        Map<String, Service> known = new LinkedHashMap<>();
        servicesBefore.services().forEach(service -> known.put(service.endpoint(), service));
        Map<String, Service> byName = servicesBefore.services().stream().filter(service -> service.name() != null)
                .collect(Collectors.toMap(Service::name, service -> service, (a, b) -> a));
        for (Service service : servicesAfter.services()) {
            Service same = known.getOrDefault(service.endpoint(), service.name() == null ? null : byName.get(service.name()));
            if (same != null && isWanted(service.endpoint())) {
                shared++;
                all.addAll(ServiceChange.of(service.endpoint() + (service.name() == null ? "" : " (" + service.name() + ")"),
                        same,
                        service));
            }
        }
        all.sort(Comparator.comparingDouble(ServiceChange::weight).reversed());
        return all;
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) {
        List<String> lines = new ArrayList<>(changes.stream().map(ServiceChange::line).limit(LINES).toList());
        Set<String> codesBefore = codes(findingsBefore);
        Set<String> codesAfter = codes(findingsAfter);
        Set<String> fresh = new TreeSet<>(codesAfter);
        fresh.removeAll(codesBefore);
        Set<String> gone = new TreeSet<>(codesBefore);
        gone.removeAll(codesAfter);
        Set<String> both = new TreeSet<>(codesAfter);
        both.retainAll(codesBefore);
        List<Finding> news = findingsAfter.stream().filter(finding -> fresh.contains(finding.code())
                && finding.severity() != Severity.NOTE).toList();
        for (Finding finding : news) {
            if (lines.size() < LINES) {
                lines.add("new: " + finding.code() + ": " + finding.title() + (finding.frames().isEmpty() ? ""
                        : " (" + points.name(1) + "#" + finding.frames().get(0) + ")"));
            }
        }
        return new Body(new CompareTotals(otherPackets, shared), new CompareAnswer(conclusion(news), null, 0, null, List.of(),
                List.of(),
                List.of(), List.of(), lines, new CompareAnswer.Codes(List.copyOf(fresh), List.copyOf(gone), List.copyOf(both))),
                        null);
    }

    private static Set<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).collect(Collectors.toCollection(TreeSet::new));
    }

    private String conclusion(List<Finding> news) {
        if (shared == 0) {
            return "The two captures have no server in common, so there is nothing to compare; for the same packets at two "
                    + "points ask with relation=same_traffic.";
        }
        String worse = changes.isEmpty() || changes.get(0).weight() <= 0 ? null : changes.get(0).line() + ".";
        String cause = news.isEmpty() ? null : "New in " + points.quoted(1) + ": " + news.get(0).title() + ".";
        if (worse == null && cause == null) {
            return "No service of both captures fails more often or answers more slowly in " + points.quoted(1) + " than in "
                    + points.quoted(0) + " by more than chance explains, and nothing new is wrong.";
        }
        return worse == null ? cause : cause == null ? worse : worse + " " + cause;
    }
}
