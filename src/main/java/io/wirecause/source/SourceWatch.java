package io.wirecause.source;

import io.wirecause.report.UserFacingException;

/**
 * Follows a download or an unpacking at work, about every 50 ms, and can stop it. During a download it is asked from
 * another thread than the caller's, because that one waits for the server.
 */
public interface SourceWatch {
    /** Nobody follows and nobody stops. */
    SourceWatch NONE = (bytesDone, bytesTotal) -> { };

    /**
     * The work has come this far.
     *
     * @param bytesDone  bytes received, or bytes of the packed file consumed
     * @param bytesTotal bytes expected; -1 where not known
     * @throws Problem to stop the work: cancelled, or out of time
     */
    void reached(long bytesDone, long bytesTotal) throws UserFacingException;
}
