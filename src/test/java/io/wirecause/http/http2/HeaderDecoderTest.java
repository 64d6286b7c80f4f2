package io.wirecause.http.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderDecoderTest {
    private final HeaderTable.Budget budget = new HeaderTable.Budget();
    private final HeaderDecoder decoder = new HeaderDecoder(budget);
    private final HeaderBlock block = new HeaderBlock();

    private boolean decode(String hex) {
        return decoder.decode(ByteView.of(HexFormat.of().parseHex(hex.replace(" ", ""))), block);
    }

    private boolean decode(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return decoder.decode(ByteView.of(all.toByteArray()), block);
    }

    /** RFC 7541, appendix C.4: requests with Huffman code that build on each other. */
    @Test
    void shouldDecodeTheExamplesOfTheStandard() {
        assertTrue(decode("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff"));
        assertEquals("GET", block.value(":method"));
        assertEquals("/", block.value(":path"));
        assertEquals("www.example.com", block.value(":authority"));
        assertTrue(decode("8286 84be 5886 a8eb 1064 9cbf"));
        assertEquals("www.example.com", block.value(":authority"));
        assertEquals("no-cache", block.value("cache-control"));
        assertTrue(decode("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf"));
        assertEquals("www.example.com", block.value(":authority"));
        assertEquals("custom-value", block.value("custom-key"));
        assertEquals(3, decoder.known());
    }

    /** RFC 7541, appendix C.6: answers with a table of 256 bytes, from which entries fall out. */
    @Test
    void shouldEvictAsTheStandardSays() {
        assertTrue(decode("3fe1 01 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e "
                + "919d 29ad "
                + "1718 63c7 8f0b 97c8 e9ae 82ae 43d3"));
        assertEquals("302", block.value(":status"));
        assertTrue(decode("4883 640e ffc1 c0bf"));
        assertEquals("307", block.value(":status"));
        assertEquals("private", block.value("cache-control"));
        assertEquals("https://www.example.com", block.value("location"));
    }

    @Test
    void shouldCallUnknownWhatWasAddedBeforeAndReadTheRest() {
        assertTrue(decode(new byte[] {(byte) 0x82, (byte) 0xc5}, Http2Bytes.adding(":path", "/new"), new byte[] {(byte) 0xbe}));
        assertTrue(block.hasUnknown());
        assertEquals("GET", block.value(":method"));
        assertEquals("/new", block.value(":path"));
        assertNull(block.value(":authority"));
        // A literal value with a name that is not known takes its place in the table all the same.
        assertTrue(decode(new byte[] {0x7f, 0x09, 0x01, 'x'}, new byte[] {(byte) 0xbf}));
        assertEquals("/new", block.value(":path"));
    }

    @Test
    void shouldForgetTheTableAtAFault() {
        assertTrue(decode(Http2Bytes.adding("a", "b")));
        assertFalse(decode("82 80"));
        assertEquals("GET", block.value(":method"));
        assertEquals(0, decoder.known());
        assertFalse(decode("40 7f ff ff ff ff ff"));
        assertFalse(decode("00 05 61"));
        assertFalse(decode("00 81 ff 01 61"));
        assertEquals(0, budget.used());
    }

    @Test
    void shouldBoundTheTableWhateverTheEncoderClaims() {
        decode("3f e1 ff ff 3f");
        for (int i = 0; i < 20_000; i++) {
            decode(Http2Bytes.adding("name" + i, "x".repeat(100)));
        }
        assertTrue(budget.used() <= HeaderTable.MAX_BYTES, () -> budget.used() + " bytes");
        assertTrue(decode("be"));
        assertEquals("x".repeat(100), block.value("name19999"));
        // Longer than is kept at all, but in the encoder's table: those before it keep their places.
        decode(Http2Bytes.adding("long", "y".repeat(HeaderTable.MAX_BYTES - 40)));
        assertTrue(decode("be"));
        assertFalse(decode("80"));
    }

    @Test
    void shouldForgetATableWhereAllTogetherTakeTooMuch() {
        HeaderDecoder[] many = new HeaderDecoder[700];
        for (int i = 0; i < many.length; i++) {
            many[i] = new HeaderDecoder(budget);
            many[i].decode(ByteView.of(HexFormat.of().parseHex("3fe1ffff3f")), block);
            for (int j = 0; j < 80; j++) {
                many[i].decode(ByteView.of(Http2Bytes.adding("n" + j, "x".repeat(1000))), block);
            }
        }
        assertTrue(budget.used() <= HeaderTable.Budget.MAX_BYTES + HeaderTable.MAX_BYTES, () -> budget.used() + " bytes");
        for (HeaderDecoder each : many) {
            each.forget();
        }
        assertEquals(0, budget.used());
    }

    @Test
    void shouldTakeAnyBytes() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            decoder.decode(ByteView.of(bytes), block);
        }
        assertTrue(budget.used() <= HeaderTable.MAX_BYTES);
    }
}
