package io.wirecause.http.endpoint;

import io.wirecause.analysis.collect.LruMap;
import java.util.Map;

/**
 * Folds paths that differ in numbers, ids and hashes only into one: {@code /orders/{n}/items/{id}}. Versions as in {@code /v2/}
 * and names of files stay. The query does not count.
 */
public final class PathFolder {
    private static final int REMEMBERED = 1024;
    private static final int MOST_SEGMENTS = 12;
    private static final int LEAST_HASH = 12;
    private static final int LEAST_MIXED = 16;
    private static final int UUID = 36;

    private final Map<String, String> known = new LruMap<>(REMEMBERED);

    /** Nothing folded yet. */
    public PathFolder() {
    }

    /** The path, masked as {@code RequestFacts} gives it, without query and folded. */
    public String fold(String path) {
        String folded = known.get(path);
        if (folded == null) {
            folded = folded(path);
            known.put(path, folded);
        }
        return folded;
    }

    private static String folded(String path) {
        int query = path.indexOf('?');
        int end = query < 0 ? path.length() : query;
        StringBuilder out = new StringBuilder(end);
        int from = 0;
        int segments = 0;
        while (from <= end) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 || slash > end ? end : slash;
            if (segments++ == MOST_SEGMENTS) {
                return out.append("...").toString();
            }
            segment(path, from, to, out);
            if (to < end) {
                out.append('/');
            }
            from = to + 1;
        }
        return out.toString();
    }

    private static void segment(String path, int from, int to, StringBuilder out) {
        int end = path.indexOf(';', from);
        end = end < 0 || end > to ? to : end;
        String whole = path.substring(from, end);
        if (whole.isEmpty() || out.length() > 0 && out.charAt(out.length() - 1) != '/') {
            out.append(whole);
        } else if (isNumber(whole)) {
            out.append("{n}");
        } else if (isId(whole)) {
            out.append("{id}");
        } else {
            words(whole, out);
        }
    }

    /** Numbers of two and more digits that stand alone between separators: {@code segment-00017.ts}. */
    private static void words(String text, StringBuilder out) {
        int from = 0;
        while (from < text.length()) {
            int to = from;
            while (to < text.length() && "-_.,~:@=".indexOf(text.charAt(to)) < 0) {
                to++;
            }
            String word = text.substring(from, to);
            out.append(word.length() > 1 && isNumber(word) ? "{n}" : isId(word) ? "{id}" : word);
            if (to < text.length()) {
                out.append(text.charAt(to));
            }
            from = to + 1;
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A UUID, a hexadecimal hash, a masked token, or a long word of letters and digits by turns. */
    private static boolean isId(String text) {
        if (text.endsWith("***")) {
            return true;
        }
        int hex = 0;
        int digits = 0;
        int dashes = 0;
        int others = 0;
        int turns = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            digits += digit ? 1 : 0;
            hex += Character.digit(c, 16) >= 0 && c < 128 ? 1 : 0;
            dashes += c == '-' ? 1 : 0;
            others += digit || letter ? 0 : 1;
            turns += i > 0 && digit != (text.charAt(i - 1) >= '0' && text.charAt(i - 1) <= '9') ? 1 : 0;
        }
        int length = text.length();
        boolean uuid = length == UUID && dashes == 4 && hex == UUID - 4;
        boolean hash = length >= LEAST_HASH && hex == length && digits >= 2;
        return uuid || hash || length >= LEAST_MIXED && others == 0 && turns >= length / 4;
    }
}
