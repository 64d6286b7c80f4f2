package io.wirecause.sip.call;

import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.exchange.SipTransactionTracker;
import io.wirecause.sip.message.ByteText;
import io.wirecause.sip.message.HeaderName;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.rtp.RtpStreams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * All messages of one Call-ID that begins with an INVITE, or with a message of a dialog whose INVITE was not captured.
 * Times and outcome are those of the entry hop: the one on which the first INVITE was seen.
 */
public final class SipCall {
    /** INVITE transactions kept of the entry hop: retries with credentials, redirected ones and forks. */
    static final int MAX_INVITES = 16;
    /** Hops whose media are tracked separately. */
    static final int MAX_LEGS = 8;
    /** Tags, transfers and changes of the session counted one by one. */
    static final int MAX_DISTINCT = 64;

    private final String id;
    private final RtpStreams streams;
    private final List<SipTransaction> invites = new ArrayList<>(2);
    private final List<CallLeg> legs = new ArrayList<>(1);
    private Set<String> answeringTags = Set.of();
    private Set<String> changes = Set.of();
    private Set<String> transfers = Set.of();
    private Entry entry;
    private String callerTag;
    private String from;
    private String to;
    private Endpoint caller;
    private Endpoint callee;
    private long firstFrame;
    private long firstNanos;
    private long lastFrame;
    private long lastNanos;
    private long messages;
    private int retransmissions;
    private Moment answer;
    private Moment acknowledgment;
    private int acknowledgments;
    /** Copies of the answer after its first ACK, and the last copy. */
    private int answersAfterAck;
    private Moment lastAnswer;
    private String contact;
    private Endpoint answerer;
    private int pracks;
    private long sessionExpires = -1;
    private List<SipTransaction> changesMade = List.of();
    private Moment cancel;
    private Moment bye;
    private boolean byeByCaller;
    private boolean inDialogSeen;
    private String reason;
    private String transferTarget;
    private String transferStatus;
    private boolean replaces;

    /** Where the call enters the capture: INVITEs from there belong to it, others are the same call on a later hop. */
    private record Entry(int version, long hi, long lo, String sentBy) {
        static Entry of(SipMessageContext context) {
            Endpoint source = context.source();
            return new Entry(source.version(), source.hi(), source.lo(), context.message().sentBy());
        }
    }

    /**
     * A frame that mattered.
     *
     * @param frame Wireshark's number
     * @param timeNanos nanoseconds since 1970
     */
    record Moment(long frame, long timeNanos) {
        static Moment of(SipMessageContext context) {
            return new Moment(context.frame(), context.timeNanos());
        }
    }

    SipCall(String id, SipMessageContext first, RtpStreams streams) {
        this.id = id;
        this.streams = streams;
        firstFrame = first.frame();
        firstNanos = first.timeNanos();
        boolean request = first.message().isRequest();
        from = first.message().uri("from");
        to = first.message().uri("to");
        caller = request ? first.source() : first.destination();
        callee = request ? first.destination() : first.source();
        callerTag = first.message().fromTag();
    }

    /** Adds the next message of the call. */
    void take(SipMessageContext context, SipTransactionTracker.Step step) {
        SipMessage message = context.message();
        messages++;
        lastFrame = context.frame();
        lastNanos = context.timeNanos();
        if (step.kind() == SipTransaction.Kind.RETRANSMITTED) {
            retransmissions++;
            answeredAgain(context, step.transaction());
        }
        if (step.kind() != SipTransaction.Kind.NEW) {
            return;
        }
        if (message.isRequest()) {
            request(context, step.transaction());
        } else {
            response(context, step.transaction());
        }
        if (message.sdp() != null && message.statusCode() < 300) {
            CallLeg leg = leg(context);
            if (leg != null) {
                leg.take(message.sdp(), isByCaller(message), context);
            }
        }
    }

    private CallLeg leg(SipMessageContext context) {
        CallLeg.Hop hop = CallLeg.Hop.of(context);
        for (CallLeg leg : legs) {
            if (leg.hop().equals(hop)) {
                return leg;
            }
        }
        if (legs.size() == MAX_LEGS) {
            return null;
        }
        CallLeg leg = new CallLeg(hop, id, streams);
        legs.add(leg);
        return leg;
    }

