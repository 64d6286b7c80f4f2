package io.pcaplens.tcp;

import io.pcaplens.packet.TcpView;
import io.pcaplens.report.Describe;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one side offered in its SYN or SYN-ACK.
 *
 * @param mss           maximum segment size in bytes (RFC 9293, section 3.7.1)
 * @param windowScale   bits to shift its window field by, 0 to 14 (RFC 7323, section 2)
 * @param sackPermitted whether it takes selective acknowledgements (RFC 2018)
 * @param timestamps    whether it offered timestamps (RFC 7323, section 3)
 * @param fastOpen      what it did of TCP Fast Open (RFC 7413)
 */
record SynOptions(
        @Describe(value = "Largest segment it takes, bytes", optional = true) Integer mss,
        @Describe(value = "Window scale, 0 to 14", optional = true) Integer windowScale,
        @Describe("SACK permitted") boolean sackPermitted,
        @Describe("Timestamps offered") boolean timestamps,
        @Describe(value = "TCP Fast Open: a cookie asked for, or given along", optional = true, oneOf = {"request", "cookie"})
        String fastOpen) {
    /** A larger shift counts as this one (RFC 7323, section 2.3). */
    static final int MAX_SCALE = 14;

    /** Gives equal options as one object: hosts are many, the ways in which they open are few. For one thread. */
    static final class Pool {
        private static final int MOST = 1_000;

        private final Map<SynOptions, SynOptions> known = new HashMap<>();

        SynOptions of(TcpView syn) {
            SynOptions options = SynOptions.of(syn);
            SynOptions same = known.get(options);
            if (same == null && known.size() < MOST) {
                known.put(options, options);
            }
            return same == null ? options : same;
        }
    }

    // By hand, because what Java makes of the components when a record is first compared takes long at each start.
    @Override
    public boolean equals(Object other) {
        return other instanceof SynOptions o && Objects.equals(mss, o.mss) && Objects.equals(windowScale, o.windowScale)
                && sackPermitted == o.sackPermitted && timestamps == o.timestamps && Objects.equals(fastOpen, o.fastOpen);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mss, windowScale, sackPermitted, timestamps, fastOpen);
    }

    static SynOptions of(TcpView syn) {
        int cookie = syn.fastOpenCookieLength();
        return new SynOptions(syn.mss() < 0 ? null : syn.mss(),
                syn.windowScale() < 0 ? null : Math.min(syn.windowScale(), MAX_SCALE), syn.sackPermitted(), syn.hasTimestamps(),
                cookie < 0 ? null : cookie == 0 ? "request" : "cookie");
    }
}
