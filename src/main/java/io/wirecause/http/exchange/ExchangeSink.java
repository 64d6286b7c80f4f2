package io.wirecause.http.exchange;

/** Takes exchanges in as they end. */
public interface ExchangeSink {
    /** The exchange ended within the capture: see {@link HttpExchange#end}. */
    void ended(HttpExchange exchange);

    /**
     * The connection or the capture ended before the exchange did. What the cause is shows when TCP has seen all of the
     * connection, so it is judged later.
     */
    void leftOpen(HttpExchange exchange);
}
