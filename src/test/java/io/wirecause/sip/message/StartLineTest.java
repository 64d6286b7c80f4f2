package io.wirecause.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartLineTest {
    private static ByteView view(String text) {
        return ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "INVITE sip:bob@example.test SIP/2.0\r\n",
        "OPTIONS * SIP/2.0\n",
        "NEWMETHOD sip:bob@example.test SIP/2.0\r\n",
        "!interesting-Method0123456789_*+`.%25'~ sip:1_unusual.URI@example.test SIP/2.0\r\n",
        "INVITE sip:bob@example.test SIP/7.0\r\n",
        "INVITE sip:bob@example.test SIP/2.0  \r\n",
        "INVITE  sip:with spaces@example.test  SIP/2.0\r\n",
        "REGISTER sip:cut-off-by-the-snaplen",
        "SIP/2.0 200 OK\r\n",
        "SIP/2.0 180\r\n",
        "SIP/2.0 404",
    })
    void shouldTakeWhatStartsAMessage(String text) {
        assertTrue(StartLine.isAt(view(text), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "\r\n", " INVITE sip:bob@example.test SIP/2.0\r\n", "GET / HTTP/1.1\r\n", "INVITE\r\n",
                "INVITE sip:bob@example.test\r\n",
        "HELLO there", "SIP/2.0 2x0 OK\r\n", "SIP/2.0 2000\r\n", "SIP/1.0 200 OK\r\n", "SIP/2.0 ",
        "FOO sip:bob@example.test SIP/3.0\r\n",
        "RTSP/1.0 200 OK\r\n", "DESCRIBE rtsp://example.test RTSP/1.0\r\n", "\u0000\u0000\u0000\u0000", "INVITE SIP/2.0\r\n",
    })
    void shouldLeaveWhatDoesNot(String text) {
        assertFalse(StartLine.isAt(view(text), 0));
    }

    @Test
    void shouldFindTheNextMessageBehindJunk() {
        assertEquals(12, StartLine.find(view("junk\r\nmore\r\nBYE sip:a@b SIP/2.0\r\n"), 0));
        assertEquals(-1, StartLine.find(view("junk\r\nBYE nothing\r\n"), 0));
    }
}
