package io.wirecause.report;

/** A number with what it counts, in words. */
public final class Plural {
    private Plural() {
    }

    /** {@code 1 frame}, {@code 2 frames}; for nouns that take an s. */
    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /** {@code 1 query fails}, {@code 2 queries fail}; for any words. */
    public static String of(long count, String one, String many) {
        return count + " " + with(count, one, many);
    }

    /** The word that goes with one, or with any other number. */
    public static String with(long count, String one, String many) {
        return count == 1 ? one : many;
    }
}
