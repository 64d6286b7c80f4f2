package io.wirecause.fuzz;

import java.util.Arrays;

/** Takes an input apart from its start; past its end all values are zero and all pieces empty. */
final class FuzzInput {
    private final byte[] input;
    private int at;

    FuzzInput(byte[] input) {
        this.input = input;
    }

    boolean more() {
        return at < input.length;
    }

    int u8() {
        return more() ? input[at++] & 0xff : 0;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    int i32() {
        return u16() << 16 | u16();
    }

    /** At most so many of the bytes that are left. */
    byte[] bytes(int most) {
        int end = Math.min(input.length, at + most);
        byte[] piece = Arrays.copyOfRange(input, at, end);
        at = end;
        return piece;
    }

    byte[] rest() {
        return bytes(input.length - at);
    }
}
