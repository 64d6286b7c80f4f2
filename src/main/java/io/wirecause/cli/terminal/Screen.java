package io.wirecause.cli.terminal;

import io.wirecause.report.WireText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Lines for a person: wrapped, in colour where that is wanted, and clean. What is printed may come from the wire, so every
 * character that could steer a terminal is written as text, whatever was done with it before.
 */
public final class Screen {
    private static final int WIDTH = 100;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 160;
    private static final int LONGEST = 20_000;
    private static final Path OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path ERRORS = Path.of("/proc/self/fd/2");

    private final PrintStream out;
    private final boolean colour;
    private final int width;

    /** How text is set off. */
    public enum Tone {
        /** As it is. */
        PLAIN(""),
        /** What the eye should find first. */
        STRONG("1"),
        /** What it may pass over. */
        FAINT("2"),
        /** An error. */
        ERROR("1;31"),
        /** A warning. */
        WARNING("1;33"),
        /** All is well. */
        GOOD("1;32"),
        /** What can be copied. */
        CODE("36");

        private final String codes;

        Tone(String codes) {
            this.codes = codes;
        }
    }

    /** @param width characters of a line */
    Screen(PrintStream out, boolean colour, int width) {
        this.out = out;
        this.colour = colour;
        this.width = Math.max(NARROWEST, Math.min(WIDEST, width));
    }

    /** Standard output of this process: in colour at a terminal, unless {@code NO_COLOR} is set (no-color.org) or it is dumb. */
    public static Screen of(PrintStream out) {
        String off = System.getenv("NO_COLOR");
        boolean wanted = (off == null || off.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        return new Screen(out, wanted && isTerminal(OUTPUT), columns(System.getenv("COLUMNS")));
    }

    static int columns(String set) {
        try {
            return set == null ? WIDTH : Integer.parseInt(set.trim());
        } catch (NumberFormatException e) {
            return WIDTH;
        }
    }

    /** Whether standard error is read by a person now. */
    static boolean errorsAreRead() {
        return isTerminal(ERRORS);
    }

    /** Linux tells it of each stream; elsewhere there is a console only where input and output are at a terminal. */
    private static boolean isTerminal(Path stream) {
        try {
            if (Files.isSymbolicLink(stream)) {
                String at = Files.readSymbolicLink(stream).toString();
                return at.startsWith("/dev/pts/") || at.startsWith("/dev/tty") || at.equals("/dev/console");
            }
        } catch (IOException | InvalidPathException e) {
            // As on systems without this.
        }
        return System.console() != null;
    }

    /** Part of a line, in a tone. */
    String tone(Tone tone, String text) {
        String clean = clean(text);
        return colour && tone != Tone.PLAIN ? "\u001b[" + tone.codes + "m" + clean + "\u001b[0m" : clean;
    }

    /** Without what steers a terminal. Backslashes are as the answer has them, which has doubled those of the wire. */
    static String clean(String text) {
        return WireText.clean(text, LONGEST).replace("\\\\", "\\");
    }

    /** An empty line. */
    void blank() {
        out.println();
    }

    /** A line that is ready: of parts that went through {@link #tone}. */
    void line(String ready) {
        out.println(ready);
    }

    /** A heading. */
    void heading(String text) {
        blank();
        line(tone(Tone.STRONG, text));
    }

    /** Text that is wrapped, its first line behind a ready lead, the others as far to the right. */
    void text(String lead, int leadWidth, Tone tone, String text) {
        StringBuilder line = new StringBuilder();
        boolean first = true;
        for (String word : clean(text).split(" ")) {
            if (line.length() > 0 && leadWidth + line.length() + 1 + word.length() > width) {
                put(first ? lead : " ".repeat(leadWidth), tone, line.toString());
                first = false;
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        put(first ? lead : " ".repeat(leadWidth), tone, line.toString());
    }

    private void put(String lead, Tone tone, String words) {
        out.println(lead + tone(tone, words));
    }
}
