package io.wirecause.report;

import java.util.Locale;

/** Where a cause lies, and so who has to act. */
public enum Party {
    /** Who opened the connection, asked, or called. */
    CLIENT,
    /** Who was asked. */
    SERVER,
    /** What lies between the two, without a device that can be named. */
    NETWORK,
    /** A device on the path that takes part: a firewall, NAT, load balancer or proxy. */
    DEVICE,
    /** The name server that the client asked. */
    RESOLVER,
    /** The capture, not the traffic in it. */
    CAPTURE,
    /** The evidence does not say, or the finding's own words do. */
    UNCLEAR;

    /** As answers name it. */
    public String label() {
        return switch (this) {
            case DEVICE -> "device on the path";
            case UNCLEAR -> "not told by the capture alone";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
