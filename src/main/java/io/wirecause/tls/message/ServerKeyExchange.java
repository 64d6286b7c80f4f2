package io.wirecause.tls.message;

import io.wirecause.bytes.ByteView;

/**
 * The server's part of the key exchange, TLS 1.2 and older (RFC 8422, section 5.4; RFC 5246, section 7.4.3).
 *
 * @param group the named curve; -1 if the exchange is not over one
 * @param primeBits bits of the prime of an exchange over a finite field; 0 if it is not over one
 */
public record ServerKeyExchange(int group, int primeBits) {
    private static final int NAMED_CURVE = 3;

    /**
     * Parses one.
     *
     * @param body the message without its header; it may be cut
     * @param cipher the cipher suite chosen, which decides the form
     */
    public static ServerKeyExchange parse(ByteView body, int cipher) {
        String name = Registry.CIPHER.name(cipher);
        Fields message = new Fields(body);
        if (name.contains("_PSK_")) {
            message.vector16();
        }
        int group = -1;
        int bits = 0;
        if (name.startsWith("TLS_ECDH") || name.startsWith("ECDHE_")) {
            group = message.u8() == NAMED_CURVE ? message.u16() : -1;
        } else if (name.startsWith("TLS_DHE_") || name.startsWith("TLS_DH_anon_")) {
            bits = bits(message.vector16());
        }
        return message.broken() ? new ServerKeyExchange(-1, 0) : new ServerKeyExchange(group, bits);
    }

    private static int bits(Fields prime) {
        int first = 0;
        while (first == 0 && !prime.atEnd()) {
            first = prime.u8();
        }
        return first == 0 ? 0 : prime.left() * Byte.SIZE + Integer.SIZE - Integer.numberOfLeadingZeros(first);
    }
}
