package io.wirecause.tcp;

import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.capture.Capture;
import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.SegmentListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A capture of one connection, made segment by segment for a test; times in microseconds. */
public final class SegmentFile {
    public static final int SYN = TcpFlags.SYN;
    public static final int ACK = TcpFlags.ACK;
    public static final int FIN = TcpFlags.FIN;
    public static final int RST = TcpFlags.RST;
    private static final int RAW_IP = 101;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    /** IP identification of the next segment; 0 for none. */
    private int ipId;
    /** Whether the next segment goes over IPv6. */
    private boolean ipv6;
    int clientTtl = 64;
    int serverTtl = 64;

    /** An empty capture. */
    public SegmentFile() {
        out.writeBytes(ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putInt(0xa1b2c3d4).putShort((short) 2)
                .putShort((short) 4).putInt(0).putInt(0).putInt(65_535).putInt(RAW_IP).array());
    }

    /** A segment of the client, 192.0.2.10:40000. */
    public SegmentFile client(long micros, int flags, long sequence, long acknowledgment, int payload, int window,
            int... options) {
        return add(true, micros, flags, sequence, acknowledgment, payload, window, options);
    }

    /** A segment of the server, 198.51.100.80:80. */
    public SegmentFile server(long micros, int flags, long sequence, long acknowledgment, int payload, int window,
            int... options) {
        return add(false, micros, flags, sequence, acknowledgment, payload, window, options);
    }

    /** Sets the IP identification of the next segments; 0 for none. */
    public void setIpId(int id) {
        ipId = id;
    }

    /** Lets the next segments go over IPv6. */
    public void useIpv6() {
        ipv6 = true;
    }

    private SegmentFile add(boolean fromClient, long micros, int flags, long sequence, long acknowledgment, int payload,
                            int window, int[] options) {
        int header = 20 + (options.length + 3) / 4 * 4;
        int length = (ipv6 ? 40 : 20) + header + payload;
        ByteBuffer record = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000)).putInt(length).putInt(length);
        record.order(ByteOrder.BIG_ENDIAN);
        byte ttl = (byte) (fromClient ? clientTtl : serverTtl);
        if (ipv6) {
            record.putInt(0x60000000).putShort((short) (length - 40)).put((byte) 6).put(ttl)
                    .putLong(0x20010db8L << 32).putLong(fromClient ? 0x10 : 0x80)
                    .putLong(0x20010db8L << 32).putLong(fromClient ? 0x80 : 0x10);
        } else {
            record.put((byte) 0x45).put((byte) 0).putShort((short) length).putShort((short) ipId).putShort((short) 0)
                    .put(ttl).put((byte) 6).putShort((short) 0)
                    .putInt(fromClient ? 0xc000020a : 0xc6336450).putInt(fromClient ? 0xc6336450 : 0xc000020a);
        }
        record.putShort((short) (fromClient ? 40_000 : 80)).putShort((short) (fromClient ? 80 : 40_000))
                .putInt((int) sequence).putInt((int) acknowledgment).put((byte) (header / 4 << 4)).put((byte) flags)
                .putShort((short) window).putInt(0);
        for (int option : options) {
            record.put((byte) option);
        }
        out.writeBytes(record.array());
        return this;
    }

    /** The connection that it holds. */
    public Connection connection(Path folder) throws Exception {
        List<Connection> all = follow(folder, null);
        if (all.size() != 1) {
            throw new IllegalStateException(all.size() + " connections");
        }
        return all.get(0);
    }

    /** The connections that it holds, as ports may be reused, with a listener for each segment; null for none. */
    public List<Connection> follow(Path folder, SegmentListener listener) throws Exception {
        Path file = folder.resolve("segments.pcap");
        Files.write(file, out.toByteArray());
        return read(file, listener);
    }

    /** All connections of a capture. */
    public static List<Connection> connections(Path file) throws Exception {
        return read(file, null);
    }

    private static List<Connection> read(Path file, SegmentListener listener) throws Exception {
        TcpAnalyzer tracker = new TcpAnalyzer(Limits.DEFAULT.maxConnections(), listener);
        try (Capture capture = Capture.open(file)) {
            Pass.run(new ToolContext(file.toString(), capture, Limits.DEFAULT, ProgressListener.NONE), List.of(tracker));
        }
        return tracker.connections();
    }
}
