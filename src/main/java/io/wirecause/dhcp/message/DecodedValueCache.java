package io.wirecause.dhcp.message;

import io.wirecause.analysis.KeyedHash;
import io.wirecause.bytes.ByteView;

/**
 * Remembers what was made of bytes lately, for hosts say the same again and again: names, kinds, settings. A slot holds what
 * came last, so memory is fixed, and what is not remembered is made anew.
 */
final class DecodedValueCache {
    private static final int SLOTS = 1 << 9;
    /** Longer values are not remembered. */
    private static final int LONGEST = 255;

    /** Makes words of bytes. */
    interface Maker {
        /** What the bytes mean as {@code what}; null for nothing. */
        String make(int what, ByteView bytes);
    }

    private record Made(int what, ByteView bytes, String words) {
        private boolean isOf(int itsWhat, ByteView its) {
            int length = bytes.length();
            if (what != itsWhat || length != its.length()) {
                return false;
            }
            int at = 0;
            for (; at + Long.BYTES <= length; at += Long.BYTES) {
                if (bytes.i64be(at) != its.i64be(at)) {
                    return false;
                }
            }
            for (; at < length; at++) {
                if (bytes.u8(at) != its.u8(at)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Made[] made = new Made[SLOTS];

    /**
     * The words for these bytes, remembered or made.
     *
     * @param what tells apart what is made of the same bytes
     */
    String of(int what, ByteView bytes, Maker maker) {
        if (bytes.length() > LONGEST) {
            return maker.make(what, bytes);
        }
        int slot = (int) KeyedHash.mix(KeyedHash.mix(bytes), what) & SLOTS - 1;
        Made known = made[slot];
        if (known == null || !known.isOf(what, bytes)) {
            known = new Made(what, ByteView.of(bytes.copy()), maker.make(what, bytes));
            made[slot] = known;
        }
        return known.words;
    }
}
