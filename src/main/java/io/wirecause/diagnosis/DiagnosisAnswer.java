package io.wirecause.diagnosis;

import io.wirecause.report.Confidence;
import io.wirecause.report.Describe;
import io.wirecause.report.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The body of what {@code diagnose_capture} answers. */
record DiagnosisAnswer(
        @Describe("The cause and what to do, in one or two sentences; or that nothing is wrong, and what that is based on")
        String verdict,
        @Describe("Root causes, worst first; what follows from one is under its effects") List<Cause> causes,
        @Describe("Further observations that explain details, a line each") List<String> notes,
        @Describe("Servers, worst first") List<ServiceRow> services,
        @Describe("What was checked and found good") List<String> healthy,
        @Describe("What this capture cannot tell") List<String> unknown,
        @Describe("Calls that show more") List<NextCall> next) {

    /** A root cause. */
    record Cause(
            @Describe("The finding's code; wirecause://findings/{code} explains it") String code,
            @Describe("How much it matters, its effects included") Severity severity,
            @Describe("What is wrong") String what,
            @Describe("Where it lies") String who,
            @Describe(value = "When it first showed, UTC", optional = true) Instant since,
            @Describe(value = "The same in seconds after the first frame", optional = true) Double sinceSeconds,
            @Describe(value = "Who or what suffers", optional = true) String affected,
            @Describe("The numbers: how often, how long, what it costs") String detail,
            @Describe("How sure it is") Confidence confidence,
            @Describe(value = "What else could explain it, or cannot be told", optional = true) String otherwise,
            @Describe("Frames that show it") List<Long> frames,
            @Describe("Paste into Wireshark to see it") String displayFilter,
            @Describe("What to do") String hint,
            @Describe("What follows from it") List<Effect> effects) {
    }

    /** A finding that follows from a cause. */
    record Effect(
            @Describe("The finding's code") String code,
            @Describe("What is wrong") String what,
            @Describe("The first frame that shows it, 0 for none") long frame) {
    }

    /** A server. */
    record ServiceRow(
            @Describe("Address and port") String server,
            @Describe(value = "Its name, as clients or DNS say it", optional = true) String name,
            @Describe("Connections") long connections,
            @Describe("Connections that were not set up, TLS included") long failedConnections,
            @Describe(value = "Requests, where they can be read", optional = true) Long requests,
            @Describe(value = "Requests without an answer or with one that reports a failure of the server", optional = true)
            Long failedRequests,
            @Describe("Mean time by phase, milliseconds: resolve, connect, tls, server (until it answers), transfer, client_idle")
            Map<String, Double> meanMs,
            @Describe(value = "The longest wait for an answer of the server, milliseconds", optional = true)
            Double slowestAnswerMs) {
    }

    /** A call of a tool. */
    record NextCall(
            @Describe("The tool") String tool,
            @Describe("Its arguments beside pcap_file") Map<String, String> arguments,
            @Describe("What it shows") String why) {
    }
}
