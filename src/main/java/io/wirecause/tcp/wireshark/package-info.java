/**
 * What Wireshark shows of a connection: the flags {@code tcp.analysis.*} of each segment and {@code tcp.completeness}. Reads
 * segments only and keeps its own state, as its guesses must not depend on the {@link io.wirecause.tcp.verdict verdicts} nor
 * influence them.
 */
package io.wirecause.tcp.wireshark;
