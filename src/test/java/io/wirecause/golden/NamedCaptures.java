package io.wirecause.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.corpus.Tshark;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Captures of one folder that are named after the finding they show, or {@code healthy-...} where they show none. */
public final class NamedCaptures {
    private final Path folder;
    private final Analysis analysis;

    /** Finds what is wrong in a capture. */
    public interface Analysis {
        /** The findings, worst first. */
        List<Finding> findings(Path capture) throws Exception;
    }

    /** Those of a folder under one analysis. */
    public NamedCaptures(Path folder, Analysis analysis) {
        this.folder = folder;
        this.analysis = analysis;
    }

    /** All, in one order. */
    public List<Path> all() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(p -> p.toString().endsWith(".pcap")).sorted().toList();
        }
    }

    /** The name without its ending. */
    public static String name(Path capture) {
        return capture.getFileName().toString().replace(".pcap", "");
    }

    private static boolean isHealthy(Path capture) {
        return name(capture).startsWith("healthy-");
    }

    /** Asserts that each capture names its finding first, and that there is one for each code. */
    public void assertEachCodeShownFirst(FindingCode... codes) throws Exception {
        Set<String> shown = new TreeSet<>();
        for (Path capture : all()) {
            if (!isHealthy(capture)) {
                List<Finding> findings = analysis.findings(capture);
                assertFalse(findings.isEmpty(), name(capture));
                assertEquals(name(capture), findings.get(0).code());
                shown.add(name(capture));
            }
        }
        assertEquals(Stream.of(codes).map(FindingCode::code).collect(Collectors.toCollection(TreeSet::new)), shown);
    }

    /** Asserts that healthy captures have notes at most. */
    public void assertHealthyOnesNameNoFault() throws Exception {
        for (Path capture : all()) {
            if (isHealthy(capture)) {
                for (Finding finding : analysis.findings(capture)) {
                    assertEquals(Severity.NOTE, finding.severity(), name(capture) + ": " + finding);
                }
            }
        }
    }

    /** Asserts that Wireshark's display filters select the frames named beside them; skips where tshark is missing. */
    public void assertFiltersSelectTheirFrames() throws Exception {
        Tshark.assumeInstalled();
        for (Path capture : all()) {
            for (Finding finding : analysis.findings(capture)) {
                Set<Long> frames = Tshark.rows(capture, finding.displayFilter(), "frame.number").stream()
                        .map(row -> Long.parseLong(row[0])).collect(Collectors.toSet());
                assertTrue(frames.containsAll(finding.frames()), name(capture) + ": " + finding.displayFilter() + " gives "
                        + frames + ", not " + finding.frames());
            }
        }
    }
}
