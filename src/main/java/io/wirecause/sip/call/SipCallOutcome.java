package io.wirecause.sip.call;

import io.wirecause.sip.call.CallState.Verdict;
import io.wirecause.sip.evidence.SipThresholds;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.exchange.StatusMeaning;
import java.util.Comparator;
import java.util.List;

/**
 * The outcome of a call.
 *
 * @param state    its state
 * @param decisive the INVITE transaction that decided it; null where the capture lacks it
 * @param cause    why it failed; null if it did not
 */
record SipCallOutcome(CallState state, SipTransaction decisive, String cause) {
    /** Judges a call by what was seen up to now. */
    static SipCallOutcome of(SipCall call, long nowNanos) {
        if (call.invites().isEmpty()) {
            return new SipCallOutcome(CallState.MID_CALL, null, null);
        }
        if (call.answer() != null) {
            return answered(call);
        }
        SipTransaction decisive = decisive(call.invites());
        int status = decisive.finalStatus();
        if (status == 0 && call.isInDialogSeen()) {
            // The capture lacks the responses: the dialog that followed shows that there was a 2xx.
            return new SipCallOutcome(call.bye() == null ? CallState.ESTABLISHED : CallState.COMPLETED, decisive, null);
        }
        if (call.cancel() != null && (status == 0 && decisive.firstResponseNanos() >= 0 || status == 487)) {
            return cancelled(call, decisive);
        }
        return status == 0 ? pending(decisive, nowNanos) : refused(decisive, status, nowNanos);
    }

    private static SipCallOutcome answered(SipCall call) {
        SipTransaction winner = null;
        for (SipTransaction invite : call.invites()) {
            winner = winner == null && invite.finalStatus() / 100 == 2 ? invite : winner;
        }
        if (winner != null && call.acknowledgment() == null
                && winner.finalRetransmissions() >= SipThresholds.ANSWER_RETRANSMISSIONS_TO_BE_SURE) {
            return new SipCallOutcome(CallState.UNACKNOWLEDGED, winner, "the 2xx was sent " + (winner.finalRetransmissions() + 1)
                    + " times and never acknowledged: the ACK is lost, or the 2xx does not reach the caller");
        }
        return new SipCallOutcome(call.bye() == null ? CallState.ESTABLISHED : CallState.COMPLETED, winner, null);
    }

    /** Of the last attempt's forks the best response counts (RFC 3261, section 16.7): 6xx before the lowest class. */
    private static SipTransaction decisive(List<SipTransaction> invites) {
        long cseq = invites.get(invites.size() - 1).cseq();
        return invites.stream().filter(t -> t.cseq() == cseq && t.finalStatus() > 0)
                .min(Comparator.comparingInt((SipTransaction t) -> t.finalStatus() >= 600 ? 0 : t.finalStatus()))
                .orElse(invites.get(invites.size() - 1));
    }

    private static SipCallOutcome cancelled(SipCall call, SipTransaction decisive) {
        boolean progressed = call.invites().stream().anyMatch(t -> t.firstProgressNanos() >= 0);
        long waited = call.cancel().timeNanos() - decisive.timeNanos();
        if (!progressed && waited >= SipThresholds.PATIENCE_NANOS) {
            return new SipCallOutcome(CallState.FAILED, decisive,
                    "given up after " + waited / 1_000_000_000 + " s without ringing");
        }
        return new SipCallOutcome(CallState.CANCELLED, decisive, null);
    }

    private static SipCallOutcome pending(SipTransaction decisive, long nowNanos) {
        if (decisive.isUnanswered(nowNanos)) {
            return new SipCallOutcome(CallState.UNANSWERED, decisive, "no response to the INVITE");
        }
        if (decisive.firstResponseNanos() < 0) {
            return new SipCallOutcome(CallState.CALLING, decisive, null);
        }
        if (nowNanos - decisive.lastResponseNanos() >= SipThresholds.PROGRESS_NANOS) {
            return new SipCallOutcome(CallState.FAILED, decisive,
                    "no final response within 3 minutes of the last provisional one");
        }
        return new SipCallOutcome(decisive.firstRingNanos() >= 0 ? CallState.RINGING : CallState.PROCEEDING, decisive, null);
    }

    private static SipCallOutcome refused(SipTransaction decisive, int status, long nowNanos) {
        if (status / 100 == 3) {
            return new SipCallOutcome(CallState.REDIRECTED, decisive, null);
        }
        CallState state = switch (status) {
            case 401, 407 -> decisive.hasCredentials() ? CallState.AUTHENTICATION_FAILED
                    : nowNanos - decisive.finalResponse().timeNanos() >= SipThresholds.PATIENCE_NANOS ? CallState.FAILED
                    : CallState.CHALLENGED;
            case 486, 600 -> CallState.BUSY;
            case 603, 607, 608 -> CallState.DECLINED;
            case 480 -> CallState.NO_ANSWER;
            case 408 -> decisive.firstRingNanos() >= 0 ? CallState.NO_ANSWER : CallState.FAILED;
            case 487 -> CallState.CANCELLED;
            default -> CallState.FAILED;
        };
        String cause = state.verdict() == Verdict.FAILED ? status + ": " + StatusMeaning.of(status) : null;
        return new SipCallOutcome(state, decisive, cause);
    }
}
