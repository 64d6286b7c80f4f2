package io.wirecause.source.unpack;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.SourceWatch;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a packed file on their way to the decoder: counted, and stopped where the caller wants no more. */
final class PackedInput extends InputStream {
    private static final int BUFFER_LENGTH = 64 << 10;
    /** Small, because a few packed bytes can make a decoder do much that shows in no output. */
    private static final int WATCH_STEP = 4 << 10;

    private final InputStream file;
    private final long size;
    private final SourceWatch watch;
    private long count;
    private long watched;

    PackedInput(InputStream file, long size, SourceWatch watch) {
        this.file = new BufferedInputStream(file, BUFFER_LENGTH);
        this.size = size;
        this.watch = watch;
    }

    /** Carries a {@link UserFacingException} through a decoder, which knows only I/O failures. */
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient UserFacingException reason;

        Stopped(UserFacingException reason) {
            super(reason);
            this.reason = reason;
        }

        UserFacingException reason() {
            return reason;
        }
    }

    /** Bytes that the decoder has looked at. */
    long count() {
        return count;
    }

    /** Takes bytes out of the count that the decoder has in hand but did not look at when it gave up. */
    void unread(int bytes) {
        count -= bytes;
    }

    @Override
    public int read() throws IOException {
        int got = file.read();
        if (got >= 0) {
            advance(1);
        }
        return got;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = file.read(bytes, offset, length);
        if (got > 0) {
            advance(got);
        }
        return got;
    }

    private void advance(int bytes) throws Stopped {
        count += bytes;
        if (count - watched >= WATCH_STEP) {
            watched = count;
            try {
                watch.reached(count, size);
            } catch (UserFacingException e) {
                throw new Stopped(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
