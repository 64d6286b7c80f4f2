package io.wirecause.capinfos;

import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.CaptureFindingCode;
import io.wirecause.analysis.CaptureFindings;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Tool;
import io.wirecause.capture.CaptureFile;
import io.wirecause.report.Coverage;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tool {@code analyze_capinfos}. */
public final class CapinfosTool implements Tool<CapinfosArguments> {
    /** The hierarchy gets this many rows for each row of the other lists, because it is the shortest to tell. */
    private static final int HIERARCHY_ROWS = 4;

    /** The tool. */
    public CapinfosTool() {
    }

    @Override
    public String name() {
        return "analyze_capinfos";
    }

    @Override
    public String title() {
        return "Capture overview";
    }

    @Override
    public String description() {
        return "Start here when nothing is known of a capture: what it holds and whether it is sound. Gives the facts of "
                + "capinfos (times, sizes, rates, interfaces, drops, comments, SHA-256), the protocol hierarchy, top "
                + "conversations and endpoints, packet sizes, traffic over time, and findings on the capture's quality. Then "
                + "use the tool of the protocol in question; this one does not look into protocols.";
    }

    @Override
    public Class<CapinfosArguments> arguments() {
        return CapinfosArguments.class;
    }

    @Override
    public Class<? extends Record> answer() {
        return CapinfosAnswer.class;
    }

    @Override
    public List<? extends FindingCode> findingCodes() {
        return List.of(CaptureFindingCode.values());
    }

    @Override
    public Record run(CapinfosArguments arguments, ToolContext call) throws UserFacingException {
        List<CaptureFile> files = call.capture().files();
        TrafficAnalyzer traffic = new TrafficAnalyzer(call.limits().maxConnections());
        if (files.size() > 1) {
            return answer(arguments, call, traffic, Pass.read(call, List.of(traffic)), null);
        }
        try (FileDigest digest = new FileDigest(files.get(0).path())) {
            Pass.Reading reading = Pass.read(call, List.of(traffic));
            return answer(arguments, call, traffic, reading, digest.value());
        }
    }

    private static CapinfosAnswer answer(CapinfosArguments arguments, ToolContext call, TrafficAnalyzer traffic, Pass.Reading reading,
                                         String sha256) {
        Totals totals = traffic.totals;
        FileReport file = new FileReport(call.capture().files(), reading.description(), totals, arguments.limit());
        List<Finding> findings = CaptureFindings.of(reading);
        Coverage coverage = reading.coverage().withNotes(notes(call, traffic));
        int limit = arguments.limit();
        long start = totals.timed == 0 ? 0 : totals.first;
        return new CapinfosAnswer(call.file(), Instant.now().truncatedTo(ChronoUnit.SECONDS), totals.frames,
                call.capture().size(), file.name(), file.encapsulation(), totals.frames, totals.dataBytes, totals.seconds(),
                instant(totals, totals.first), instant(totals, totals.last),
                totals.perSecond(totals.dataBytes), totals.perSecond(8.0 * totals.dataBytes), totals.averageSize(),
                totals.perSecond(totals.frames), Map.of(), file.facts(sha256), file.interfaces(),
                traffic.layers.answer(totals.frames, HIERARCHY_ROWS * limit),
                traffic.conversations.answer(Conversations.Kind.TCP, limit, start),
                traffic.conversations.answer(Conversations.Kind.UDP, limit, start),
                traffic.conversations.answer(Conversations.Kind.OTHER, limit, start),
                traffic.endpoints.answer(limit), traffic.sizes.answer(), traffic.slots.answer(),
                findings.stream().map(Finding::title).toList(), findings, coverage);
    }

    private static Instant instant(Totals totals, long nanos) {
        return totals.timed == 0 ? null : Instant.EPOCH.plusNanos(nanos);
    }

    private static List<String> notes(ToolContext call, TrafficAnalyzer traffic) {
        List<String> notes = new ArrayList<>();
        if (traffic.conversations.untracked() + traffic.endpoints.untracked() > 0) {
            notes.add("There are more than " + call.limits().maxConnections() + " conversations or addresses; "
                    + traffic.conversations.untracked() + " packets of further ones are not in their lists.");
        }
        if (traffic.layers.full()) {
            notes.add("There are more than " + LayerTree.MAX_NODES + " different stacks of layers; further ones are not listed.");
        }
        return notes;
    }
}
