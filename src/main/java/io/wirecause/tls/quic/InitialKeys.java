package io.wirecause.tls.quic;

import io.wirecause.bytes.ByteView;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens the Initial packets of one side of a connection (RFC 9001, section 5). Their keys follow from the connection id that the
 * client chose for the server, so that anybody who sees the connection begin can read them.
 */
final class InitialKeys {
    private static final int SECRET = 32;
    private static final int KEY = 16;
    private static final int IV = 12;
    private static final int SAMPLE = 16;
    /** The sample begins where it would with a packet number of four bytes. */
    private static final int LONGEST_NUMBER = 4;
    private static final int TAG_BITS = 128;
    private static final int NUMBER_LENGTH_MASK = 0x03;
    private static final int PROTECTED_BITS = 0x0f;

    private final SecretKeySpec key;
    private final byte[] iv;
    private final SecretKeySpec mask;
    private final Opener opener;

    /** The ciphers, which take longer to make than to use. */
    static final class Opener {
        private final Mac mac;
        private final Cipher blocks;
        private final Cipher aead;

        Opener() {
            try {
                mac = Mac.getInstance("HmacSHA256");
                blocks = Cipher.getInstance("AES/ECB/NoPadding");
                aead = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has these", e);
            }
        }

        private byte[] hmac(byte[] secret, byte[] data) throws GeneralSecurityException {
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(data);
        }

        /** HKDF-Expand-Label with an empty context (RFC 8446, section 7.1), for up to 32 bytes. */
        private byte[] expand(byte[] secret, String label, int length) throws GeneralSecurityException {
            byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
            byte[] info = new byte[name.length + 5];
            info[1] = (byte) length;
            info[2] = (byte) name.length;
            System.arraycopy(name, 0, info, 3, name.length);
            // An empty context, then the number of the first block.
            info[info.length - 1] = 1;
            return Arrays.copyOf(hmac(secret, info), length);
        }
    }

    /**
     * The keys of one side.
     *
     * @param version one that is {@linkplain QuicVersion#isReadable readable}
     * @param destination the server's connection id as the client chose it; after a Retry, the id of that
     */
    InitialKeys(Opener opener, int version, byte[] destination, boolean client) {
        this.opener = opener;
        try {
            // HMAC takes no empty key, and pads with zeros.
            byte[] initial = opener.hmac(QuicVersion.salt(version), destination);
            byte[] secret = opener.expand(initial, client ? "client in" : "server in", SECRET);
            String label = QuicVersion.label(version);
            key = new SecretKeySpec(opener.expand(secret, label + "key", KEY), "AES");
            iv = opener.expand(secret, label + "iv", IV);
            mask = new SecretKeySpec(opener.expand(secret, label + "hp", KEY), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC takes any key", e);
        }
    }

    /**
     * Opens a packet.
     *
     * @return its frames; null where the packet is cut, damaged, or not protected by these keys
     */
    byte[] open(ByteView datagram, LongHeader header) {
        int numberAt = header.numberAt();
        if (header.end() > datagram.length() || header.end() - numberAt < LONGEST_NUMBER + SAMPLE) {
            return null;
        }
        try {
            opener.blocks.init(Cipher.ENCRYPT_MODE, mask);
            byte[] bits = opener.blocks.doFinal(datagram.copy(numberAt + LONGEST_NUMBER, SAMPLE));
            int first = datagram.u8(header.start()) ^ bits[0] & PROTECTED_BITS;
            int numberLength = (first & NUMBER_LENGTH_MASK) + 1;
            byte[] associated = datagram.copy(header.start(), numberAt + numberLength - header.start());
            associated[0] = (byte) first;
            byte[] nonce = iv.clone();
            for (int i = 0; i < numberLength; i++) {
                int at = associated.length - numberLength + i;
                associated[at] ^= bits[1 + i];
                nonce[IV - numberLength + i] ^= associated[at];
            }
            opener.aead.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            opener.aead.updateAAD(associated);
            int body = numberAt + numberLength;
            return opener.aead.doFinal(datagram.copy(body, header.end() - body));
        } catch (GeneralSecurityException e) {
            return null;
        }
    }
}
