package io.wirecause.service.decode;

import io.wirecause.bytes.ByteView;

/** Reads both directions of a TCP connection. See the package for what it must keep to. */
public interface StreamDecoder {
    /**
     * The next bytes of a side, in order.
     *
     * @param bytes valid only until this returns
     * @param frame the frame that carries them
     * @param nanos when that was captured
     * @return whether to go on
     */
    boolean data(boolean fromClient, ByteView bytes, long frame, long nanos);

    /**
     * Bytes of a side are missing.
     *
     * @return whether to go on
     */
    boolean gap(boolean fromClient, long bytes);

    /** Nothing more comes of either side. Not called where {@link #data} or {@link #gap} said to stop. */
    default void end() {
    }

    /** Makes the decoder of a connection. */
    @FunctionalInterface
    interface Maker {
        /** A decoder that tells these events. */
        StreamDecoder make(ServiceEvents events);
    }
}
