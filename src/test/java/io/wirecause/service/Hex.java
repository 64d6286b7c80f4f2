package io.wirecause.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes for tests of binary protocols: hexadecimal digits, text and elements of ASN.1. */
final class Hex {
    private Hex() {
    }

    /** Digits, spaces between them as one likes. */
    static byte[] of(String digits) {
        String all = digits.replace(" ", "");
        byte[] bytes = new byte[all.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(all.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Zeros. */
    static byte[] zeros(int count) {
        return new byte[count];
    }

    /** An element of ASN.1 with this tag, its length in four bytes, as Active Directory has it. */
    static byte[] ber(int tag, byte[]... parts) {
        byte[] content = join(parts);
        return join(new byte[] {(byte) tag, (byte) 0x84}, number(content.length, 4), content);
    }

    /** An INTEGER, or another number with this tag. */
    static byte[] ber(int tag, int value) {
        return ber(tag, new byte[] {(byte) (value >> 8), (byte) value});
    }

    /** A number, its highest byte first. */
    static byte[] number(long value, int bytes) {
        byte[] all = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            all[i] = (byte) (value >> 8 * (bytes - 1 - i));
        }
        return all;
    }
}
