package io.wirecause.tls;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Cursor;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.UserFacingException;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.TlsOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Presents {@code analyze_tls_handshakes}: the worst handshakes first, in as many rows as fit into a default answer. */
final class TlsReport implements Presentation {
    /** What TCP, the streams and the handshake keep of a connection is twice what the limit reckons with. */
    private static final int CONNECTION_WEIGHT = 2;
    /** Rows of servers and names, tried one after another until the answer fits; then the handshakes become fewer. */
    private static final int[] ROWS = {8, 5, 3};
    private static final int ROWS_DETAILED = 50;
    /** Handshakes of a default answer where nothing is wrong with any. */
    private static final int FEW = 5;
    private static final Comparator<Handshake> WORST_FIRST = Comparator.comparingInt(TlsReport::rank)
            .thenComparing(Comparator.comparingLong((Handshake h) -> h.timing().total()).reversed())
            .thenComparingLong(h -> h.first() == null ? 0 : h.first().frame());

    private final TlsArguments arguments;
    private final TlsAnalysis analysis;
    private TlsStatistics statistics;
    private List<Handshake> sorted;

    TlsReport(TlsArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        this.analysis = new TlsAnalysis(context.withHeavierConnections(CONNECTION_WEIGHT), TlsFilter.of(arguments));
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public int shorterVersions() {
        boolean whole = arguments.detailed() || arguments.page().exceedsDefault();
        return whole ? 0 : ROWS.length - 1 + arguments.page().items() - 1;
    }

    @Override
    public String absent() {
        return !analysis.isPresent() && analysis.findings().isEmpty() ? "TLS" : null;
    }

    /** What failed, then what is unclear, then what went well. */
    private static int rank(Handshake h) {
        return h.outcome().isFailed() ? 0 : h.outcome().isComplete() ? 3 : h.outcome() == TlsOutcome.UNDER_WAY ? 1 : 2;
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        if (statistics == null) {
            statistics = new TlsStatistics(analysis.matching());
            sorted = new ArrayList<>(analysis.matching());
            sorted.sort(WORST_FIRST);
        }
        int rows = arguments.detailed() ? ROWS_DETAILED : ROWS[Math.min(shorter, ROWS.length - 1)];
        PageArguments page = arguments.page();
        boolean fine = !page.isAsked() && !arguments.detailed() && sorted.stream().noneMatch(h -> rank(h) == 0);
        int limit = Math.max(1, (fine ? FEW : page.items()) - Math.max(0, shorter - (ROWS.length - 1)));
        Cursor.Part<Handshake> part = Cursor.part(sorted, page.cursor(), limit);
        HandshakeRecords records = new HandshakeRecords(arguments.detailed());
        return new Body(new TlsTotals(analysis.found(), analysis.matching().size()),
                new TlsAnswer(statistics.counts(rows), statistics.servers(rows), statistics.names(rows),
                        part.items().stream().map(records::of).toList()), part.page());
    }

}
