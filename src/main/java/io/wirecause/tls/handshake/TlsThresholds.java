package io.wirecause.tls.handshake;

/** From where on something counts as late, slow or weak. */
public final class TlsThresholds {
    /**
     * A side that has not answered for so long holds the handshake up, nanoseconds: longer than a lost segment's first
     * repeat.
     */
    public static final long STALLED = 3_000_000_000L;
    /** Whoever closes so soon after the other side's last message answers it, nanoseconds, beyond the round trip. */
    public static final long AT_ONCE = 1_000_000_000L;
    /** A client that closes so soon after a complete handshake has looked at the certificate rather than asked its user. */
    public static final long AFTER_CHECK = 300_000_000L;
    /** A handshake that takes longer is slow, nanoseconds. */
    public static final long SLOW = 1_000_000_000L;
    /** An RSA key with fewer bits is outdated (NIST SP 800-131A). */
    public static final int RSA_BITS = 2_048;

    private TlsThresholds() {
    }
}
