package io.wirecause.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file of any size, read through windows. Safe for use by several threads, each with a window of its own. */
final class FileBytes implements Closeable {
    private final FileChannel channel;
    private final long size;

    /** Opens the file for reading; what is appended to it later does not count. */
    FileBytes(Path path) throws IOException {
        // The path was resolved and checked: a symbolic link that stands there now was put there since.
        channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            size = channel.size();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Bytes in the file when it was opened. */
    long size() {
        return size;
    }

    /** Whether the file has lost bytes since it was opened. */
    boolean isShorter() throws IOException {
        return channel.size() < size;
    }

    /**
     * A window on the file.
     *
     * @param length bytes that it reads at once; it grows where a larger piece is asked for
     */
    FileWindow window(int length) {
        return new FileWindow(this, (int) Math.min(length, size));
    }

    /**
     * Fills an array from its start on.
     *
     * @param least bytes that must be there
     * @return bytes read, at least that many
     * @throws UnreadableException where the file has become too short, or its disk is gone
     */
    int read(long offset, byte[] into, int least) {
        ByteBuffer target = ByteBuffer.wrap(into);
        try {
            while (target.position() < least) {
                if (channel.read(target, offset + target.position()) < 0) {
                    throw new UnreadableException(new IOException("the file ends before byte " + (offset + least)));
                }
            }
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
        return target.position();
    }

    /** Lets go of the file. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
