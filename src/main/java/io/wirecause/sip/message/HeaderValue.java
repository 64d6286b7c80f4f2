package io.wirecause.sip.message;

/** Takes values of header fields apart; quoted strings and angle brackets hide what they hold (RFC 3261, section 25.1). */
public final class HeaderValue {
    private HeaderValue() {
    }

    /** The first of several values separated by commas. */
    static ByteText first(ByteText value) {
        int comma = find(value, 0, ',', ',');
        return (comma < 0 ? value : value.part(0, comma)).strip();
    }

    /**
     * A parameter such as {@code boundary}, without quotes; empty where it has no value, null if absent.
     */
    static ByteText parameter(ByteText value, String name) {
        return parameter(value, name, ';');
    }

    /** A parameter such as {@code tag} or {@code branch} of the first of several values, likewise. */
    static ByteText firstParameter(ByteText values, String name) {
        return parameter(values, name, ',');
    }

    /** The same, up to where this character ends the value. */
    private static ByteText parameter(ByteText value, String name, char stop) {
        int at = find(value, 0, ';', stop);
        while (at >= 0 && value.at(at) == ';') {
            int next = find(value, at + 1, ';', stop);
            int end = next < 0 ? value.length() : next;
            int equals = value.indexOf('=', at + 1, end);
            if (value.isPart(at + 1, equals < 0 ? end : equals, name)) {
                return equals < 0 ? value.part(end, end) : unquote(value.part(equals + 1, end).strip());
            }
            at = next;
        }
        return null;
    }

    /** A field of a challenge or of credentials: {@code Digest realm="...", nonce="..."}; null if absent. */
    public static String credential(String value, String name) {
        return credential(ByteText.of(value), name);
    }

    /** The same of a header field. */
    public static String credential(ByteText value, String name) {
        int space = value.indexOf(' ');
        ByteText fields = space < 0 ? value.part(0, 0) : value.part(space + 1, value.length());
        for (int at = 0; at >= 0 && at < fields.length(); ) {
            int end = find(fields, at, ',', ',');
            ByteText each = fields.part(at, end < 0 ? fields.length() : end).strip();
            int equals = each.indexOf('=');
            if (equals > 0 && each.part(0, equals).strip().toString().equalsIgnoreCase(name)) {
                return unquote(each.part(equals + 1, each.length()).strip()).toString();
            }
            at = end < 0 ? -1 : end + 1;
        }
        return null;
    }

    /** The URI of an address with or without a name and angle brackets. */
    static ByteText uri(ByteText address) {
        int open = find(address, 0, '<', '<');
        if (open >= 0) {
            ByteText inside = address.part(open + 1, address.length());
            int close = inside.indexOf('>');
            return (close < 0 ? inside : inside.part(0, close)).strip();
        }
        int semicolon = find(address, 0, ';', ';');
        return (semicolon < 0 ? address : address.part(0, semicolon)).strip();
    }

    /** The host of a SIP URI, without brackets around IPv6; null for none. */
    public static String host(String uri) {
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

    /** Where one of two characters stands outside of quotes and brackets; -1 where none does. */
    private static int find(ByteText value, int from, char wanted, char other) {
        boolean quoted = false;
        int brackets = 0;
        for (int i = from; i < value.length(); i++) {
            int c = value.at(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if ((c == wanted || c == other) && brackets == 0) {
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

    private static ByteText unquote(ByteText text) {
        int last = text.length() - 1;
        return last > 0 && text.at(0) == '"' && text.at(last) == '"' ? text.part(1, last) : text;
    }
}
