package io.wirecause.dns.name;

import io.wirecause.dns.message.ResponseSummary;
import io.wirecause.flow.FlowKey.Endpoint;

/** The first answer to a question for a name and type, kept to compare later ones with it. */
public final class FirstAnswer {
    final int type;
    /** The first answer for another type of the same name. */
    final FirstAnswer next;
    private final Endpoint server;
    private final ResponseSummary summary;
    private final String text;
    private final long frame;
    private boolean contradicted;

    FirstAnswer(int type, Endpoint server, ResponseSummary summary, String text, long frame, FirstAnswer next) {
        this.type = type;
        this.server = server;
        this.summary = summary;
        this.text = text;
        this.frame = frame;
        this.next = next;
    }

    /** The server that gave it. */
    public Endpoint server() {
        return server;
    }

    /** Its response code and addresses. */
    public ResponseSummary summary() {
        return summary;
    }

    /** Its first records as text. */
    public String text() {
        return text;
    }

    /** Its frame. */
    public long frame() {
        return frame;
    }

    /** Whether it came from this server, at any port. */
    public boolean isFrom(Endpoint other) {
        return server == other || server.lo() == other.lo() && server.hi() == other.hi()
                && server.version() == other.version();
    }

    /** Whether {@link #contradict} was called. */
    public boolean contradicted() {
        return contradicted;
    }

    /** Notes that a later answer contradicts it. */
    public void contradict() {
        contradicted = true;
    }
}
