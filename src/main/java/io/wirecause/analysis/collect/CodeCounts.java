package io.wirecause.analysis.collect;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Counts numbers of a registry as numbers; words are made of them at the end. A look through all takes less time than the
 * word of one, for messages use few different numbers.
 */
public final class CodeCounts {
    public static final String OTHER = "other";

    private final int most;
    private int[] codes = new int[2];
    private long[] counts = new long[2];
    private int size;
    private long other;

    /** Nothing counted yet; beyond {@code most} different numbers further ones are counted together. */
    public CodeCounts(int most) {
        this.most = most;
    }

    /** Counts a number. */
    public void add(int code) {
        for (int i = 0; i < size; i++) {
            if (codes[i] == code) {
                counts[i]++;
                return;
            }
        }
        if (size == most) {
            other++;
            return;
        }
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        codes[size] = code;
        counts[size++] = 1;
    }

    /** How often a number was counted. */
    public long of(int code) {
        for (int i = 0; i < size; i++) {
            if (codes[i] == code) {
                return counts[i];
            }
        }
        return 0;
    }

    /** The counts by words, in the order of these; numbers with the same word are counted together. */
    public Map<String, Long> named(IntFunction<String> word) {
        Map<String, Long> named = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            named.merge(word.apply(codes[i]), counts[i], Long::sum);
        }
        if (other > 0) {
            named.merge(OTHER, other, Long::sum);
        }
        return named;
    }
}
