package io.wirecause.http.exchange;

/** How an exchange ended, as its parser saw it. */
public enum ExchangeEnd {
    /** Not yet. */
    OPEN,
    /** The answer is whole, or so much of it as the capture holds shows that it was. */
    COMPLETE,
    /** The connection or the capture ended first. */
    CONNECTION_ENDED,
    /** HTTP/2: one side reset the stream. */
    STREAM_RESET,
    /** HTTP/2: the server went away and had not taken the request (GOAWAY with a lower stream). */
    NOT_TAKEN
}
