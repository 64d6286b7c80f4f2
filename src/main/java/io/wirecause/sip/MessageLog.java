package io.wirecause.sip;

import io.wirecause.analysis.Malformed;
import io.wirecause.analysis.PageWindow;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;

/** Counts messages and keeps the page of them that was asked for; the others pass by. */
final class MessageLog {
    private static final int MAX_KINDS = 100;
    private static final int MAX_CALL_IDS = 100_000;
    private static final int MAX_AGENTS = 10_000;
    private static final int NAME = 32;
    /** A status has three digits. */
    private static final int STATUSES = 1_000;

    private final SipFilter filter;
    private final boolean detailed;
    private final PageWindow window;
    private final List<MessageRecord> page = new ArrayList<>();
    final Tally methods = new Tally(MAX_KINDS);
    final Tally callIds = new Tally(MAX_CALL_IDS);
    final Tally agents = new Tally(MAX_AGENTS);
    final Malformed malformed = new Malformed();
    private final long[] statuses = new long[STATUSES];
    private final long[] transports = new long[Sighting.Transport.values().length];
    private long found;
    private long analyzed;
    private long requests;
    private long responses;
    private long resends;
    private long duplicates;

    /**
     * Nothing seen yet.
     *
     * @param detailed whether messages of the page get all of their headers
     * @param window   the messages that are listed
     */
    MessageLog(SipFilter filter, boolean detailed, PageWindow window) {
        this.filter = filter;
        this.detailed = detailed;
        this.window = window;
    }

    /** Counts a message that the capture holds; whether the filter chooses it. */
    boolean chooses(Sighting sighting) {
        found++;
        boolean chosen = filter.chooses(sighting);
        if (chosen) {
            analyzed++;
        }
        return chosen;
    }

    /** Takes in a chosen message. */
    void take(Sighting sighting, Transaction.Kind kind) {
        SipMessage message = sighting.message();
        if (message.isRequest()) {
            requests++;
            methods.add(WireText.clean(message.method(), NAME));
        } else {
            responses++;
            statuses[message.statusCode()]++;
        }
        transports[sighting.transport().ordinal()]++;
        if (message.callId() != null) {
            callIds.add(message.callId());
        }
        Text agent = message.first(HeaderName.USER_AGENT);
        if (agent != null) {
            agents.add(Shown.text(agent.toString(), 2 * NAME));
        }
        resends += kind == Transaction.Kind.RESENT ? 1 : 0;
        duplicates += kind == Transaction.Kind.DUPLICATE ? 1 : 0;
        malformed.add(sighting.frame(), message.problems());
        if (filter.lists(message) && window.next()) {
            page.add(MessageRecord.of(sighting, kind == Transaction.Kind.RESENT, detailed));
        }
    }

    /** The page asked for. */
    List<MessageRecord> page() {
        return page;
    }

    /** Messages in the capture. */
    long found() {
        return found;
    }

    /** Messages that the filter chooses. */
    long analyzed() {
        return analyzed;
    }

    /** Requests chosen. */
    long requests() {
        return requests;
    }

    /** Responses by class, such as 2xx. */
    Tally classes() {
        Tally classes = new Tally(MAX_KINDS);
        for (int status = 0; status < STATUSES; status++) {
            if (statuses[status] > 0) {
                classes.add(status / 100 + "xx", statuses[status]);
            }
        }
        return classes;
    }

    /** Responses by status. */
    Tally statuses() {
        Tally each = new Tally(STATUSES);
        for (int status = 0; status < STATUSES; status++) {
            if (statuses[status] > 0) {
                each.add(String.valueOf(status), statuses[status]);
            }
        }
        return each;
    }

    /** Messages by what carries them. */
    Tally transports() {
        Tally each = new Tally(MAX_KINDS);
        for (Sighting.Transport transport : Sighting.Transport.values()) {
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

    /** Messages sent again. */
    long resends() {
        return resends;
    }

    /** Messages captured twice. */
    long duplicates() {
        return duplicates;
    }
}
