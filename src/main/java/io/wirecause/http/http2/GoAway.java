package io.wirecause.http.http2;

import io.wirecause.http.exchange.HttpConnection;

/**
 * What a side said when it ended a connection (RFC 9113, section 6.8).
 *
 * @param byClient  whether the client sent it
 * @param code      0 to 2^32 - 1
 * @param lastTaken the last stream of the other side that it took or may have taken, 0 to 2^31 - 1
 * @param debug     what it said beside, as on the wire; null for nothing
 * @param time      nanoseconds since 1970
 */
record GoAway(HttpConnection connection, boolean byClient, long code, long lastTaken, String debug, long frame, long time) {
}