    /** Whether the caller sent the message; a response goes to the party that From names. */
    private boolean isByCaller(SipMessage message) {
        boolean fromCaller = Objects.equals(message.fromTag(), callerTag);
        return message.isRequest() == fromCaller;
    }

    private void request(SipMessageContext context, SipTransaction transaction) {
        SipMessage message = context.message();
        boolean inDialog = message.toTag() != null;
        inDialogSeen |= inDialog;
        switch (message.method()) {
            case "INVITE" -> {
                if (inDialog) {
                    changes = with(changes, message);
                    change(transaction);
                } else {
                    invite(context, transaction);
                }
            }
            case "UPDATE" -> {
                changes = with(changes, message);
                change(transaction);
            }
            case "PRACK" -> pracks++;
            case "ACK" -> {
                // Some clients reuse the INVITE's branch in the ACK of a 2xx; clients older than RFC 3261 have none.
                boolean of2xx = transaction == null || transaction.finalStatus() / 100 == 2;
                if (of2xx) {
                    acknowledgment = acknowledgment == null ? Moment.of(context) : acknowledgment;
                    acknowledgments += context.copy() ? 0 : 1;
                }
            }
            case "CANCEL" -> {
                cancel = cancel == null ? Moment.of(context) : cancel;
                reason(message);
            }
            case "BYE" -> {
                if (bye == null) {
                    bye = Moment.of(context);
                    byeByCaller = isByCaller(message);
                }
                change(transaction);
                reason(message);
            }
            case "REFER" -> {
                transfers = with(transfers, message);
                transferTarget = message.uri("refer-to");
            }
            case "NOTIFY" -> transferProgress(message);
            default -> { }
        }
    }

    /** A request that changes, refreshes or ends the session. */
    private void change(SipTransaction transaction) {
        if (transaction != null && changesMade.size() < MAX_INVITES) {
            changesMade = changesMade.isEmpty() ? new ArrayList<>(2) : changesMade;
            changesMade.add(transaction);
        }
    }

    private void answeredAgain(SipMessageContext context, SipTransaction transaction) {
        if (context.message().statusCode() / 100 == 2 && invites.contains(transaction)) {
            lastAnswer = Moment.of(context);
            answersAfterAck += acknowledgment == null ? 0 : 1;
        }
    }

    private void invite(SipMessageContext context, SipTransaction transaction) {
        SipMessage message = context.message();
        if (entry == null) {
            entry = Entry.of(context);
            callerTag = message.fromTag();
            caller = context.source();
            callee = context.destination();
            replaces = message.first(HeaderName.REPLACES) != null;
        }
        if (transaction != null && invites.size() < MAX_INVITES && entry.equals(Entry.of(context))) {
            invites.add(transaction);
        }
    }

    /** Counts a request once, however many hops it is seen on. */
    private static Set<String> with(Set<String> seen, SipMessage message) {
        return with(seen, message.fromTag() + " " + message.cseqNumber());
    }

    /** Most calls have none of these, so the set is created with the first. */
    private static Set<String> with(Set<String> seen, String more) {
        Set<String> all = seen.isEmpty() ? new HashSet<>(2) : seen;
        if (all.size() < MAX_DISTINCT) {
            all.add(more);
        }
        return all;
    }

    private void reason(SipMessage message) {
        ByteText given = message.first(HeaderName.REASON);
        if (reason == null && given != null) {
            reason = SipMessage.cut(given.toString());
        }
    }

    /** The referred party reports progress (RFC 3515, section 2.4.4). */
    private void transferProgress(SipMessage message) {
        String fragment = message.body("message/sipfrag");
        if (fragment != null && !transfers.isEmpty()) {
            int end = fragment.indexOf('\n');
            String line = (end < 0 ? fragment : fragment.substring(0, end)).strip();
            transferStatus = SipMessage.cut(line.startsWith("SIP/2.0 ") ? line.substring(8) : line);
        }
    }

