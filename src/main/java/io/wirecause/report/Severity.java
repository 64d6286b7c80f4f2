package io.wirecause.report;

/** How much a finding matters to whoever asked, worst first. */
public enum Severity {
    /** Something failed: a connection refused, a call that was not established. */
    ERROR,
    /** Something works badly: loss, stalls, slow answers. */
    WARNING,
    /** Worth knowing when reading the rest; nothing is wrong with the traffic. */
    NOTE
}
