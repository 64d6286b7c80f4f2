package io.wirecause.source.unpack;

import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.XZInputStream;

/** The compressions that are undone, known by the first bytes of a file. */
public enum Compression {
    /** RFC 1952, members in a row read as one. */
    GZIP("gzip -d") {
        @Override
        InputStream open(PackedInput packed, WindowMemory memory) {
            return new GzipInput(packed);
        }
    },
    /** RFC 8878, frames in a row read as one, skippable frames skipped; windows of at most 128 MiB. */
    ZSTD("zstd -d") {
        @Override
        InputStream open(PackedInput packed, WindowMemory memory) {
            return new ZstdInput(packed, memory);
        }
    },
    /** The LZ4 frame format 1.6, frames in a row read as one. */
    LZ4("lz4 -d") {
        @Override
        InputStream open(PackedInput packed, WindowMemory memory) {
            return new Lz4Input(packed);
        }
    },
    /** The .xz format 1.2, streams in a row read as one. */
    XZ("xz -d") {
        @Override
        InputStream open(PackedInput packed, WindowMemory memory) throws IOException {
            // The arrays are used again: else each block of a few bytes would allocate its dictionary anew.
            return new XZInputStream(packed, XZ_MEMORY_KIB, true, new BasicArrayCache());
        }
    },
    /** A zip archive with one capture in it, stored or deflated; the JDK reads it. */
    ZIP("unzip") {
        @Override
        InputStream open(PackedInput packed, WindowMemory memory) {
            return new ZipInput(packed);
        }
    };

    /** Bytes of a file that {@link #of} wants to see at most. */
    public static final int HEAD_LENGTH = 6;
    /** Enough for xz -9, which needs 65 MiB. */
    private static final int XZ_MEMORY_KIB = 96 << 10;

    private final String tool;

    Compression(String tool) {
        this.tool = tool;
    }

    /** The plain content of a stream from its first byte on. */
    abstract InputStream open(PackedInput packed, WindowMemory memory) throws IOException;

    /** As it is written in sentences. */
    String shown() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The command that undoes it. */
    String tool() {
        return tool;
    }

    /**
     * The compression of a file.
     *
     * @param head its first bytes, at most {@link #HEAD_LENGTH}
     * @return empty where it is not compressed, as far as its first bytes tell
     * @throws UserFacingException where it is an archive or a compression that is not undone here
     */
    public static Optional<Compression> of(byte[] head) throws UserFacingException {
        if (startsWith(head, 0x1f, 0x8b)) {
            return Optional.of(GZIP);
        }
        // A skippable frame may begin lz4 files too, but only pzstd is known to write one there.
        boolean skippable = head.length > 0 && (head[0] & 0xf0) == 0x50 && startsWith(head, head[0], 0x2a, 0x4d, 0x18);
        if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd) || skippable) {
            return Optional.of(ZSTD);
        }
        if (startsWith(head, 0x04, 0x22, 0x4d, 0x18)) {
            return Optional.of(LZ4);
        }
        if (startsWith(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return Optional.of(XZ);
        }
        if (startsWith(head, 'P', 'K', 3, 4)) {
            return Optional.of(ZIP);
        }
        if (startsWith(head, 'P', 'K', 5, 6) || startsWith(head, '7', 'z', 0xbc, 0xaf) || startsWith(head, 'R', 'a', 'r', '!')) {
            throw new UserFacingException(
                    "The file is an archive, not a capture; unpack it and give the path of the capture in it.");
        }
        if (startsWith(head, 'B', 'Z', 'h') || startsWith(head, 0x1f, 0x9d) || startsWith(head, 0x02, 0x21, 0x4c, 0x18)) {
            throw new UserFacingException("The file has a compression that is not read (bzip2, compress or old lz4); "
                    + "unpack it first, or use gzip, zstd, lz4 or xz.");
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
