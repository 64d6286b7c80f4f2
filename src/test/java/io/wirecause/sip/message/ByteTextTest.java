package io.wirecause.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteTextTest {
    /**
     * White space of all kinds and what resembles it: no-break spaces, a byte order mark, half of a
     * character, an overlong one.
     */
    private static final byte[][] PIECES = {" ".getBytes(), "\t".getBytes(), {0x1c}, {0x0b}, "a".getBytes(), {0}, {(byte) 0xc3},
        {(byte) 0xe2, (byte) 0x80}, {(byte) 0xe0, (byte) 0x80, (byte) 0xa0}, utf8("\u3000"), utf8("\u2028"), utf8("\u1680"),
        utf8("\u205f"), utf8("\u00a0"), utf8("\u2007"), utf8("\ufeff"), utf8("\ud83d\ude00"), {(byte) 0xff}, {(byte) 0x80}};

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteText random(Random random, int pieces) {
        byte[] bytes = new byte[4 * pieces];
        int length = 0;
        for (int i = 0; i < pieces; i++) {
            byte[] piece = PIECES[random.nextInt(PIECES.length)];
            System.arraycopy(piece, 0, bytes, length, piece.length);
            length += piece.length;
        }
        return new ByteText(bytes, 0, length);
    }

    @Test
    void shouldStripAsAStringDoes() {
        Random random = new Random(3);
        for (int round = 0; round < 50_000; round++) {
            ByteText text = random(random, random.nextInt(8));
            assertEquals(text.toString().strip(), text.strip().toString(), "round " + round);
            assertEquals(text.toString().stripTrailing(), text.stripTrailing().toString(), "round " + round);
        }
    }

    @Test
    void shouldCutAtCharactersAsAStringDoes() {
        Random random = new Random(4);
        for (int round = 0; round < 5_000; round++) {
            ByteText text = random(random, 1 + random.nextInt(12));
            int most = 1 + random.nextInt(10);
            String whole = text.toString();
            int kept = Math.min(most, whole.length());
            // A string could end in half of a pair, bytes cannot.
            kept -= kept < whole.length() && Character.isHighSurrogate(whole.charAt(kept - 1)) ? 1 : 0;
            assertEquals(whole.substring(0, kept), text.firstCharacters(most).toString(), "round " + round);
        }
    }

    @Test
    void shouldReadNumbersOfDigitsOnly() {
        assertEquals(131, ByteText.of("131").number(18));
        assertEquals(0, ByteText.of("000").number(3));
        for (String none : new String[] {"", "-1", "+1", "1 ", "12x", "1234", "\u0661"}) {
            assertEquals(-1, ByteText.of(none).number(3), none);
        }
    }

    @Test
    void shouldCompareWithoutRegardToTheCaseOfAscii() {
        assertTrue(ByteText.of(" TaG ").isPart(0, 5, "tag"));
        assertFalse(ByteText.of("tag\u00e9").isPart(0, 5, "tag"));
        assertTrue(ByteText.of("Application/SDP;x").startsInAnyCase("application/sdp"));
        assertFalse(ByteText.of("application").startsInAnyCase("application/sdp"));
    }
}
