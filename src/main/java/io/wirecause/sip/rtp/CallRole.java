package io.wirecause.sip.rtp;

/** Which party of a call it is. */
public enum CallRole {
    /** Who sent the first INVITE. */
    CALLER,
    /** Who was called. */
    CALLEE
}
