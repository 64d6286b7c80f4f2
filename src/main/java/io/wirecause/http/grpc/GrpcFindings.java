package io.wirecause.http.grpc;

import io.wirecause.http.finding.HttpFindingCode;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Findings about calls of gRPC that failed: one a method and status. */
public final class GrpcFindings {
    /** Findings at most; the worst ones. */
    private static final int MOST = 20;

    private GrpcFindings() {
    }

    /** Adds the findings. */
    public static void add(GrpcEvents events, List<Finding> findings) {
        List<Finding> all = new ArrayList<>();
        for (GrpcEvents.Method method : events.failing()) {
            for (GrpcEvents.Failures failures : method.failures) {
                if (failures.status != GrpcStatus.CANCELLED) {
                    all.add(finding(method, failures));
                }
            }
        }
        all.sort(Comparator.comparing(Finding::severity));
        findings.addAll(all.subList(0, Math.min(MOST, all.size())));
    }

    private static Finding finding(GrpcEvents.Method method, GrpcEvents.Failures failures) {
        String name = WireText.inQuotes(method.service + "/" + method.name);
        String status = GrpcStatus.name(failures.status) + " (" + failures.status + ")";
        long count = failures.frames.count();
        String which = count == method.calls ? count == 1 ? "The call" : "All " + count + " calls"
                : count + " of " + Plural.of(method.calls, "call");
        boolean failure = GrpcStatus.isFailure(failures.status);
        // A refusal of what was asked for is as usual as a 404; one that comes always is not.
        boolean always = count == method.calls;
        Severity severity = failure ? always ? Severity.ERROR : Severity.WARNING : always && count > 1 ? Severity.WARNING
                : Severity.NOTE;
        String detail = which + " of " + name + " to " + method.server + (failures.byDeadline
                ? Plural.with(count, " was", " were") + " given up by the client at its deadline of "
                        + seconds(failures.deadlineNanos) + ", without a status from the server."
                : " ended with " + status + (failures.message == null ? ", without a message"
                        : ": " + WireText.inQuotes(failures.message)) + "."
                        + (failures.trailersOnly ? " The server refused at once, without headers of its own (trailers only)."
                        : ""));
        return Finding.of(HttpFindingCode.GRPC_ERROR, severity, Confidence.HIGH)
                .title(which + " of " + name + (failures.byDeadline ? " ran into the client's deadline of "
                        + seconds(failures.deadlineNanos) : " failed with " + GrpcStatus.name(failures.status)))
                .detail(detail).connections(failures.streams).frames(failures.frames.frames())
                .subject(Subject.endpoint(method.server))
                .displayFilter((failures.byDeadline ? "http2.rst_stream.error == 8" : "http2.header.name == \"grpc-status\"")
                + " || "
                        + Finding.filter(failures.frames.frames()))
                .hint(GrpcStatus.advice(failures.status)).build();
    }

    private static String seconds(long nanos) {
        return Durations.words(nanos);
    }
}
