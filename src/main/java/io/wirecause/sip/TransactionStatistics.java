package io.wirecause.sip;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.report.WireText;
import io.wirecause.sip.call.AddressScope;
import io.wirecause.sip.call.SessionChanges;
import io.wirecause.sip.call.SipCall;
import io.wirecause.sip.call.SipCallTracker;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.evidence.FindingEvidence;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.registration.RegistrationTracker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judges transactions at their end: unanswered, slow, retransmitted. */
final class TransactionStatistics {
    private static final int MAX_METHODS = 40;
    private static final String OTHER = "(other)";

    private final Map<String, Times> methods = new HashMap<>();
    private final SipCallTracker calls;
    private final RegistrationTracker registrations;
    private final FindingEvidence unanswered;
    private final FindingEvidence retransmitted;
    private long retransmissions;
    private boolean importantUnanswered;
    private long evidentlyAnswered;
    private long answered;

    /** Transactions of one method. */
    private static final class Times {
        private long count;
        private long unanswered;
        private final Latencies first = new Latencies();
    }

    /**
     * Nothing judged yet.
     *
     * @param unanswered where requests without response are noted
     * @param retransmitted     where answered transactions with repeated messages are noted
     */
    TransactionStatistics(SipCallTracker calls, RegistrationTracker registrations, FindingEvidence unanswered,
            FindingEvidence retransmitted) {
        this.calls = calls;
        this.registrations = registrations;
        this.unanswered = unanswered;
        this.retransmitted = retransmitted;
    }

    /** Adds a transaction at its end. */
    void close(SipTransaction transaction, long nowNanos) {
        String method = WireText.clean(transaction.method(), 32);
        Times times = methods.computeIfAbsent(methods.size() < MAX_METHODS || methods.containsKey(method) ? method : OTHER,
                m -> new Times());
        times.count++;
        if (transaction.method().equals("REGISTER")) {
            registrations.take(transaction, nowNanos);
        }
        SipCall call = transaction.callId() == null ? null : calls.get(transaction.callId());
        if (transaction.isUnanswered(nowNanos)) {
            unanswered(transaction, call, times, nowNanos);
        } else if (transaction.firstResponseNanos() >= 0) {
            answered++;
            if (transaction.hasRequest()) {
                times.first.add(transaction.firstResponseNanos() - transaction.timeNanos());
            }
            retransmitted(transaction, call, nowNanos);
        }
    }

    private void unanswered(SipTransaction transaction, SipCall call, Times times, long nowNanos) {
        if (call != null && SessionChanges.isUnanswered(call, transaction, nowNanos)) {
            // A finding about the call tells what became of it.
            times.unanswered++;
            return;
        }
        if (call != null && call.isInDialogSeen() && transaction.method().equals("INVITE")) {
            evidentlyAnswered++;
            return;
        }
        if (AddressScope.of(transaction.server()) == AddressScope.MULTICAST) {
            // Nobody has to answer what is sent to all (RFC 3261, section 10.2.6).
            return;
        }
        times.unanswered++;
        importantUnanswered |= switch (transaction.method()) {
            case "INVITE", "REGISTER", "BYE", "CANCEL", "MESSAGE" -> true;
            default -> false;
        };
        unanswered.add(transaction.frame(), transaction.stream(), transaction.callId(),
                DisplayText.method(transaction.method()) + " to " + transaction.server()
                        + (transaction.fault() == null ? "" : ", " + transaction.fault()));
    }

    private void retransmitted(SipTransaction transaction, SipCall call, long nowNanos) {
        boolean unacknowledged = transaction.method().equals("INVITE") && transaction.finalStatus() / 100 == 2
                && (call == null || call.acknowledgment() == null || call.isUnacknowledged(nowNanos));
        int times = transaction.requestRetransmissions() + (unacknowledged ? 0 : transaction.finalRetransmissions());
        if (times > 0) {
            retransmissions += times;
            retransmitted.add(transaction.retransmissionFrame(), transaction.stream(), transaction.callId(),
                    DisplayText.method(transaction.method()) + " between " + transaction.client().address()
                            + " and " + transaction.server());
        }
    }

    /** Retransmissions in transactions that were answered. */
    long retransmissions() {
        return retransmissions;
    }

    /** Whether a call, a registration or a message was among what got no response. */
    boolean isImportantUnanswered() {
        return importantUnanswered;
    }

    /** INVITEs without a captured response that the following dialog shows to have been answered. */
    long evidentlyAnswered() {
        return evidentlyAnswered;
    }

    /** Transactions with a response. */
    long answered() {
        return answered;
    }

    /** Times by method, the commonest first. */
    List<SipStatistics.MethodTimes> times(int shown) {
        List<Map.Entry<String, Times>> sorted = new ArrayList<>(methods.entrySet());
        sorted.sort(Comparator.comparingLong((Map.Entry<String, Times> e) -> -e.getValue().count)
                .thenComparing(Map.Entry::getKey));
        return sorted.stream().limit(shown).map(e -> new SipStatistics.MethodTimes(e.getKey(), e.getValue().count,
                e.getValue().unanswered, e.getValue().first.summary())).toList();
    }
}
