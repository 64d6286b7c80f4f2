package io.wirecause.service.finding;

import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Party;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.Ntlm;
import io.wirecause.service.decode.ServiceFindingCode;
import io.wirecause.service.decode.ServiceReply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes findings of cases. */
public final class ServiceFailures {
    private static final int MOST_OF_A_CODE = 5;
    private static final int NAMED = 3;
    private static final String GREETING = "(greeting)";

    private final ServiceCases cases;
    private final ServerRows servers;
    private final List<Finding> findings = new ArrayList<>();

    /** Findings of these cases, weighed against what the servers did beside. */
    public ServiceFailures(ServiceCases cases, ServerRows servers) {
        this.cases = cases;
        this.servers = servers;
    }

    /** All, worst first. */
    public List<Finding> all() {
        findings.clear();
        cases.of(ServiceFindingCode.SERVICE_REFUSED).stream().limit(MOST_OF_A_CODE).forEach(this::refused);
        cases.of(ServiceFindingCode.CLOCK_SKEW).stream().limit(MOST_OF_A_CODE).forEach(this::clock);
        cases.of(ServiceFindingCode.LOGIN_FAILED).stream().limit(MOST_OF_A_CODE).forEach(this::login);
        cases.of(ServiceFindingCode.SERVICE_ERROR).stream().limit(MOST_OF_A_CODE).forEach(this::error);
        cases.of(ServiceFindingCode.SERVICE_UNANSWERED).stream().limit(MOST_OF_A_CODE).forEach(this::unanswered);
        cases.of(ServiceFindingCode.SERVICE_SLOW).stream().limit(MOST_OF_A_CODE).forEach(this::slow);
        for (ServiceFindingCode code : ServiceFindingCode.values()) {
            cases.of(code).stream().filter(issue -> issue.incident != null).limit(MOST_OF_A_CODE).forEach(this::incident);
        }
        findings.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(findings);
    }

    private static Finding.Builder begin(ServiceFindingCode code, Severity severity, Confidence confidence, ServiceIssue issue) {
        return Finding.of(code, severity, confidence).connections(issue.streams())
                .subjects(issue.servers.names(NAMED).stream().map(Subject::endpoint)).frames(issue.frames())
                .displayFilter(Finding.filter(issue.frames()));
    }

    /** What the server answers: code, name, words. */
    private static String answer(ServiceReply reply, String words) {
        List<String> parts = new ArrayList<>();
        if (reply.code() != null) {
            parts.add(reply.code());
        }
        if (reply.name() != null) {
            parts.add(reply.code() == null ? reply.name() : "(" + reply.name() + ")");
        }
        if (words != null) {
            parts.add(words);
        }
        return parts.isEmpty() ? "an error" : String.join(" ", parts);
    }

    private static String sentence(ServiceIssue issue, String otherwise) {
        String begin = issue.reply.headline() == null ? otherwise : issue.reply.headline();
        return begin + " " + answer(issue.reply, issue.words);
    }

    private void refused(ServiceIssue issue) {
        if (issue.incident != null) {
            return;
        }
        boolean lasting = issue.recoveredCases() < issue.count();
        findings.add(begin(ServiceFindingCode.SERVICE_REFUSED, lasting ? Severity.ERROR : Severity.WARNING, Confidence.HIGH,
                issue).title(sentence(issue, issue.protocol.title() + " refuses its service:"))
                .detail(counts(issue, "refusal", "refusals") + recovered(issue, "was served later", "were served later"))
                .at(party(issue, Party.SERVER))
                .hint(hint(issue, "Read the server's own reason: its limits, its list of clients allowed, or its state."))
                .build());
    }

