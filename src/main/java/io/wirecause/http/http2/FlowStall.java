package io.wirecause.http.http2;

import io.wirecause.http.exchange.HttpConnection;

/**
 * What one sender had to wait for the other side's window.
 *
 * @param stream   the stream; 0 for all of the connection
 * @param byClient whether the client had to wait
 * @param total    nanoseconds
 * @param longest  nanoseconds
 * @param from     the frame that used the window up before the longest wait
 * @param to       the frame that opened it again, or the last one where none did
 * @param still    whether it was closed to the end
 */
record FlowStall(HttpConnection connection, int stream, boolean byClient, long total, long longest, long waits, long from,
        long to,
                 boolean still) {
}
