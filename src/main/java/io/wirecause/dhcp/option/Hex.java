package io.wirecause.dhcp.option;

import io.wirecause.bytes.ByteView;

/** Bytes as hexadecimal text, shortened to fit an answer. */
public final class Hex {
    private static final int MAX_BYTES = 32;

    private Hex() {
    }

    /** Lower-case digits; says how many bytes were left out. */
    public static String text(ByteView bytes, int from, int length) {
        int shown = Math.min(length, MAX_BYTES);
        StringBuilder text = new StringBuilder(2 * shown + 16);
        for (int i = from; i < from + shown; i++) {
            text.append(Character.forDigit(bytes.u8(i) >>> 4, 16)).append(Character.forDigit(bytes.u8(i) & 15, 16));
        }
        return shown < length ? text.append("...(+").append(length - shown).append(" bytes)").toString() : text.toString();
    }
}
