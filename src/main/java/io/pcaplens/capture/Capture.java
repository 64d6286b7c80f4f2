package io.pcaplens.capture;

import io.pcaplens.bytes.ByteView;
import io.pcaplens.report.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A capture, open for reading: one file, or a set of files that are read as one, merged in time order. The format of
 * a file is known by its first bytes, never by its name.
 */
public final class Capture implements AutoCloseable {
    private final List<OpenFile> files;
    private final List<String> leftOut;
    private final long size;
    private final FrameOrigins origins;

    private Capture(List<OpenFile> files, List<String> leftOut) {
        this.files = files;
        this.leftOut = leftOut;
        this.size = files.stream().mapToLong(f -> f.mapped.size()).sum();
        this.origins = files.size() > 1 ? new FrameOrigins() : null;
    }

    /** One file, mapped. */
    private record OpenFile(CaptureFile file, MappedFile mapped, FileFormat format) {
        FrameCursor frames() {
            return switch (format) {
                case PCAP -> new PcapCursor(mapped);
                case PCAPNG -> new PcapngCursor(mapped);
                case SNOOP -> new SnoopCursor(mapped);
            };
        }
    }

    /**
     * Opens a capture file.
     *
     * @throws Problem where it cannot be read or is no capture that we know
     */
    public static Capture open(Path path) throws Problem {
        return open(List.of(new CaptureFile(path.getFileName().toString(), path)), List.of());
    }

    /**
     * Opens a set of files as one capture. Their order does not matter but for frames of the same time, which are then
     * read in the order of their files. A file of several that is no capture is left out, see {@link #leftOut}.
     *
     * @param files   at least one
     * @param missing why other files of the set are not among them, one sentence each
     * @throws Problem where none of them can be read
     */
    public static Capture open(List<CaptureFile> files, List<String> missing) throws Problem {
        if (files.isEmpty()) {
            throw new Problem("No capture file is named.");
        }
        if (files.size() > CaptureLimits.MAX_FILES) {
            throw new Problem("The set has " + files.size() + " files, " + CaptureLimits.MAX_FILES
                    + " at most are read as one; name fewer of them.");
        }
        List<OpenFile> open = new ArrayList<>();
        List<String> leftOut = new ArrayList<>(missing);
        try {
            Problem first = null;
            for (CaptureFile file : files) {
                try {
                    open.add(open(file, files.size() > 1 ? " " + file.name() : ""));
                } catch (Problem e) {
                    first = first == null ? e : first;
                    leftOut.add(e.getMessage());
                }
            }
            if (open.isEmpty()) {
                throw first;
            }
            return new Capture(List.copyOf(open), List.copyOf(leftOut));
        } catch (RuntimeException | Error e) {
            open.forEach(file -> file.mapped.close());
            throw e;
        }
    }

    private static OpenFile open(CaptureFile file, String shown) throws Problem {
        MappedFile mapped;
        try {
            mapped = new MappedFile(file.path());
        } catch (IOException e) {
            throw new Problem("The capture file" + shown + " cannot be opened for reading.", e);
        }
        try {
            ByteView head = new ByteView();
            mapped.point(head, 0, (int) Math.min(mapped.size(), FileFormat.HEAD_LENGTH));
            return new OpenFile(file, mapped, FileFormat.of(head, shown));
        } catch (Problem | RuntimeException e) {
            mapped.close();
            throw e;
        } catch (InternalError e) {
            mapped.close();
            throw cut(e);
        }
    }

    /**
     * What a caller is told where a read of the mapped file failed: another program cut the file short, or its disk is
     * gone. Such a read throws {@link InternalError}, on Java 17 and 21 possibly a little after it.
     */
    public static Problem cut(InternalError failure) {
        return new Problem("The capture file became shorter, or its disk went away, while it was read; "
                + "ask again once nothing writes to it.", failure);
    }

    /**
     * Makes sure that what was read is what the files held when they were opened: pages that went away with the end of a
     * file may have read as zeros before the failure shows.
     *
     * @throws Problem where a file became shorter
     */
    public void checkWhole() throws Problem {
        if (files.stream().anyMatch(Capture::isShorter)) {
            throw cut(null);
        }
    }

    private static boolean isShorter(OpenFile file) {
        try {
            return Files.size(file.file.path()) < file.mapped.size();
        } catch (IOException e) {
            // A file that was removed stays readable through its mapping.
            return false;
        }
    }

    /** The files, in the order in which they were named; one where the capture is no set. */
    public List<CaptureFile> files() {
        return files.stream().map(OpenFile::file).toList();
    }

    /** What single files lack by their {@link CaptureFile#notice}, one sentence each. */
    public List<String> notices() {
        String separator = files.size() > 1 ? ": " : "";
        return files.stream().map(OpenFile::file).filter(file -> file.notice() != null)
                .map(file -> (files.size() > 1 ? file.name() : "") + separator + file.notice()).toList();
    }

    /** Why files of a set are not among {@link #files}, one sentence each. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** Bytes in all files together. */
    public long size() {
        return size;
    }

    /** A new cursor before the first frame. Several may be open at once, each for one thread. */
    public FrameCursor frames() {
        if (origins == null) {
            return files.get(0).frames();
        }
        List<FrameCursor> all = new ArrayList<>();
        long[] bases = new long[files.size()];
        for (int i = 0; i < bases.length; i++) {
            all.add(files.get(i).frames());
            bases[i] = i == 0 ? 0 : bases[i - 1] + files.get(i - 1).mapped.size();
        }
        return new MergedCursor(files(), all, bases, origins);
    }

    /**
     * Has the file's pages brought in by another thread, a little ahead of who reads it from its start; to be closed before
     * the capture is. Does nothing for small files, and for sets, which are read at several places.
     */
    public ReadAhead readAhead() {
        return files.size() == 1 && size >= ReadAhead.LARGE_FILE ? ReadAhead.of(files.get(0).mapped) : ReadAhead.NONE;
    }

    /**
     * Where a frame of a set comes from; null in a capture of one file, and for a frame that no cursor has passed.
     *
     * @param number the frame's number in the merged set
     */
    public FrameOrigins.Origin origin(long number) {
        return origins == null ? null : origins.of(number, files());
    }

    /** Frees the files. No frame of them may be read afterwards. */
    @Override
    public void close() throws IOException {
        files.forEach(file -> file.mapped.close());
    }
}
