package io.wirecause.dns.name;

import io.wirecause.dns.message.ResponseSummary;
import io.wirecause.flow.FlowKey.Endpoint;

/** The first answer to a question for a name and type, kept to compare later ones with it. */
public final class FirstAnswer {
    final int type;
    public final Endpoint server;
    public final ResponseSummary answer;
    public final String text;
    public final long frame;
    /** Whether an answer that contradicts it was reported. */
    public boolean contradicted;
    /** The first answer for another type of the same name. */
    final FirstAnswer next;

    public FirstAnswer(int type, Endpoint server, ResponseSummary answer, String text, long frame, FirstAnswer next) {
        this.type = type;
        this.server = server;
        this.answer = answer;
        this.text = text;
        this.frame = frame;
        this.next = next;
    }

    /** Whether it came from this server, at any port. */
    public boolean isFrom(Endpoint other) {
        return server == other || server.lo() == other.lo() && server.hi() == other.hi()
                && server.version() == other.version();
    }
}
