package io.wirecause.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WireTextTest {
    @Test
    void shouldEscapeWhatHidesOrMoves() {
        // An escape sequence, a right-to-left override, a zero-width space, a line feed and a backslash.
        assertEquals("a\\u{1b}[31mb\\u{202e}c\\u{200b}d\\u{a}e\\\\f", WireText.clean("a\u001b[31mb\u202ec\u200bd\ne\\f"));
        assertEquals("gr\u00fc\u00dfe \u4f60", WireText.clean("gr\u00fc\u00dfe \u4f60"));
        assertEquals("\\u{d800}", WireText.clean("\ud800"));
    }

    @Test
    void shouldMaskPasswordsInUris() {
        assertEquals("see ftp://me:***@a.example/x and sip:bob:***@b.example;x=1",
                WireText.clean("see ftp://me:hunter2@a.example/x and sip:bob:pa:ss@b.example;x=1"));
        assertEquals("http://:***@a", WireText.clean("http://:x@a"));
        assertEquals("http://me:***...(+13 characters)", WireText.clean("http://me:averylongpassword@a.example/xy", 13));
        assertEquals("sip:bob@b.example:5060 a@b c:d@e", WireText.clean("sip:bob@b.example:5060 a@b c:d@e"));
    }

    @Test
    void shouldCutAndSayHowMuch() {
        assertEquals("xxxx...(+6 characters)", WireText.clean("x".repeat(10), 4));
        assertEquals("xxxx", WireText.clean("xxxx", 4));
        assertEquals("x...(+2 characters)", WireText.clean("x\ud83d\ude00", 2), "no half of a pair is kept");
    }
}
