package io.wirecause.analysis.stream;

import io.wirecause.bytes.ByteView;

/**
 * Reads the payload of one direction of a TCP connection, each byte once and in the order in which it was sent. It keeps
 * what it needs of an unfinished message, and bounds that itself.
 */
public interface StreamReader {
    /**
     * The next bytes.
     *
     * @param bytes          valid only until this returns
     * @param frame          the frame that carried them. Bytes that arrived out of order come with the number of their
     *                       own frame, so a message is complete at the greatest frame number of its bytes
     * @param timestampNanos when that frame was captured
     * @return whether to go on; after false the reader is not called again
     */
    boolean data(ByteView bytes, long frame, long timestampNanos);

    /**
     * Bytes were sent that the capture does not hold; the next ones come from behind them.
     *
     * @param bytes how many, at least 1
     * @return whether to go on; after false the reader is not called again
     */
    boolean gap(long bytes);

    /** Nothing more comes: FIN, RST, another connection on the same endpoints, or the end of the capture. */
    default void end() {
    }
}
