package io.wirecause.dhcp.exchange;

/** State of a lease at the end of the capture. */
public enum LeaseState {
    /** It runs. */
    ACTIVE,
    /** Its time is over. */
    EXPIRED,
    /** The client released it. */
    RELEASED,
    /** The client found the address in use. */
    DECLINED
}
