package io.pcaplens.capture;

import io.pcaplens.bytes.ByteView;
import io.pcaplens.report.Problem;
import java.io.IOException;
import java.nio.file.Path;

/** A capture file, open for reading. Its format is known by its first bytes, never by its name. */
public final class Capture implements AutoCloseable {
    private final MappedFile file;
    private final FileFormat format;

    private Capture(MappedFile file, FileFormat format) {
        this.file = file;
        this.format = format;
    }

    /**
     * Opens a capture file.
     *
     * @throws Problem where it cannot be read or is no capture that we know
     */
    public static Capture open(Path path) throws Problem {
        MappedFile file;
        try {
            file = new MappedFile(path);
        } catch (IOException e) {
            throw new Problem("The capture file cannot be opened for reading.", e);
        }
        try {
            ByteView head = new ByteView();
            file.point(head, 0, (int) Math.min(file.size(), FileFormat.HEAD_LENGTH));
            return new Capture(file, FileFormat.of(head));
        } catch (Problem | RuntimeException e) {
            closeQuietly(file);
            throw e;
        }
    }

    private static void closeQuietly(MappedFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // The first failure is the one to tell.
        }
    }

    /** The format of the file. */
    public FileFormat format() {
        return format;
    }

    /** Bytes in the file. */
    public long size() {
        return file.size();
    }

    /** A new cursor before the first frame. Several may be open at once, each for one thread. */
    public FrameCursor frames() {
        return switch (format) {
            case PCAP -> new PcapCursor(file);
            case PCAPNG -> new PcapngCursor(file);
        };
    }

    /** Frees the file. No frame of it may be read afterwards. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
