package io.wirecause.packets.export;

import io.wirecause.capture.Frame;
import io.wirecause.report.UserFacingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file with chosen packets, made in the folder that the user allows when the first of them comes: always a new one, for the
 * user alone, of bounded size. Removed again where the call ends before it is whole.
 */
public final class PacketExport implements AutoCloseable {
    private static final String PREFIX = "wirecause-";
    private static final String ENDING = ".pcapng";
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_PACKETS = 100_000;
    private static final int MOST_INTERFACES = 1_000;
    /** Bounds on all files of ours in the folder: a model that exports again and again does not fill the disk. */
    private static final long MOST_BYTES_IN_ALL = 1L << 30;
    private static final int MOST_FILES = 1_000;
    private static final int LONGEST_NAME = 40;

    private final Path folder;
    private final String name;
    private Path file;
    private OutputStream out;
    private PcapngWriter writer;
    private long packets;
    private long lastFrame = -1;
    private boolean complete = true;
    private boolean whole;
    private IOException failure;
    private String refusal;

    private PacketExport(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * An export, without a file as yet.
     *
     * @param folder  the folder allowed; null for none
     * @param capture the capture's name, of which the file's name takes a part
     * @throws UserFacingException where no folder is allowed, or it is full or not there
     */
    public static PacketExport into(Path folder, String capture) throws UserFacingException {
        if (folder == null) {
            throw new UserFacingException("Packets are written to a file only where the user allows a folder: start the server "
                    + "with --export-dir DIR, or set WIRECAUSE_EXPORT_DIR. Without it, "
                    + "tshark -r FILE -Y 'display_filter' -w OUT does "
                    + "the same with the display_filter of this tool's answer.");
        }
        checkRoom(folder);
        String base = capture.substring(Math.max(capture.lastIndexOf('/'), capture.lastIndexOf('\\')) + 1)
                .replaceAll("\\.(pcap|pcapng|cap|gz|zst|lz4|xz)\\b", "").replaceAll("[^A-Za-z0-9_-]+", "-");
        return new PacketExport(folder, base.substring(0, Math.min(base.length(), LONGEST_NAME)));
    }

    private static void checkRoom(Path folder) throws UserFacingException {
        long bytes = 0;
        int files = 0;
        try (DirectoryStream<Path> ours = Files.newDirectoryStream(folder, PREFIX + "*" + ENDING)) {
            for (Path each : ours) {
                files++;
                bytes += Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS) ? Files.size(each) : 0;
            }
        } catch (IOException e) {
            throw new UserFacingException("The folder of --export-dir cannot be read.", e);
        }
        if (files >= MOST_FILES || bytes >= MOST_BYTES_IN_ALL) {
            throw new UserFacingException("The folder of --export-dir holds " + files + " exported files, " + (bytes >> 20)
                    + " MiB together: delete some of them first.");
        }
    }

    /** Adds a frame; the same one, for another packet in it, is added once. */
    public void add(Frame frame) {
        if (failure != null || refusal != null || frame.number() == lastFrame) {
            return;
        }
        try {
            if (writer == null) {
                open();
            }
            if (writer == null) {
                return;
            }
            if (packets == MOST_PACKETS || writer.written() + PcapngWriter.size(frame) > MOST_BYTES
                    || writer.interfaces() == MOST_INTERFACES) {
                complete = false;
                return;
            }
            lastFrame = frame.number();
            writer.write(frame);
            packets++;
        } catch (IOException e) {
            failure = e;
        }
    }

    private void open() throws IOException {
        if (!folder.toRealPath().equals(folder)) {
            refusal = "The folder of --export-dir is not the one that it was when the server started.";
            return;
        }
        for (int i = 1; i <= 10 * MOST_FILES; i++) {
            Path candidate = folder.resolve(PREFIX + name + "-" + i + ENDING);
            try {
                // Creating fails on whatever stands there already, a link to nowhere included.
                out = new BufferedOutputStream(Channels.newOutputStream(Files.newByteChannel(candidate,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                        privately(candidate))));
                file = candidate;
                writer = new PcapngWriter(out);
                return;
            } catch (FileAlreadyExistsException e) {
                // The next number, then.
            }
        }
        refusal = "The folder of --export-dir has a file for each name that an export could have: delete some of them first.";
    }

    private static FileAttribute<?>[] privately(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    /**
     * Ends the file.
     *
     * @throws UserFacingException where it could not be written
     */
    public void finish() throws UserFacingException {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (refusal != null) {
            throw new UserFacingException(refusal);
        }
        if (failure != null) {
            throw new UserFacingException("The packets could not be written into the folder of --export-dir: no room, or no "
                    + "right to write there.", failure);
        }
        whole = true;
    }

    /** What was written. */
    public ExportRecord record() {
        return new ExportRecord(file == null ? null : file.toString(), packets, writer == null ? 0 : writer.written(), complete);
    }

    /** Removes a file that is not whole. */
    @Override
    public void close() {
        if (whole || file == null) {
            return;
        }
        try {
            out.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The user finds a file that is not whole; there is no more to do about it.
        }
    }
}
