package io.wirecause.report;

import java.util.regex.Pattern;

/**
 * Makes text that came over the wire safe to show. Such text is hostile: it can carry terminal escapes, characters
 * that reverse or hide what follows, or a megabyte. It is escaped and cut here before it enters any record.
 */
public final class WireText {
    /** A URI with a user and a password, RFC 3986 section 3.2.1 and, for SIP, RFC 3261 section 19.1.1. */
    private static final Pattern PASSWORD = Pattern.compile("((?:://|\\bsips?:)[^\\s:@/<>]*:)[^\\s@/<>]+@",
            Pattern.CASE_INSENSITIVE);
    /** How far beyond what is kept the end of a password is looked for. */
    private static final int PASSWORD_LENGTH = 256;

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
     * written as {@code \}{@code u{hex}}, backslashes doubled, passwords in URIs masked, and at most {@code maxLength}
     * characters of the source kept; what was cut is counted at the end, as in {@code "...(+120 characters)"}.
     */
    public static String clean(CharSequence wire, int maxLength) {
        if (isPlain(wire, maxLength)) {
            return wire.toString();
        }
        CharSequence text = withoutPasswords(wire, maxLength);
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

    /**
     * Text from the wire for a sentence of our own: {@linkplain #clean(CharSequence, int) cleaned} and in double quotes, of which
     * there are none in it.
     */
    public static String quote(CharSequence wire, int maxLength) {
        return inQuotes(clean(wire, maxLength));
    }

    /** The same for text that is clean already. */
    public static String inQuotes(String clean) {
        return '"' + String.valueOf(clean).replace('"', '\'') + '"';
    }

    /** Whether the text can stay as it is for sure: short, of printable ASCII, nothing to double and no password. */
    private static boolean isPlain(CharSequence text, int maxLength) {
        boolean plain = text.length() <= maxLength;
        for (int i = 0; plain && i < text.length(); i++) {
            char c = text.charAt(i);
            plain = c >= ' ' && c <= '~' && c != '\\' && c != '@';
        }
        return plain;
    }

    private static CharSequence withoutPasswords(CharSequence text, int maxLength) {
        int end = (int) Math.min(text.length(), (long) maxLength + PASSWORD_LENGTH);
        boolean any = false;
        for (int i = 0; i < end && !any; i++) {
            any = text.charAt(i) == '@';
        }
        if (!any) {
            return text;
        }
        String masked = PASSWORD.matcher(text.subSequence(0, end)).replaceAll("$1***@");
        return masked + text.subSequence(end, text.length());
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
        if (isBlank(c)) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /**
     * Characters that are letters or marks to Unicode and show as nothing: fillers, variation selectors, joiners (Unicode's
     * Default_Ignorable_Code_Point beyond format characters), the empty Braille pattern, and spaces other than the usual ones.
     */
    private static boolean isBlank(int c) {
        return switch (c) {
            case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180f, 0x2800, 0x3164, 0xffa0 -> true;
            default -> c >= 0xfe00 && c <= 0xfe0f || c >= 0xe0000 && c <= 0xe0fff
                    || c != ' ' && c != 0x3000 && Character.getType(c) == Character.SPACE_SEPARATOR;
        };
    }
}
