package io.wirecause.report;

/** How sure a finding is, from the evidence in the capture. */
public enum Confidence {
    /** The packets leave no other reading. */
    HIGH,
    /** The likeliest reading; another one is possible and named in the finding's limits. */
    MEDIUM,
    /** A hint to look further. */
    LOW
}
