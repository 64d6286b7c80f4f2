package io.wirecause.report;

/** A text as a sentence among others. */
public final class Sentence {
    private Sentence() {
    }

    /** The text with a full stop at its end, where it has none. */
    public static String of(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
