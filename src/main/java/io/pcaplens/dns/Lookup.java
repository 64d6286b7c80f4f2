package io.pcaplens.dns;

/** One client's question, however often and of however many servers it asks it. */
final class Lookup {
    /** Queries, repetitions with the same or another id included. */
    int queries;
    /** The exchange begun last. */
    Exchange last;
    /** A response that settles the question and is not truncated was seen. */
    boolean resolved;
    /** The question was asked over TCP. */
    boolean overTcp;
}
