package io.wirecause.source.unpack;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.SourceWatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What the large windows of one decoder take of the memory that all have together. A decoder that wants more than it has gives
 * that back first, so that two that wait cannot wait for each other.
 */
final class WindowMemory implements AutoCloseable {
    /** Windows of this size need not ask: what all levels but those of {@code --ultra} and {@code --long} have. */
    private static final int SMALL = 8 << 20;
    private static final int UNIT = 1 << 20;

    private final Shared shared;
    private final SourceWatch watch;
    private int held;

    WindowMemory(Shared shared, SourceWatch watch) {
        this.shared = shared;
        this.watch = watch;
    }

    /** The memory of all decoders. */
    static final class Shared {
        private final int units;
        private final Semaphore free;

        /** Windows take this many bytes together at most. */
        Shared(long bytes) {
            units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
            free = new Semaphore(units, true);
        }
    }

    /**
     * Waits until the window may take its memory.
     *
     * @param giveBack drops what the window had before
     * @throws ZstdInput.WindowTooLarge where all together have less
     * @throws PackedInput.Stopped where the watch ends the wait
     */
    void use(int bytes, Runnable giveBack) throws ZstdInput.WindowTooLarge, PackedInput.Stopped {
        int wanted = bytes <= SMALL ? 0 : (bytes + UNIT - 1) / UNIT;
        if (wanted <= held) {
            return;
        }
        if (wanted > shared.units) {
            throw new ZstdInput.WindowTooLarge(bytes, (long) shared.units * UNIT);
        }
        giveBack.run();
        close();
        try {
            if (!shared.free.tryAcquire(wanted)) {
                watch.waits();
                while (!shared.free.tryAcquire(wanted, SourceWatch.POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    watch.reached(0, -1);
                }
                held = wanted;
                watch.works();
            }
            held = wanted;
        } catch (UserFacingException e) {
            throw new PackedInput.Stopped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackedInput.Stopped(new UserFacingException("The call was interrupted.", e));
        }
    }

    /** Gives all back. */
    @Override
    public void close() {
        shared.free.release(held);
        held = 0;
    }
}
