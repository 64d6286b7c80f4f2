package io.wirecause.dns.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A name that is kept, compared without regard to case (RFC 4343). Only the bytes are kept; the text is made on request. */
public final class DomainName {
    private final byte[] folded;
    private final long hash;
    private final int length;

    /**
     * A name.
     *
     * @param folded its text in lower case, UTF-8
     * @param hash the hash of these bytes
     * @param length number of characters
     */
    DomainName(byte[] folded, long hash, int length) {
        this.folded = folded;
        this.hash = hash;
        this.length = length;
    }

    /** The name as text, in lower case. */
    public String text() {
        return new String(folded, StandardCharsets.UTF_8);
    }

    /** Hash of the bytes, by {@link io.wirecause.analysis.collect.KeyedHash}. */
    long hash() {
        return hash;
    }

    /** Number of characters. */
    int length() {
        return length;
    }

    /** Whether all characters are ASCII. */
    public boolean isPlain() {
        return length == folded.length;
    }

    /** Whether these bytes are the same name. */
    boolean is(byte[] bytes, int count) {
        return Arrays.equals(folded, 0, folded.length, bytes, 0, count);
    }

    /** Whether both are the same name. */
    boolean is(DomainName other) {
        return this == other || hash == other.hash && Arrays.equals(folded, other.folded);
    }

    /** Length of the first label in bytes. */
    public int firstLabel() {
        int end = 0;
        while (end < folded.length && folded[end] != '.') {
            end++;
        }
        return end;
    }

    /** Hash of the first bytes. */
    public long prefixHash(int count) {
        return io.wirecause.analysis.collect.KeyedHash.mix(folded, count);
    }

    /** Whether the first bytes are the same. */
    public boolean startsAs(DomainName other, int count) {
        return count <= folded.length && count <= other.folded.length
                && Arrays.equals(folded, 0, count, other.folded, 0, count);
    }

    /** Compares the texts; the order is not consistent with {@code equals}, which is that of objects. */
    public int compareText(DomainName other) {
        // ASCII bytes sort like characters; beyond ASCII, String compares by UTF-16 units, which sort differently.
        return isPlain() && other.isPlain() ? Arrays.compareUnsigned(folded, other.folded) : text().compareTo(other.text());
    }
}
