package io.wirecause.dns.message;

import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.protocol.NameReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The name that a message asks for, as UTF-8 bytes in lower case, so that names that differ only in case are equal. A
 * flyweight, filled for each message; {@link #kept} gives a name that lasts.
 */
public final class QuestionName {
    private byte[] folded = new byte[NameReader.MAX_LENGTH];
    private int size;
    private int length;
    private boolean capitals;
    private DomainName kept;

    /** Sets it to a name read from a message. */
    void set(NameReader name) {
        size = name.fold(folded);
        if (size < 0) {
            set(name.text());
            return;
        }
        kept = null;
        length = size;
        capitals = name.hasCapitals();
    }

    /** Sets it to a name given as text. */
    void set(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        byte[] bytes = lower.getBytes(StandardCharsets.UTF_8);
        folded = bytes.length > folded.length ? bytes : folded;
        System.arraycopy(bytes, 0, folded, 0, bytes.length);
        size = bytes.length;
        length = lower.length();
        capitals = !lower.equals(name);
        kept = null;
    }

    /** Whether the name has letters that are not in lower case. */
    public boolean hasCapitals() {
        return capitals;
    }

    /** Number of characters. */
    public int length() {
        return length;
    }

    /** Whether it equals a name. */
    public boolean is(DomainName name) {
        return name == kept || name.is(folded, size);
    }

    /** Whether all characters are ASCII. */
    public boolean isPlain() {
        return size == length;
    }

    /** Hash of the bytes. */
    public long hash() {
        return kept != null ? kept.hash() : KeyedHash.mix(folded, size);
    }

    /** The name, to keep. */
    public DomainName kept() {
        if (kept == null) {
            kept = new DomainName(Arrays.copyOf(folded, size), hash(), length);
        }
        return kept;
    }

    /** Gives the kept name that equals this one, so that it is not kept twice. */
    public void setKept(DomainName same) {
        kept = same;
    }
}
