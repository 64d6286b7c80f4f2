package io.wirecause.cli.terminal;

import io.wirecause.mcp.call.CallWatch;
import java.io.PrintStream;
import java.util.Locale;

/** How far a long call is, in one line on standard error that is written over; nothing where nobody would see it. */
public final class ProgressLine implements CallWatch.News, AutoCloseable {
    private static final long NANOS_OF_PATIENCE = 1_000_000_000L;

    private final PrintStream err;
    private final long began;
    private final long patience;
    private int written;

    /** @param patience nanoseconds of work that need no line */
    ProgressLine(PrintStream err, long patience) {
        this.err = err;
        this.began = System.nanoTime();
        this.patience = patience;
    }

    /** News for whoever reads standard error, if it is at a terminal. */
    public static CallWatch.News ofProcess() {
        return Screen.errorsAreRead() ? new ProgressLine(System.err, NANOS_OF_PATIENCE) : CallWatch.News.NONE;
    }

    /** Removes the line, if there is one. */
    public static void end(CallWatch.News news) {
        if (news instanceof ProgressLine line) {
            line.close();
        }
    }

    @Override
    public synchronized void at(double progress, Double total, String message) {
        if (System.nanoTime() - began < patience) {
            return;
        }
        String share = total == null || total <= 0 ? ""
                : String.format(Locale.ROOT, "%3d %%  ", Math.min(100, Math.round(100 * progress / total)));
        String line = share + Screen.clean(message);
        err.print("\r" + line + " ".repeat(Math.max(0, written - line.length())));
        err.flush();
        written = line.length();
    }

    @Override
    public synchronized void close() {
        if (written > 0) {
            err.print("\r" + " ".repeat(written) + "\r");
            err.flush();
            written = 0;
        }
    }
}
