package io.wirecause.source;

import io.wirecause.report.UserFacingException;

/**
 * Follows a download or decompression, about every {@link #POLL_MILLIS}, and can stop it. During a download it is called on
 * another thread, because the caller's waits for the server.
 */
public interface SourceWatch {
    /** Milliseconds after which code that waits looks again whether it is to stop. */
    int POLL_MILLIS = 50;

    /** Nobody follows and nobody stops. */
    SourceWatch NONE = (bytesDone, bytesTotal) -> { };

    /** The work waits for others from now on: another server, or another call. It holds no place among those that compute. */
    default void waits() {
    }

    /**
     * The work computes from now on. Returns once it has a place among the calls that do, at once where it has one.
     *
     * @throws UserFacingException where the wait for a place was stopped: cancelled, or out of time
     */
    default void works() throws UserFacingException {
    }

    /**
     * The work has come this far.
     *
     * @param bytesDone  bytes received, or bytes of the packed file consumed
     * @param bytesTotal bytes expected; -1 where not known
     * @throws UserFacingException to stop the work: cancelled, or out of time
     */
    void reached(long bytesDone, long bytesTotal) throws UserFacingException;
}
