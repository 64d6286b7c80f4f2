package io.wirecause.mcp.stdio;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to the client, one line a message, written by one thread. A client that does not read makes senders wait
 * once a few messages queue up, and with them the reader of its requests: memory stays bounded.
 */
final class MessageWriter {
    private static final Logger LOG = LoggerFactory.getLogger(MessageWriter.class);
    private static final int CAPACITY = 16;
    private static final long PATIENCE_SECONDS = 20;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final OutputStream out;
    private final Runnable onBroken;
    private final Thread writer;

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
        try {
            if (!queue.offer(line, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The client sends but does not read");
                onBroken.run();
            }
        } catch (InterruptedException e) {
            // The call was cancelled: nobody waits for its answer.
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until all that was queued is written, but not longer than this. */
    void finish(long millis) throws InterruptedException {
        if (queue.offer(END, millis, TimeUnit.MILLISECONDS)) {
            writer.join(millis);
        }
    }

    private void write() {
        try {
            for (byte[] line = queue.take(); line != END; line = queue.take()) {
                out.write(line);
                out.write('\n');
                if (queue.isEmpty()) {
                    out.flush();
                }
            }
            out.flush();
        } catch (IOException e) {
            LOG.info("The client no longer reads", e);
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
