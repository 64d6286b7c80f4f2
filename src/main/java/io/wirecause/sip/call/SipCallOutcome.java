package io.wirecause.sip.call;

import io.wirecause.sip.call.CallState.Verdict;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.evidence.SipThresholds;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.exchange.StatusMeaning;
import io.wirecause.sip.message.HeaderValue;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outcome of a call.
 *
 * @param state    its state
 * @param decisive the INVITE transaction that decided it; null where the capture lacks it
 * @param cause    why it failed; null if it did not
 */
record SipCallOutcome(CallState state, SipTransaction decisive, String cause) {
    private static final Pattern ISDN_CAUSE = Pattern.compile("(?i)q\\.850\\s*;.*?\\bcause\\s*=\\s*(\\d{1,3})");
    /** Normal clearing, busy, no response, no answer, absent, normal. */
    private static final Set<Integer> OF_THE_USER = Set.of(16, 17, 18, 19, 20, 31);

    /** Judges a call by what was seen up to now. */
    static SipCallOutcome of(SipCall call, long nowNanos) {
        if (call.invites().isEmpty()) {
            return new SipCallOutcome(CallState.MID_CALL, null, null);
        }
        if (call.answer() != null) {
            return answered(call, nowNanos);
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
        return status == 0 ? pending(call, decisive, nowNanos) : refused(call, decisive, status, nowNanos);
    }

    private static SipCallOutcome answered(SipCall call, long nowNanos) {
        SipTransaction winner = null;
        for (SipTransaction invite : call.invites()) {
            winner = winner == null && invite.finalStatus() / 100 == 2 ? invite : winner;
        }
        if (winner != null && call.acknowledgment() == null
                && winner.finalRetransmissions() >= SipThresholds.ANSWER_RETRANSMISSIONS_TO_BE_SURE) {
            return new SipCallOutcome(CallState.UNACKNOWLEDGED, winner, "the 2xx was sent " + (winner.finalRetransmissions() + 1)
                    + " times and never acknowledged: the ACK is lost, or the 2xx does not reach the caller"
                    + unreachableContact(call));
        }
        if (winner != null && call.acknowledgment() != null && isAckLost(call, nowNanos)) {
            return new SipCallOutcome(CallState.UNACKNOWLEDGED, winner, "the 2xx was sent " + (winner.finalRetransmissions() + 1)
                    + " times although the ACK was sent " + call.acknowledgments() + " times: the ACK does not reach "
                    + call.answerer().address() + unreachableContact(call));
        }
        return new SipCallOutcome(call.bye() == null ? CallState.ESTABLISHED : CallState.COMPLETED, winner, null);
    }

    /**
     * Whether the answering side goes on repeating its 2xx (RFC 3261, section 13.3.1.4) although an ACK was sent. Once it stops
     * before its time is over, while the call goes on, the ACK has arrived.
     */
    private static boolean isAckLost(SipCall call, long nowNanos) {
        long last = call.lastAnswer().timeNanos();
        long end = call.bye() == null ? nowNanos : call.bye().timeNanos();
        boolean gaveUp = last - call.answer().timeNanos() >= SipThresholds.ANSWER_GIVEN_UP_NANOS;
        return call.answersAfterAck() >= SipThresholds.ANSWER_RETRANSMISSIONS_TO_BE_SURE
                && (gaveUp || end - last <= SipThresholds.ANSWER_INTERVAL_NANOS);
    }

    /** The ACK goes to the Contact of the answer: where that cannot be reached from outside, it is the cause. */
    private static String unreachableContact(SipCall call) {
        String host = call.contact() == null ? null : HeaderValue.host(call.contact());
        AddressScope scope = host == null ? null : AddressScope.of(host);
        AddressScope source = AddressScope.of(call.answerer());
        boolean narrower = scope == AddressScope.LOOPBACK || scope == AddressScope.LINK
                || scope == AddressScope.PRIVATE && source == AddressScope.PUBLIC;
        return narrower ? "; the Contact of the 2xx, " + DisplayText.quote(call.contact(), 60)
                + ", is an address that the caller cannot reach" : scope != null && scope != AddressScope.NONE
                && !host.equals(call.answerer().address()) ? "; the ACK has to go to the Contact of the 2xx, "
                + DisplayText.quote(call.contact(), 60) + ", and the 2xx came from " + call.answerer().address() : "";
    }

    /** What the messages show to be wrong beside the status: the length of the body, or a PRACK that never came. */
    private static String because(SipCall call, SipTransaction decisive) {
        String fault = decisive.fault() != null && decisive.fault().startsWith("Content-Length")
                ? "; the INVITE's " + decisive.fault() + ": receivers cut the body" : "";
        return fault + withoutPrack(call);
    }

    private static String withoutPrack(SipCall call) {
        for (SipTransaction invite : call.invites()) {
            if (invite.reliableSent() >= SipThresholds.RELIABLE_SENT) {
                String sent = "; the reliable " + invite.reliableStatus() + " (RSeq " + invite.reliableNumber() + ") was sent "
                        + invite.reliableSent() + " times ";
                return call.pracks() == 0 ? sent + "and no PRACK came: the caller ignores 100rel, or the PRACK is lost"
                        : sent + "although a PRACK was sent: it does not reach " + invite.server().address();
            }
        }
        return "";
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
                    "given up after " + waited / 1_000_000_000 + " s without ringing" + withoutPrack(call));
        }
        return new SipCallOutcome(CallState.CANCELLED, decisive, null);
    }

    private static SipCallOutcome pending(SipCall call, SipTransaction decisive, long nowNanos) {
        if (decisive.isUnanswered(nowNanos)) {
            return new SipCallOutcome(CallState.UNANSWERED, decisive, "no response to the INVITE"
                    + (decisive.fault() == null ? "" : "; " + decisive.fault()));
        }
        if (decisive.firstResponseNanos() < 0) {
            return new SipCallOutcome(CallState.CALLING, decisive, null);
        }
        if (call.pracks() == 0 && decisive.reliableSent() >= SipThresholds.RELIABLE_GIVEN_UP) {
            return new SipCallOutcome(CallState.FAILED, decisive, "no final response" + withoutPrack(call));
        }
        if (nowNanos - decisive.lastResponseNanos() >= SipThresholds.PROGRESS_NANOS) {
            return new SipCallOutcome(CallState.FAILED, decisive,
                    "no final response within 3 minutes of the last provisional one");
        }
        return new SipCallOutcome(decisive.firstRingNanos() >= 0 ? CallState.RINGING : CallState.PROCEEDING, decisive, null);
    }

    /**
     * Whether a "not available" hides a failure: a gateway's Reason header (RFC 3326) has another cause of ISDN (ITU-T Q.850)
     * than that the user is busy, away or does not answer, and the phone did not ring.
     */
    private static boolean isRefusedByNetwork(SipTransaction decisive) {
        int cause = isdnCause(decisive);
        return cause >= 0 && !OF_THE_USER.contains(cause) && decisive.firstRingNanos() < 0;
    }

    private static int isdnCause(SipTransaction decisive) {
        String reason = decisive.finalResponse().explanation();
        Matcher cause = ISDN_CAUSE.matcher(reason == null ? "" : reason);
        return cause.find() ? Integer.parseInt(cause.group(1)) : -1;
    }

    private static SipCallOutcome refused(SipCall call, SipTransaction decisive, int status, long nowNanos) {
        if (status / 100 == 3) {
            return new SipCallOutcome(CallState.REDIRECTED, decisive, null);
        }
        CallState state = switch (status) {
            case 401, 407 -> decisive.hasCredentials() ? CallState.AUTHENTICATION_FAILED
                    : nowNanos - decisive.finalResponse().timeNanos() >= SipThresholds.PATIENCE_NANOS ? CallState.FAILED
                    : CallState.CHALLENGED;
            case 486, 600 -> CallState.BUSY;
            case 603, 607, 608 -> CallState.DECLINED;
            case 480 -> isRefusedByNetwork(decisive) ? CallState.FAILED : CallState.NO_ANSWER;
            case 408 -> decisive.firstRingNanos() >= 0 ? CallState.NO_ANSWER : CallState.FAILED;
            case 487 -> CallState.CANCELLED;
            default -> CallState.FAILED;
        };
        String cause = state.verdict() == Verdict.FAILED
                ? status + StatusMeaning.words(decisive.finalResponse()) + ": "
                + (status == 480 ? StatusMeaning.ofIsdn(isdnCause(decisive)) : StatusMeaning.of(status))
                + because(call, decisive) : null;
        return new SipCallOutcome(state, decisive, cause);
    }
}
