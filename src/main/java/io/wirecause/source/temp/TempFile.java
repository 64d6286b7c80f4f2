package io.wirecause.source.temp;

import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file that is being written. Until it is kept, closing it removes it. */
public final class TempFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private long size;
    private boolean kept;

    TempFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    Path path() {
        return path;
    }

    /** Bytes written. */
    public long size() {
        return size;
    }

    /**
     * Appends bytes.
     *
     * @throws UserFacingException where they cannot be written, as on a full disk
     */
    public void write(byte[] bytes, int offset, int length) throws UserFacingException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                size += channel.write(buffer);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Says early that a file of a known size has no room.
     *
     * @throws UserFacingException where the disk has less than this free
     */
    public void expect(long bytes) throws UserFacingException {
        long free = usable();
        if (free >= 0 && free < bytes) {
            throw new UserFacingException("The capture of " + bytes + " bytes does not fit on the disk of the temporary folder "
                    + path.getParent() + ", which has " + free + " bytes free.");
        }
    }

    private UserFacingException failure(IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new UserFacingException("The call was interrupted.", cause);
        }
        long free = usable();
        String state = free >= 0 ? " (" + free + " bytes free)" : "";
        return new UserFacingException("The temporary folder " + path.getParent() + " takes no more after " + size
                + " bytes: its disk is full" + state + " or fails; free some space, "
                + "or name another folder with -Djava.io.tmpdir.", cause);
    }

    private long usable() {
        try {
            FileStore store = Files.getFileStore(path);
            return store.getUsableSpace();
        } catch (IOException | SecurityException e) {
            return -1;
        }
    }

    /** Ends the writing and leaves the file in place. */
    public Path keep() throws UserFacingException {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e);
        }
        kept = true;
        return path;
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is removed next.
        }
        TempFolder.remove(path);
    }
}
