package io.wirecause.dhcp.message;

import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.bytes.ByteView;

/**
 * Caches text made of bytes, because hosts send the same names, vendor classes and settings repeatedly. Each slot holds
 * the value decoded last, so memory is fixed.
 */
final class DecodedValueCache {
    private static final int SLOTS = 1 << 9;
    /** Longer values are not cached. */
    private static final int LONGEST = 255;

    /** Makes text of bytes. */
    interface Maker {
        /** The text of bytes of the kind {@code what}; null for none. */
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
     * The text of these bytes, cached or made.
     *
     * @param what distinguishes texts made of the same bytes
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
