package io.wirecause.http.http2;

import io.wirecause.analysis.collect.Latencies;

/** PING frames of one connection that wait for their answer, by what they carry; the last few of each side. */
final class Pings {
    private static final int MOST = 8;

    private final long[] data = new long[MOST];
    private final long[] times = new long[MOST];
    private final boolean[] byClient = new boolean[MOST];
    private int next;
    private int waiting;

    void sent(boolean client, long opaque, long time) {
        data[next] = opaque;
        times[next] = time;
        byClient[next] = client;
        waiting |= 1 << next;
        next = (next + 1) % MOST;
    }

    /** The answer to one; the time that it took goes to the durations. */
    void answered(boolean client, long opaque, long time, Latencies into) {
        for (int i = 0; i < MOST; i++) {
            if ((waiting & 1 << i) != 0 && data[i] == opaque && byClient[i] != client) {
                waiting &= ~(1 << i);
                into.add(time - times[i]);
                return;
            }
        }
    }

    /** How many of a side were never answered. */
    int unanswered(boolean client) {
        int count = 0;
        for (int i = 0; i < MOST; i++) {
            count += (waiting & 1 << i) != 0 && byClient[i] == client ? 1 : 0;
        }
        return count;
    }
}
