package io.wirecause.tls.stream;

import io.wirecause.bytes.ByteView;

/**
 * A handshake message (RFC 8446, section 4) as it was put together from records and segments.
 *
 * @param type     its type, 0 to 255
 * @param bytes    the whole message with its header of four bytes; null where it was too large to keep
 * @param length   bytes of the whole message
 * @param first    its first byte
 * @param last     its last byte
 * @param segments TCP segments over which it was spread, at least 1
 */
public record HandshakeMessage(int type, ByteView bytes, int length, Moment first, Moment last, int segments) {
    /** Bytes of the header: type and length. */
    public static final int HEADER = 4;
    /** Types of messages that are read or counted. */
    public static final int CLIENT_HELLO = 1;
    /** ServerHello and, since TLS 1.3, HelloRetryRequest. */
    public static final int SERVER_HELLO = 2;
    /** NewSessionTicket. */
    public static final int NEW_SESSION_TICKET = 4;
    /** Certificate. */
    public static final int CERTIFICATE = 11;
    /** ServerKeyExchange. */
    public static final int SERVER_KEY_EXCHANGE = 12;
    /** CertificateRequest. */
    public static final int CERTIFICATE_REQUEST = 13;
    /** ServerHelloDone. */
    public static final int SERVER_HELLO_DONE = 14;
    /** ClientKeyExchange. */
    public static final int CLIENT_KEY_EXCHANGE = 16;
    /** CertificateStatus: a stapled OCSP response. */
    public static final int CERTIFICATE_STATUS = 22;

    /** Whether a message of this type is sent in the clear by any version. */
    static boolean isClear(int type) {
        return type <= 6 || type == 8 || type >= 11 && type <= 16 || type >= 20 && type <= 25 || type == 67;
    }
}
