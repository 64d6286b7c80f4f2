package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CleanErrorsTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final CleanErrors errors = new CleanErrors(written, StandardCharsets.UTF_8);

    @Test
    void shouldCleanAndCutWhatExceptionsSay() {
        new IllegalStateException("no \u001b[2Jsuch\n[main] ERROR forged \u202e" + "x".repeat(100_000)).printStackTrace(errors);
        String text = written.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("java.lang.IllegalStateException: "
                + "no \\u{1b}[2Jsuch\\u{a}[main] ERROR forged \\u{202e}xxx"), text);
        assertTrue(text.contains("characters)\n\tat io.wirecause.cli.CleanErrorsTest"), text);
        assertFalse(text.contains("\u001b") || text.contains("\n[main]"), text);
    }

    @Test
    void shouldLeaveWhatIsCleanAsItIs() {
        errors.println("There is no file \"C:\\\\x\\u{1b}\".");
        errors.print("help\nof two lines\n");
        assertEquals("There is no file \"C:\\\\x\\u{1b}\".\nhelp\nof two lines\n", written.toString(StandardCharsets.UTF_8));
    }
}
