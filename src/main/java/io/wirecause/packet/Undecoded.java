package io.wirecause.packet;

/** Why a packet was decoded only in part. */
public enum Undecoded {
    /** The frame was cut by the snaplen before the header ended. */
    CUT_BY_SNAPLEN("cut short by the snaplen"),
    /** A length field contradicts the bytes that are there. */
    MALFORMED("malformed header"),
    /** A header names content that is not known. */
    UNKNOWN_CONTENT("unknown content"),
    /** A link type that neither lane knows. */
    UNKNOWN_LINK_TYPE("unknown link type"),
    /** The link layer is encrypted. */
    ENCRYPTED("encrypted"),
    /** More layers than are followed. */
    TOO_DEEP("nested too deep");

    private final String label;

    Undecoded(String label) {
        this.label = label;
    }

    /** The reason in words. */
    public String label() {
        return label;
    }
}
