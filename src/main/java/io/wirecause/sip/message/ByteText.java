package io.wirecause.sip.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A piece of a message's text where it lies in the bytes, UTF-8. All that gives a message its structure is ASCII, so it is
 * found in the bytes, and a string is made only of what is needed as one: with every line and value made a string, a
 * message took 10 kB of them. The bytes must not change.
 */
public final class ByteText {
    private static final int LONGEST_WHITE_SPACE = 3;

    private final byte[] bytes;
    private final int from;
    private final int to;

    /** The bytes from {@code from} up to and without {@code to}. */
    ByteText(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** The text of a string. */
    static ByteText of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ByteText(bytes, 0, bytes.length);
    }

    /** Bytes. */
    int length() {
        return to - from;
    }

    /** Where it begins in the bytes. */
    int from() {
        return from;
    }

    /** Where it ends in the bytes. */
    int to() {
        return to;
    }

    /** Copies it, perhaps within its own bytes; where the copy ends. */
    int copy(byte[] target, int at) {
        System.arraycopy(bytes, from, target, at, length());
        return at + length();
    }

    /** A byte, 0 to 255; ASCII characters are what they are, others are 128 at least. */
    int at(int index) {
        return bytes[from + index] & 0xff;
    }

    /** The part from {@code begin} up to and without {@code end}, counted from the start of this text. */
    ByteText part(int begin, int end) {
        return new ByteText(bytes, from + begin, from + end);
    }

    /** Where an ASCII character stands first; -1 where it does not. */
    int indexOf(char ascii) {
        return indexOf(ascii, 0, length());
    }

    /** Where an ASCII character stands first from {@code begin} on and before {@code end}; -1 where it does not. */
    int indexOf(char ascii, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (bytes[from + i] == ascii) {
                return i;
            }
        }
        return -1;
    }

    /** Where an ASCII character stands last; -1 where it does not. */
    int lastIndexOf(char ascii) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes[i] == ascii) {
                return i - from;
            }
        }
        return -1;
    }

    /** Without white space at both ends, as {@link String#strip} has it. */
    ByteText strip() {
        int begin = skipSpace(bytes, from, to);
        int end = endWithoutSpace(bytes, begin, to);
        return begin == from && end == to ? this : new ByteText(bytes, begin, end);
    }

    /** Without white space at its end. */
    ByteText stripTrailing() {
        return new ByteText(bytes, from, endWithoutSpace(bytes, from, to));
    }

    /** Where something else than white space begins; {@code to} where nothing does. */
    static int skipSpace(byte[] bytes, int from, int to) {
        int begin = from;
        for (int space = spaceAt(bytes, begin, to); space > 0; space = spaceAt(bytes, begin, to)) {
            begin += space;
        }
        return begin;
    }

    /** Where what is no white space ends; {@code from} where there is nothing. */
    static int endWithoutSpace(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from) {
            if (bytes[end - 1] >= 0) {
                if (!Character.isWhitespace(bytes[end - 1])) {
                    break;
                }
                end--;
            } else if (end - from >= LONGEST_WHITE_SPACE
                    && spaceAt(bytes, end - LONGEST_WHITE_SPACE, end) == LONGEST_WHITE_SPACE) {
                end -= LONGEST_WHITE_SPACE;
            } else {
                break;
            }
        }
        return end;
    }

    /** How many bytes the white space takes that stands here; 0 where there is none. Beyond ASCII all of it takes three. */
    private static int spaceAt(byte[] bytes, int at, int to) {
        if (at >= to) {
            return 0;
        }
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return Character.isWhitespace(first) ? 1 : 0;
        }
        // U+1680 to U+3000; a first byte of 0xe0 could be a longer form of ASCII, which is no UTF-8 (RFC 3629, section 3).
        boolean three = first >= 0xe1 && first <= 0xe3 && to - at >= LONGEST_WHITE_SPACE
                && (bytes[at + 1] & 0xc0) == 0x80 && (bytes[at + 2] & 0xc0) == 0x80;
        return three && Character.isWhitespace((first & 0x0f) << 12 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f)
                ? LONGEST_WHITE_SPACE : 0;
    }

    /** Whether it begins with these ASCII characters. */
    boolean startsWith(String ascii) {
        return length() >= ascii.length() && matches(0, ascii);
    }

    /** Whether it ends with these ASCII characters. */
    boolean endsWith(String ascii) {
        return length() >= ascii.length() && matches(length() - ascii.length(), ascii);
    }

    /** Whether it consists of these ASCII characters. */
    boolean is(String ascii) {
        return length() == ascii.length() && matches(0, ascii);
    }

    private boolean matches(int at, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a part of it, without white space at its ends, consists of these ASCII characters, of which letters are in lower
     * case; its own case does not matter.
     */
    boolean isPart(int begin, int end, String lower) {
        int start = skipSpace(bytes, from + begin, from + end);
        int stop = endWithoutSpace(bytes, start, from + end);
        return stop - start == lower.length() && isInAnyCase(bytes, start, lower);
    }

    /** Whether it begins with these ASCII characters, of which letters are in lower case; its own case does not matter. */
    boolean startsInAnyCase(String lower) {
        return length() >= lower.length() && isInAnyCase(bytes, from, lower);
    }

    /** Whether these ASCII characters stand there, of which letters are in lower case; the bytes must go on as far. */
    static boolean isInAnyCase(byte[] bytes, int at, String lower) {
        for (int i = 0; i < lower.length(); i++) {
            int c = bytes[at + i];
            if ((c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A number in decimal digits; -1 where it is empty, has another character or more than {@code most} digits. */
    long number(int most) {
        if (from == to || length() > most) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** Its beginning that makes a string of so many characters at most. */
    ByteText firstCharacters(int most) {
        if (length() <= most) {
            return this;
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, length());
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE).decode(rest, CharBuffer.allocate(most), true);
        return new ByteText(bytes, from, rest.position());
    }

    /** Whether the other one has the same bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ByteText text && Arrays.equals(bytes, from, to, text.bytes, text.from, text.to);
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 16;
    }

    /** As a string, which is as hostile as whoever sent it. What is no UTF-8 becomes U+FFFD. */
    @Override
    public String toString() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
