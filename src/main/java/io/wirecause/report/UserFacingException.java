package io.wirecause.report;

/**
 * A failure reported to the caller in one sentence: what was wrong and what to do. Its message is shown as it is, so it
 * never holds text from the wire or the content of a file.
 */
public class UserFacingException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure without a cause worth logging. */
    public UserFacingException(String sentence) {
        super(sentence);
    }

    /** A failure with a cause for the log. */
    public UserFacingException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
