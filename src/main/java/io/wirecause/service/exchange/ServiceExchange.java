package io.wirecause.service.exchange;

import io.wirecause.service.decode.ServiceReply;

/**
 * A request and what became of it. A flyweight: valid only until {@link ServiceSink#exchange} returns.
 */
public final class ServiceExchange {
    ServiceConnection connection;
    String what;
    String user;
    boolean patient;
    boolean slowedByLoss;
    int tries;
    long requestFrame;
    long requestTime;
    long replyFrame;
    long replyTime;
    ServiceReply reply;
    RequestEnd end;

    ServiceExchange() {
    }

    /** Where it took place. */
    public ServiceConnection connection() {
        return connection;
    }

    /** What was asked: the kind of request. */
    public String what() {
        return what;
    }

    /** Who tried to sign in; null where nobody did or the name is not in clear. */
    public String user() {
        return user;
    }

    /** Whether the reply may take as long as it wants. */
    public boolean isPatient() {
        return patient;
    }

    /** Whether segments were lost in between. */
    public boolean isSlowedByLoss() {
        return slowedByLoss;
    }

    /** How often the request was sent. */
    public int tries() {
        return tries;
    }

    /** The frame of the request's last byte; 0 where nobody asked. */
    public long requestFrame() {
        return requestFrame;
    }

    /** The frame of the reply's first byte; 0 where there is none. */
    public long replyFrame() {
        return replyFrame;
    }

    /** The frame that shows it best. */
    public long frame() {
        return replyFrame == 0 ? requestFrame : replyFrame;
    }

    /** The reply; null where there is none. */
    public ServiceReply reply() {
        return reply;
    }

    /** What became of it. */
    public RequestEnd end() {
        return end;
    }

    /**
     * From the request's last byte, of its first try, to the reply's first, nanoseconds; where there is no reply, to the end of
     * the
     * connection or capture; -1 where nobody asked.
     */
    public long waited() {
        return requestFrame == 0 ? -1 : Math.max(0, replyTime - requestTime);
    }
}
