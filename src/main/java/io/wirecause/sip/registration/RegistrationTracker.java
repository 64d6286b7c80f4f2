package io.wirecause.sip.registration;

import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.evidence.FindingEvidence;
import io.wirecause.sip.evidence.WorstRecords;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.exchange.StatusMeaning;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who registers from where, and how that went. */
public final class RegistrationTracker {
    /** Registrations followed; transactions of further ones are counted only. */
    public static final int MAX_REGISTRATIONS = 20_000;

    private final Map<Key, Registration> all = new LinkedHashMap<>();
    private long untracked;

    private record Key(String user, int version, long hi, long lo) {
    }

    /** One user from one client. */
    private static final class Registration {
        private final String user;
        private final Endpoint client;
        private final Endpoint server;
        private final long firstFrame;
        private long lastNanos = Long.MIN_VALUE;
        private long lastFrame;
        private SipTransaction last;
        private boolean lastUnanswered;
        private int requests;
        private int challenges;
        private int successes;
        private int failures;
        private long failureFrame;
        private int failureStream;
        private String failureReason;
        private String failureCallId;

        Registration(SipTransaction first) {
            user = first.target();
            client = first.client();
            server = first.server();
            firstFrame = first.frame();
        }

        void take(SipTransaction transaction, boolean unanswered) {
            requests++;
            int status = transaction.finalStatus();
            if (transaction.isChallenged() && !transaction.hasCredentials()) {
                challenges++;
            } else if (status / 100 == 2) {
                successes++;
            } else if (status >= 300 && status != 423) {
                failures++;
                if (!isAboutCredentials(transaction) && failureFrame == 0) {
                    failureFrame = transaction.finalResponse().frame();
                    failureStream = transaction.stream();
                    failureCallId = transaction.callId();
                    failureReason = status + StatusMeaning.words(transaction.finalResponse()) + ": " + StatusMeaning.of(status);
                }
            }
            if (transaction.timeNanos() >= lastNanos) {
                lastNanos = transaction.timeNanos();
                last = transaction;
                lastUnanswered = unanswered;
                lastFrame = Math.max(lastFrame, status == 0 ? transaction.frame() : transaction.finalResponse().frame());
            }
        }

        RegistrationState state() {
            int status = last.finalStatus();
            if (status == 0) {
                return lastUnanswered ? RegistrationState.UNANSWERED : RegistrationState.PENDING;
            }
            if (status / 100 == 2) {
                return last.expires() == 0 ? RegistrationState.UNREGISTERED : RegistrationState.REGISTERED;
            }
            if (last.isChallenged() && !last.hasCredentials()) {
                return RegistrationState.CHALLENGED;
            }
            return isAboutCredentials(last) ? RegistrationState.REFUSED_CREDENTIALS : RegistrationState.FAILED;
        }

        RegistrationRecord record() {
            SipTransaction.FinalResponse answer = last.finalResponse();
            RegistrationState state = state();
            long expires = answer == null ? -1 : answer.expires();
            return new RegistrationRecord(DisplayText.text(user, DisplayText.SHORT), client.toString(), server.toString(), state,
                    requests, challenges, successes, failures, answer == null ? null : (Integer) answer.status(),
                    answer == null ? null : DisplayText.text(answer.reason(), 40),
                    state == RegistrationState.REGISTERED && expires >= 0 ? expires : null,
                    firstFrame, lastFrame);
        }
    }

    private static boolean isAboutCredentials(SipTransaction transaction) {
        return transaction.isChallenged() || transaction.finalStatus() == 403 && transaction.hasCredentials();
    }

    /** Adds a REGISTER transaction at its end. */
    public void take(SipTransaction transaction, long nowNanos) {
        if (!transaction.hasRequest()) {
            return;
        }
        Endpoint client = transaction.client();
        Key key = new Key(transaction.target(), client.version(), client.hi(), client.lo());
        Registration registration = all.get(key);
        if (registration == null) {
            if (all.size() >= MAX_REGISTRATIONS) {
                untracked++;
                return;
            }
            registration = new Registration(transaction);
            all.put(key, registration);
        }
        registration.take(transaction, transaction.isUnanswered(nowNanos));
    }

    /** Fills in records, worst first, and what failed for another reason than credentials. */
    public void report(WorstRecords<RegistrationRecord> records, FindingEvidence failed, FindingEvidence recovered) {
        for (Registration each : all.values()) {
            RegistrationState state = each.state();
            if (each.failureFrame > 0) {
                (state.isGood() ? recovered : failed).add(each.failureFrame, each.failureStream, each.failureCallId,
                        DisplayText.quote(each.user, 60) + " from " + each.client.address() + ", " + each.failureReason);
            }
            records.addOver(each::record, state.isBad() ? 2 : each.failures > 0 ? 1 : 0, each.firstFrame);
        }
    }

    /** REGISTER transactions of users beyond the limit. */
    public long untracked() {
        return untracked;
    }
}
