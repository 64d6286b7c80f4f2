package io.wirecause.tls.quic;

import io.wirecause.tls.stream.HeldBytes;

/** What one side of a connection has sent, as far as it shows from outside. */
final class QuicSide {
    /** What the handshake messages of this side are put together in; null once they are not awaited any more. */
    CryptoStream crypto;
    /** The keys of this side's Initial packets, for one version; null until needed. */
    InitialKeys keys;
    int keysVersion;
    /** The id by which this side wants to be called; null until it has said. */
    byte[] id;
    int datagrams;
    /** Datagrams with Initial packets. */
    int initials;
    int zeroRtt;
    int handshakes;
    /** Packets with a short header: those after the handshake. */
    int shorts;
    long firstFrame;
    long firstNanos;
    long lastInitialFrame;
    long lastInitialNanos;
    long firstHandshakeFrame;
    long firstHandshakeNanos;
    long firstShortFrame;
    long firstShortNanos;
    /** Why this side closed the connection; -1 where it did not in the open. */
    long closeCode = -1;
    String closeReason;
    long closeFrame;
    long closeNanos;

    QuicSide(HeldBytes room) {
        crypto = new CryptoStream(room);
    }
}
