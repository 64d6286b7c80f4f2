package io.wirecause.analysis;

import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import java.util.List;

/**
 * A tool that a model can call: its description, the record of its arguments and the record of its answer in one place.
 * JSON and schemas are derived from the two records; names become snake_case there.
 *
 * @param <A> the arguments
 */
public interface Tool<A extends Record & CaptureArguments> {
    /** The name a model calls, such as {@code analyze_tcp_connections}. */
    String name();

    /** A short name for people. */
    String title();

    /** When to use the tool and when not, under 600 characters. */
    String description();

    /** The record that arguments are read into, described by {@link io.wirecause.report.Describe}. */
    Class<A> arguments();

    /** The record that {@link #run} returns. */
    Class<? extends Record> answer();

    /** The kinds of findings an answer can hold. */
    List<? extends FindingCode> findingCodes();

    /**
     * Analyses the capture.
     *
     * @throws Problem where there is no answer to give; the sentence is for the caller
     */
    Record run(A arguments, ToolContext call) throws UserFacingException;
}
