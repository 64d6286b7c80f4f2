package io.wirecause.http.exchange;

import io.wirecause.report.WireText;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes out of request targets what is nobody's business: values of the query, session ids, tokens, user information. */
public final class TargetMask {
    /** Characters of a target that are looked at; the rest only counts. */
    private static final int LONGEST = 400;
    private static final int SHOWN = 160;
    private static final String MASK = "***";
    /** A segment as long as this that is one token in letters and digits is a secret as likely as an id. */
    private static final int TOKEN_LENGTH = 24;
    private static final int TOKEN_SHOWN = 6;
    private static final int MOST_PARAMETERS = 8;
    private static final Pattern LONG_POLL = Pattern.compile("(^|[/_.?&=-])(long-?poll(ing)?|poll(ing)?|comet[d]?|http-bind|bosh"
            + "|getupdates|event-?source|lp)($|[/_.?&=-])|[?&](wait|watch|longpoll|blocking)=|transport=(longpolling|polling|"
            + "serversentevents)", Pattern.CASE_INSENSITIVE);
    private static final String[] LONG_POLL_HINTS = {"poll", "comet", "bind", "bosh", "getupdates", "source", "lp", "wait",
            "watch",
        "blocking", "events"};

    private TargetMask() {
    }

    /** Path and query in origin form, cleaned and masked. */
    static String masked(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        StringBuilder out = new StringBuilder(path.length() + 16);
        maskPath(path.length() > LONGEST ? path.substring(0, LONGEST) : path, out);
        if (query >= 0) {
            maskQuery(target, query + 1, out);
        }
        return WireText.clean(out, SHOWN);
    }

    /** A URI reference as in Location, cleaned and masked. */
    static String maskedUri(String uri) {
        int scheme = uri.indexOf("://");
        if (scheme < 0 || scheme > "https".length()) {
            return masked(uri);
        }
        int slash = uri.indexOf('/', scheme + "://".length());
        String authority = slash < 0 ? uri.substring(scheme + "://".length()) : uri.substring(scheme + "://".length(), slash);
        int query = authority.indexOf('?');
        authority = query < 0 ? authority : authority.substring(0, query);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return WireText.clean(uri.substring(0, scheme) + "://" + host, SHOWN) + (slash < 0 ? "" : masked(uri.substring(slash)));
    }

    /** Path and query of an absolute URI, without its fragment; anything else as it is. */
    static String originForm(String uri) {
        int scheme = uri.indexOf("://");
        boolean absolute = scheme > 0 && scheme <= "https".length();
        int slash = absolute ? uri.indexOf('/', scheme + "://".length()) : 0;
        String path = slash < 0 ? "/" : uri.substring(slash);
        int fragment = path.indexOf('#');
        return fragment < 0 ? path : path.substring(0, fragment);
    }

    private static void maskPath(String path, StringBuilder out) {
        int from = 0;
        while (from <= path.length()) {
            int to = path.indexOf('/', from);
            to = to < 0 ? path.length() : to;
            maskSegment(path, from, to, out);
            if (to < path.length()) {
                out.append('/');
            }
            from = to + 1;
        }
    }

    private static void maskSegment(String path, int from, int to, StringBuilder out) {
        int end = path.indexOf(';', from);
        end = end < 0 || end > to ? to : end;
        if (end - from >= TOKEN_LENGTH && isToken(path, from, end)) {
            out.append(path, from, from + TOKEN_SHOWN).append(MASK);
        } else {
            out.append(path, from, end);
        }
        if (end < to) {
            int equals = path.indexOf('=', end);
            out.append(path, end, equals < 0 || equals > to ? to : equals + 1).append(equals < 0 || equals > to ? "" : MASK);
        }
    }

    /** Whether a segment reads as random: digits among letters throughout, no words between separators. */
    private static boolean isToken(String text, int from, int to) {
        int digits = 0;
        int changes = 0;
        int separators = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            digits += digit ? 1 : 0;
            separators += digit || letter ? 0 : 1;
            changes += i > from && kind(c) != kind(text.charAt(i - 1)) ? 1 : 0;
        }
        int length = to - from;
        return separators <= 2 + length / 40 && changes >= length / 5 && (digits > 0 || changes >= length / 3);
    }

    private static int kind(char c) {
        return c >= '0' && c <= '9' ? 0 : c >= 'a' && c <= 'z' ? 1 : c >= 'A' && c <= 'Z' ? 2 : 3;
    }

    /** Names of parameters stay, values do not: {@code ?user=***&page=***}. A query without names is masked whole. */
    private static void maskQuery(String target, int start, StringBuilder out) {
        out.append('?');
        int from = start;
        int count = 0;
        int most = Math.min(target.length(), start + LONGEST);
        while (from < most && count < MOST_PARAMETERS) {
            int to = target.indexOf('&', from);
            to = to < 0 || to > most ? most : to;
            int equals = target.indexOf('=', from);
            boolean named = equals >= from && equals < to && isName(target, from, equals);
            out.append(count++ == 0 ? "" : "&").append(named ? target.substring(from, equals + 1) : "").append(MASK);
            from = to + 1;
        }
        if (from < target.length()) {
            out.append("&...");
        }
    }

    private static boolean isName(String text, int from, int to) {
        boolean name = to > from && to - from < TOKEN_LENGTH + TOKEN_SHOWN;
        for (int i = from; name && i < to; i++) {
            char c = text.charAt(i);
            name = Character.isLetterOrDigit(c) || "_-.[]%$:".indexOf(c) >= 0;
        }
        return name;
    }

    /** Whether a hint may begin anywhere: its first two letters are there. Most targets are done with by this one look. */
    private static boolean mayHint(String target) {
        int most = Math.min(target.length(), LONGEST);
        int before = 0;
        for (int i = 0; i < most; i++) {
            int c = target.charAt(i) | 0x20;
            boolean pair = switch (c) {
                case 'o' -> before == 'p' || before == 'c' || before == 'b' || before == 's';
                case 'i' -> before == 'b';
                case 'e' -> before == 'g';
                case 'p' -> before == 'l';
                case 'a' -> before == 'w';
                case 'l' -> before == 'b';
                case 'v' -> before == 'e';
                default -> false;
            };
            if (pair) {
                return true;
            }
            before = c;
        }
        return false;
    }

    /** Whether the target names a poll that the server may hold. */
    static boolean isLongPoll(String target) {
        if (!mayHint(target)) {
            return false;
        }
        String looked = target.length() > LONGEST ? target.substring(0, LONGEST) : target;
        String lower = looked.toLowerCase(Locale.ROOT);
        for (String hint : LONG_POLL_HINTS) {
            if (lower.contains(hint)) {
                return LONG_POLL.matcher(lower).find();
            }
        }
        return false;
    }
}
