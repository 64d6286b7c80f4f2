package io.wirecause.icmp.neighbor;

/** Preference of a default router or a route (RFC 4191, section 2.1). */
public enum RouterPreference {
    /** Preferred over the others. */
    HIGH,
    /** The default. */
    MEDIUM,
    /** Used where there is no other. */
    LOW,
    /** Must not be sent; receivers take it for medium. */
    RESERVED;

    private static final RouterPreference[] BY_BITS = {MEDIUM, HIGH, RESERVED, LOW};

    /** The preference in bits 3 and 4 of a byte of flags. */
    static RouterPreference ofFlags(int flags) {
        return BY_BITS[flags >>> 3 & 3];
    }
}
