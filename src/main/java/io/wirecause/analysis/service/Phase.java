package io.wirecause.analysis.service;

/** Where the time of a user of a service goes, in the order in which it goes there. */
public enum Phase {
    /** From the first query for the server's name to its answer. */
    RESOLVE,
    /** From the SYN to the ACK of the SYN-ACK. */
    CONNECT,
    /** From the ClientHello to the first application data. */
    TLS,
    /** From the end of a request to the first byte of its answer. */
    SERVER,
    /** From the first byte of an answer to its last. */
    TRANSFER,
    /** The client's own pauses between what it was given and what it sent next. */
    CLIENT_IDLE
}
