package io.wirecause.tls.dtls;

import io.wirecause.bytes.ByteView;

/**
 * The header of a DTLS record where it lies in a datagram (RFC 6347, section 4.1; RFC 9147, section 4).
 *
 * <pre>
 *  0      8         24       40                88        104
 * +------+---------+--------+-----------------+---------+
 * | Type | Version | Epoch  | Sequence number | Length  |
 * +------+---------+--------+-----------------+---------+
 * </pre>
 */
final class DtlsRecord {
    static final int HEADER = 13;
    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;
    private static final int LAST_TYPE = 26;
    private static final int EPOCH = 3;
    private static final int LENGTH = 11;
    private static final int DTLS_1_0 = 0xfeff;
    private static final int DTLS_1_2 = 0xfefd;
    private static final int DTLS_BAD = 0x0100;
    /** Records of DTLS 1.3 behind the hellos have a short header, which begins with these three bits. */
    private static final int UNIFIED_MASK = 0xe0;
    private static final int UNIFIED = 0x20;

    private DtlsRecord() {
    }

    /** Whether a whole header of a known type and version stands at this offset. */
    static boolean isAt(ByteView datagram, int at) {
        if (datagram.length() - at < HEADER || datagram.u8(at) < CHANGE_CIPHER_SPEC || datagram.u8(at) > LAST_TYPE) {
            return false;
        }
        int version = datagram.u16be(at + 1);
        return version == DTLS_1_2 || version == DTLS_1_0 || version == DTLS_BAD;
    }

    /** Whether the datagram begins with a record of DTLS 1.3 that is encrypted. */
    static boolean isUnified(ByteView datagram) {
        return datagram.length() > 0 && (datagram.u8(0) & UNIFIED_MASK) == UNIFIED;
    }

    static int type(ByteView datagram, int at) {
        return datagram.u8(at);
    }

    /** 0 in the clear, more once keys are in use. */
    static int epoch(ByteView datagram, int at) {
        return datagram.u16be(at + EPOCH);
    }

    /** Bytes behind the header. */
    static int length(ByteView datagram, int at) {
        return datagram.u16be(at + LENGTH);
    }
}
