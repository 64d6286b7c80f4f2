package io.wirecause.sip;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.report.WireText;
import io.wirecause.sip.evidence.DisplayText;
import io.wirecause.sip.exchange.SipTransaction;
import io.wirecause.sip.message.ByteText;
import io.wirecause.sip.message.HeaderName;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.transport.FirstFragments;
import java.util.ArrayList;
import java.util.List;

/** Counts messages and keeps the requested page of them. */
final class SipPacketLog {
    private static final int MAX_KINDS = 100;
    private static final int MAX_CALL_IDS = 100_000;
    private static final int MAX_AGENTS = 10_000;
    private static final int NAME = 32;
    /** A status has three digits. */
    private static final int STATUSES = 1_000;

    private final SipFilter filter;
    private final boolean detailed;
    private final PageWindow window;
    private final List<SipPacketRecord> page = new ArrayList<>();
    final BoundedCounter methods = new BoundedCounter(MAX_KINDS);
    final BoundedCounter callIds = new BoundedCounter(MAX_CALL_IDS);
    final BoundedCounter agents = new BoundedCounter(MAX_AGENTS);
    final MalformedCounter malformed = new MalformedCounter();
    private final long[] statuses = new long[STATUSES];
    private final long[] transports = new long[SipMessageContext.Transport.values().length];
    private long found;
    private long analyzed;
    private long requests;
    private long responses;
    private long retransmissions;
    private long duplicates;

    /**
     * Nothing seen yet.
     *
     * @param detailed whether messages of the page get all of their headers
     * @param window   the messages that are listed
     */
    SipPacketLog(SipFilter filter, boolean detailed, PageWindow window) {
        this.filter = filter;
        this.detailed = detailed;
        this.window = window;
    }

    /** Counts a message; whether the filter matches it. */
    boolean matches(SipMessageContext context) {
        found++;
        boolean chosen = filter.matches(context);
        if (chosen) {
            analyzed++;
        }
        return chosen;
    }

    /** Adds a message that the filter matches. */
    void take(SipMessageContext context, SipTransaction.Kind kind) {
        SipMessage message = context.message();
        if (message.isRequest()) {
            requests++;
            methods.add(WireText.clean(message.method(), NAME));
        } else {
            responses++;
            statuses[message.statusCode()]++;
        }
        transports[context.transport().ordinal()]++;
        if (message.callId() != null) {
            callIds.add(message.callId());
        }
        ByteText agent = message.first(HeaderName.USER_AGENT);
        if (agent != null) {
            agents.add(DisplayText.text(agent.toString(), 2 * NAME));
        }
        retransmissions += kind == SipTransaction.Kind.RETRANSMITTED ? 1 : 0;
        duplicates += kind == SipTransaction.Kind.DUPLICATE ? 1 : 0;
        // That the capture holds a part only is told by the coverage, and no fault of the message.
        if (!message.problems().contains(FirstFragments.PROBLEM)) {
            malformed.add(context.frame(), message.problems(), () -> context.source().address());
        }
        if (filter.lists(message) && window.next()) {
            page.add(SipPacketRecord.of(context, kind == SipTransaction.Kind.RETRANSMITTED, detailed));
        }
    }

    /** The page asked for. */
    List<SipPacketRecord> page() {
        return page;
    }

    /** Messages in the capture. */
    long found() {
        return found;
    }

    /** Messages that the filter matches. */
    long analyzed() {
        return analyzed;
    }

    /** Requests chosen. */
    long requests() {
        return requests;
    }

    /** Responses by class, such as 2xx. */
    BoundedCounter classes() {
        BoundedCounter classes = new BoundedCounter(MAX_KINDS);
        for (int status = 0; status < STATUSES; status++) {
            if (statuses[status] > 0) {
                classes.add(status / 100 + "xx", statuses[status]);
            }
        }
        return classes;
    }

    /** Responses by status. */
    BoundedCounter statuses() {
        BoundedCounter each = new BoundedCounter(STATUSES);
        for (int status = 0; status < STATUSES; status++) {
            if (statuses[status] > 0) {
                each.add(String.valueOf(status), statuses[status]);
            }
        }
        return each;
    }

    /** Messages by what carries them. */
    BoundedCounter transports() {
        BoundedCounter each = new BoundedCounter(MAX_KINDS);
        for (SipMessageContext.Transport transport : SipMessageContext.Transport.values()) {
            if (transports[transport.ordinal()] > 0) {
                each.add(transport.name(), transports[transport.ordinal()]);
            }
        }
        return each;
    }

    /** Responses chosen. */
    long responses() {
        return responses;
    }

    /** Retransmitted messages. */
    long retransmissions() {
        return retransmissions;
    }

    /** Messages captured twice. */
    long duplicates() {
        return duplicates;
    }
}
