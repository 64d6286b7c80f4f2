package io.wirecause.dns.name;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** The first few different numbers of a registry; small, because each name has two of them. */
public final class SmallCodeSet {
    /** Numbers kept. */
    static final int MOST = 8;
    private static final int[] NONE = {};

    /** Numbers up to 63, which nearly all are, as bits. */
    private long low;
    private int[] high = NONE;

    /** Adds a number, 0 or more. */
    public void add(int code) {
        if (code < Long.SIZE) {
            if ((low & 1L << code) == 0 && size() < MOST) {
                low |= 1L << code;
            }
        } else if (size() < MOST && !holds(code)) {
            high = Arrays.copyOf(high, high.length + 1);
            high[high.length - 1] = code;
        }
    }

    private boolean holds(int code) {
        for (int each : high) {
            if (each == code) {
                return true;
            }
        }
        return false;
    }

    private int size() {
        return Long.bitCount(low) + high.length;
    }

    /** The names of the numbers, sorted. */
    public Set<String> words(IntFunction<String> word) {
        Set<String> words = new TreeSet<>();
        for (int code = 0; code < Long.SIZE; code++) {
            if ((low & 1L << code) != 0) {
                words.add(word.apply(code));
            }
        }
        for (int code : high) {
            words.add(word.apply(code));
        }
        return words;
    }
}
