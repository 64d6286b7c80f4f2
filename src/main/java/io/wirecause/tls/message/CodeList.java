package io.wirecause.tls.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers of two bytes in the order in which a message lists them, GREASE included. Equal if the numbers are. At most
 * {@value #MOST} are kept.
 */
public final class CodeList {
    /** Numbers kept; a scanner that offers every cipher suite there is stays below. */
    public static final int MOST = 512;
    /** A list of nothing. */
    public static final CodeList EMPTY = new CodeList(new char[0], 0);
    private static final int GREASE_MASK = 0x0f0f;
    private static final int GREASE_BITS = 0x0a0a;

    private final char[] codes;
    private final int total;

    private CodeList(char[] codes, int total) {
        this.codes = codes;
        this.total = total;
    }

    /** A list of these numbers, 0 to 65,535 each. */
    public static CodeList of(int... numbers) {
        Builder builder = new Builder();
        for (int number : numbers) {
            builder.add(number);
        }
        return builder.build();
    }

    /** Whether a number is reserved so that peers learn to ignore what they do not know (RFC 8701, section 2). */
    public static boolean isGrease(int code) {
        return (code & GREASE_MASK) == GREASE_BITS && code >>> 8 == (code & 0xff);
    }

    /** Collects numbers, and drops those beyond {@link #MOST}. */
    static final class Builder {
        private char[] codes = new char[16];
        private int size;
        private int total;

        void add(int code) {
            total++;
            if (size == MOST) {
                return;
            }
            if (size == codes.length) {
                codes = Arrays.copyOf(codes, 2 * size);
            }
            codes[size++] = (char) code;
        }

        CodeList build() {
            return total == 0 ? EMPTY : new CodeList(Arrays.copyOf(codes, size), total);
        }
    }

    /** Numbers kept. */
    public int size() {
        return codes.length;
    }

    /** Numbers in the message, those that were not kept included. */
    public int total() {
        return total;
    }

    /** Whether all numbers of the message are kept. */
    public boolean complete() {
        return total == codes.length;
    }

    public boolean isEmpty() {
        return codes.length == 0;
    }

    /** The number at a place, 0 to {@link #size} - 1. */
    public int get(int index) {
        return codes[index];
    }

    public boolean contains(int code) {
        return indexOf(code) >= 0;
    }

    private int indexOf(int code) {
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] == code) {
                return i;
            }
        }
        return -1;
    }

    public boolean hasGrease() {
        for (char code : codes) {
            if (isGrease(code)) {
                return true;
            }
        }
        return false;
    }

    /** The list without GREASE. */
    public CodeList withoutGrease() {
        if (!hasGrease()) {
            return this;
        }
        Builder builder = new Builder();
        for (char code : codes) {
            if (!isGrease(code)) {
                builder.add(code);
            }
        }
        CodeList kept = builder.build();
        return new CodeList(kept.codes, kept.total + total - codes.length);
    }

    /** The list without some numbers. */
    CodeList without(int one, int another) {
        Builder builder = new Builder();
        for (char code : codes) {
            if (code != one && code != another) {
                builder.add(code);
            }
        }
        return builder.build();
    }

    /** The numbers in ascending order. */
    CodeList sorted() {
        char[] sorted = codes.clone();
        Arrays.sort(sorted);
        return new CodeList(sorted, total);
    }

    /** The names of the numbers, in order, GREASE left out. */
    public List<String> names(Registry registry) {
        List<String> names = new ArrayList<>();
        for (char code : codes) {
            if (!isGrease(code)) {
                names.add(registry.name(code));
            }
        }
        return names;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeList list && total == list.total && Arrays.equals(codes, list.codes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(codes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (char code : codes) {
            text.append(text.isEmpty() ? "" : ",").append(Integer.toHexString(code));
        }
        return text.toString();
    }
}
