package io.wirecause.protocol;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.WireText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Reads domain names with compression (RFC 1035, sections 3.1 and 4.1.4), as DNS messages and options of DHCP have them. A
 * pointer must lead to bytes before the labels that it ends, so that no name loops; what is wrong with a name is reported,
 * and the labels before it are kept. A flyweight: it holds the name read last.
 */
public final class NameReader {
    /** Bytes of a name on the wire, the root label included (RFC 1035, section 2.3.4). */
    public static final int MAX_LENGTH = 255;
    private static final int POINTER = 0xc0;
    /** Characters of ASCII in lower case; 0 for those that are escaped. */
    private static final byte[] FOLDED = folded();

    private final byte[] wire = new byte[MAX_LENGTH];
    /** Made when first needed: few names are not ASCII. */
    private CharsetDecoder utf8;
    private CharBuffer decoded;
    private int length;
    private boolean capitals;
    private int end;
    private String problem;
    private final boolean cutLabels;

    /** A reader that keeps whole labels only. */
    public NameReader() {
        this(false);
    }

    /**
     * A reader of names.
     *
     * @param cutLabels whether a label that the end of the bytes cuts off is kept as far as it goes
     */
    public NameReader(boolean cutLabels) {
        this.cutLabels = cutLabels;
    }

    private static byte[] folded() {
        byte[] folded = new byte[128];
        for (byte c = 0x20; c < 0x7f; c++) {
            folded[c] = c == '.' || c == '\\' ? 0 : (byte) Character.toLowerCase(c);
        }
        return folded;
    }

    /**
     * Reads the name at this offset.
     *
     * @return whether it is sound; where not, {@link #problem} says why
     */
    public boolean read(ByteView message, int at) {
        return walk(message, at, true);
    }

    /**
     * The same where only {@link #end} and {@link #problem} are wanted; the name cannot be asked for afterwards.
     *
     * @return whether it is sound; where not, {@link #problem} says why
     */
    public boolean skip(ByteView message, int at) {
        return walk(message, at, false);
    }

    private boolean walk(ByteView message, int at, boolean keeping) {
        length = 0;
        problem = null;
        end = -1;
        int position = at;
        int bound = at;
        while (true) {
            if (position >= message.length()) {
                return fail("a name runs beyond the end of the message");
            }
            int first = message.u8(position);
            if ((first & POINTER) == POINTER) {
                if (position + 2 > message.length()) {
                    return fail("a name runs beyond the end of the message");
                }
                int target = message.u16be(position) & 0x3fff;
                end = end < 0 ? position + 2 : end;
                if (target >= bound) {
                    return fail(target >= at ? "a compression pointer that leads forward or to itself" : "a compression loop");
                }
                bound = target;
                position = target;
            } else if ((first & POINTER) != 0) {
                return fail("a label of the unknown type 0x" + Integer.toHexString(first & POINTER));
            } else if (position + 1 + first > message.length()) {
                if (cutLabels && keeping) {
                    keepCut(message, position + 1);
                }
                return fail("a label of " + first + " bytes runs beyond the end of the message");
            } else if (length + 1 + first > MAX_LENGTH) {
                return fail("a name longer than " + MAX_LENGTH + " bytes");
            } else {
                if (keeping) {
                    message.get(position, wire, length, 1 + first);
                }
                length += 1 + first;
                position += 1 + first;
                if (first == 0) {
                    end = end < 0 ? position : end;
                    return true;
                }
            }
        }
    }

    private void keepCut(ByteView message, int from) {
        int size = Math.min(message.length() - from, MAX_LENGTH - 1 - length);
        if (size > 0) {
            wire[length] = (byte) size;
            message.get(from, wire, length + 1, size);
            length += 1 + size;
        }
    }

    private boolean fail(String what) {
        problem = what;
        return false;
    }

    /** What is wrong with the name read last; null where it is sound. */
    public String problem() {
        return problem;
    }

    /** The offset behind the name in the message; -1 where it is unknown because the name broke off. */
    public int end() {
        return end;
    }

