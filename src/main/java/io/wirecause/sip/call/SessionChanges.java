package io.wirecause.sip.call;

import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.exchange.StatusMeaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Requests within an answered call that fail: changes and refreshes of the session (RFC 3261, section 14; RFC 3311; RFC 4028),
 * and BYEs that the other side does not know.
 */
public final class SessionChanges {
    private static final int NO_SUCH_DIALOG = 481;

    /**
     * One request that failed.
     *
     * @param request the request
     * @param reason  how, in words
     * @param severe  whether the call cannot go on as it should
     */
    record Failure(SipTransaction request, String reason, boolean severe) {
    }

    private SessionChanges() {
    }

    /** What failed, in order. */
    static List<Failure> of(SipCall call, long nowNanos) {
        List<Failure> failures = new ArrayList<>(0);
        for (SipTransaction each : call.changesMade()) {
            boolean bye = each.method().equals("BYE");
            if (!bye && isUnanswered(call, each, nowNanos)) {
                failures.add(new Failure(each, name(each) + " to " + each.server() + " sent "
                        + (each.requestRetransmissions() + 1) + " times, no response" + ending(call, each), true));
            } else if (each.finalStatus() >= 400 && (bye ? isUnknown(call, each) : isFailed(call, each))) {
                failures.add(new Failure(each, name(each) + " refused by " + each.server() + " with " + each.finalStatus() + ": "
                        + StatusMeaning.of(each.finalStatus()) + (bye ? "" : ending(call, each)),
                        !bye && (each.finalStatus() == NO_SUCH_DIALOG || each.finalStatus() == 408)));
            }
        }
        SipTransaction last = call.changesMade().isEmpty() ? null : call.changesMade().get(call.changesMade().size() - 1);
        if (failures.isEmpty() && last != null && last.method().equals("BYE") && isByTimer(call)) {
            failures.add(new Failure(last, "cut by the session timer, no refresh in the capture" + ending(call, last), true));
        }
        return failures;
    }

    /**
     * Whether a request to change the session got no response. Where the capture holds no response to the call at all, it may
     * see one direction only; then repetitions must show it.
     */
    public static boolean isUnanswered(SipCall call, SipTransaction request, long nowNanos) {
        boolean change = request.isInDialog() && (request.method().equals("INVITE") || request.method().equals("UPDATE"));
        return change && request.isUnanswered(nowNanos) && (call.answer() != null || request.requestRetransmissions() > 1);
    }

    /** A BYE that meets the other side's gets 481 in healthy calls. */
    private static boolean isUnknown(SipCall call, SipTransaction bye) {
        return bye.finalStatus() == NO_SUCH_DIALOG && call.changesMade().stream().noneMatch(other -> other != bye
                && other.method().equals("BYE"));
    }

    /** Refused for good: a challenge is answered, a collision (491) or a refused change (488) tried again. */
    private static boolean isFailed(SipCall call, SipTransaction change) {
        boolean resolved = call.changesMade().stream().anyMatch(other -> !other.method().equals("BYE")
                && other.frame() > change.frame() && other.finalStatus() / 100 == 2);
        return switch (change.finalStatus()) {
            case 401, 407, 487 -> false;
            case 405, 501 -> change.isRefresh() && !resolved;
            default -> !resolved;
        };
    }

    private static String name(SipTransaction request) {
        return switch (request.method()) {
            case "INVITE" -> request.isRefresh() ? "re-INVITE (session refresh)" : "re-INVITE";
            case "UPDATE" -> request.isRefresh() ? "UPDATE (session refresh)" : "UPDATE";
            default -> request.method();
        };
    }

    private static boolean isByTimer(SipCall call) {
        String reason = call.reason() == null ? "" : call.reason().toLowerCase(Locale.ROOT);
        return reason.contains("session") && (reason.contains("timer") || reason.contains("expire"));
    }

    /** What became of the call. */
    private static String ending(SipCall call, SipTransaction request) {
        if (call.bye() == null) {
            return "";
        }
        long after = (call.bye().timeNanos() - request.timeNanos()) / 1_000_000_000;
        String timer = isByTimer(call) || request.isRefresh() && call.sessionExpires() > 0
                ? "; the session timer" + (call.sessionExpires() > 0 ? " (" + call.sessionExpires() + " s)" : "")
                + " ran out and " : "; ";
        return timer + (call.isByeByCaller() ? "the caller" : "the callee") + " hung up"
                + (after > 0 ? " " + after + " s later" : "")
                + (call.reason() == null ? "" : ", Reason " + DisplayText.quote(call.reason(), 60));
    }
}
