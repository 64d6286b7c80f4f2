package io.wirecause.http.exchange;

import io.wirecause.bytes.ByteView;

/** Which fields are read at all: all others are passed over without a copy. Names are compared without regard to case. */
public final class FieldInterest {
    private static final String[] REQUEST = {"host", "authorization", "proxy-authorization", "accept", "expect",
        "content-type", "user-agent", "prefer"};
    private static final String[] RESPONSE = {"content-type", "location", "server", "www-authenticate", "proxy-authenticate",
        "keep-alive", "via", "connection", "proxy-connection"};

    private FieldInterest() {
    }

    /** The name in lower case where a field of a request is of interest; null where not. */
    public static String ofRequest(ByteView line, int from, int length) {
        return of(REQUEST, line, from, length);
    }

    /** The name in lower case where a field of an answer is of interest; null where not. */
    public static String ofResponse(ByteView line, int from, int length) {
        return of(RESPONSE, line, from, length);
    }

    private static String of(String[] names, ByteView line, int from, int length) {
        for (String name : names) {
            if (name.length() == length && matches(name, line, from)) {
                return name;
            }
        }
        return null;
    }

    /** Whether these bytes are this name, which is in lower case. */
    public static boolean matches(String name, ByteView line, int from) {
        for (int i = 0; i < name.length(); i++) {
            int c = line.u8(from + i);
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
