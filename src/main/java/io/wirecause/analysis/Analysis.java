package io.wirecause.analysis;

import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.report.Finding;
import io.wirecause.report.UserFacingException;
import java.util.List;

/**
 * What a protocol adds to the one pass over a capture, for one call: its analyzers, what happens when the pass ends, and
 * then its findings and notes. It knows neither arguments nor JSON, so any set of analyses can share a pass.
 *
 * <p>The order of calls is {@link #analyzers}, the pass, {@link #finish}, then {@link #findings} and {@link #notes} as often
 * as needed, and {@link #close} in any case.
 */
public interface Analysis extends AutoCloseable {
    /** The analyzers that take part in the pass, the same ones at each call. */
    List<Analyzer> analyzers();

    /**
     * The pass has ended; judges what is still open.
     *
     * @param reading what was read
     * @throws UserFacingException where the call is cancelled or out of time
     */
    void finish(Pass.Reading reading) throws UserFacingException;

    /** What was found, with the subjects it is about. */
    List<Finding> findings();

    /** What limits the findings and that the pass has not reported, one sentence each, for {@code coverage}. */
    default List<String> notes() {
        return List.of();
    }

    /** Adds what it knows of the servers in the capture to the table that all analyses share. */
    default void describe(ServiceTable services) {
    }

    /** What it checked and found good, with the numbers, one sentence each; nothing where there was nothing to check. */
    default List<String> healthy() {
        return List.of();
    }

    /** What it read that does not keep to its protocol, a line each with a frame. */
    default List<String> malformed() {
        return List.of();
    }

    /** Releases what the analyzers hold, also where the pass was broken off. */
    @Override
    default void close() {
    }
}
