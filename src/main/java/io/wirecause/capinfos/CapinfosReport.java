package io.wirecause.capinfos;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.CaptureFile;
import java.time.Instant;
import java.util.List;

/** Presents {@code analyze_capinfos}: the facts of capinfos and the first few of each list. */
final class CapinfosReport implements Presentation {
    /** The hierarchy gets this many rows for each row of the other lists, because it is the shortest to tell. */
    private static final int HIERARCHY_ROWS = 4;

    private final int limit;
    private final ToolContext context;
    private final TrafficAnalysis analysis;
    private final FileDigest digest;

    CapinfosReport(CapinfosArguments arguments, ToolContext context) {
        this.limit = arguments.limit();
        this.context = context;
        this.analysis = new TrafficAnalysis(context);
        List<CaptureFile> files = context.capture().files();
        this.digest = files.size() > 1 ? null : new FileDigest(files.get(0).path());
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) {
        TrafficAnalyzer traffic = analysis.seen();
        Totals totals = traffic.totals;
        FileReport file = new FileReport(context.capture().files(), reading.description(), totals, limit);
        long start = totals.timed == 0 ? 0 : totals.first;
        CapinfosAnswer answer = new CapinfosAnswer(file.facts(digest == null ? null : digest.value()), file.interfaces(),
                traffic.layers.answer(totals.frames, HIERARCHY_ROWS * limit),
                traffic.conversations.answer(Conversations.Kind.TCP, limit, start),
                traffic.conversations.answer(Conversations.Kind.UDP, limit, start),
                traffic.conversations.answer(Conversations.Kind.OTHER, limit, start),
                traffic.endpoints.answer(limit), traffic.sizes.answer(), traffic.slots.answer());
        return new Body(totals(file, totals), answer, null);
    }

    @Override
    public void close() {
        Presentation.super.close();
        if (digest != null) {
            digest.close();
        }
    }

    private CapinfosTotals totals(FileReport file, Totals totals) {
        return new CapinfosTotals(context.capture().size(), file.name(), file.encapsulation(), totals.frames, totals.dataBytes,
                totals.seconds(), instant(totals, totals.first), instant(totals, totals.last),
                totals.perSecond(totals.dataBytes), totals.perSecond(8.0 * totals.dataBytes), totals.averageSize(),
                totals.perSecond(totals.frames));
    }

    private static Instant instant(Totals totals, long nanos) {
        return totals.timed == 0 ? null : Instant.EPOCH.plusNanos(nanos);
    }
}
