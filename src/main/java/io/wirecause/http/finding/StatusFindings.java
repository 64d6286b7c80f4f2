package io.wirecause.http.finding;

import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.WireText;

/** Findings about what servers answered. */
final class StatusFindings {
    private static final int BAD_REQUEST = 400;
    private static final int PROXY_AUTHENTICATION = 407;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int GONE = 410;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int FIELDS_TOO_LARGE = 431;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int NAMED = 3;

    private final GroupedFindings all;

    StatusFindings(GroupedFindings all) {
        this.all = all;
    }

    void add() {
        all.each(HttpFindingCode.HTTP_SERVER_ERROR, this::serverError);
        all.each(HttpFindingCode.HTTP_PROXY_REFUSED, this::proxyRefused);
        all.each(HttpFindingCode.HTTP_REDIRECT_LOOP, this::redirectLoop);
        all.each(HttpFindingCode.HTTP_AUTH_REQUIRED, this::authentication);
        all.each(HttpFindingCode.HTTP_CLIENT_ERROR, this::clientError);
    }

    private Finding serverError(IssueGroup group) {
        HttpExchange e = group.example();
        int status = e.status();
        boolean lasting = group.lasting() > 0 && status != NOT_IMPLEMENTED;
        String waited = group.leastNanos() == group.worstNanos() ? HttpWords.time(group.worstNanos())
                : HttpWords.time(group.leastNanos()) + " to " + HttpWords.time(group.worstNanos());
        return all.begin(HttpFindingCode.HTTP_SERVER_ERROR, lasting ? Severity.ERROR : Severity.WARNING, Confidence.HIGH, group)
                .title(HttpWords.request(e) + " was answered " + HttpWords.status(status) + all.more(group)
                        + recovered(group))
                .detail(Plural.of(group.count(), "answer") + " after " + waited + madeBy(e) + "; endpoints: "
                        + HttpWords.counts(group.endpoints(), NAMED) + "; by " + HttpWords.counts(group.servers(), NAMED))
                .displayFilter(all.statusFilter(group, status))
                .hint(serverAdvice(status, group))
                .limits(status == BAD_GATEWAY || status == GATEWAY_TIMEOUT
                        ? "Which of the gateway's servers failed shows only behind it." : null).build();
    }

    private static String madeBy(HttpExchange e) {
        String server = e.got().server();
        String via = e.got().via();
        return (server == null ? "" : "; made by " + WireText.inQuotes(server))
                + (via == null ? "" : " via " + WireText.inQuotes(via));
    }

    private static String recovered(IssueGroup group) {
        if (group.recovered() == 0) {
            return "";
        }
        return group.lasting() == 0 ? "; repeated later with success" : "; " + group.recovered() + " succeeded when repeated";
    }

    private static String serverAdvice(int status, IssueGroup group) {
        boolean late = group.leastNanos() >= HttpThresholds.VERY_SLOW_NANOS;
        return switch (status) {
            case BAD_GATEWAY -> late ? "The gateway waited " + HttpWords.time(group.leastNanos())
                    + " and then gave its own server up:"
                    + " capture between the two and look for closed connections there."
                    : "The gateway failed at once: its own server refused, reset or closed the connection. Capture between the "
                        + "two, and"
                            + " compare the idle timeouts of both.";
            case GATEWAY_TIMEOUT -> "The gateway's own server did not answer within " + HttpWords.time(group.leastNanos())
                    + ": look there for what takes so long, or whether it can be reached.";
            case UNAVAILABLE -> "Look whether the service is overloaded, stopped or in maintenance; a load balancer answers so "
                    + "when it"
                    + " has no healthy server.";
            default -> "Look into the server's log at the time of these frames.";
        };
    }

    private Finding proxyRefused(IssueGroup group) {
        HttpExchange e = group.example();
        int status = e.status();
        boolean noProxy = status == BAD_REQUEST || status == NOT_FOUND || status == NOT_ALLOWED || status == NOT_IMPLEMENTED;
        String why = noProxy ? "it makes no tunnels, or cannot read the request" : status < 500 ? "its policy forbids it"
                : "it could not reach the destination";
        return all.begin(HttpFindingCode.HTTP_PROXY_REFUSED, group.lasting() > 0 && !noProxy ? Severity.ERROR : Severity.WARNING,
                Confidence.HIGH, group)
                .title("The proxy " + e.connection().server() + " refused " + HttpWords.request(e) + " with "
                        + HttpWords.status(status) + ": " + why + all.more(group))
                .detail(Plural.of(group.count(), "tunnel") + " refused" + madeBy(e) + "; "
                        + HttpWords.counts(group.endpoints(), NAMED))
                .displayFilter("http.request.method == \"CONNECT\" || " + all.statusFilter(group, status))
                .hint(noProxy ? "Check the proxy's address and port, and what the client sends." : status < 500
                ? "Ask who runs the proxy whether this destination is allowed, and at this port."
                        : "Look from the proxy whether the destination's name resolves and its port is open.").build();
    }

