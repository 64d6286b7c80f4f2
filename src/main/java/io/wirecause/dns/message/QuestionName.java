package io.wirecause.dns.message;

import io.wirecause.analysis.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The name that a message asks for, as bytes in which names that differ in case only are the same: its text in lower case, in
 * UTF-8. A flyweight, filled anew for each message; what is to be kept is a {@link DomainName}.
 */
public final class QuestionName {
    private byte[] folded = new byte[NameReader.MAX_LENGTH];
    private int size;
    private int length;
    private boolean capitals;
    private DomainName kept;

    /** Takes in a name of labels. */
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

    /** Takes in a name by its text. */
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

    /** Characters of the text in lower case. */
    public int length() {
        return length;
    }

    /** Whether it is that name. */
    public boolean is(DomainName name) {
        return name == kept || name.is(folded, size);
    }

    /** Whether all characters are ASCII. */
    public boolean isPlain() {
        return size == length;
    }

    /** Of the bytes. */
    public long hash() {
        return kept != null ? kept.hash() : KeyedHash.mix(folded, size);
    }

    /** The name to keep. */
    public DomainName kept() {
        if (kept == null) {
            kept = new DomainName(Arrays.copyOf(folded, size), hash(), length);
        }
        return kept;
    }

    /** Tells that this is a name that is kept already, so that it need not be kept twice. */
    public void setKept(DomainName same) {
        kept = same;
    }
}
