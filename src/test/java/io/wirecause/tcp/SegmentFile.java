package io.wirecause.tcp;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.SegmentListener;
import io.wirecause.testing.Packets;
import io.wirecause.testing.PcapWriter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A capture of one connection, made segment by segment for a test; times in microseconds. */
public final class SegmentFile {
    public static final int SYN = TcpFlags.SYN;
    public static final int ACK = TcpFlags.ACK;
    public static final int FIN = TcpFlags.FIN;
    public static final int RST = TcpFlags.RST;
    private static final int TCP = 6;
    private static final int CLIENT = 0xc000020a;
    private static final int SERVER = 0xc6336450;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PcapWriter pcap = new PcapWriter(out, PcapWriter.RAW_IP);
    /** IP identification of the next segment; 0 for none. */
    private int ipId;
    /** Whether the next segment goes over IPv6. */
    private boolean ipv6;
    public int clientTtl = 64;
    public int serverTtl = 64;

    /** An empty capture. */
    public SegmentFile() {
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
        byte[] bytes = new byte[options.length];
        for (int i = 0; i < options.length; i++) {
            bytes[i] = (byte) options[i];
        }
        byte[] segment = Packets.tcp(fromClient ? 40_000 : 80, fromClient ? 80 : 40_000, (int) sequence, (int) acknowledgment,
                flags,
                window, bytes, new byte[payload]);
        int ttl = fromClient ? clientTtl : serverTtl;
        pcap.frame(micros, ipv6 ? Packets.ipv6(fromClient ? 0x10 : 0x80, fromClient ? 0x80 : 0x10, TCP, ttl, segment)
                : Packets.ipv4(fromClient ? CLIENT : SERVER, fromClient ? SERVER : CLIENT, TCP, ttl, ipId, segment));
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