    /** The name without compression, as it would stand on the wire. */
    public void copyTo(ByteArrayOutputStream out) {
        out.write(wire, 0, length);
    }

    /**
     * Writes the name's {@link #text} in lower case where all of it is ASCII that needs no escape, as nearly always.
     *
     * @param target takes it, at least {@link #MAX_LENGTH} bytes
     * @return how many bytes were written; -1 where the name is not so simple
     */
    public int fold(byte[] target) {
        capitals = false;
        if (wire[0] == 0) {
            target[0] = '.';
            return 1;
        }
        int to = 0;
        int label = 0;
        while (wire[label] != 0) {
            if (to > 0) {
                target[to++] = '.';
            }
            int next = label + 1 + wire[label];
            for (int i = label + 1; i < next; i++) {
                byte folded = wire[i] < 0 ? 0 : FOLDED[wire[i]];
                if (folded == 0) {
                    return -1;
                }
                capitals |= folded != wire[i];
                target[to++] = folded;
            }
            label = next;
        }
        return to;
    }

    /** Whether the name folded last has letters that are not in lower case. */
    public boolean hasCapitals() {
        return capitals;
    }

    /** How many labels there are, the root not counted. */
    public int labels() {
        int count = 0;
        for (int at = 0; at < length && wire[at] != 0; at += 1 + wire[at]) {
            count++;
        }
        return count;
    }

    /** The bytes of the first label, as characters of ISO 8859-1. */
    public String firstLabel() {
        return length == 0 ? "" : new String(wire, 1, wire[0], StandardCharsets.ISO_8859_1);
    }

    /**
     * The name as text, without a dot at the end; {@code .} for the root. Dots and backslashes within labels and bytes
     * that are no printable text are escaped as in zone files (RFC 1035, section 5.1), so the text is safe to show.
     */
    public String text() {
        if (length > 0 && wire[0] == 0) {
            return ".";
        }
        StringBuilder text = new StringBuilder(length);
        for (int at = 0; at < length && wire[at] != 0; at += 1 + wire[at]) {
            if (!text.isEmpty()) {
                text.append('.');
            }
            label(text, at + 1, wire[at]);
        }
        return text.toString();
    }

    /** The labels as characters of ISO 8859-1 with dots between, nothing escaped: not safe to show. Empty for the root. */
    public String latin1() {
        StringBuilder text = new StringBuilder(length);
        for (int at = 0; at < length && wire[at] != 0; at += 1 + wire[at]) {
            text.append(text.isEmpty() ? "" : ".").append(new String(wire, at + 1, wire[at], StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private void label(StringBuilder text, int from, int size) {
        for (int i = from; i < from + size; i++) {
            if (wire[i] < 0) {
                wideLabel(text, from, size);
                return;
            }
        }
        for (int i = from; i < from + size; i++) {
            ascii(text, wire[i]);
        }
    }

    private static void ascii(StringBuilder text, int c) {
        if (c == '.' || c == '\\') {
            text.append('\\').append((char) c);
        } else if (c >= 0x20 && c < 0x7f) {
            text.append((char) c);
        } else {
            text.append('\\').append((char) ('0' + c / 100)).append((char) ('0' + c / 10 % 10)).append((char) ('0' + c % 10));
        }
    }

    /** Names of mDNS are UTF-8 (RFC 6762, section 16). */
    private void wideLabel(StringBuilder text, int from, int size) {
        // Without an exception for what is not UTF-8: hostile captures have a million such labels.
        if (utf8 == null) {
            utf8 = StandardCharsets.UTF_8.newDecoder();
            decoded = CharBuffer.allocate(MAX_LENGTH);
        }
        decoded.clear();
        utf8.reset();
        if (utf8.decode(ByteBuffer.wrap(wire, from, size), decoded, true).isError()) {
            for (int i = from; i < from + size; i++) {
                ascii(text, wire[i] & 0xff);
            }
        } else {
            text.append(WireText.clean(decoded.flip()).replace(".", "\\."));
        }
    }
}
