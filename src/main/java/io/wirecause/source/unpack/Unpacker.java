package io.wirecause.source.unpack;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourceWatch;
import io.wirecause.source.temp.TempFile;
import io.wirecause.source.temp.TempFolder;
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
public final class Unpacker {
    private static final int BUFFER_LENGTH = 64 << 10;
    /** Any value but zero. */
    private static final byte UNTOUCHED = (byte) 0xa5;
    private static final long RATIO_FROM_BYTES = 64L << 20;
    /** The part of the heap that large windows get, all together. */
    private static final int WINDOWS_OF_HEAP = 4;
    /** A decoder may hold 96 MiB, so that only a few work at once. */
    private static final int AT_ONCE = 4;

    private final SourceLimits limits;
    private final TempFolder folder;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final WindowMemory.Shared windows = new WindowMemory.Shared(Runtime.getRuntime().maxMemory() / WINDOWS_OF_HEAP);

    public Unpacker(SourceLimits limits, TempFolder folder) {
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
    public record Unpacked(Path path, long bytes, String notice) {
    }

    /**
     * Unpacks a file.
     *
     * @param packed a regular file, which is not followed where it is a symbolic link
     * @param budget what the call may still unpack
     * @throws UserFacingException where nothing can be unpacked, a limit is passed, or the watch says so
     */
    public Unpacked unpack(Path packed, Compression compression, UnpackBudget budget, SourceWatch watch)
            throws UserFacingException {
        enter(watch);
        try (TempFile out = folder.create()) {
            watch.works();
            try (WindowMemory memory = new WindowMemory(windows, watch)) {
                Run run = new Run(packed, compression, out, budget.left(), watch, memory);
                String notice = run.all();
                return new Unpacked(out.keep(), out.size(), notice);
            } finally {
                budget.spend(out.size());
            }
        } catch (IOException e) {
            throw new UserFacingException("The compressed file cannot be read.", e);
        } finally {
            places.release();
        }
    }

    private void enter(SourceWatch watch) throws UserFacingException {
        try {
            if (!places.tryAcquire()) {
                watch.waits();
                while (!places.tryAcquire(SourceWatch.POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    watch.reached(0, -1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserFacingException("The call was interrupted.", e);
        }
    }

    /** One file at work. */
    private final class Run {
        private final Path packed;
        private final long packedSize;
        private final Compression compression;
        private final TempFile out;
        private final long most;
        private final SourceWatch watch;
        private final byte[] buffer = new byte[BUFFER_LENGTH];
        private final WindowMemory memory;
        private PackedInput in;

        Run(Path packed, Compression compression, TempFile out, long most, SourceWatch watch, WindowMemory memory)
                throws IOException {
            this.packed = packed;
            this.packedSize = Files.size(packed);
            this.memory = memory;
            this.compression = compression;
            this.out = out;
            this.most = most;
            this.watch = watch;
        }

        private PackedInput input() throws IOException {
            in = new PackedInput(Files.newInputStream(packed, LinkOption.NOFOLLOW_LINKS), packedSize, watch);
            return in;
        }

        /** Unpacks all there is; gives the notice, or null. */
        String all() throws UserFacingException, IOException {
            Arrays.fill(buffer, UNTOUCHED);
            try (PackedInput packedIn = input(); InputStream plain = compression.open(packedIn, memory)) {
                int count;
                while ((count = plain.read(buffer)) >= 0) {
                    take(buffer, count);
                    Arrays.fill(buffer, UNTOUCHED);
                }
                return null;
            } catch (ZstdInput.WindowTooLarge e) {
                throw new UserFacingException(e.getMessage(), e);
            } catch (IOException | RuntimeException e) {
                rethrow(e);
                return salvage(e);
            }
        }

        /**
         * Decodes once more what did not decode to the end, to get at what the decoder held back: up to what is written
         * already, and from there in small steps until it gives up again.
         *
         * @param first why it gave up at first
         */
        private String salvage(Exception first) throws UserFacingException, IOException {
            Exception cause = first;
            long position = in.count();
            try (PackedInput packedIn = input(); InputStream plain = compression.open(packedIn, memory)) {
                Exception again = resume(plain);
                if (again != null) {
                    cause = again;
                    position = packedIn.count();
                }
            } catch (IOException e) {
                rethrow(e);
            }
            return notice(cause, position);
        }

        /**
         * Writes what comes after that which is written already, byte by byte because a decoder that gives up in the
         * middle of a read does not say how much it had put into the buffer. Even the read of one byte may put it in
         * place and then give up, when a check that follows the last byte fails. That shows because the place held
         * another value before than it did in the first run.
         *
         * @return why the decoder gave up; null where it came to an end
         */
        private Exception resume(InputStream plain) throws UserFacingException {
            byte[] tail = new byte[BUFFER_LENGTH];
            int length = 0;
            try {
                for (long left = out.size(); left > 0; ) {
                    int count = plain.read(tail, 0, (int) Math.min(BUFFER_LENGTH, left));
                    if (count < 0) {
                        return null;
                    }
                    left -= count;
                    watch.reached(in.count(), packedSize);
                }
                Arrays.fill(tail, (byte) 0);
                while (plain.read(tail, length, 1) == 1) {
                    length++;
                    if (length == BUFFER_LENGTH) {
                        take(tail, length);
                        length = 0;
                        Arrays.fill(tail, (byte) 0);
                        Arrays.fill(buffer, UNTOUCHED);
                    }
                }
                take(tail, length);
                return null;
            } catch (IOException | RuntimeException e) {
                rethrow(e);
                boolean oneMore = tail[length] != 0 || buffer[length] == 0;
                take(tail, oneMore ? length + 1 : length);
                Arrays.fill(buffer, UNTOUCHED);
                return e;
            }
        }

        /** Of what a decoder throws, that which does not come from the packed bytes. */
        private void rethrow(Exception failure) throws UserFacingException {
            if (failure instanceof PackedInput.Stopped stopped) {
                throw stopped.reason();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new UserFacingException("The call was interrupted.", failure);
            }
        }

        private void take(byte[] bytes, int count) throws UserFacingException {
            if (out.size() == 0 && Compression.of(Arrays.copyOf(bytes, Math.min(count, Compression.HEAD_LENGTH))).isPresent()) {
                throw new UserFacingException("The file is compressed twice; undo the outer compression with "
                        + compression.tool() + ".");
            }
            long size = out.size() + count;
            if (size > most) {
                String others = most < limits.maxUnpackedBytes() ? " for all files of a call together" : "";
                throw new UserFacingException("The " + compression.shown() + " file unpacks to more than "
                        + limits.maxUnpackedBytes()
                        + " bytes, which is the limit" + others + "; if you trust it, unpack it with "
                        + compression.tool() + ".");
            }
            if (size > RATIO_FROM_BYTES && size / limits.maxRatio() > packedSize) {
                throw new UserFacingException("The " + compression.shown() + " file unpacks to more than " + limits.maxRatio()
                        + " times its size, as decompression bombs do; if you trust it, unpack it with "
                        + compression.tool() + ".");
            }
            out.write(bytes, 0, count);
            // At every buffer, which is 64 KiB at most: of a bomb, hardly any packed bytes come by.
            watch.reached(in.count(), packedSize);
        }

        private String notice(Exception cause, long position) throws UserFacingException {
            String where = cause instanceof EOFException && position == packedSize
                    ? "is cut off: the file ends at byte " + position + " before the stream does"
                    : "is damaged or cut off at or shortly before byte " + position + " of " + packedSize;
            if (out.size() == 0) {
                throw new UserFacingException("The " + compression.shown() + " stream " + where
                        + ", and nothing before it can be unpacked"
                        + "; it may also use an option that is not supported here: try " + compression.tool() + ".", cause);
            }
            return "The " + compression.shown() + " stream " + where + "; the " + out.size()
                    + " bytes that could be unpacked are analysed.";
        }
    }
}
