package io.wirecause.sip.registration;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.evidence.FindingEvidence;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.exchange.StatusMeaning;
import java.util.Map;

/**
 * Watches credentials being accepted and refused. A refusal counts only where the credentials were made for the nonce that
 * the server had just given, or where a REGISTER with credentials gets 403: an old nonce is refused in healthy traffic too.
 */
public final class AuthenticationTracker {
    private static final int MAX_REMEMBERED = 20_000;
    /** Challenges in a row, each answered with credentials, that make a loop. */
    private static final int NONCE_ROUNDS = 3;
    /** The same where the server calls the nonce stale that it has just given: one may fall to its restart. */
    private static final int STALE_ROUNDS = 2;
    private static final String STALE = "each nonce is called stale";

    private final Map<String, String> lastNonce = new LruMap<>(MAX_REMEMBERED);
    private final Map<Who, Standing> records = new LruMap<>(MAX_REMEMBERED);
    private final FindingEvidence evidence = new FindingEvidence();
    private boolean onlyForbidden = true;

    private record Who(String client, String user) {
    }

    private static final class Standing {
        private boolean failing;
        /** Challenges in a row although credentials were sent. */
        private int challenged;
        private int stale;
    }

    /** Adds a transaction's first final response. */
    public void answered(SipTransaction transaction) {
        SipTransaction.FinalResponse last = transaction.finalResponse();
        if (transaction.callId() == null) {
            return;
        }
        String issued = lastNonce.get(transaction.callId());
        if (transaction.hasCredentials()) {
            Who who = new Who(transaction.client().address(), String.valueOf(transaction.target()));
            boolean stillFresh = transaction.nonce() != null && transaction.nonce().equals(issued);
            boolean forbidden = last.status() == 403 && transaction.method().equals("REGISTER");
            if (forbidden || transaction.isChallenged() && stillFresh && !last.stale()) {
                records.computeIfAbsent(who, w -> new Standing()).failing = true;
                onlyForbidden &= forbidden;
                evidence.add(last.frame(), transaction.stream(), transaction.callId(),
                        DisplayText.method(transaction.method()) + " for " + DisplayText.quote(transaction.target(), 60)
                        + " from " + transaction.client().address() + ": " + last.status() + StatusMeaning.words(last));
            } else if (transaction.isChallenged()) {
                looping(transaction, records.computeIfAbsent(who, w -> new Standing()), stillFresh);
            } else if (last.status() / 100 == 2 && records.containsKey(who)) {
                records.get(who).failing = false;
                records.get(who).challenged = 0;
                records.get(who).stale = 0;
            }
        }
        if (last.nonce() != null) {
            lastNonce.put(transaction.callId(), last.nonce());
        }
    }

    /** A new nonce for each old one, again and again: the client does not take it, or several servers do not share theirs. */
    private void looping(SipTransaction transaction, Standing standing, boolean stillFresh) {
        boolean stale = transaction.finalResponse().stale();
        standing.stale += stale && stillFresh ? 1 : 0;
        if (++standing.challenged >= NONCE_ROUNDS || standing.stale >= STALE_ROUNDS) {
            standing.failing = true;
            onlyForbidden = false;
            evidence.add(transaction.finalResponse().frame(), transaction.stream(), transaction.callId(),
                    DisplayText.method(transaction.method())
                    + " for " + DisplayText.quote(transaction.target(), 60) + " from " + transaction.client().address()
                    + ": challenged again and again, " + (stale ? STALE : "credentials for an older nonce"));
        }
    }

    /** Whether these credentials were refused and not accepted since, for any user of any client. */
    public boolean anyFailing() {
        return records.values().stream().anyMatch(r -> r.failing);
    }

    /** Whether all refusals were 403, which can have other reasons. */
    public boolean isOnlyForbidden() {
        return onlyForbidden;
    }

    /** The refusals. */
    public FindingEvidence evidence() {
        return evidence;
    }
}
