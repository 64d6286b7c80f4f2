package io.wirecause.tcp.segment;

import io.wirecause.bytes.ByteView;

/**
 * Answers by which servers of old text protocols refuse a login: FTP and SMTP (530, 535), POP3 (-ERR), IMAP (NO), Telnet. Their
 * programs wait for seconds before they say so, to make guessing slow.
 */
final class LoginRefusal {
    private static final byte[] TELNET = {'L', 'o', 'g', 'i', 'n', ' ', 'i', 'n', 'c', 'o', 'r', 'r', 'e', 'c', 't'};
    private static final int SHORTEST = 5;
    private static final int LONGEST = 512;
    private static final int LONGEST_TAG = 10;

    private LoginRefusal() {
    }

    static boolean isIn(ByteView payload) {
        int length = payload.length();
        if (length < SHORTEST || length > LONGEST) {
            return false;
        }
        int first = payload.u8(0);
        return switch (first) {
            case '5' -> payload.u8(1) == '3' && (payload.u8(2) == '0' || payload.u8(2) == '5')
                    && (payload.u8(3) == ' ' || payload.u8(3) == '-');
            case '-' -> payload.u8(1) == 'E' && payload.u8(2) == 'R' && payload.u8(3) == 'R';
            case 'L' -> isTelnet(payload, 0) || isImap(payload);
            case '\r' -> payload.u8(1) == '\n' && isTelnet(payload, 2);
            default -> Character.isLetterOrDigit(first) && isImap(payload);
        };
    }

    private static boolean isTelnet(ByteView payload, int at) {
        if (payload.length() < at + TELNET.length) {
            return false;
        }
        for (int i = 0; i < TELNET.length; i++) {
            if (payload.u8(at + i) != TELNET[i]) {
                return false;
            }
        }
        return true;
    }

    /** A tag, then NO (RFC 9051, section 7.1.2). */
    private static boolean isImap(ByteView payload) {
        for (int i = 1; i <= LONGEST_TAG && i + 3 < payload.length(); i++) {
            if (payload.u8(i) == ' ') {
                return payload.u8(i + 1) == 'N' && payload.u8(i + 2) == 'O' && payload.u8(i + 3) == ' ';
            }
        }
        return false;
    }
}
