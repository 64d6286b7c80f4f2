package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.testing.Allocated;
import io.wirecause.testing.TestCaptures;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment in its order costs no memory: from the file through the decoder to the verdict and the meters. */
class TrackerAllocationTest {
    private static final int TURNS = 12_000;
    private static final int WARM = 4_000;
    /** What the measurement and the compiler's work on this thread may cost: less than a byte a segment. */
    private static final long TOLERANCE = 16_000;
    private static final int FILE_HEADER = 24;
    /** Frames from the SYN to the acknowledgement of the request. */
    private static final int HEAD = 5;
    /** Offsets in a record: its header, Ethernet, IPv4 and TCP with a timestamps option. */
    private static final int RECORD = 16;
    private static final int IP_ID = RECORD + 14 + 4;
    private static final int TCP = RECORD + 14 + 20;
    private static final int TCP_OPTIONS = TCP + 20;

    @TempDir
    Path folder;

    @Test
    void shouldAllocateNothingForSegmentsInOrder() throws Exception {
        Path file = longDownload();
        TcpAnalyzer tracker = new TcpAnalyzer(Limits.DEFAULT.maxConnections(), null);
        try (Capture capture = Capture.open(file)) {
            FrameCursor cursor = capture.frames();
            PacketDecoder decoder = new PacketDecoder();
            Packet packet = new Packet();
            int warm = 0;
            while (warm < 2 * WARM && cursor.next()) {
                decoder.decode(cursor.frame(), packet);
                tracker.packet(packet);
                warm++;
            }
            long before = Allocated.bytes();
            while (cursor.next()) {
                decoder.decode(cursor.frame(), packet);
                tracker.packet(packet);
            }
            long allocated = Allocated.bytes() - before;
            long measured = tracker.segments() - warm;
            assertTrue(measured > 15_000, measured + " segments");
            assertTrue(allocated < TOLERANCE, allocated + " bytes for " + measured + " segments");
        }
        Connection connection = tracker.connections().get(0);
        assertEquals(1, tracker.connections().size());
        assertEquals(ConnectionState.ESTABLISHED, connection.state());
        assertEquals(0, connection.retransmissions());
        assertEquals(connection.server().bytes(), connection.server().uniqueBytes());
    }

    /** The head of a real download, then its first full segment and the answer to that over and over, as time goes by. */
    private Path longDownload() throws IOException {
        ByteBuffer real = ByteBuffer.wrap(Files.readAllBytes(TestCaptures.of("tcp/healthy/large_download")))
                .order(ByteOrder.LITTLE_ENDIAN);
        int position = FILE_HEADER;
        for (int i = 0; i < HEAD; i++) {
            position += RECORD + real.getInt(position + 8);
        }
        ByteBuffer data = record(real, position);
        ByteBuffer answer = record(real, position + data.capacity());
        int payload = data.capacity() - TCP_OPTIONS - 12;
        Path file = folder.resolve("long.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(real.array(), 0, position);
            for (int turn = 0; turn < TURNS; turn++) {
                out.write(data.array());
                out.write(answer.array());
                later(data, payload, 0);
                later(answer, 0, payload);
            }
        }
        return file;
    }

    private static ByteBuffer record(ByteBuffer file, int at) {
        byte[] bytes = new byte[RECORD + file.getInt(at + 8)];
        System.arraycopy(file.array(), at, bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes);
    }

    /** The next one of its kind: 100 microseconds later, a millisecond by the sender's clock. */
    private static void later(ByteBuffer record, int sent, int received) {
        record.order(ByteOrder.LITTLE_ENDIAN);
        int micros = record.getInt(4) + 100;
        record.putInt(0, record.getInt(0) + micros / 1_000_000).putInt(4, micros % 1_000_000).order(ByteOrder.BIG_ENDIAN);
        record.putShort(IP_ID, (short) Math.max(1, record.getShort(IP_ID) + 1 & 0xffff));
        record.putInt(TCP + 4, record.getInt(TCP + 4) + sent).putInt(TCP + 8, record.getInt(TCP + 8) + received);
        record.putInt(TCP_OPTIONS + 4, record.getInt(TCP_OPTIONS + 4) + 1);
    }
}
