package io.wirecause.tls.quic;

import io.wirecause.bytes.ByteView;

/** Walks the frames of an opened Initial packet: PADDING, PING, ACK, CRYPTO and CONNECTION_CLOSE (RFC 9000, section 17.2.2). */
final class InitialFrames {
    private static final int PADDING = 0x00;
    private static final int PING = 0x01;
    private static final int ACK = 0x02;
    private static final int ACK_ECN = 0x03;
    private static final int CRYPTO = 0x06;
    private static final int CLOSE = 0x1c;
    private static final int APPLICATION_CLOSE = 0x1d;
    private static final int ECN_COUNTS = 3;
    private static final int MOST_REASON = 200;

    private final Varint varint = new Varint();
    private final ByteView frames;
    private int at;
    private boolean broken;

    /** Receives what matters. */
    interface Sink {
        /** A piece of the handshake. */
        void crypto(long offset, ByteView frames, int start, int length);

        /**
         * The end of the connection.
         *
         * @param code see {@link QuicError}
         * @param reason in the sender's words, ISO 8859-1; hostile until cleaned
         */
        void close(long code, String reason);
    }

    InitialFrames(byte[] opened) {
        frames = ByteView.of(opened);
    }

    /** Shows all frames up to the first that cannot be read. */
    void read(Sink sink) {
        while (at < frames.length() && !broken) {
            int type = frames.u8(at++);
            switch (type) {
                case PADDING, PING -> {
                }
                case ACK, ACK_ECN -> acknowledgment(type == ACK_ECN);
                case CRYPTO -> crypto(sink);
                case CLOSE, APPLICATION_CLOSE -> close(sink, type == CLOSE);
                default -> broken = true;
            }
        }
    }

    private long number() {
        broken |= !varint.read(frames, at);
        at = varint.end();
        return varint.value();
    }

    private void acknowledgment(boolean ecn) {
        number();
        number();
        long ranges = number();
        number();
        for (long i = 0; i < 2 * ranges && !broken; i++) {
            number();
        }
        for (int i = 0; ecn && i < ECN_COUNTS; i++) {
            number();
        }
    }

    private void crypto(Sink sink) {
        long offset = number();
        long length = number();
        if (broken || length > frames.length() - at) {
            broken = true;
            return;
        }
        sink.crypto(offset, frames, at, (int) length);
        at += (int) length;
    }

    private void close(Sink sink, boolean transport) {
        long code = number();
        if (transport) {
            number();
        }
        long length = number();
        int kept = (int) Math.min(Math.min(length, MOST_REASON), frames.length() - at);
        sink.close(code, frames.latin1(at, kept));
        broken = true;
    }
}
