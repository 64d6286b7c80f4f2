package io.wirecause.http.exchange;

/** What became of a request. */
public enum HttpOutcome {
    /** Answered, with any status. */
    ANSWERED("answered"),
    /** Its answer broke off before its end. */
    TRUNCATED("answer cut off"),
    /** The client closed before the answer had ended. */
    GAVE_UP("client gave up"),
    /** The server said nothing until the capture ended or somebody gave up. */
    UNANSWERED("unanswered"),
    /** The server was closing the idle connection when the request came. */
    KEEPALIVE_RACE("keep-alive race"),
    /** The server closed the connection without an answer although it had the request. */
    CLOSED("closed without an answer"),
    /** The server answered with something that is not HTTP. */
    NOT_HTTP("answered with something else than HTTP"),
    /** HTTP/2: the stream was reset. */
    STREAM_RESET("stream reset"),
    /** HTTP/2: the server went away without taking it. */
    NOT_TAKEN("not taken by a server going away"),
    /** The capture ends before its answer does. */
    CAPTURE_ENDED("open when the capture ends"),
    /** The capture does not hold its answer, although there was or may have been one. */
    NOT_CAPTURED("answer not in the capture");

    private final String label;

    HttpOutcome(String label) {
        this.label = label;
    }

    /** In words. */
    public String label() {
        return label;
    }

    /** Whether the client did not get what it asked for, as far as the capture can tell. */
    public boolean isFailure() {
        return this != ANSWERED && this != CAPTURE_ENDED && this != NOT_CAPTURED && this != GAVE_UP;
    }
}
