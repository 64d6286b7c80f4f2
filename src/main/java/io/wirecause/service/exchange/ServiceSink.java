package io.wirecause.service.exchange;

import io.wirecause.service.decode.Incident;

/** Takes what connections and flows come to. */
public interface ServiceSink {
    /** A request that was answered or whose waiting is over, or something that a server said unasked. Valid during the call. */
    void exchange(ServiceExchange exchange);

    /** Something else; the connection is null where it belongs to none. */
    void incident(ServiceConnection connection, Incident incident);

    /** A connection or flow was recognised. */
    void opened(ServiceConnection connection);

    /** From here on a connection cannot be read. */
    void encrypted(ServiceConnection connection);

    /** A message did not keep to its protocol. */
    void malformed(ServiceConnection connection, long frame);

    /** Requests whose replies cannot be told, as parts of the connection are missing. */
    void unpaired(ServiceConnection connection, int requests);
}
