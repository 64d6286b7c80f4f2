package io.pcaplens.source;

import io.pcaplens.report.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Undoes the compression of a file into a temporary file, within bounds. A broken stream gives what it holds. */
final class Unpacker {
    private static final int BUFFER_LENGTH = 64 << 10;
    /** Any value but zero. */
    private static final byte UNTOUCHED = (byte) 0xa5;
    private static final long RATIO_FROM_BYTES = 64L << 20;
    /** A decoder may hold 96 MiB, so that only a few work at once. */
    private static final int AT_ONCE = 4;

    private static final String CHANGED = "The compressed file changed while it was unpacked; call again when it is complete.";

    private final SourceLimits limits;
    private final TempFolder folder;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Unpacker(SourceLimits limits, TempFolder folder) {
        this.limits = limits;
        this.folder = folder;
    }

    /**
     * A capture without its compression.
     *
     * @param path   the temporary file
     * @param bytes  its size
     * @param notice where the packed stream breaks, in a sentence; null where it is whole
     */
    record Unpacked(Path path, long bytes, String notice) {
    }

    /**
     * Unpacks a file.
     *
     * @param packed a regular file, which is not followed where it is a symbolic link
     * @throws Problem where nothing can be unpacked, a limit is passed, or the watch says so
     */
    Unpacked unpack(Path packed, Compression compression, SourceWatch watch) throws Problem {
        enter(watch);
        try (TempFile out = folder.create()) {
            Run run = new Run(packed, Files.size(packed), compression, out, watch);
            String notice = run.all();
            return new Unpacked(out.keep(), out.size(), notice);
        } catch (IOException e) {
            throw new Problem("The compressed file cannot be read.", e);
        } finally {
            places.release();
        }
    }

    private void enter(SourceWatch watch) throws Problem {
        try {
            while (!places.tryAcquire(FetchGuard.STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                watch.reached(0, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("The call was interrupted.", e);
        }
    }

    /** One file at work. */
    private final class Run {
        private final Path packed;
        private final long packedSize;
        private final Compression compression;
        private final TempFile out;
        private final SourceWatch watch;
        private final byte[] buffer = new byte[BUFFER_LENGTH];
        private PackedInput in;

        Run(Path packed, long packedSize, Compression compression, TempFile out, SourceWatch watch) {
            this.packed = packed;
            this.packedSize = packedSize;
            this.compression = compression;
            this.out = out;
            this.watch = watch;
        }

        private PackedInput input() throws IOException {
            in = new PackedInput(Files.newInputStream(packed, LinkOption.NOFOLLOW_LINKS), packedSize, watch);
            return in;
        }

        /** Unpacks all there is; gives the notice, or null. */
        String all() throws Problem, IOException {
            Arrays.fill(buffer, UNTOUCHED);
            try (PackedInput packedIn = input(); InputStream plain = compression.open(packedIn)) {
                int count;
                while ((count = plain.read(buffer)) >= 0) {
                    take(buffer, count);
                    Arrays.fill(buffer, UNTOUCHED);
                }
                return null;
            } catch (IOException | RuntimeException e) {
                rethrow(e);
                return salvage();
            } catch (LinkageError e) {
                throw new Problem("This Java cannot unpack " + compression.shown() + "; unpack the file with "
                        + compression.tool() + ".", e);
            }
        }

        /**
         * A decoder that gives up in the middle of a read does not say how much it had put into the buffer. So the same
         * is done once more: up to the last whole read in the same steps, and from there byte by byte. Even the read of
         * one byte may put it in place and then give up, when a check that follows the last byte fails. The two runs find
         * that out: the place held another value before in each.
         */
        private String salvage() throws Problem, IOException {
            byte[] tail = new byte[BUFFER_LENGTH + 1];
            int length = 0;
            try (PackedInput packedIn = input(); InputStream plain = compression.open(packedIn)) {
                for (long skipped = 0; skipped < out.size(); ) {
                    int count = plain.read(tail, 0, BUFFER_LENGTH);
                    if (count < 0) {
                        throw new Problem(CHANGED);
                    }
                    skipped += count;
                }
                Arrays.fill(tail, (byte) 0);
                packedIn.slowly();
                while (length < BUFFER_LENGTH && plain.read(tail, length, 1) == 1) {
                    length++;
                }
                throw new Problem(CHANGED);
            } catch (IOException | RuntimeException e) {
                rethrow(e);
                boolean oneMore = length < BUFFER_LENGTH && (tail[length] != 0 || buffer[length] == 0);
                take(tail, oneMore ? length + 1 : length);
                return notice(e, in.count());
            }
        }

        /** Of what a decoder throws, that which does not come from the packed bytes. */
        private void rethrow(Exception failure) throws Problem {
            if (failure instanceof PackedInput.Stopped stopped) {
                throw stopped.reason();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new Problem("The call was interrupted.", failure);
            }
        }

        private void take(byte[] bytes, int count) throws Problem {
            if (out.size() == 0 && Compression.of(Arrays.copyOf(bytes, Math.min(count, Compression.HEAD_LENGTH))).isPresent()) {
                throw new Problem("The file is compressed twice; undo the outer compression with " + compression.tool() + ".");
            }
            long size = out.size() + count;
            if (size > limits.maxUnpackedBytes()) {
                throw new Problem("The " + compression.shown() + " file unpacks to more than " + limits.maxUnpackedBytes()
                        + " bytes, which is the limit; if you trust it, unpack it with " + compression.tool() + ".");
            }
            if (size > RATIO_FROM_BYTES && size / limits.maxRatio() > packedSize) {
                throw new Problem("The " + compression.shown() + " file unpacks to more than " + limits.maxRatio()
                        + " times its size, as decompression bombs do; if you trust it, unpack it with "
                        + compression.tool() + ".");
            }
            out.write(bytes, 0, count);
            if (out.size() >>> 20 != out.size() - count >>> 20) {
                watch.reached(in.count(), packedSize);
            }
        }

        private String notice(Exception cause, long position) throws Problem {
            String where = cause instanceof EOFException && position == packedSize
                    ? "is cut off: the file ends at byte " + position + " before the stream does"
                    : "is damaged or cut off at or shortly before byte " + position + " of " + packedSize;
            if (out.size() == 0) {
                throw new Problem("The " + compression.shown() + " stream " + where + ", and nothing before it can be unpacked"
                        + "; it may also use an option that is not supported here: try " + compression.tool() + ".", cause);
            }
            return "The " + compression.shown() + " stream " + where + "; the " + out.size()
                    + " bytes that could be unpacked are analysed.";
        }
    }
}
