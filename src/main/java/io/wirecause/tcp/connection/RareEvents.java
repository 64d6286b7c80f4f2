package io.wirecause.tcp.connection;

/** What happened on few connections only, each part null, or its NONE, until then: a healthy connection has none of it. */
final class RareEvents {
    /** Of a connection without any; never written. */
    static final RareEvents NONE = new RareEvents();

    Termination termination = Termination.NONE;
    SetupEvents setup;
    PathTtls ttls;
    Probes probes;
    SlowAnswers slowAnswers;
    LargeSegments largeSegments;
    PathMtu pathMtu;
    /** IdleGaps. */
    long silence;
    long beforeClose;
    long goodbyeAt;
    long beforeGoodbyeAt;
}