    private void login(ServiceIssue issue) {
        if (issue.incident != null) {
            return;
        }
        boolean lasting = issue.recoveredCases() < issue.count();
        boolean many = issue.count() >= ServiceThresholds.MANY_LOGINS;
        // Clients try without a name first; that this is refused harms nobody who can sign in.
        boolean nobody = issue.users.kinds() == 1 && issue.users.names(1).get(0).equals(Ntlm.ANONYMOUS) && others(issue);
        Severity severity = nobody ? Severity.NOTE : lasting ? Severity.ERROR : many ? Severity.WARNING : Severity.NOTE;
        String user = issue.users.kinds() == 1 ? " of " + WireText.inQuotes(issue.users.names(1).get(0)) : "";
        String users = issue.users.kinds() > 1 ? ", users " + WireText.inQuotes(String.join(", ", issue.users.names(NAMED)))
                + (issue.users.kinds() > NAMED ? " and others" : "") : "";
        findings.add(begin(ServiceFindingCode.LOGIN_FAILED, severity, Confidence.HIGH, issue)
                .title(sentence(issue, issue.protocol.title() + " refuses the login" + user + ":"))
                .detail(counts(issue, "login refused", "logins refused") + users
                        + recovered(issue, "was followed by one that succeeded", "were followed by one that succeeded"))
                .at(party(issue, Party.CLIENT))
                .hint(hint(issue, issue.users.kinds() >= ServiceThresholds.MANY_LOGINS
                        ? "Many names from few clients look like guessing: block the client, or find what it tries."
                        : "Check user, password and method at the client, and the account at the server: locked, expired, or not"
                                + " allowed from this address."))
                .build());
    }

    /** Whether such a request was ever answered well at these servers. */
    private boolean others(ServiceIssue issue) {
        return issue.asked.names(NAMED).stream().anyMatch(what -> issue.servers.names(NAMED).stream()
                .anyMatch(server -> servers.succeeded(issue.protocol, server, what) > 0));
    }

    private void clock(ServiceIssue issue) {
        if (issue.incident != null) {
            return;
        }
        boolean lasting = issue.recoveredCases() < issue.count();
        findings.add(begin(ServiceFindingCode.CLOCK_SKEW, lasting ? Severity.ERROR : Severity.NOTE, Confidence.HIGH, issue)
                .title(sentence(issue, issue.protocol.title() + " refuses the client, as the clocks differ too much:"))
                .detail(counts(issue, "such reply", "such replies")
                        + recovered(issue, "was followed by a login that succeeded", "were followed by a login that succeeded"))
                .at(party(issue, Party.CLIENT))
                .hint(hint(issue, "Set the clocks of both by the same time servers."))
                .limits("Which of the two clocks is wrong is not told by the reply.")
                .build());
    }

    private void error(ServiceIssue issue) {
        if (issue.incident != null) {
            return;
        }
        boolean lasting = issue.recoveredCases() < issue.count();
        Severity severity = !lasting ? Severity.NOTE : others(issue) ? Severity.WARNING : Severity.ERROR;
        String to = issue.asked.kinds() == 0 ? "" : " to " + String.join(", ", issue.asked.names(NAMED));
        findings.add(begin(ServiceFindingCode.SERVICE_ERROR, severity, Confidence.HIGH, issue)
                .title(sentence(issue, issue.protocol.title() + " answers") + to)
                .detail(counts(issue, "such reply", "such replies")
                        + recovered(issue, "was followed by one that went well", "were followed by one that went well"))
                .at(party(issue, Party.UNCLEAR))
                .hint(hint(issue, "Read the server's own words; its log at that time says more."))
                .build());
    }

    private void unanswered(ServiceIssue issue) {
        if (issue.incident != null) {
            return;
        }
        String server = issue.servers.names(1).get(0);
        long answered = servers.replies(issue.protocol, server);
        boolean closed = issue.ends.names(1).get(0).contains("server");
        boolean datagrams = issue.streams().isEmpty();
        String what = issue.asked.kinds() == 1 ? issue.asked.names(1).get(0) + " " : "";
        String title = issue.protocol.title() + " at " + server + (closed ? " ends the connection instead of answering "
                : " does not answer ") + Plural.of(issue.count(), what + "request");
        String tries = issue.mostTries() > 1 ? ", sent up to " + issue.mostTries() + " times" : "";
        findings.add(begin(ServiceFindingCode.SERVICE_UNANSWERED, answered == 0 ? Severity.ERROR : Severity.WARNING,
                Confidence.MEDIUM, issue).title(title)
                .detail(words(issue.ends.commonestFirst(NAMED)) + tries + "; waited up to " + Durations.words(issue.worstNanos())
                        + "; " + Plural.of(answered, "other reply", "other replies") + " of this server")
                .at(closed ? Party.SERVER : Party.UNCLEAR)
                .hint(issue.protocol.silence() != null && !closed ? issue.protocol.silence() : datagrams ? "Check that the "
                + "service runs, that it serves this client, and that nothing on the path "
                + "drops its"
                        + " port." : "Look into the server's log at that time: it took the request and gave no reply.")
                .limits(datagrams ? "Replies may take a way that the capture does not see." : "A device on the path may have "
                + "ended it.")
                .build());
    }

