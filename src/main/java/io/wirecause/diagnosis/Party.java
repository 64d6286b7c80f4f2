package io.wirecause.diagnosis;

import java.util.Locale;

/** Where a cause lies, and so who has to act. */
enum Party {
    CLIENT, SERVER, NETWORK, DEVICE, RESOLVER, CAPTURE,
    /** The evidence does not say, or the finding's own words do. */
    UNCLEAR;

    String label() {
        return switch (this) {
            case DEVICE -> "device on the path";
            case UNCLEAR -> "not told by the capture alone";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
