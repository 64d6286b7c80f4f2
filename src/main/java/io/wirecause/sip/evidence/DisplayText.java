package io.wirecause.sip.evidence;

import io.wirecause.report.WireText;

/** Text from the wire as answers show it: cleaned, and never much longer than asked for, whatever it is made of. */
public final class DisplayText {
    /** Characters of a URI, a name, an identifier. */
    public static final int SHORT = 80;
    /** Characters of a line. */
    public static final int LINE = 120;
    private static final int METHOD = 32;
    /** One character can take this many when it is escaped. */
    private static final int LONGEST_ESCAPE = 10;

    private DisplayText() {
    }

    /** {@link #text} in quotes, for a sentence of our own. */
    public static String quote(String wire, int most) {
        return WireText.inQuotes(text(wire, most));
    }

    /** A method as it is, if it is in capitals only as all that exist are, or else in quotes. */
    public static String method(String wire) {
        return wire.matches("[A-Z]{1,20}") ? wire : WireText.quote(wire, METHOD);
    }

    /** Cleaned text of about {@code most} characters at most; null stays null. */
    public static String text(String wire, int most) {
        if (wire == null) {
            return null;
        }
        String clean = WireText.clean(wire, most);
        return clean.length() <= most + 32 ? clean : WireText.clean(wire, most / LONGEST_ESCAPE);
    }
}
