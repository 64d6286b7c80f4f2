package io.pcaplens.sip;

import java.util.Locale;

/** Takes values of header fields apart; quoted strings and angle brackets hide what they hold (RFC 3261, section 25.1). */
final class HeaderValue {
    private HeaderValue() {
    }

    /** The first of several values separated by commas. */
    static String first(String value) {
        int comma = find(value, 0, ',');
        return (comma < 0 ? value : value.substring(0, comma)).strip();
    }

    /** How many values there are, separated by commas. */
    static int count(String value) {
        int count = 1;
        for (int at = find(value, 0, ','); at >= 0; at = find(value, at + 1, ',')) {
            count++;
        }
        return count;
    }

    /**
     * A parameter such as {@code tag} or {@code branch}, without quotes; empty where it has no value, null where it is not
     * there.
     */
    static String parameter(String value, String name) {
        for (int at = find(value, 0, ';'); at >= 0; ) {
            int end = find(value, at + 1, ';');
            String each = value.substring(at + 1, end < 0 ? value.length() : end).strip();
            int equals = each.indexOf('=');
            String key = equals < 0 ? each : each.substring(0, equals).strip();
            if (key.toLowerCase(Locale.ROOT).equals(name)) {
                return equals < 0 ? "" : unquote(each.substring(equals + 1).strip());
            }
            at = end;
        }
        return null;
    }

    /** A field of a challenge or of credentials: {@code Digest realm="...", nonce="..."}; null where it is not there. */
    static String credential(String value, String name) {
        int space = value.indexOf(' ');
        String fields = space < 0 ? "" : value.substring(space + 1);
        for (int at = 0; at >= 0 && at < fields.length(); ) {
            int end = find(fields, at, ',');
            String each = fields.substring(at, end < 0 ? fields.length() : end).strip();
            int equals = each.indexOf('=');
            if (equals > 0 && each.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return unquote(each.substring(equals + 1).strip());
            }
            at = end < 0 ? -1 : end + 1;
        }
        return null;
    }

    /** The URI of an address with or without a name and angle brackets. */
    static String uri(String address) {
        int open = find(address, 0, '<');
        if (open >= 0) {
            int close = address.indexOf('>', open);
            return address.substring(open + 1, close < 0 ? address.length() : close).strip();
        }
        int semicolon = find(address, 0, ';');
        return (semicolon < 0 ? address : address.substring(0, semicolon)).strip();
    }

    /** The host of a SIP URI, without brackets around IPv6; null where there is none. */
    static String host(String uri) {
        String hostPort = hostPort(uri);
        if (hostPort == null) {
            return null;
        }
        if (hostPort.startsWith("[")) {
            int close = hostPort.indexOf(']');
            return close < 0 ? null : hostPort.substring(1, close);
        }
        int colon = hostPort.indexOf(':');
        return colon < 0 ? hostPort : hostPort.substring(0, colon);
    }

    /** Host and port of a SIP URI as written; null where it has no scheme. */
    static String hostPort(String uri) {
        int scheme = uri.indexOf(':');
        if (scheme < 0) {
            return null;
        }
        int end = uri.length();
        for (char c : new char[] {';', '?'}) {
            // A user part may hold both characters, so look behind the last @ only.
            int stop = uri.indexOf(c, Math.max(scheme, uri.lastIndexOf('@')));
            end = stop < 0 ? end : Math.min(end, stop);
        }
        int at = uri.lastIndexOf('@', end);
        return uri.substring(Math.max(scheme, at) + 1, end);
    }

    /** Where a character stands outside of quotes and brackets; -1 where it does not. */
    private static int find(String value, int from, char wanted) {
        boolean quoted = false;
        int brackets = 0;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == wanted && brackets == 0) {
                return i;
            } else if (c == '"') {
                quoted = true;
            } else if (c == '<') {
                brackets++;
            } else if (c == '>' && brackets > 0) {
                brackets--;
            }
        }
        return -1;
    }

    private static String unquote(String text) {
        if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') {
            return text;
        }
        return text.substring(1, text.length() - 1);
    }
}
