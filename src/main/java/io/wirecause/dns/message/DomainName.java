package io.wirecause.dns.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name that is kept, to be compared without regard to case (RFC 4343). Only the bytes are held; the text is made when
 * somebody wants to see it.
 */
public final class DomainName {
    private final byte[] folded;
    private final long hash;
    private final int length;

    /**
     * A name.
     *
     * @param folded its text in lower case, in UTF-8
     * @param hash   of these bytes
     * @param length its characters
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

    /** Of the bytes, by {@link io.wirecause.analysis.Spread}. */
    long hash() {
        return hash;
    }

    /** Characters of the text. */
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

    /** Bytes before the first dot. */
    public int firstLabel() {
        int end = 0;
        while (end < folded.length && folded[end] != '.') {
            end++;
        }
        return end;
    }

    /** The first bytes, in one. */
    public long prefixHash(int count) {
        return io.wirecause.analysis.KeyedHash.mix(folded, count);
    }

    /** Whether both begin with the same bytes. */
    public boolean startsAs(DomainName other, int count) {
        return count <= folded.length && count <= other.folded.length
                && Arrays.equals(folded, 0, count, other.folded, 0, count);
    }

    /** In the order of the texts. */
    public int compareTo(DomainName other) {
        // Of ASCII, bytes have the order of characters; beyond it UTF-16, which String compares, orders in another way.
        return isPlain() && other.isPlain() ? Arrays.compareUnsigned(folded, other.folded) : text().compareTo(other.text());
    }
}
