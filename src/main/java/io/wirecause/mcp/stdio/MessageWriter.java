package io.wirecause.mcp.stdio;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to the client, one line a message, written by one thread. A client that does not read makes senders wait
 * once a few messages queue up, and with them the reader of its requests: memory stays bounded.
 */
final class MessageWriter {
    private static final Logger LOG = LoggerFactory.getLogger(MessageWriter.class);
    private static final int CAPACITY = 16;
    /** Longer than a person at a debugger or a machine asleep; who is gone for good closes the stream, which shows at once. */
    static final long PATIENCE_SECONDS = 600;
    private static final long POLL_MILLIS = 20;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final OutputStream out;
    private final Runnable onBroken;
    private final Thread writer;
    private final AtomicLong open = new AtomicLong();
    private volatile long written;
    private volatile boolean broken;

    /**
     * Starts writing.
     *
     * @param onBroken run when the client no longer takes anything
     */
    MessageWriter(OutputStream out, Runnable onBroken) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.onBroken = onBroken;
        this.writer = new Thread(this::write, "stdout-writer");
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Queues one line; waits while the queue is full. A client that makes no room for long is taken for gone: the reader
     * of its requests may be who waits here, and would never see the input end.
     */
    void put(byte[] line) {
        open.incrementAndGet();
        try {
            if (!queue.offer(line, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The client sends but does not read");
                onBroken.run();
            }
        } catch (InterruptedException e) {
            // The call was cancelled: nobody waits for its answer.
            told(1);
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until all that was queued is written, as long as the client goes on taking it.
     *
     * @param quietMillis how long it may take nothing
     */
    void finish(long quietMillis) throws InterruptedException {
        long before = -1;
        for (long quiet = 0; !broken && open.get() > 0 && quiet < quietMillis; quiet += POLL_MILLIS) {
            if (written != before) {
                before = written;
                quiet = 0;
            }
            Thread.sleep(POLL_MILLIS);
        }
        // Whoever still waits for room has been waited for.
        if (queue.offer(END)) {
            writer.join(POLL_MILLIS);
        }
    }

    /** Lines that are still to be written, or never will be. */
    long unwritten() {
        return open.get();
    }

    private void told(int lines) {
        open.addAndGet(-lines);
    }

    private void write() {
        int unflushed = 0;
        try {
            for (byte[] line = queue.take(); line != END; line = queue.take()) {
                out.write(line);
                out.write('\n');
                unflushed++;
                if (queue.isEmpty()) {
                    out.flush();
                    told(unflushed);
                    unflushed = 0;
                }
                written++;
            }
            out.flush();
            told(unflushed);
        } catch (IOException e) {
            LOG.info("The client no longer reads", e);
            broken = true;
            onBroken.run();
            discard();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody may wait for a client that is gone. */
    private void discard() {
        try {
            while (queue.take() != END) {
                continue;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
