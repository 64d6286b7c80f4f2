package io.wirecause.dns.exchange;

import io.wirecause.dns.message.DnsMessage;
import java.util.Locale;

/** How an exchange ended, worst first. */
public enum DnsOutcome {
    /** No response, although the capture goes on long enough for one. */
    UNANSWERED,
    /** A response came from another address or port than was asked, so that the client drops it. */
    OTHER_SOURCE,
    /** A response came with a wrong UDP checksum, and the client asked again: it did not get it. */
    BAD_CHECKSUM,
    /** The server failed (SERVFAIL). */
    SERVFAIL,
    /** The server refused (REFUSED). */
    REFUSED,
    /** Another error code, such as FORMERR or NOTIMP. */
    OTHER_ERROR,
    /** The resolver's policy blocks the name, as an extended error says (RFC 8914: 4, 15, 16, 17). */
    BLOCKED,
    /** The response was truncated to fit a datagram, and no other try settled the question. */
    TRUNCATED,
    /** The response was slow. */
    SLOW,
    /** The name does not exist. */
    NXDOMAIN,
    /** The name exists, but has no record of this type. */
    NO_DATA,
    /** An answer with data, in time. */
    ANSWERED,
    /** The server sent something over TCP that the capture lacks, probably the response. */
    NOT_CAPTURED,
    /** No response, but the capture ends too soon to tell. */
    OPEN_AT_END;

    /** The outcome of an exchange, given the time that the capture has reached. */
    public static DnsOutcome of(DnsExchange e, long now) {
        if (!e.answered()) {
            if (e.responseLost()) {
                return NOT_CAPTURED;
            }
            if (e.otherSourceFrame() != 0 || e.damagedFrame() != 0) {
                return e.otherSourceFrame() != 0 ? OTHER_SOURCE : BAD_CHECKSUM;
            }
            return e.icmpFrame() != 0 || now - e.lastQueryTime >= DnsThresholds.SILENCE_NANOS ? UNANSWERED : OPEN_AT_END;
        }
        if (isBlocked(e.extendedCode())) {
            return BLOCKED;
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

    /** Forged by policy, blocked, censored, filtered. */
    private static boolean isBlocked(int extendedCode) {
        return extendedCode == 4 || extendedCode >= 15 && extendedCode <= 17;
    }

    private static boolean isSlow(DnsExchange e) {
        return e.timed() && e.responseNanos() >= DnsThresholds.SLOW_NANOS;
    }

    /** Whether a response counts. */
    public boolean isAnswered() {
        return this != UNANSWERED && this != OTHER_SOURCE && this != BAD_CHECKSUM && this != NOT_CAPTURED && this != OPEN_AT_END;
    }

    /** Whether exchanges with this outcome are worth listing. */
    public boolean isProblem() {
        return compareTo(NO_DATA) < 0;
    }

    /** The name in results. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
