package io.wirecause.sip.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names of header fields that are looked up: they do not depend on case, and some have a compact form (RFC 3261, section
 * 7.3.3).
 */
public enum HeaderName {
    /** The hops that the request took, the last one on top. */
    VIA,
    /** Who sent the request. */
    FROM,
    /** Whom it is for. */
    TO,
    /** Names the dialog or registration. */
    CALL_ID,
    /** Number and method of the request within it. */
    CSEQ,
    /** Where the sender can be reached. */
    CONTACT,
    /** Type of the body. */
    CONTENT_TYPE,
    /** Length of the body. */
    CONTENT_LENGTH,
    /** The client's software. */
    USER_AGENT,
    /** The server's software. */
    SERVER,
    /** How long a registration or subscription holds. */
    EXPIRES,
    /** Credentials for the server. */
    AUTHORIZATION,
    /** Credentials for a proxy. */
    PROXY_AUTHORIZATION,
    /** The server's challenge. */
    WWW_AUTHENTICATE,
    /** A proxy's challenge. */
    PROXY_AUTHENTICATE,
    /** More about a status. */
    WARNING,
    /** Why a request was sent (RFC 3326). */
    REASON,
    /** The dialog whose place this one takes (RFC 3891). */
    REPLACES,
    /** Where a call is to be transferred to (RFC 3515). */
    REFER_TO,
    /** Number of a reliable provisional response (RFC 3262). */
    RSEQ,
    /** Seconds after which a session that is not refreshed ends (RFC 4028). */
    SESSION_EXPIRES,
    /** Proxies that want to stay on the path of a dialog. */
    RECORD_ROUTE;

    /** How many these are. */
    static final int COUNT = values().length;
    /** One letter stands for a name, as registered with IANA. */
    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("a", "accept-contact"), Map.entry("b", "referred-by"), Map.entry("c", "content-type"),
            Map.entry("d", "request-disposition"), Map.entry("e", "content-encoding"), Map.entry("f", "from"),
            Map.entry("i", "call-id"), Map.entry("j", "reject-contact"), Map.entry("k", "supported"),
            Map.entry("l", "content-length"), Map.entry("m", "contact"), Map.entry("n", "identity-info"),
            Map.entry("o", "event"), Map.entry("r", "refer-to"), Map.entry("s", "subject"), Map.entry("t", "to"),
            Map.entry("u", "allow-events"), Map.entry("v", "via"), Map.entry("x", "session-expires"),
            Map.entry("y", "identity"));
    private static final int LONGEST = 19;
    /** The names above by their length, and those of one letter by their compact form. */
    private static final HeaderName[][] BY_LENGTH = new HeaderName[LONGEST + 1][];
    private static final HeaderName[] BY_LETTER = new HeaderName[0x80];
    private static final Map<String, HeaderName> BY_TEXT = new HashMap<>();

    static {
        for (int length = 0; length <= LONGEST; length++) {
            int wanted = length;
            BY_LENGTH[length] = java.util.Arrays.stream(values()).filter(each -> each.text.length() == wanted)
                    .toArray(HeaderName[]::new);
        }
        for (HeaderName each : values()) {
            BY_TEXT.put(each.text, each);
        }
        COMPACT.forEach((letter, name) -> BY_LETTER[letter.charAt(0)] = of(name));
    }

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name that stands there, in either form; null where it is none of these. */
    static HeaderName of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 1) {
            return bytes[from] > 0 ? BY_LETTER[Character.toLowerCase(bytes[from])] : null;
        }
        if (length <= LONGEST) {
            for (HeaderName each : BY_LENGTH[length]) {
                if (ByteText.isInAnyCase(bytes, from, each.text)) {
                    return each;
                }
            }
        }
        return null;
    }

    /** The name that is written so in lower case; null where it is none of these. */
    static HeaderName of(String text) {
        return BY_TEXT.get(text);
    }

    /** The long name of any header field in lower case. */
    static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() == 1 ? COMPACT.getOrDefault(lower, lower) : lower;
    }

    /** The long name in lower case. */
    String text() {
        return text;
    }
}
