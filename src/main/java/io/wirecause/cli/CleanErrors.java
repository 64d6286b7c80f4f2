package io.wirecause.cli;

import io.wirecause.report.WireText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Standard error, where a library may quote what a client or a file said: each line is cleaned and cut, so that nobody can write
 * to the user's terminal or forge a line of the log. Help and other text of our own is printed as it is.
 */
final class CleanErrors extends PrintStream {
    private static final int LONGEST = 2_000;

    CleanErrors(OutputStream out, Charset charset) {
        super(out, true, charset);
    }

    @Override
    public void println(String line) {
        super.println(clean(line));
    }

    @Override
    public void println(Object line) {
        // An exception, or a line of its trace.
        super.println(clean(String.valueOf(line)));
    }

    /** Backslashes stay as they are: most of what comes here is clean already. */
    private static String clean(String line) {
        String text = String.valueOf(line);
        int indent = 0;
        while (indent < text.length() && text.charAt(indent) == '\t') {
            indent++;
        }
        return "\t".repeat(indent) + WireText.clean(text.substring(indent), LONGEST).replace("\\\\", "\\");
    }
}
