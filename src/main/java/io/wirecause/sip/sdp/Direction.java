package io.wirecause.sip.sdp;

/** Which way media flow, seen from the party that says so (RFC 8866, section 6.7). */
public enum Direction {
    /** Both ways; what holds where nothing is said. */
    SENDRECV,
    /** The party only sends: in a call, it has put the other side on hold. */
    SENDONLY,
    /** The party only receives: in a call, the answer to being held. */
    RECVONLY,
    /** Neither way. */
    INACTIVE;

    /** The direction that an attribute names; null where it names none. */
    static Direction of(String attribute) {
        return switch (attribute) {
            case "sendrecv" -> SENDRECV;
            case "sendonly" -> SENDONLY;
            case "recvonly" -> RECVONLY;
            case "inactive" -> INACTIVE;
            default -> null;
        };
    }

    /** Whether the party sends. */
    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    /** Whether the party receives. */
    public boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }

    /** As the attribute is written. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
