package io.wirecause.sip.message;

import io.wirecause.bytes.ByteView;

/** Recognises by content where a SIP message begins (RFC 3261, sections 7.1 and 7.2), on any port. */
public final class StartLine {
    /** Longest start line looked at; URIs can be long, but not longer than any head that is read. */
    static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_METHOD = 64;
    private static final String STATUS = "SIP/2.0 ";
    private static final String VERSION = "SIP/2.0";
    /** Methods of the registry (RFC 3261 and its extensions), the commonest first. */
    private static final String[] METHODS = {"INVITE", "ACK", "BYE", "REGISTER", "OPTIONS", "CANCEL", "NOTIFY", "SUBSCRIBE",
        "UPDATE", "INFO", "PRACK", "MESSAGE", "PUBLISH", "REFER"};

    /** Characters of names and methods (RFC 3261, section 25.1). */
    private static final boolean[] TOKEN = new boolean[0x80];

    static {
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    private StartLine() {
    }

    /** Where the bytes go on behind empty lines (RFC 3261, section 7.5: a sender may put some before a message). */
    public static int skipEmptyLines(ByteView bytes, int from) {
        int at = from;
        while (at < bytes.length() && (bytes.u8(at) == '\r' || bytes.u8(at) == '\n')) {
            at++;
        }
        return at;
    }

    /**
     * Whether a SIP message starts here. A line that is cut off by the end of the bytes counts if it begins with a known
     * method and a URI.
     */
    public static boolean isAt(ByteView bytes, int at) {
        if (bytes.startsWith(at, "SIP/")) {
            return isStatusLine(bytes, at);
        }
        int space = methodEnd(bytes, at);
        if (space < 0) {
            return false;
        }
        int end = lineEnd(bytes, at);
        if (end < 0) {
            return isKnown(bytes, at, space) && hasScheme(bytes, space + 1);
        }
        while (end > space && bytes.u8(end - 1) <= ' ') {
            end--;
        }
        int version = end - VERSION.length();
        if (version <= space + 2 || !bytes.startsWith(version, "SIP/") || bytes.u8(version - 1) != ' ') {
            return false;
        }
        // Another version of SIP is a fault worth telling, but only a method that is surely SIP's proves that it is one. Text
        // that quotes the version is no start line: one URI stands between method and version.
        int blank = bytes.indexOf(' ', space + 1, version - 1);
        return isKnown(bytes, at, space) || bytes.startsWith(version, VERSION) && blank < 0
                && hasColon(bytes, space + 1, version);
    }

    private static boolean isKnown(ByteView bytes, int at, int end) {
        for (String method : METHODS) {
            if (method.length() == end - at && bytes.startsWith(at, method)) {
                return true;
            }
        }
        return false;
    }

    /** A method as a string: always the same one for those of the registry. */
    static String method(ByteText method) {
        for (String known : METHODS) {
            if (method.is(known)) {
                return known;
            }
        }
        return method.toString();
    }

    private static boolean isStatusLine(ByteView bytes, int at) {
        int digits = at + STATUS.length();
        if (!bytes.startsWith(at, STATUS) || bytes.length() < digits + 3) {
            return false;
        }
        for (int i = digits; i < digits + 3; i++) {
            if (bytes.u8(i) < '0' || bytes.u8(i) > '9') {
                return false;
            }
        }
        return bytes.length() == digits + 3 || bytes.u8(digits + 3) <= ' ';
    }

    /** The space behind a method token (RFC 3261, section 25.1); -1 for none. */
    private static int methodEnd(ByteView bytes, int at) {
        int end = Math.min(bytes.length(), at + MAX_METHOD + 1);
        for (int i = at; i < end; i++) {
            int c = bytes.u8(i);
            if (c == ' ') {
                return i > at ? i : -1;
            }
            if (!isToken(c)) {
                return -1;
            }
        }
        return -1;
    }

    static boolean isToken(int c) {
        return c >= 0 && c < TOKEN.length && TOKEN[c];
    }

    /** Whether a URI has a scheme (RFC 3986, section 3.1); a path of HTTP has none. */
    private static boolean hasColon(ByteView bytes, int from, int to) {
        int colon = bytes.indexOf(':', from, to);
        for (int i = from; i < colon; i++) {
            if (!isToken(bytes.u8(i))) {
                return false;
            }
        }
        return colon > from;
    }

    private static boolean hasScheme(ByteView bytes, int at) {
        return bytes.startsWith(at, "sip:") || bytes.startsWith(at, "sips:") || bytes.startsWith(at, "tel:")
                || bytes.startsWith(at, "urn:");
    }

    /** Where the line feed of the line is; -1 where the bytes end first. */
    static int lineEnd(ByteView bytes, int at) {
        return bytes.indexOf('\n', at, (int) Math.min(bytes.length(), (long) at + MAX_LENGTH));
    }

    /** Where the next line begins with which a message may start, from {@code from} on; -1 for none. */
    public static int find(ByteView bytes, int from) {
        for (int line = lineEnd(bytes, from); line >= 0; line = lineEnd(bytes, line + 1)) {
            if (line + 1 < bytes.length() && isAt(bytes, line + 1)) {
                return line + 1;
            }
        }
        return -1;
    }
}
