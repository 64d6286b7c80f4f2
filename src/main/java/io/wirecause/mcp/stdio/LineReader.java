package io.wirecause.mcp.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines of bytes. A line longer than the bound is passed over without being kept. */
final class LineReader {
    /** Stands for a line that was too long; compared by identity. */
    static final byte[] TOO_LONG = new byte[0];

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final int maxLength;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int end;
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;

    LineReader(InputStream in, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /** The next line without its end, {@link #TOO_LONG}, or null at the end of input. A last line may lack its end. */
    byte[] next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int stop = at;
            while (stop < end && chunk[stop] != '\n') {
                stop++;
            }
            keep(stop - at);
            boolean ended = stop < end;
            at = ended ? stop + 1 : stop;
            if (ended) {
                return result();
            }
        }
        return any ? result() : null;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(chunk));
        return end > 0;
    }

    private void keep(int count) {
        if (tooLong || count > maxLength - length) {
            tooLong = true;
            return;
        }
        if (count > line.length - length) {
            line = Arrays.copyOf(line, Math.min(maxLength, Math.max(line.length * 2, length + count)));
        }
        System.arraycopy(chunk, at, line, length, count);
        length += count;
    }

    private byte[] result() {
        if (tooLong) {
            return TOO_LONG;
        }
        int kept = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return Arrays.copyOf(line, kept);
    }
}
