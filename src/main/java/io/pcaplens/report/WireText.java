package io.pcaplens.report;

/**
 * Makes text that came over the wire safe to show. Such text is hostile: it can carry terminal escapes, characters
 * that reverse or hide what follows, or a megabyte. It is escaped and cut here before it enters any record.
 */
public final class WireText {
    /** Characters kept of one string from the wire, unless the caller says otherwise. */
    public static final int DEFAULT_LENGTH = 256;

    private WireText() {
    }

    /** {@link #clean(CharSequence, int)} to the default length. */
    public static String clean(CharSequence text) {
        return clean(text, DEFAULT_LENGTH);
    }

    /**
     * The text with control, format (bidirectional, zero-width), private, unassigned and lone surrogate characters
     * written as {@code \}{@code u{hex}}, backslashes doubled, and at most {@code maxLength} characters of the source
     * kept; what was cut is counted at the end, as in {@code "...(+120 characters)"}.
     */
    public static String clean(CharSequence text, int maxLength) {
        int kept = Math.min(text.length(), maxLength);
        if (kept < text.length() && kept > 0 && Character.isHighSurrogate(text.charAt(kept - 1))) {
            kept--;
        }
        StringBuilder out = new StringBuilder(kept + 16);
        for (int i = 0; i < kept; ) {
            int c = Character.codePointAt(text, i);
            i += Character.charCount(c);
            append(out, c);
        }
        if (kept < text.length()) {
            out.append("...(+").append(text.length() - kept).append(" characters)");
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        if (c == '\\') {
            out.append("\\\\");
        } else if (isPlain(c)) {
            out.appendCodePoint(c);
        } else {
            out.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
