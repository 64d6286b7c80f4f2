package io.wirecause.analysis;

import io.wirecause.report.UserFacingException;

/** Follows a call at work. It is asked every few thousand packets, from the thread that works. */
public interface ProgressListener {
    /** A call that nobody follows and nobody stops. */
    ProgressListener NONE = (bytesDone, bytesTotal, packets) -> { };

    /**
     * The work has come this far.
     *
     * @param bytesDone  bytes of the capture read
     * @param bytesTotal bytes of the capture
     * @param packets    frames read
     * @throws UserFacingException to stop the work: cancelled, or out of time
     */
    void reached(long bytesDone, long bytesTotal, long packets) throws UserFacingException;
}
