package io.wirecause.tls.stream;

import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.TlsRecord;

/** Finds where TLS begins in what a side sends. */
final class Hello {
    private static final int RANDOM = 32;
    private static final int MAX_SESSION_ID = 32;
    /** Bytes of a record's header, a message's header and a hello's version. */
    private static final int SURE = TlsRecord.HEADER + HandshakeMessage.HEADER + 2;
    private static final int MAX_RECORD = 1 << 14;
    private static final int OLD_HELLO = 11;

    private Hello() {
    }

    /** Where a ClientHello in a record begins, from an offset on; -1 where none does. */
    static int find(ByteView bytes, int from) {
        for (int at = bytes.indexOf(TlsRecord.HANDSHAKE, from, bytes.length()); at >= 0;
                at = bytes.indexOf(TlsRecord.HANDSHAKE, at + 1, bytes.length())) {
            if (bytes.length() - at >= SURE && isAt(bytes, at, HandshakeMessage.CLIENT_HELLO)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether a hello of this type begins here, as far as there are bytes; at least the record's type and version. */
    static boolean isAt(ByteView bytes, int at, int type) {
        int length = bytes.length() - at;
        if (length < 3 || bytes.u8(at) != TlsRecord.HANDSHAKE || bytes.u8(at + 1) != 3 || bytes.u8(at + 2) > 4) {
            return false;
        }
        if (length < TlsRecord.HEADER) {
            return true;
        }
        int record = TlsRecord.length(bytes, at);
        if (record == 0 || record > MAX_RECORD || length > TlsRecord.HEADER && bytes.u8(at + TlsRecord.HEADER) != type) {
            return false;
        }
        if (length < SURE) {
            return true;
        }
        int message = at + TlsRecord.HEADER + HandshakeMessage.HEADER;
        int sessionId = message + 2 + RANDOM;
        return record < HandshakeMessage.HEADER + 2 || bytes.u24be(message - 3) >= 2 + RANDOM
                && (bytes.u8(message) == 3 || bytes.u8(message) == 0x7f)
                && (bytes.length() <= sessionId || bytes.u8(sessionId) <= MAX_SESSION_ID);
    }

    /**
     * The length of an SSLv2-compatible ClientHello that these bytes begin with, its header of two bytes not counted; -1 where
     * they do not, or do not hold all of it.
     */
    static int oldLength(ByteView bytes) {
        if (bytes.length() < OLD_HELLO || (bytes.u8(0) & 0x80) == 0 || bytes.u8(2) != HandshakeMessage.CLIENT_HELLO) {
            return -1;
        }
        int length = bytes.u16be(0) & 0x7fff;
        int version = bytes.u16be(3);
        int ciphers = bytes.u16be(5);
        int sessionId = bytes.u16be(7);
        int challenge = bytes.u16be(9);
        boolean sound = (version == 2 || version >= 0x300 && version <= 0x303) && ciphers > 0 && ciphers % 3 == 0
                && sessionId <= MAX_SESSION_ID && challenge >= 16 && challenge <= 32
                && length == OLD_HELLO - 2 + ciphers + sessionId + challenge;
        return sound && bytes.length() >= 2 + length ? length : -1;
    }
}