    private void response(SipMessageContext context, SipTransaction transaction) {
        SipMessage message = context.message();
        if (transaction == null || !invites.contains(transaction)) {
            return;
        }
        int status = message.statusCode();
        if (status > 100 && status < 300 && message.toTag() != null) {
            answeringTags = with(answeringTags, message.toTag());
        }
        if (status / 100 == 2 && answer == null) {
            answer = Moment.of(context);
            lastAnswer = answer;
            contact = message.first(HeaderName.RECORD_ROUTE) == null ? message.uri("contact") : null;
            answerer = context.source();
            sessionExpires = message.sessionExpires();
        }
    }

    /** The Call-ID. */
    String id() {
        return id;
    }

    /** The From URI. */
    String from() {
        return from;
    }

    /** The To URI. */
    String to() {
        return to;
    }

    /** Who sent the first INVITE seen. */
    Endpoint caller() {
        return caller;
    }

    /** Whom it was sent to. */
    Endpoint callee() {
        return callee;
    }

    /** The first frame. */
    long firstFrame() {
        return firstFrame;
    }

    /** Time of the first frame, nanoseconds since 1970. */
    long firstNanos() {
        return firstNanos;
    }

    /** The last frame. */
    long lastFrame() {
        return lastFrame;
    }

    /** Time of the last frame, nanoseconds since 1970. */
    long lastNanos() {
        return lastNanos;
    }

    /** Messages seen. */
    long messages() {
        return messages;
    }

    /** Retransmitted messages. */
    int retransmissions() {
        return retransmissions;
    }

    /** The INVITE transactions of the entry hop that began the call, in order; empty where the capture lacks them. */
    List<SipTransaction> invites() {
        return invites;
    }

    /** The first 2xx; null for none. */
    Moment answer() {
        return answer;
    }

    /** The ACK of a 2xx; null for none. */
    public Moment acknowledgment() {
        return acknowledgment;
    }

    /** Whether the answer was never acknowledged, or the ACK does not arrive. */
    public boolean isUnacknowledged(long nowNanos) {
        return SipCallOutcome.of(this, nowNanos).state() == CallState.UNACKNOWLEDGED;
    }

    /** ACKs of a 2xx, all copies counted. */
    int acknowledgments() {
        return acknowledgments;
    }

    /** How often the answer was sent again after its first ACK: the ACK does not get through while that goes on. */
    int answersAfterAck() {
        return answersAfterAck;
    }

    /** The last copy of the answer; null for none. */
    Moment lastAnswer() {
        return lastAnswer;
    }

    /** The Contact of the answer, to which the ACK goes; null for none, and where it goes to a proxy instead. */
    String contact() {
        return contact;
    }

    /** Where the answer came from; null for none. */
    Endpoint answerer() {
        return answerer;
    }

    /** PRACK requests. */
    int pracks() {
        return pracks;
    }

    /** Seconds of the session timer (RFC 4028); -1 for none. */
    long sessionExpires() {
        return sessionExpires;
    }

    /** The first few requests within the dialog that change, refresh or end the session, in order. */
    List<SipTransaction> changesMade() {
        return changesMade;
    }

    /** The first CANCEL; null for none. */
    Moment cancel() {
        return cancel;
    }

    /** The first BYE; null for none. */
    Moment bye() {
        return bye;
    }

    /** Whether the caller sent the BYE. */
    boolean isByeByCaller() {
        return byeByCaller;
    }

    /** The Reason of the BYE or CANCEL; null for none. */
    String reason() {
        return reason;
    }

    /** Whether requests within the dialog were seen, so that the INVITE must have been answered. */
    public boolean isInDialogSeen() {
        return inDialogSeen;
    }

    /** INVITE and UPDATE requests that changed the session. */
    int changes() {
        return changes.size();
    }

    /** REFER requests. */
    int transfers() {
        return transfers.size();
    }

    /** Where the last REFER points to; null for none. */
    String transferTarget() {
        return transferTarget;
    }

    /** Progress of the transfer, as a status line without its version; null if unknown. */
    String transferStatus() {
        return transferStatus;
    }

    /** Whether the call takes another one's place, as in an attended transfer (RFC 3891). */
    boolean isReplacing() {
        return replaces;
    }

    /** How many parties answered or rang: more than one where the call was forked. */
    int forks() {
        return answeringTags.size();
    }

    /** The hops with what was said about media on them. */
    List<CallLeg> legs() {
        return legs;
    }
}
