package io.pcaplens.tcp;

/**
 * What looks at segments and keeps nothing of their connection, so that all connections of a tracker share it. For one
 * thread.
 */
final class Instruments {
    final VerdictEngine verdicts = new VerdictEngine();
    final WiresharkAnalysis wireshark = new WiresharkAnalysis();
    final SynOptions.Pool options = new SynOptions.Pool();
}
