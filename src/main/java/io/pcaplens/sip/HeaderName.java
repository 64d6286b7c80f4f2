package io.pcaplens.sip;

import java.util.Locale;
import java.util.Map;

/** Names of header fields: they do not depend on case, and some have a compact form (RFC 3261, section 7.3.3). */
final class HeaderName {
    /** One letter stands for a name, as registered with IANA. */
    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("a", "accept-contact"), Map.entry("b", "referred-by"), Map.entry("c", "content-type"),
            Map.entry("d", "request-disposition"), Map.entry("e", "content-encoding"), Map.entry("f", "from"),
            Map.entry("i", "call-id"), Map.entry("j", "reject-contact"), Map.entry("k", "supported"),
            Map.entry("l", "content-length"), Map.entry("m", "contact"), Map.entry("n", "identity-info"),
            Map.entry("o", "event"), Map.entry("r", "refer-to"), Map.entry("s", "subject"), Map.entry("t", "to"),
            Map.entry("u", "allow-events"), Map.entry("v", "via"), Map.entry("x", "session-expires"),
            Map.entry("y", "identity"));

    private HeaderName() {
    }

    /** The long name in lower case. */
    static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() == 1 ? COMPACT.getOrDefault(lower, lower) : lower;
    }
}
