package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.corpus.Corpus;
import io.wirecause.mcp.call.ToolService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Our flags against tshark's on every segment of the shared captures; the rest stands in docs/tcp-vs-tshark.md. */
class SegmentsOracleTest {
    private static final double ALL = 0.9995;
    private static final double FLAGGED = 0.994;
    private static final long SEGMENTS = 200_000;

    @Test
    void shouldFlagSegmentsAsTsharkDoes() throws IOException {
        SegmentComparison comparison = new SegmentComparison();
        Map<String, List<Corpus.Segment>> oracle = Corpus.segments();
        try (ToolService service = new ToolService()) {
            for (Path capture : Corpus.captures()) {
                List<Corpus.Segment> theirs = oracle.get(Corpus.name(capture));
                if (theirs != null) {
                    comparison.add(Corpus.name(capture), theirs.stream().map(SegmentsOracleTest::row).toList(),
                            AgainstTshark.ours(service, capture));
                }
            }
        }
        System.out.print(comparison.report());
        assertTrue(comparison.segments() > SEGMENTS, () -> "only " + comparison.segments() + " segments compared");
        assertTrue(comparison.equalShare() >= ALL, comparison::report);
        assertTrue(comparison.flaggedShare() >= FLAGGED, comparison::report);
    }

    private static SegmentComparison.Row row(Corpus.Segment segment) {
        return new SegmentComparison.Row(segment.frame(), segment.stream(), segment.length(),
                segment.flags().isEmpty() ? java.util.Set.of() : new TreeSet<>(List.of(segment.flags().split(","))));
    }
}
