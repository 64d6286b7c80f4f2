package io.wirecause.http.exchange;

import io.wirecause.bytes.ByteView;

/**
 * Reads both directions of one connection that speaks a protocol of the HTTP family. Each direction comes in order, each byte
 * once; frames of a direction are not always in order (see {@link io.wirecause.analysis.stream.StreamReader#data}).
 */
public interface ConnectionReader {
    /**
     * The next bytes of a direction.
     *
     * @param fromClient whether the one sends them who sends requests
     * @param bytes      valid only until this returns
     * @return whether to go on; after false neither direction is given any more
     */
    boolean data(boolean fromClient, ByteView bytes, long frame, long timestampNanos);

    /**
     * Bytes of a direction that the capture does not hold.
     *
     * @param bytes          how many, at least 1
     * @param frame          the frame that showed it
     * @param timestampNanos when that was captured
     * @return whether to go on
     */
    boolean gap(boolean fromClient, long bytes, long frame, long timestampNanos);

    /** Nothing more comes from this side: FIN, RST, or the end of the capture. The other side may go on. */
    void end(boolean fromClient);

    /** Neither side sends any more: hands on what is still open. */
    void close();
}
