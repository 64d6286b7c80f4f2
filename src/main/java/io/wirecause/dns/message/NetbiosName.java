package io.wirecause.dns.message;

import io.wirecause.protocol.NameReader;

/**
 * NetBIOS names (RFC 1001, section 14.1): the first label encodes 16 bytes as 32 letters from A to P; the last byte is the
 * kind of service.
 */
final class NetbiosName {
    private static final int ENCODED = 32;

    private NetbiosName() {
    }

    /** The name as Windows shows it, such as {@code FILESERVER<20>}; other names are returned unchanged. */
    static String text(NameReader name) {
        String label = name.firstLabel();
        if (label.length() != ENCODED || !label.chars().allMatch(c -> c >= 'A' && c <= 'P')) {
            return name.text();
        }
        StringBuilder text = new StringBuilder(20);
        for (int i = 0; i < ENCODED - 2; i += 2) {
            append(text, decode(label, i));
        }
        int kept = text.length();
        while (kept > 0 && text.charAt(kept - 1) == ' ') {
            kept--;
        }
        text.setLength(kept);
        text.append('<').append(hex(decode(label, ENCODED - 2))).append('>');
        return scope(name, text);
    }

    private static String scope(NameReader name, StringBuilder text) {
        return name.labels() > 1 ? text.append(name.text().substring(ENCODED)).toString() : text.toString();
    }

    private static int decode(String label, int at) {
        return label.charAt(at) - 'A' << 4 | label.charAt(at + 1) - 'A';
    }

    private static void append(StringBuilder text, int c) {
        if (c >= 0x20 && c < 0x7f && c != '\\') {
            text.append((char) c);
        } else {
            text.append('<').append(hex(c)).append('>');
        }
    }

    /** A byte as two hexadecimal digits. */
    static String hex(int value) {
        return Integer.toHexString(value | 0x100).substring(1);
    }
}
