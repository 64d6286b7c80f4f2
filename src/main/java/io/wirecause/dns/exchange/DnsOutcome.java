package io.wirecause.dns.exchange;

import io.wirecause.dns.message.DnsMessage;
import java.util.Locale;

/** How an exchange ended, worst first. */
public enum DnsOutcome {
    /** No response, although the capture goes on long enough for one. */
    UNANSWERED,
    /** The server could not get an answer. */
    SERVFAIL,
    /** The server would not answer. */
    REFUSED,
    /** Another error code: a query that the server did not understand, or an update it turned down. */
    OTHER_ERROR,
    /** The response was cut to fit a datagram, and the question was not settled in another way. */
    TRUNCATED,
    /** The response came late. */
    SLOW,
    /** The name does not exist. */
    NXDOMAIN,
    /** The name exists, but not with this type. */
    NO_DATA,
    /** Data came, in time. */
    ANSWERED,
    /** No response, and the capture ends too soon to tell. */
    OPEN_AT_END;

    /** Judges an exchange when the capture has come to this time. */
    public static DnsOutcome of(DnsExchange e, long now) {
        if (!e.answered()) {
            return e.icmpFrame != 0 || now - e.lastQueryTime >= DnsThresholds.SILENCE_NANOS ? UNANSWERED : OPEN_AT_END;
        }
        return switch (e.rcode) {
            case DnsMessage.RCODE_SERVFAIL -> SERVFAIL;
            case DnsMessage.RCODE_REFUSED -> REFUSED;
            case DnsMessage.RCODE_NXDOMAIN -> isSlow(e) ? SLOW : NXDOMAIN;
            case DnsMessage.RCODE_NOERROR -> {
                if (e.truncated && !e.question.resolved) {
                    yield TRUNCATED;
                }
                yield isSlow(e) ? SLOW : e.answer.answers() == 0 ? NO_DATA : ANSWERED;
            }
            default -> OTHER_ERROR;
        };
    }

    private static boolean isSlow(DnsExchange e) {
        return e.timed() && e.responseNanos() >= DnsThresholds.SLOW_NANOS;
    }

    /** Whether somebody may want to know more of it than how often it occurred. */
    public boolean isProblem() {
        return compareTo(NO_DATA) < 0;
    }

    /** As results name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
