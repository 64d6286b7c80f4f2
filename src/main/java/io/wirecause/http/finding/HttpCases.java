package io.wirecause.http.finding;

import static io.wirecause.http.finding.HttpFindingCode.HTTP_AUTH_REQUIRED;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_CLIENT_ERROR;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_CLOSED_WITHOUT_ANSWER;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_HEAD_OF_LINE;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_KEEPALIVE_RACE;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_PROXY_REFUSED;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_REDIRECT_LOOP;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_RETRY_STORM;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_SERVER_ERROR;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_SLOW;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_TRUNCATED;
import static io.wirecause.http.finding.HttpFindingCode.HTTP_UNANSWERED;

import io.wirecause.http.exchange.ExchangeKind;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpOutcome;
import io.wirecause.http.exchange.Outcome;
import io.wirecause.http.exchange.TimeSplit;

/** Sorts exchanges, as they are judged, into the cases that findings are made of. */
public final class HttpCases {
    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION = 407;
    private static final int TOO_MANY = 429;
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    private final IssueTable issues = new IssueTable();
    private final Attempts attempts = new Attempts();
    private final RedirectChains chains = new RedirectChains();
    private long gaveUp;
    private long answered;
    private long slow;

    /** No case yet. */
    public HttpCases() {
    }

    /**
     * Takes in an exchange that was judged.
     *
     * @param endpoint method, host and folded path
     */
    public void add(HttpExchange e, String endpoint) {
        Outcome outcome = e.outcome();
        boolean failed = outcome.kind().isFailure() || e.status() >= FIRST_SERVER_ERROR || e.status() == TOO_MANY;
        int storm = e.ordinal() > 0 ? attempts.storm(e, failed) : 0;
        if (storm > 0) {
            issues.add(HTTP_RETRY_STORM, endpoint, e, endpoint, e.request().firstFrame(), storm);
        }
        switch (outcome.kind()) {
            case ANSWERED -> answered(e, endpoint);
            case TRUNCATED -> failed(HTTP_TRUNCATED, e, endpoint);
            case UNANSWERED, NOT_HTTP -> failed(HTTP_UNANSWERED, e, endpoint);
            case KEEPALIVE_RACE -> failed(HTTP_KEEPALIVE_RACE, e, endpoint);
            case CLOSED -> failed(HTTP_CLOSED_WITHOUT_ANSWER, e, endpoint);
            case GAVE_UP -> gaveUp(e, endpoint);
            default -> {
            }
        }
        if (e.times().behind() >= HttpThresholds.BEHIND_NANOS) {
            issues.add(HTTP_HEAD_OF_LINE, server(e), e, endpoint, e.request().firstFrame(), e.times().behind());
        }
    }

    private static String server(HttpExchange e) {
        return e.connection().server().toString();
    }

    private static String host(HttpExchange e) {
        return e.asked().host() == null ? server(e) : e.asked().host();
    }

    private void failed(HttpFindingCode code, HttpExchange e, String endpoint) {
        Outcome o = e.outcome();
        long shown = o.frame() > 0 ? o.frame() : e.request().firstFrame();
        IssueGroup group = issues.add(code, server(e) + ' ' + o.kind() + ' ' + o.by() + ' ' + o.reset(), e, endpoint,
                Math.max(1, shown), Math.max(0, o.time() - e.request().lastTime()));
        if (shown != e.request().firstFrame()) {
            // The end alone does not show what got no answer.
            group.showAlso(e.request().firstFrame());
        }
        if (e.ordinal() > 0) {
            attempts.failed(e, group);
        }
    }

    /** A client that closes early is the user's choice as a rule: only counted, and told where answers were cut by it. */
    private void gaveUp(HttpExchange e, String endpoint) {
        gaveUp++;
        if (e.status() > 0) {
            issues.add(HTTP_TRUNCATED, server(e) + ' ' + HttpOutcome.GAVE_UP, e, endpoint, Math.max(1, e.outcome().frame()),
                    Math.max(0, e.outcome().time() - e.request().lastTime()));
        }
    }

    private void answered(HttpExchange e, String endpoint) {
        answered++;
        int status = e.status();
        boolean known = e.ordinal() > 0;
        if (Attempts.isSuccess(e) && known) {
            attempts.succeeded(e);
        }
        long frame = e.response().firstFrame();
        int returns = chains.add(e);
        if (returns > 0) {
            issues.add(HTTP_REDIRECT_LOOP, host(e), e, endpoint, frame, returns);
        }
        if (status == UNAUTHORIZED || status == PROXY_AUTHENTICATION) {
            IssueGroup group = issues.add(HTTP_AUTH_REQUIRED, host(e) + ' ' + status + (isCredentialed(e) ? " refused" : ""), e,
                    endpoint, frame, 0);
            if (known) {
                attempts.failed(e, group);
            }
        } else if (status >= FIRST_ERROR && e.kind() == ExchangeKind.TUNNEL) {
            attempts.failed(e, issues.add(HTTP_PROXY_REFUSED, server(e) + ' ' + status, e, endpoint, frame, waited(e)));
        } else if (status >= FIRST_SERVER_ERROR) {
            IssueGroup group = issues.add(HTTP_SERVER_ERROR, host(e) + ' ' + status, e, endpoint, frame, waited(e));
            if (known) {
                attempts.failed(e, group);
            }
        } else if (status >= FIRST_ERROR) {
            IssueGroup group = issues.add(HTTP_CLIENT_ERROR, host(e) + ' ' + status, e, endpoint, frame, 0);
            if (known) {
                attempts.failed(e, group);
            }
        }
        if (known && status < FIRST_ERROR && e.kind() == ExchangeKind.REQUEST && slowNanos(e) >= HttpThresholds.SLOW_NANOS) {
            slow++;
            issues.add(HTTP_SLOW, endpoint, e, endpoint, frame, slowNanos(e));
        }
    }

    /** Whether it had credentials that are not a first step of a negotiation. */
    static boolean isCredentialed(HttpExchange e) {
        String scheme = e.status() == PROXY_AUTHENTICATION ? e.asked().proxyAuthorization() : e.asked().authorization();
        return scheme != null;
    }

    private static long waited(HttpExchange e) {
        return Math.max(0, e.times().toFirstByte());
    }

    /** What the user waited for: the first byte, and the rest of an answer that is small. */
    static long slowNanos(HttpExchange e) {
        TimeSplit times = e.times();
        if (times.waiting() < 0) {
            return -1;
        }
        boolean small = e.response().bytes() <= HttpThresholds.SMALL_BYTES && e.got().contentLength() >= 0;
        return times.waiting() + (small ? times.transfer() : 0);
    }

    /** All cases. */
    public IssueTable issues() {
        return issues;
    }

    /** Exchanges that were answered. */
    public long answered() {
        return answered;
    }

    /** Requests that clients gave up. */
    public long gaveUp() {
        return gaveUp;
    }

    /** Answers that were slow. */
    public long slow() {
        return slow;
    }
}
