package io.wirecause.service.decode;

/** Tells whether a connection speaks a protocol. */
@FunctionalInterface
public interface Recogniser {
    /** It does not. */
    int NO = 0;
    /** Nothing but the server's port speaks for it, and nothing against it. */
    int BY_PORT = 30;
    /** The bytes fit, and others may have such bytes too. */
    int LIKELY = 60;
    /** No other protocol begins so. */
    int SURE = 100;

    /**
     * How sure it is: {@link #NO} to {@link #SURE}. {@code SURE} decides at once; else the greatest one counts when both sides
     * have
     * spoken, or the connection is over.
     */
    int match(Opening opening);
}
