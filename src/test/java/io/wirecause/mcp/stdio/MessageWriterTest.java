package io.wirecause.mcp.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MessageWriterTest {
    private static final int LINES = 100;

    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final CountDownLatch broken = new CountDownLatch(1);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    /** Takes nothing before {@link #goesOn}. */
    private final OutputStream paused = new OutputStream() {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            taken.write(bytes, offset, length);
        }
    };

    private Thread sender(MessageWriter writer) {
        Thread sender = new Thread(() -> {
            for (int i = 0; i < LINES; i++) {
                writer.put(new byte[10_000]);
            }
        });
        sender.setDaemon(true);
        sender.start();
        return sender;
    }

    @Test
    void shouldWaitForAClientThatPauses() throws Exception {
        MessageWriter writer = new MessageWriter(paused, broken::countDown);
        Thread sender = sender(writer);
        sender.join(300);
        assertTrue(sender.isAlive(), "the queue is bounded");
        Thread finish = new Thread(() -> {
            try {
                writer.finish(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        finish.start();
        Thread.sleep(500);
        goesOn.countDown();
        finish.join();
        assertEquals(LINES * 10_001, taken.size());
        assertEquals(0, writer.unwritten());
    }

    @Test
    void shouldSayHowMuchAClientDidNotTake() throws Exception {
        MessageWriter writer = new MessageWriter(paused, broken::countDown);
        sender(writer).join(300);
        writer.finish(200);
        assertTrue(writer.unwritten() > 10, writer.unwritten() + " lines");
        goesOn.countDown();
    }

    @Test
    void shouldNotWaitForAClientThatIsGone() throws Exception {
        MessageWriter writer = new MessageWriter(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("broken pipe");
            }
        }, broken::countDown);
        sender(writer).join();
        assertTrue(broken.await(10, TimeUnit.SECONDS));
        writer.finish(60_000);
        assertEquals(LINES, writer.unwritten());
    }
}
