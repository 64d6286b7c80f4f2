package io.wirecause.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String REQUEST = "GET / HTTP/1.1\r\n\r\n";

    private static ByteView text(String text) {
        return ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ByteView hex(String hex) {
        return ByteView.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void shouldReadALineWithAddresses() {
        assertEquals(new ProxyHeader(1, 47, "198.51.100.22", 35646, "203.0.113.7", 80),
                ProxyHeader.read(text("PROXY TCP4 198.51.100.22 203.0.113.7 35646 80\r\n" + REQUEST)));
        assertEquals(new ProxyHeader(1, 45, "2001:db8::1", 4124, "2001:db8::2", 443),
                ProxyHeader.read(text("PROXY TCP6 2001:db8::1 2001:db8::2 4124 443\r\n")));
    }

    @Test
    void shouldReadALineWithoutAddresses() {
        assertEquals(new ProxyHeader(1, 15, null, 0, null, 0), ProxyHeader.read(text("PROXY UNKNOWN\r\n" + REQUEST)));
    }

    @Test
    void shouldReadBinaryHeaders() {
        assertEquals(new ProxyHeader(2, 28, "192.0.2.10", 50000, "192.0.2.80", 443),
                ProxyHeader.read(hex(SIGNATURE + "2111 000c c000020a c0000250 c350 01bb 1603")));
        assertEquals(new ProxyHeader(2, 55, "2001:db8::1", 1, "2001:db8::2", 2), ProxyHeader.read(hex(SIGNATURE
                + "2121 0027 20010db8000000000000000000000001 20010db8000000000000000000000002 0001 0002 040000")));
        assertEquals(new ProxyHeader(2, 16, null, 0, null, 0), ProxyHeader.read(hex(SIGNATURE + "2000 0000")));
    }

    @Test
    void shouldTellTheLengthBeforeAllOfTheHeaderIsThere() {
        assertEquals(16 + 0x1234, ProxyHeader.length(hex(SIGNATURE + "2111 1234 c000020a")));
        assertNull(ProxyHeader.read(hex(SIGNATURE + "2111 1234 c000020a")));
        assertEquals(ProxyHeader.UNDECIDED, ProxyHeader.length(hex(SIGNATURE + "21")));
        assertEquals(ProxyHeader.UNDECIDED, ProxyHeader.length(text("PRO")));
        assertEquals(ProxyHeader.UNDECIDED, ProxyHeader.length(text("PROXY TCP4 192.0.2.1")));
    }

    @Test
    void shouldFindNoneInOtherStreams() {
        for (String other : new String[] {REQUEST, "PRI * HTTP/2.0\r\n", "PROXY is a word\r\n", "PROXY TCP4 a b 1 2\r\n",
            "PROXY TCP4 192.0.2.1 192.0.2.2 1 65536\r\n", "PROXY TCP4 192.0.2.256 192.0.2.2 1 2\r\n",
            "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\n", "PROXY " + "x".repeat(200)}) {
            assertEquals(0, ProxyHeader.length(text(other)), other);
            assertNull(ProxyHeader.read(text(other)), other);
        }
        assertEquals(0, ProxyHeader.length(hex(SIGNATURE + "3111 000c")));
    }

    @Test
    void shouldNeverThrowAtAnyPrefixOrDamage() {
        Random random = new Random(5);
        byte[][] seeds = {"PROXY TCP4 198.51.100.22 203.0.113.7 35646 80\r\n".getBytes(StandardCharsets.ISO_8859_1),
            HexFormat.of().parseHex(SIGNATURE + "2111000cc000020ac0000250c35001bb")};
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = seeds[i & 1].clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            ByteView first = ByteView.of(bytes).slice(0, random.nextInt(bytes.length + 1));
            ProxyHeader header = ProxyHeader.read(first);
            assertTrue(header == null || header.length() == ProxyHeader.length(first));
        }
    }
}
