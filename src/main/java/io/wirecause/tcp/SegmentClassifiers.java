package io.wirecause.tcp;

/**
 * What looks at segments and keeps nothing of their connection, so that all connections that one thread follows share it.
 */
final class SegmentClassifiers {
    final VerdictEngine verdicts = new VerdictEngine();
    final WiresharkAnalysis wireshark = new WiresharkAnalysis();
}
