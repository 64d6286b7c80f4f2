package io.wirecause.capture;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A capture, open for reading: one file, or a set of files that are read as one, merged in time order. The format of
 * a file is known by its first bytes, never by its name.
 */
public final class Capture implements AutoCloseable {
    /** Bytes read at once: any frame with what stands around it in the file, but for those of some buses. */
    private static final int WINDOW = CaptureLimits.MAX_FRAME + (1 << 12);
    /** Of a set, all files together, as long as no frame needs more. */
    private static final int WINDOWS_OF_A_SET = 1 << 26;

    private final List<OpenFile> files;
    private final List<String> leftOut;
    private final long size;
    private final FrameOrigins origins;

    private Capture(List<OpenFile> files, List<String> leftOut) {
        this.files = files;
        this.leftOut = leftOut;
        this.size = files.stream().mapToLong(f -> f.bytes.size()).sum();
        this.origins = files.size() > 1 ? new FrameOrigins() : null;
    }

    /** One file of known format. */
    private record OpenFile(CaptureFile file, FileBytes bytes, FileFormat format) {
        FrameCursor frames(int window) {
            return switch (format) {
                case PCAP -> new PcapCursor(bytes.window(window));
                case PCAPNG -> new PcapngCursor(bytes.window(window));
                case SNOOP -> new SnoopCursor(bytes.window(window));
            };
        }

        /** Nothing is written to it, so there is nothing to lose. */
        void close() {
            try {
                bytes.close();
            } catch (IOException e) {
                // The system takes it back with the process.
            }
        }
    }

    /**
     * Opens a capture file.
     *
     * @throws UserFacingException if it cannot be read or its format is unknown
     */
    public static Capture open(Path path) throws UserFacingException {
        return open(List.of(new CaptureFile(path.getFileName().toString(), path)), List.of());
    }

    /**
     * Opens a set of files as one capture. Their order does not matter but for frames of the same time, which are then
     * read in the order of their files. A file of several that is not a capture is left out, see {@link #leftOut}.
     *
     * @param files   at least one
     * @param missing why other files of the set are not among them, one sentence each
     * @throws UserFacingException where none of them can be read
     */
    public static Capture open(List<CaptureFile> files, List<String> missing) throws UserFacingException {
        if (files.isEmpty()) {
            throw new UserFacingException("No capture file is named.");
        }
        if (files.size() > CaptureLimits.MAX_FILES) {
            throw new UserFacingException("The set has " + files.size() + " files, " + CaptureLimits.MAX_FILES
                    + " at most are read as one; name fewer of them.");
        }
        List<OpenFile> open = new ArrayList<>();
        List<String> leftOut = new ArrayList<>(missing);
        try {
            UserFacingException first = null;
            for (CaptureFile file : files) {
                try {
                    open.add(open(file, files.size() > 1 ? " " + WireText.inQuotes(file.name()) : ""));
                } catch (UserFacingException e) {
                    first = first == null ? e : first;
                    leftOut.add(e.getMessage());
                }
            }
            if (open.isEmpty()) {
                throw first;
            }
            return new Capture(List.copyOf(open), List.copyOf(leftOut));
        } catch (RuntimeException | Error e) {
            open.forEach(OpenFile::close);
            throw e;
        }
    }

    private static OpenFile open(CaptureFile file, String shown) throws UserFacingException {
        try {
            FileBytes bytes = new FileBytes(file.path());
            try {
                ByteView head = new ByteView();
                bytes.window(FileFormat.HEAD_LENGTH).point(head, 0, (int) Math.min(bytes.size(), FileFormat.HEAD_LENGTH));
                return new OpenFile(file, bytes, FileFormat.of(head, shown));
            } catch (UserFacingException | RuntimeException e) {
                bytes.close();
                throw e;
            }
        } catch (UnreadableException e) {
            throw cut(e);
        } catch (IOException e) {
            throw new UserFacingException("The capture file" + shown + " cannot be opened for reading.", e);
        }
    }

    /** The error where a read of the file failed: another program cut the file short, or its disk is gone. */
    public static UserFacingException cut(UnreadableException failure) {
        return new UserFacingException("The capture file became shorter, or its disk went away, while it was read; "
                + "ask again once nothing writes to it.", failure);
    }

    /**
     * Makes sure that no file was cut, and possibly written anew, behind what was already read.
     *
     * @throws UserFacingException where a file became shorter
     */
    public void checkWhole() throws UserFacingException {
        if (files.stream().anyMatch(Capture::isShorter)) {
            throw cut(null);
        }
    }

    private static boolean isShorter(OpenFile file) {
        try {
            return file.bytes.isShorter();
        } catch (IOException e) {
            return true;
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
                .map(file -> (files.size() > 1 ? WireText.inQuotes(file.name()) : "") + separator + file.notice()).toList();
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
            return files.get(0).frames(WINDOW);
        }
        List<FrameCursor> all = new ArrayList<>();
        long[] bases = new long[files.size()];
        for (int i = 0; i < bases.length; i++) {
            all.add(files.get(i).frames(Math.min(WINDOW, WINDOWS_OF_A_SET / files.size())));
            bases[i] = i == 0 ? 0 : bases[i - 1] + files.get(i - 1).bytes.size();
        }
        return new MergedCursor(files(), all, bases, origins);
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
    public void close() {
        files.forEach(OpenFile::close);
    }
}
