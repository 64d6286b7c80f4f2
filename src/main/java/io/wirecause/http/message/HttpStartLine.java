package io.wirecause.http.message;

import io.wirecause.bytes.ByteView;

/**
 * Tells the first line of a request or an answer from everything else, by its content: other protocols have lines of the same
 * shape and end them with another version (SIP/2.0, RTSP/1.0, ICAP/1.0) or none (SMTP, FTP, IRC).
 */
public final class HttpStartLine {
    /** The longest method known is shorter; a word as long as this is none. */
    private static final int LONGEST_METHOD = 24;
    private static final int STATUS_LINE = "HTTP/1.1 200".length();
    private static final int VERSION = "HTTP/1.1".length();
    private static final String HTTP = "HTTP/";
    private static final String VERSION_1 = "HTTP/1.";
    private static final String ICY = "ICY ";
    private static final String[] METHODS = {"GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ",
        "TRACE ", "PROPFIND ", "REPORT ", "SUBSCRIBE ", "NOTIFY ", "MKCOL ", "COPY ", "MOVE ", "LOCK ", "UNLOCK ", "SEARCH ",
        "M-POST ", "RPC_IN_DATA ", "RPC_OUT_DATA ", "BITS_POST ", "CCM_POST "};

    private HttpStartLine() {
    }

    /** Whether the bytes may begin a request: a method, or as much of one as there is. */
    public static boolean mayBeginRequest(ByteView bytes, int from) {
        int at = from;
        int end = Math.min(bytes.length(), from + LONGEST_METHOD + 1);
        while (at < end && isToken(bytes.u8(at))) {
            at++;
        }
        if (at == bytes.length()) {
            return at - from <= LONGEST_METHOD && at > from;
        }
        boolean word = at - from >= 2 && at - from <= LONGEST_METHOD && bytes.u8(at) == ' ';
        return word && (at + 1 == bytes.length() || bytes.u8(at + 1) > ' ');
    }

    private static boolean isToken(int c) {
        return c >= 'A' && c <= 'Z' || c == '-' || c == '_';
    }

    /** Whether the bytes may begin an answer: {@code HTTP/1.}, or as much of it as there is. */
    public static boolean mayBeginAnswer(ByteView bytes, int from) {
        return mayBegin(VERSION_1, bytes, from) || mayBegin("ICY 200", bytes, from);
    }

    private static boolean mayBegin(String text, ByteView bytes, int from) {
        int most = Math.min(text.length(), bytes.length() - from);
        return most > 0 && isText(text, most, bytes, from);
    }

    /** Whether the bytes are the first characters of an upper-case text; some servers write the version in lower case. */
    private static boolean isText(String text, int length, ByteView bytes, int from) {
        if (length > bytes.length() - from) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int c = bytes.u8(from + i);
            if ((c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a status line begins here, with all three digits. */
    public static boolean isAnswer(ByteView bytes, int from) {
        return isText(VERSION_1, VERSION_1.length(), bytes, from) && bytes.length() - from >= STATUS_LINE
                && bytes.u8(from + VERSION) == ' '
                && isDigit(bytes.u8(from + VERSION - 1)) && status(bytes, from, bytes.length() - from) >= 0;
    }

    /** Whether a request begins here: a whole request line, or a known method where the line is cut or goes on. */
    public static boolean isRequest(ByteView bytes, int from) {
        int end = bytes.indexOf('\n', from, bytes.length());
        if (end >= 0) {
            return isRequestLine(bytes, from, trimmed(bytes, from, end));
        }
        return isKnownMethod(bytes, from) && mayBeginRequest(bytes, from);
    }

    static boolean isKnownMethod(ByteView bytes, int from) {
        for (String method : METHODS) {
            if (bytes.startsWith(from, method)) {
                return bytes.length() > from + method.length() && bytes.u8(from + method.length()) > ' ';
            }
        }
        return false;
    }

    /** Length of the line from {@code from} to its line feed at {@code end}, without a carriage return. */
    static int trimmed(ByteView bytes, int from, int end) {
        return (end > from && bytes.u8(end - 1) == '\r' ? end - 1 : end) - from;
    }

    /** Whether the line is {@code METHOD target HTTP/1.x}. */
    static boolean isRequestLine(ByteView line, int from, int length) {
        int version = length - VERSION;
        return version >= 4 && mayBeginRequest(line, from) && line.startsWith(from + version, "HTTP/1.")
                && isDigit(line.u8(from + length - 1)) && line.u8(from + version - 1) == ' '
                && line.indexOf(' ', from, from + version) < from + version - 1;
    }

    /** The status of a line that begins with {@code HTTP/1.x NNN}, or of {@code ICY}; -1 where it is none. */
    static int status(ByteView line, int from, int length) {
        int at = isText(HTTP, HTTP.length(), line, from) ? from + VERSION : line.startsWith(from, ICY) ? from + ICY.length() - 1
                : -1;
        if (at < 0 || at + 4 > from + length || line.u8(at) != ' ') {
            return -1;
        }
        while (at + 4 < from + length && line.u8(at + 1) == ' ') {
            at++;
        }
        int status = 0;
        for (int i = 1; i <= 3; i++) {
            int c = line.u8(at + i);
            if (!isDigit(c)) {
                return -1;
            }
            status = 10 * status + c - '0';
        }
        boolean ends = at + 4 == from + length || !isDigit(line.u8(at + 4));
        return ends && status >= 100 ? status : -1;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
