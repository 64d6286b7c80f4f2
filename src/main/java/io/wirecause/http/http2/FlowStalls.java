package io.wirecause.http.http2;

import io.wirecause.analysis.collect.TopList;
import io.wirecause.http.exchange.HttpConnection;
import io.wirecause.tcp.carrier.CarriedConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Senders that had to wait because the other side's window of HTTP/2 was closed: the worst ones. */
final class FlowStalls {
    /** Waits kept; twice as many for a moment. */
    private static final int MOST = 100;
    /** Less than this in all is not worth a word: it delays nobody. Nanoseconds. */
    private static final long LEAST_TOTAL = 500_000_000L;

    private final List<FlowStall> worst = new ArrayList<>();

    /** A stream has ended: what its sides had to wait. */
    void ended(HttpConnection connection, Http2Stream stream) {
        add(connection, stream.id, false, stream.serverWindow, false);
        add(connection, stream.id, true, stream.clientWindow, false);
    }

    /** A connection has ended: what its sides had to wait, on its streams that are open and all together. */
    void ended(HttpConnection connection, Http2Side client, Http2Side server, Http2Streams streams, CarriedConnection carrier,
               long lastFrame) {
        long until = carrier == null ? CarriedConnection.NEVER : carrier.lastTime();
        boolean anyOpen = streams.isAnyOpen();
        for (Http2Side side : new Http2Side[] {server, client}) {
            boolean still = side.window != null && anyOpen && until != CarriedConnection.NEVER
                    && side.window.closeAt(until, lastFrame);
            add(connection, 0, side.client, side.window, still);
        }
        for (Http2Stream stream : streams.all()) {
            for (boolean byClient : new boolean[] {false, true}) {
                SendWindow window = stream.window(byClient);
                boolean unknown = (byClient ? client : server).window == null;
                if (window != null && !unknown && until != CarriedConnection.NEVER && window.closeAt(until, lastFrame)) {
                    add(connection, stream.id, byClient, window, true);
                }
            }
        }
    }

    private void add(HttpConnection connection, int stream, boolean byClient, SendWindow window, boolean still) {
        if (window == null || window.total() < LEAST_TOTAL) {
            return;
        }
        worst.add(new FlowStall(connection, stream, byClient, window.total(), window.longest(), window.waits(),
                window.longestFrom(), window.longestTo(), still));
        if (worst.size() >= 2 * MOST) {
            List<FlowStall> kept = TopList.of(worst, Comparator.comparingLong(FlowStall::total).reversed(), MOST);
            worst.clear();
            worst.addAll(kept);
        }
    }

    /** The worst ones, the worst first. */
    List<FlowStall> worst() {
        return TopList.of(worst, Comparator.comparingLong(FlowStall::total).reversed(), MOST);
    }
}
