package io.wirecause.sip.call;

import io.wirecause.sip.exchange.SipTransactionTracker;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.rtp.RtpStreams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/** Sorts messages into calls by Call-ID. */
public final class SipCallTracker {
    /** Calls followed at once; beyond it the one idle longest is judged and evicted. */
    public static final int MAX_CALLS = 10_000;
    /** Requests that belong to calls even if their INVITE was not captured. */
    private static final Set<String> CALL_METHODS = Set.of("INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE");

    private final Map<String, SipCall> calls = new LinkedHashMap<>(16, 0.75f, true);
    private final RtpStreams streams;
    private final ObjLongConsumer<SipCall> closed;
    private long evicted;

    /**
     * No calls yet.
     *
     * @param closed called once for each call at its end, with the current time
     */
    public SipCallTracker(RtpStreams streams, ObjLongConsumer<SipCall> closed) {
        this.streams = streams;
        this.closed = closed;
    }

    /** Adds the next message. */
    public void take(SipMessageContext context, SipTransactionTracker.Step step) {
        SipMessage message = context.message();
        String id = message.callId();
        if (id == null) {
            return;
        }
        SipCall call = calls.get(id);
        if (call == null) {
            String method = message.transactionMethod();
            if (method == null || !CALL_METHODS.contains(method)) {
                return;
            }
            call = new SipCall(id, context, streams);
            calls.put(id, call);
            if (calls.size() > MAX_CALLS) {
                makeWay(context.timeNanos());
            }
        }
        call.take(context, step);
    }

    private void makeWay(long nowNanos) {
        var eldest = calls.entrySet().iterator();
        SipCall call = eldest.next().getValue();
        eldest.remove();
        CallState state = SipCallOutcome.of(call, nowNanos).state();
        evicted += state.verdict() == CallState.Verdict.OPEN || state == CallState.ESTABLISHED ? 1 : 0;
        closed.accept(call, nowNanos);
    }

    /** The call of a Call-ID that is still followed; null for none. */
    public SipCall get(String id) {
        return calls.get(id);
    }

    /** Closes all calls. To be called once, after the pass. */
    public void finish(long nowNanos) {
        List<SipCall> rest = new ArrayList<>(calls.values());
        calls.clear();
        for (SipCall call : rest) {
            closed.accept(call, nowNanos);
        }
    }

    /** Calls evicted before they were over. */
    public long evicted() {
        return evicted;
    }
}
