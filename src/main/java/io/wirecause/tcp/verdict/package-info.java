/**
 * What can have happened to a segment, and how often it did. The verdicts are given by
 * {@link io.wirecause.tcp.endpoint.VerdictEngine}.
 */
package io.wirecause.tcp.verdict;
