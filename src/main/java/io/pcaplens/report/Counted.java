package io.pcaplens.report;

/** A number with what it counts, in words. */
public final class Counted {
    private Counted() {
    }

    /** {@code 1 frame}, {@code 2 frames}; for nouns that take an s. */
    public static String of(long count, String noun) {
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }

    /** The word that goes with one, or with any other number. */
    public static String with(long count, String one, String many) {
        return count == 1 ? one : many;
    }
}