    private void slow(ServiceIssue issue) {
        String server = issue.servers.names(1).get(0);
        ServerStatistics seen = servers.get(issue.protocol, server);
        double median = seen == null ? 0 : seen.medianMillis();
        long replies = seen == null ? 0 : seen.timed();
        boolean most = issue.count() * 2 >= replies;
        double worst = Durations.millis(issue.worstNanos());
        if (issue.incident != null || !most && worst < ServiceThresholds.TIMES_MEDIAN * median) {
            return;
        }
        String what = issue.worstAsked() == null ? "a request" : issue.worstAsked();
        findings.add(begin(ServiceFindingCode.SERVICE_SLOW, Severity.WARNING, Confidence.MEDIUM, issue)
                .title(issue.protocol.title() + " at " + server + " takes " + Durations.words(issue.worstNanos())
                        + (what.equals(GREETING) ? " to greet a client" : " to answer " + what))
                .detail(issue.count() + " of " + Plural.of(replies, "reply", "replies") + " took "
                        + Durations.words(ServiceThresholds.SLOW_NANOS) + " or more, the longest in frame " + issue.worstFrame()
                        + "; median of all " + Durations.threeDigits(median) + " ms; " + words(issue.asked.commonestFirst(NAMED)))
                .at(Party.SERVER)
                .hint(what.equals(GREETING) ? "A late greeting is often the server looking up the client's name in DNS, or a"
                        + " server without free workers: check both there."
                        : "Look at what the server did in that time: load, locks, disk, or a service that it waits for itself.")
                .limits("Whether the server or a device before it held the reply is not told by the capture.")
                .build());
    }

    private void incident(ServiceIssue issue) {
        Incident first = issue.incident;
        // A session that ends outlives its connection: what follows from it happens to later ones of the same routers.
        List<Integer> streams = first.code() == ServiceFindingCode.BGP_SESSION_DOWN ? List.of() : issue.streams();
        findings.add(Finding.of(first.code(), first.severity(), first.confidence()).connections(streams)
                .subjects(first.subjects().stream()).subjects(issue.servers.names(NAMED).stream().map(Subject::endpoint))
                .frames(issue.frames()).displayFilter(Finding.filter(issue.frames())).title(first.title())
                .detail(first.detail() + (issue.count() > 1 && issue.protocol != null ? "; seen " + issue.count() + " times"
                : "")).at(first.party())
                .hint(first.hint()).build());
    }

    private static Party party(ServiceIssue issue, Party otherwise) {
        return issue.reply.party() == null ? otherwise : issue.reply.party();
    }

    private static String hint(ServiceIssue issue, String otherwise) {
        return issue.reply.advice() == null ? otherwise : issue.reply.advice();
    }

    /** How often, from which server to which clients. */
    private static String counts(ServiceIssue issue, String one, String many) {
        return Plural.of(issue.count(), one, many) + " of " + String.join(", ", issue.servers.names(NAMED)) + " to "
                + (issue.clients.kinds() > NAMED ? Plural.of(issue.clients.kinds(), "client")
                : String.join(", ", issue.clients.names(NAMED)));
    }

    private static String recovered(ServiceIssue issue, String one, String many) {
        long recovered = issue.recoveredCases();
        return recovered == 0 ? "" : "; " + Plural.of(recovered, one, many);
    }

    private static String words(Map<String, Long> counts) {
        return counts.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()).collect(Collectors.joining(", "));
    }
}
