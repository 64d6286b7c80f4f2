package io.wirecause.service.decode;

import io.wirecause.bytes.ByteView;
import java.nio.charset.StandardCharsets;

/** Reads words and numbers of lines of ASCII, without making strings of them. */
public final class Words {
    private static final int LOWER = 0x20;

    private Words() {
    }

    /** Whether this word, in upper case, stands here in any case, followed by a space, a line's end or nothing. */
    public static boolean startsWith(ByteView bytes, int offset, String upper) {
        int end = offset + upper.length();
        if (end > bytes.length()) {
            return false;
        }
        for (int i = 0; i < upper.length(); i++) {
            int c = bytes.u8(offset + i);
            if ((c >= 'a' && c <= 'z' ? c - LOWER : c) != upper.charAt(i)) {
                return false;
            }
        }
        return end == bytes.length() || bytes.u8(end) <= ' ';
    }

    /** Which of these words stands here; null where none does. */
    public static String of(ByteView bytes, int offset, String[] upper) {
        if (offset >= bytes.length()) {
            return null;
        }
        int c = bytes.u8(offset);
        int first = c >= 'a' && c <= 'z' ? c - LOWER : c;
        for (String word : upper) {
            if (word.charAt(0) == first && startsWith(bytes, offset, word)) {
                return word;
            }
        }
        return null;
    }

    /** A number of so many digits; -1 where other bytes stand there. */
    public static int digits(ByteView bytes, int offset, int count) {
        if (offset + count > bytes.length()) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < count; i++) {
            int digit = bytes.u8(offset + i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** A decimal number from here to the first other byte, at most 18 digits; -1 where there is none. */
    public static long number(ByteView bytes, int offset) {
        long value = -1;
        for (int i = offset; i < bytes.length() && i < offset + 18; i++) {
            int digit = bytes.u8(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = Math.max(0, value) * 10 + digit;
        }
        return value;
    }

    /** Where the word after the one at an offset begins; the end where there is none. */
    public static int next(ByteView bytes, int offset) {
        int at = offset;
        while (at < bytes.length() && bytes.u8(at) > ' ') {
            at++;
        }
        while (at < bytes.length() && bytes.u8(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Text from here to the end. */
    public static String rest(ByteView bytes, int offset) {
        return offset >= bytes.length() ? "" : text(bytes, offset, bytes.length() - offset);
    }

    /** The word at an offset, up to a space or the end. */
    public static String word(ByteView bytes, int offset) {
        int end = offset;
        while (end < bytes.length() && bytes.u8(end) > ' ') {
            end++;
        }
        return end <= offset ? "" : text(bytes, offset, end - offset);
    }

    /** Bytes as UTF-8 text; hostile until cleaned. */
    public static String text(ByteView bytes, int offset, int length) {
        return new String(bytes.copy(offset, length), StandardCharsets.UTF_8);
    }

    /** Text up to a zero byte or the end. */
    public static String zeroEnded(ByteView bytes, int offset) {
        if (offset >= bytes.length()) {
            return "";
        }
        int end = bytes.indexOf(0, offset, bytes.length());
        return text(bytes, offset, (end < 0 ? bytes.length() : end) - offset);
    }
}
