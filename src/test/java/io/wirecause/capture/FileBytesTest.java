package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.bytes.ByteView;
import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTest {
    private static final int FRAME = CaptureLimits.MAX_FRAME;
    private static final long LENGTH = 24 + (long) 16_500 * (16 + FRAME);

    @TempDir
    Path folder;

    /** A capture of frames as large as they can be, without their bytes: a sparse file. */
    private Path sparse(long frames) throws IOException {
        Path file = folder.resolve("sparse.pcap");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0).putInt(FRAME).putInt(1).flip();
            out.write(header, 0);
            for (long i = 0; i < frames; i++) {
                long at = 24 + i * (16 + FRAME);
                ByteBuffer record = ByteBuffer.allocate(16 + 8).order(ByteOrder.LITTLE_ENDIAN);
                record.putInt((int) i).putInt(0).putInt(FRAME).putInt(FRAME).putLong(i).flip();
                out.write(record, at);
            }
            // The last byte makes the file as long as its last frame.
            out.write(ByteBuffer.allocate(1), 24 + frames * (16 + FRAME) - 1);
        }
        return file;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldNotFollowASymbolicLinkThatCameAfterTheCheck() throws Exception {
        Path secret = sparse(1);
        Path checked = Files.createSymbolicLink(folder.resolve("checked.pcap"), secret);
        String message = assertThrows(UserFacingException.class, () -> Capture.open(checked)).getMessage();
        assertEquals("The capture file cannot be opened for reading.", message);
    }

    @Test
    void shouldReadAFileBeyondFourGigabytes() throws Exception {
        Path file = sparse(16_500);
        assertEquals(LENGTH, Files.size(file));
        assertTrue(LENGTH > 1L << 32);
        try (Capture capture = Capture.open(file)) {
            FrameCursor frames = capture.frames();
            long count = 0;
            while (frames.next()) {
                Frame frame = frames.frame();
                assertEquals(count, frame.bytes().i64le(0));
                assertEquals(0, frame.bytes().u8(FRAME - 1));
                assertEquals(24 + count * (16 + FRAME) + 16, frame.fileOffset());
                count++;
            }
            assertNull(frames.damage());
            assertEquals(16_500, count);
            assertEquals(LENGTH, frames.position());
        }
    }

    @Test
    void shouldNotHandOutWhatIsNotInTheFile() throws Exception {
        Path file = Files.write(folder.resolve("x"), new byte[10]);
        try (FileBytes bytes = new FileBytes(file)) {
            FileWindow window = bytes.window(7);
            ByteView view = new ByteView();
            window.point(view, 4, 6);
            assertEquals(6, view.length());
            assertThrows(IndexOutOfBoundsException.class, () -> window.point(view, 4, 7));
            assertThrows(IndexOutOfBoundsException.class, () -> window.point(view, -1, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> window.point(view, Long.MAX_VALUE, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> view.u8(6));
        }
    }

    @Test
    void shouldShowThePieceThatIsAskedForWhereverTheWindowStands() throws Exception {
        byte[] content = new byte[3 << 20];
        new Random(6).nextBytes(content);
        Path file = Files.write(folder.resolve("x"), content);
        ByteView view = new ByteView();
        Random random = new Random(7);
        try (FileBytes bytes = new FileBytes(file)) {
            FileWindow window = bytes.window(1_000);
            for (int i = 0; i < 2_000; i++) {
                int offset = random.nextInt(content.length);
                int most = Math.min(content.length - offset, i % 100 == 0 ? content.length : 3_000);
                int length = random.nextInt(most + 1);
                window.point(view, offset, length);
                assertArrayEquals(Arrays.copyOfRange(content, offset, offset + length), view.copy());
            }
        }
    }

    @Test
    void shouldEndInOneSentenceWhenTheFileShrinksWhileItIsRead() throws Exception {
        Path file = sparse(2_000);
        try (Capture capture = Capture.open(file)) {
            Analyzer cutter = packet -> {
                if (packet.frame().number() == 1_000) {
                    cut(file);
                }
            };
            ToolContext call = new ToolContext("x", capture, Limits.DEFAULT, ProgressListener.NONE);
            UserFacingException problem = assertThrows(UserFacingException.class, () -> Pass.run(call, List.of(cutter)));
            assertTrue(problem.getMessage().startsWith("The capture file became shorter"), problem.getMessage());
        }
        // The next capture is read.
        try (Capture capture = Capture.open(Path.of("testdata/files/formats/pcap.cap"))) {
            assertTrue(capture.frames().next());
        }
    }

    private static void cut(Path file) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            out.truncate(5_000);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldReadWhatWasThereWhenTheFileGrows() throws Exception {
        Path file = Files.copy(Path.of("testdata/files/formats/pcap.cap"), folder.resolve("grows"));
        try (Capture capture = Capture.open(file)) {
            Files.write(file, new byte[1_000], StandardOpenOption.APPEND);
            FrameCursor frames = capture.frames();
            int count = 0;
            while (frames.next()) {
                count++;
            }
            assertEquals(6, count);
            assertNull(frames.damage());
        }
    }

    @Test
    void shouldLetGoOfTheFileWhenClosed() throws Exception {
        Path file = Files.copy(Path.of("testdata/files/formats/pcap.cap"), folder.resolve("closed"));
        Capture.open(file).close();
        // On some systems this fails as long as the file is open.
        Files.delete(file);
        assertTrue(Files.notExists(file));
    }
}
