package io.wirecause.icmp;

import io.wirecause.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is wrong according to the ICMP messages of a capture. */
final class IcmpFindings {
    private IcmpFindings() {
    }

    /** Findings, those of one severity in the order of what helps most. */
    static List<Finding> of(IcmpAnalyzer all, List<SweepDetector.Sweep> sweeps) {
        List<Finding> findings = new ArrayList<>();
        ErrorFindings errors = new ErrorFindings(all, sweeps, findings);
        PingFindings pings = new PingFindings(all, sweeps, findings);
        NeighborFindings neighbors = new NeighborFindings(all.neighbors, findings);
        errors.loops();
        neighbors.duplicates();
        pings.sizes();
        pings.fragments();
        pings.elsewhere();
        errors.unreachable();
        errors.exceeded();
        pings.lost();
        neighbors.silent();
        pings.corrupted();
        errors.tooBig();
        errors.reassembly();
        errors.parameters();
        neighbors.malformedAdvertisements();
        neighbors.secondRouter();
        errors.redirects();
        pings.tunnels();
        pings.sweeps();
        neighbors.reflected();
        return findings;
    }

    /** The frames of several lists together. */
    static List<Long> frames(Stream<List<Long>> frames) {
        return frames.flatMap(List::stream).toList();
    }
}
