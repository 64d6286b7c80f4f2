package io.wirecause.compare;

import io.wirecause.analysis.AddressArgument;
import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.compare.service.FindingChanges;
import io.wirecause.compare.service.ServiceChange;
import io.wirecause.compare.service.ServiceComparison;
import io.wirecause.diagnosis.Causes;
import io.wirecause.diagnosis.Source;
import io.wirecause.report.Finding;
import io.wirecause.report.Sentence;
import io.wirecause.report.Subject;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Presents {@code compare_captures} of the same services at two times: all analyses of both, and what differs. */
final class BeforeAfterReport implements Presentation {
    private static final int SIDE_BY_SIDE = 50;
    /** So many times as large a capture shows what is rare as well. */
    private static final double LARGER = 4;
    private static final double NANOS = 1e9;

    private final CompareArguments arguments;
    private final Points points;
    private final String server;
    private final Integer port;
    private final List<Analysis> before = new ArrayList<>();
    private final List<Analysis> after = new ArrayList<>();
    private final Causes causesBefore = new Causes();
    private final Causes causesAfter = new Causes();
    private final ServiceTable servicesBefore = new ServiceTable(true);
    private final ServiceTable servicesAfter = new ServiceTable(true);
    private Pass.Reading otherReading;
    private ServiceComparison services;
    private FindingChanges findings;
    private List<String> lines = List.of();

    BeforeAfterReport(CompareArguments arguments, ToolContext context, List<Source> sources) throws UserFacingException {
        if (arguments.captureInterface() != null || arguments.otherInterface() != null) {
            throw new UserFacingException("The arguments capture_interface and other_interface are for relation=same_traffic: "
                    + "services are compared over all interfaces.");
        }
        this.arguments = arguments;
        this.points = Points.of(context);
        this.server = AddressArgument.canonical("server_ip", arguments.serverIp());
        this.port = arguments.serverPort();
        ToolContext first = Source.together(context);
        sources.forEach(source -> before.add(source.analysis().apply(first)));
        ToolContext other = Source.together(context.onOther());
        sources.forEach(source -> after.add(source.analysis().apply(other)));
        before.add(causesBefore);
        after.add(causesAfter);
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
            otherReading = Pass.read(other, after);
        }

        @Override
        public List<Finding> findings() {
            return List.of();
        }

        @Override
        public List<String> notes() {
            List<String> notes = new ArrayList<>();
            otherReading.coverage().notes().forEach(note -> notes.add(points.quoted(1) + ": " + note));
            long one = uses(servicesBefore);
            long two = uses(servicesAfter);
            if (Math.max(one, two) > LARGER * Math.min(one, two)) {
                notes.add(String.format(Locale.ROOT, "%s holds %d connections and requests in %.1f seconds, %s %d in %.1f: what "
                        + "is in the larger one alone may be rare rather than new or gone.", points.quoted(0), one,
                        causesBefore.span() / NANOS, points.quoted(1), two, causesAfter.span() / NANOS));
            }
            return notes;
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
    public List<Finding> listed(List<Finding> found) {
        before.forEach(analysis -> analysis.describe(servicesBefore));
        after.forEach(analysis -> analysis.describe(servicesAfter));
        List<Finding> findingsAfter = after.stream().flatMap(analysis -> analysis.findings().stream())
                .sorted(Finding.WORST_FIRST).toList();
        services = new ServiceComparison(servicesBefore, servicesAfter, causesBefore.span(), causesAfter.span(),
                server == null && port == null ? null : this::isWanted);
        findings = new FindingChanges(found.stream().filter(this::isWanted).toList(),
                findingsAfter.stream().filter(this::isWanted).toList(), causesAfter.of(findingsAfter, servicesAfter),
                connections(servicesBefore), connections(servicesAfter));
        lines = new ArrayList<>(services.lines());
        lines.addAll(findings.worse());
        return new ChangedFindings(points).of(services.worse(), findings.news());
    }

    private static long uses(ServiceTable table) {
        return Stream.concat(table.services().stream(), table.servicesOverUdp().stream())
                .mapToLong(service -> service.connections() + service.requests()).sum();
    }

    private static long connections(ServiceTable table) {
        return table.services().stream().mapToLong(Service::connections).sum();
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
        int colon = endpoint.lastIndexOf(':');
        return (server == null || endpoint.substring(0, colon).replaceAll("[\\[\\]]", "").equals(server))
                && (port == null || endpoint.substring(colon + 1).equals(port.toString()));
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        PageWindow page = new PageWindow(arguments.page());
        List<String> listed = lines.stream().filter(line -> page.next()).toList();
        CompareAnswer.Codes codes = new CompareAnswer.Codes(List.copyOf(findings.added()), List.copyOf(findings.gone()),
                List.copyOf(findings.both()));
        CompareAnswer answer = new CompareAnswer(conclusion(), null, 0, null, List.of(), List.of(), List.of(), List.of(), listed,
                arguments.detailed() ? sideBySide() : null, codes);
        return new Body(new CompareTotals(otherReading.coverage().packetsRead(), services.shared()), answer, page.page());
    }

    private List<String> sideBySide() {
        List<String> all = services.sideBySide();
        if (all.size() <= SIDE_BY_SIDE) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, SIDE_BY_SIDE));
        some.add("and " + (all.size() - SIDE_BY_SIDE) + " more: name one with server_ip");
        return some;
    }

    private String conclusion() {
        List<ServiceChange> worse = services.worse();
        String cause = findings.news().isEmpty() ? null
                : "New in " + points.quoted(1) + (uses(servicesAfter) > LARGER * uses(servicesBefore)
                ? ", which holds far more: " : ": ")
                + Sentence.of(findings.news().get(0).sentence());
        if (!worse.isEmpty()) {
            return lines.get(0) + "." + (cause == null ? "" : " " + cause);
        }
        if (cause != null) {
            return cause;
        }
        if (services.shared() == 0) {
            return "The two captures have no server in common, so there is nothing to compare; for the same packets at two "
                    + "points ask with relation=same_traffic.";
        }
        return "No service of both captures fails more often or answers more slowly in " + points.quoted(1) + " than in "
                + points.quoted(0) + " by more than chance explains, and nothing new is wrong."
                + (lines.isEmpty() ? "" : " What differs otherwise: " + lines.get(0) + ".");
    }
}
