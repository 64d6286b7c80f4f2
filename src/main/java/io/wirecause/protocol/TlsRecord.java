package io.wirecause.protocol;

import io.wirecause.bytes.ByteView;

/**
 * The header of a TLS record (RFC 8446, section 5.1) where it lies in a payload.
 *
 * <pre>
 *  0       8               24              40
 * +-------+---------------+---------------+
 * | Type  | Version 3.x   |    Length     |
 * +-------+---------------+---------------+
 * </pre>
 *
 * Both numbers are big endian. Nothing is kept: each method takes the payload and the offset of the header in it.
 */
public final class TlsRecord {
    /** Bytes of the header. */
    public static final int HEADER = 5;
    /** The lowest type: change cipher spec. */
    public static final int FIRST_TYPE = 20;
    /** An alert, in the clear or encrypted. */
    public static final int ALERT = 21;
    /** A handshake message, or a part of one. */
    public static final int HANDSHAKE = 22;
    /** The highest type of TLS over TCP: application data. */
    public static final int LAST_TYPE = 23;
    /** A heartbeat (RFC 6520), beyond the types that every peer knows. */
    public static final int HEARTBEAT = 24;
    private static final int VERSION = 1;
    private static final int LENGTH = 3;
    private static final int MAJOR_VERSION = 3;
    /** TLS 1.3, which records call 1.2 or older. */
    private static final int LAST_MINOR_VERSION = 4;

    private TlsRecord() {
    }

    /** Whether a whole header of a known type and version stands at this offset. */
    public static boolean isAt(ByteView payload, int at) {
        return payload.length() - at >= HEADER && payload.u8(at) >= FIRST_TYPE && payload.u8(at) <= LAST_TYPE
                && payload.u8(at + VERSION) == MAJOR_VERSION && payload.u8(at + VERSION + 1) <= LAST_MINOR_VERSION;
    }

    /** Whether a stream that begins with these bytes, at least one, may begin with a record of this type. */
    public static boolean mayStart(ByteView first, int type) {
        return first.u8(0) == type && (first.length() == 1 || first.u8(VERSION) == MAJOR_VERSION);
    }

    /** {@value #FIRST_TYPE} to {@value #LAST_TYPE}, where {@link #isAt}. */
    public static int type(ByteView payload, int at) {
        return payload.u8(at);
    }

    /** Bytes behind the header, 0 to 65,535, where {@link #isAt}. */
    public static int length(ByteView payload, int at) {
        return payload.u16be(at + LENGTH);
    }
}
