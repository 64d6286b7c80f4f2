package io.wirecause.mcp.stdio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void shouldSplitAtLineFeedsAndDropCarriageReturns() throws IOException {
        LineReader lines = reader("one\r\n\ntwo", 10);
        assertEquals("one", text(lines.next()));
        assertEquals("", text(lines.next()));
        assertEquals("two", text(lines.next()));
        assertNull(lines.next());
    }

    @Test
    void shouldTakeALineOfExactlyTheBoundAndSkipALongerOne() throws IOException {
        LineReader lines = reader("12345\n123456\nnext\n", 5);
        assertEquals("12345", text(lines.next()));
        assertSame(LineReader.TOO_LONG, lines.next());
        assertEquals("next", text(lines.next()));
        assertNull(lines.next());
    }

    @Test
    void shouldReportATooLongLineThatTheInputEndsIn() throws IOException {
        LineReader lines = reader("123456", 5);
        assertSame(LineReader.TOO_LONG, lines.next());
        assertNull(lines.next());
    }

    @Test
    void shouldJoinALineThatComesByteByByte() throws IOException {
        byte[] bytes = "hello\nworld\n".getBytes(StandardCharsets.UTF_8);
        InputStream slow = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }
        };
        LineReader lines = new LineReader(slow, 100);
        assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), lines.next());
        assertArrayEquals("world".getBytes(StandardCharsets.UTF_8), lines.next());
    }

    @Test
    void shouldKeepALineLongerThanOneRead() throws IOException {
        String line = "x".repeat(200_000);
        assertEquals(line, text(reader(line + "\n", 1 << 20).next()));
    }

    private static LineReader reader(String text, int maxLength) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), maxLength);
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }
}
