package io.wirecause.service.text;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.Words;

/** Replies of three digits and text, on one line or several, as SMTP, FTP and NNTP have them: RFC 5321, section 4.2.1. */
final class ReplyLines {
    private static final int MOST = 240;
    private static final int DIGITS = 3;

    private int code;
    private int open = -1;
    private String first = "";
    private String enhanced;
    private StringBuilder words;

    /** Whether these bytes begin with a reply. */
    static boolean isReply(ByteView bytes) {
        int number = Words.digits(bytes, 0, DIGITS);
        return number >= 100 && number < 600 && (bytes.length() == DIGITS || bytes.u8(DIGITS) == ' ' || bytes.u8(DIGITS) == '-'
                || bytes.u8(DIGITS) == '\r' || bytes.u8(DIGITS) == '\n');
    }

    /** Whether one of these words, in upper case, stands anywhere in the first line or lines, in any case. */
    static boolean mentions(ByteView bytes, String... upper) {
        String text = Words.rest(bytes, 0).toUpperCase(java.util.Locale.ROOT);
        for (String word : upper) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Takes a line; whether the reply is whole with it. */
    boolean take(ByteView line) {
        int number = Words.digits(line, 0, DIGITS);
        boolean dash = number >= 0 && line.length() > DIGITS && line.u8(DIGITS) == '-';
        if (open < 0) {
            if (!isReply(line)) {
                return false;
            }
            code = number;
            enhanced = enhanced(line);
            words = null;
            first = null;
            keep(line, DIGITS + 1);
            open = dash ? number : -1;
            return !dash;
        }
        boolean last = number == open && !dash;
        keep(line, number == open ? DIGITS + 1 : 0);
        open = last ? -1 : open;
        return last;
    }

    /** Words are kept of errors alone, and the first line of what may be a greeting. */
    private void keep(ByteView line, int from) {
        if (code < 400 && code != 220 && code != 200 && code != 201) {
            return;
        }
        int at = from;
        if (enhanced != null && line.startsWith(at, enhanced)) {
            at = Math.min(line.length(), at + enhanced.length() + 1);
        }
        String text = Words.rest(line, Math.min(at, line.length()));
        if (first == null) {
            first = text;
        }
        if (words == null) {
            words = new StringBuilder();
        }
        if (words.length() < MOST) {
            words.append(words.length() == 0 ? "" : " ").append(text, 0, Math.min(text.length(), MOST));
        }
    }

    /** A code such as {@code 5.7.1}, of the same class as the code before it (RFC 2034); null where there is none. */
    private String enhanced(ByteView line) {
        int at = DIGITS + 1;
        if (line.length() < at + 5 || line.u8(at) != line.u8(0) || line.u8(at + 1) != '.') {
            return null;
        }
        long subject = Words.number(line, at + 2);
        int dot = at + 2 + digits(subject);
        if (subject < 0 || subject > 999 || dot + 1 >= line.length() || line.u8(dot) != '.') {
            return null;
        }
        long detail = Words.number(line, dot + 1);
        int end = dot + 1 + digits(detail);
        return detail < 0 || detail > 999 ? null : line.latin1(at, end - at);
    }

    private static int digits(long number) {
        return number < 10 ? 1 : number < 100 ? 2 : 3;
    }

    boolean isOpen() {
        return open >= 0;
    }

    int code() {
        return code;
    }

    /** Its class, subject and detail; null where it has none. */
    String enhanced() {
        return enhanced;
    }

    /** The code, with the enhanced one. */
    String codes() {
        return enhanced == null ? Integer.toString(code) : code + " " + enhanced;
    }

    /** The text of all lines. */
    String words() {
        return words == null ? null : words.toString();
    }

    String firstLine() {
        return first == null ? "" : first;
    }

    void clear() {
        open = -1;
    }
}