    private Finding redirectLoop(IssueGroup group) {
        HttpExchange e = group.example();
        String location = e.got().location();
        boolean scheme = location != null && location.startsWith("https://");
        return all.begin(HttpFindingCode.HTTP_REDIRECT_LOOP, Severity.ERROR, Confidence.HIGH, group)
                .title(HttpWords.request(e) + " is redirected in a circle, to " + WireText.inQuotes(location))
                .detail("The chain came back to where it had been " + Plural.of(group.worstNanos(), "time") + "; "
                        + HttpWords.status(e.status()) + madeBy(e))
                .displayFilter(all.displayFilter(group, "http.location", "http2.headers.location"))
                .hint(scheme ? "The server does not see that the client uses https already: have the proxy that ends TLS set"
                        + " X-Forwarded-Proto and the server believe it."
                        : "Look which rule of the server sends the client back, and whether the client keeps its cookies.")
                        .build();
    }

    private Finding authentication(IssueGroup group) {
        if (group.lasting() == 0) {
            return null;
        }
        HttpExchange e = group.example();
        boolean refused = HttpCases.isCredentialed(e);
        boolean proxy = e.status() == PROXY_AUTHENTICATION;
        String who = proxy ? "The proxy" : "The server";
        String scheme = e.got().challenge() == null ? "" : " (" + e.got().challenge() + ")";
        return all.begin(HttpFindingCode.HTTP_AUTH_REQUIRED, refused || proxy ? Severity.WARNING : Severity.NOTE, Confidence.HIGH,
                group)
                .title(refused ? who + " refused the credentials of " + HttpWords.request(e) + scheme + all.more(group)
                        : who + " asked for credentials" + scheme + " and the client had none: " + HttpWords.request(e)
                                + all.more(group))
                .detail(Plural.of(group.lasting(), "answer") + " " + HttpWords.status(e.status())
                + " without a success after it; "
                        + HttpWords.counts(group.endpoints(), NAMED))
                .displayFilter(all.statusFilter(group, e.status()))
                .hint(refused ? "Check the account, an expired token, and whether the scheme is the one that was asked for."
                        : "Give the client credentials, or look why it does not send them.").build();
    }

    private Finding clientError(IssueGroup group) {
        HttpExchange e = group.example();
        int status = e.status();
        boolean limit = status == TOO_MANY || status == TOO_LARGE || status == FIELDS_TOO_LARGE || status == BAD_REQUEST;
        boolean missing = status == NOT_FOUND || status == GONE;
        boolean repeated = group.lasting() >= HttpThresholds.REPEATED && group.lasting() * 2 >= group.count()
                && (!missing || group.endpoints().kinds() == 1);
        boolean warn = group.lasting() > 0 && (repeated || limit && (status != BAD_REQUEST || group.count() > 1));
        String kinds = group.endpoints().kinds() > 1 ? " on " + group.endpoints().kinds() + " endpoints" : "";
        return all.begin(HttpFindingCode.HTTP_CLIENT_ERROR, warn ? Severity.WARNING : Severity.NOTE, Confidence.HIGH, group)
                .title(HttpWords.request(e) + " was answered " + HttpWords.status(status) + all.more(group) + kinds
                        + recovered(group))
                .detail(Plural.of(group.count(), "answer") + madeBy(e) + "; " + HttpWords.counts(group.endpoints(), NAMED)
                        + "; clients " + HttpWords.counts(group.clients(), NAMED))
                .displayFilter(all.statusFilter(group, status))
                .hint(clientAdvice(status, group)).build();
    }

    private static String clientAdvice(int status, IssueGroup group) {
        return switch (status) {
            case TOO_MANY -> "The client asks more often than the server allows: slow it down, and let it heed Retry-After.";
            case TOO_LARGE -> "The body exceeds a limit of the server or of a proxy before it (client_max_body_size and the "
                    + "like).";
            case FIELDS_TOO_LARGE -> "The request's fields exceed a limit, most often because cookies pile up.";
            case BAD_REQUEST -> "The server could not read the request: look at its first line and fields, and whether the port "
                    + "expects"
                    + " TLS.";
            case NOT_FOUND -> group.endpoints().kinds() >= 10
                    ? "So many different missing pages are asked for by a scanner, or a site that"
                    + " lost its content." : "Look where the client has this address from.";
            default -> "Look into the server's log for why it turns these requests down.";
        };
    }

}
