package io.wirecause.sip.exchange;

import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjLongConsumer;

/**
 * Sorts messages into transactions by the topmost Via's branch (RFC 3261, sections 17.1.3 and 17.2.3), each hop on its own.
 */
public final class SipTransactionTracker {
    /** Transactions open at once; beyond it the one idle longest is closed. */
    static final int MAX_OPEN = 20_000;

    private final Map<Key, SipTransaction> open = new LinkedHashMap<>(16, 0.75f, true);
    private final ObjLongConsumer<SipTransaction> closed;

    /** Ports are left out: responses may go to another port than requests came from (RFC 3261, section 18.2.2). */
    private record Key(String callId, String branch, String method, long cseq, int version, long clientHi, long clientLo,
                       long serverHi, long serverLo) implements Comparable<Key> {
        /** Few transactions share a branch: with the addresses it is distinct enough, and faster than hashing all parts. */
        @Override
        public int hashCode() {
            return (31 * branch.hashCode() + method.hashCode()) * 31 + (int) (cseq + 31 * clientLo + 17 * serverLo);
        }

        /** Keeps look-ups fast if a hostile sender makes the hashes equal; 0 does not imply equality. */
        @Override
        public int compareTo(Key other) {
            int order = branch.compareTo(other.branch);
            order = order == 0 ? String.valueOf(callId).compareTo(String.valueOf(other.callId)) : order;
            order = order == 0 ? method.compareTo(other.method) : order;
            order = order == 0 ? Long.compare(cseq, other.cseq) : order;
            order = order == 0 ? Long.compare(clientHi, other.clientHi) : order;
            order = order == 0 ? Long.compare(clientLo, other.clientLo) : order;
            order = order == 0 ? Long.compare(serverHi, other.serverHi) : order;
            return order == 0 ? Long.compare(serverLo, other.serverLo) : order;
        }
    }

    /**
     * A message in its transaction.
     *
     * @param transaction null if the message lacks the fields for it
     * @param kind        how it relates to earlier messages
     */
    public record Step(SipTransaction transaction, SipTransaction.Kind kind) {
    }

    /**
     * No transactions yet.
     *
     * @param closed called once for each transaction at its end, with the current time
     */
    public SipTransactionTracker(ObjLongConsumer<SipTransaction> closed) {
        this.closed = closed;
    }

    /** Adds the next message. */
    public Step take(SipMessageContext context) {
        SipMessage message = context.message();
        String method = message.transactionMethod();
        if (method == null) {
            return new Step(null, SipTransaction.Kind.NEW);
        }
        boolean ack = "ACK".equals(method);
        Key key = key(context, ack ? "INVITE" : method);
        SipTransaction transaction = open.get(key);
        if (transaction == null) {
            if (ack) {
                // The ACK of a 2xx is a transaction of its own that nobody answers (RFC 3261, section 13.2.2.4).
                return new Step(null, SipTransaction.Kind.NEW);
            }
            transaction = new SipTransaction(context, method);
            open.put(key, transaction);
            makeWay(context.timeNanos());
        }
        return new Step(transaction, transaction.take(context));
    }

    private static Key key(SipMessageContext context, String method) {
        SipMessage message = context.message();
        boolean request = message.isRequest();
        var client = request ? context.source() : context.destination();
        var server = request ? context.destination() : context.source();
        // Senders older than RFC 3261 have no unique branch; the From tag takes its place.
        String branch = Objects.requireNonNullElseGet(message.branch(), () -> Objects.requireNonNullElse(message.fromTag(), ""));
        return new Key(message.callId(), branch, method, message.cseqNumber(), client.version(), client.hi(), client.lo(),
                server.hi(), server.lo());
    }

    private void makeWay(long nowNanos) {
        if (open.size() > MAX_OPEN) {
            var eldest = open.entrySet().iterator();
            closed.accept(eldest.next().getValue(), nowNanos);
            eldest.remove();
        }
    }

    /** Closes all that are open. To be called once, after the pass. */
    public void finish(long nowNanos) {
        List<SipTransaction> rest = new ArrayList<>(open.values());
        open.clear();
        for (SipTransaction transaction : rest) {
            closed.accept(transaction, nowNanos);
        }
    }
}
