package io.wirecause.icmp;

import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.neighbor.NeighborTracker;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
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
        errors.unreachable();
        errors.exceeded();
        pings.lost();
        duplicates(all, findings);
        errors.tooBig();
        errors.redirects();
        pings.tunnels();
        pings.sweeps();
        return findings;
    }

    private static void duplicates(IcmpAnalyzer all, List<Finding> findings) {
        List<NeighborTracker.Neighbor> hit = all.neighbors.duplicates();
        if (hit.isEmpty()) {
            return;
        }
        Address first = hit.get(0).address();
        String title = hit.size() == 1 ? "Two hosts claim the IPv6 address " + first
                : hit.size() + " IPv6 addresses are claimed by two hosts each";
        String detail = FirstFew.of(hit,
                n -> n.address() + (n.claims().isEmpty() ? "" : " (" + String.join(", ", n.claims()) + ")"));
        String filter = "icmpv6.nd.ns.target_address == " + first + " || icmpv6.nd.na.target_address == " + first;
        findings.add(Finding.of(IcmpFindingCode.IPV6_DUPLICATE_ADDRESS, Severity.ERROR, Confidence.HIGH)
                .title(title)
                .detail(detail)
                .subjects(hit.stream().map(n -> Subject.host(n.address().toString())))
                .frames(frames(hit.stream().map(n -> n.duplicateFrames())))
                .displayFilter(filter)
                .hint("Give one of the hosts another address.")
                .limits("A proxy that answers for an address on purpose looks the same.")
                .build());
    }

    /** The frames of several lists together. */
    static List<Long> frames(Stream<List<Long>> frames) {
        return frames.flatMap(List::stream).toList();
    }
}
