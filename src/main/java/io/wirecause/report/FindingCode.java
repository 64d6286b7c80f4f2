package io.wirecause.report;

/**
 * The kinds of findings of one analyzer: an enum in the analyzer's package, one documented constant a code.
 * The codes of all analyzers together are the vocabulary that a model can rely on.
 */
public interface FindingCode {
    /** The enum constant's name, such as {@code CONNECTION_REFUSED}. */
    String name();

    /** What the code means, what evidence it takes and what to do next, for a reader who has only the code. */
    String explanation();

    /** The code as results show it: {@code connection_refused}. */
    default String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether it is about the capture itself rather than about the traffic in it. */
    default boolean aboutCapture() {
        return false;
    }
}
