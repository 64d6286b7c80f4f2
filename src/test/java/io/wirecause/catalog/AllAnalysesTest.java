package io.wirecause.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.CaptureFindings;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.report.Finding;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the contract of an analysis: all of them share one pass, without any protocol's package knowing, and their findings
 * make one ranked list. The diagnosis tool will take the place of this test.
 */
class AllAnalysesTest {
    static List<Path> captures() throws Exception {
        // The others are packed, which only a tool call unpacks, or foreign.
        return TestCaptures.all().stream().filter(file -> file.toString().matches(".*\\.pcap(ng)?") && isReadable(file)).toList();
    }

    private static boolean isReadable(Path file) {
        try (Capture capture = Capture.open(file)) {
            return capture.size() > 0;
        } catch (UserFacingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void shouldFindInOnePassWhatTheToolsFindInTheirs(Path capture) throws Exception {
        List<Finding> together = findings(capture, Catalog.PROTOCOLS);
        Set<String> apart = new TreeSet<>();
        for (Protocol protocol : Catalog.PROTOCOLS) {
            apart.addAll(codes(findings(capture, List.of(protocol))));
        }
        assertEquals(apart, codes(together));
        together.forEach(finding -> assertFalse(finding.subjects().isEmpty(), "about nothing: " + finding));
        for (int i = 1; i < together.size(); i++) {
            assertTrue(Finding.WORST_FIRST.compare(together.get(i - 1), together.get(i)) <= 0, "not ranked: " + together);
        }
    }

    private static Set<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).collect(Collectors.toCollection(TreeSet::new));
    }

    /** One ranked list of what the analyses of these protocols find in one pass. */
    private static List<Finding> findings(Path file, List<Protocol> protocols) throws Exception {
        List<Analysis> analyses = new ArrayList<>();
        try (Capture capture = Capture.open(file)) {
            ToolContext context = new ToolContext(file.toString(), capture, Limits.DEFAULT, ProgressListener.NONE);
            protocols.forEach(protocol -> analyses.add(protocol.analysis().apply(context)));
            Pass.Reading reading = Pass.read(context, analyses);
            List<Finding> findings = new ArrayList<>(CaptureFindings.of(reading));
            analyses.forEach(analysis -> findings.addAll(analysis.findings()));
            findings.sort(Finding.WORST_FIRST);
            return findings;
        } finally {
            analyses.forEach(Analysis::close);
        }
    }
}
