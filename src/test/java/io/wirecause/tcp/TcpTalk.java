package io.wirecause.tcp;

import io.wirecause.analysis.CancellableList;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.findings.TcpFindings;
import io.wirecause.testing.FrameList;
import io.wirecause.testing.Packets;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A conversation of one client and one server, over IPv4, IPv6 or a VLAN, with either of them as endpoint A. */
final class TcpTalk {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;
    static final int ECN = 0xc0;
    private static final int FIRST_PORT = 40_000;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int MSS = 1460;
    private static final byte[] SYN_OPTIONS = {2, 4, MSS >> 8, (byte) MSS, 4, 2, 1, 1};
    private static final byte[] NONE = {};

    private final FrameList frames = new FrameList();
    private final Way way;
    private int port = FIRST_PORT;
    private int clientIsn = 1_000;
    private int serverIsn = 0xffff_fff0;
    private int ids;

    /** How the two are connected. */
    enum Way {
        IPV4, IPV6, VLAN, SERVER_IS_A;

        private String client() {
            return this == IPV6 ? "2001:db8::1" : this == SERVER_IS_A ? "192.0.2.9" : "192.0.2.1";
        }

        private String server() {
            return this == IPV6 ? "2001:db8::2" : this == SERVER_IS_A ? "192.0.2.3" : "192.0.2.2";
        }
    }

    TcpTalk(Way way) {
        this.way = way;
    }

    /** Another connection of the same client. */
    TcpTalk next() {
        port++;
        clientIsn += 7_000_000;
        serverIsn += 9_000_000;
        return this;
    }

    /** A port again that {@link #next} has left, the first one by 0, with other numbers. */
    TcpTalk back(int index) {
        port = FIRST_PORT + 1 + index;
        clientIsn += 7_000_000;
        return this;
    }

    /** The same ports again, with another number. */
    TcpTalk again() {
        clientIsn += 7_000_000;
        return this;
    }

    TcpTalk client(double ms, int flags, int sequence, int acknowledgment, int bytes) {
        return client(ms, flags, sequence, acknowledgment, new byte[bytes], 64, 60_000);
    }

    TcpTalk client(double ms, int flags, int sequence, int acknowledgment, byte[] payload, int ttl, int window) {
        byte[] options = (flags & SYN) != 0 ? SYN_OPTIONS : NONE;
        int number = (flags & ACK) == 0 ? 0 : serverIsn + acknowledgment;
        byte[] segment = Packets.tcp(port, 8_443, clientIsn + sequence, number, flags, window, options, payload);
        return frame(ms, way.client(), way.server(), TCP, ttl, segment);
    }

    TcpTalk server(double ms, int flags, int sequence, int acknowledgment, int bytes) {
        return server(ms, flags, sequence, acknowledgment, new byte[bytes], 60, 60_000);
    }

    TcpTalk server(double ms, int flags, int sequence, int acknowledgment, byte[] payload, int ttl, int window) {
        return server(ms, flags, sequence, acknowledgment, payload, ttl, window, (flags & SYN) != 0 ? SYN_OPTIONS : NONE);
    }

    /** With a SACK block, relative to the server's peer. */
    TcpTalk serverSack(double ms, int sequence, int acknowledgment, int left, int right) {
        return server(ms, ACK, sequence, acknowledgment, new byte[0], 60, 60_000, sack(clientIsn + left, clientIsn + right));
    }

    /** With a SACK block, relative to the client's peer. */
    TcpTalk clientSack(double ms, int sequence, int acknowledgment, int left, int right) {
        byte[] sack = sack(serverIsn + left, serverIsn + right);
        byte[] segment = Packets.tcp(port, 8_443, clientIsn + sequence, serverIsn + acknowledgment, ACK, 60_000, sack,
                new byte[0]);
        return frame(ms, way.client(), way.server(), TCP, 64, segment);
    }

    private static byte[] sack(int left, int right) {
        return ByteBuffer.allocate(12).put(new byte[] {1, 1, 5, 10}).putInt(left).putInt(right).array();
    }

    private TcpTalk server(double ms, int flags, int sequence, int acknowledgment, byte[] payload, int ttl, int window,
            byte[] options) {
        int number = (flags & ACK) == 0 ? 0 : clientIsn + acknowledgment;
        byte[] segment = Packets.tcp(8_443, port, serverIsn + sequence, number, flags, window, options, payload);
        return frame(ms, way.server(), way.client(), TCP, ttl, segment);
    }

    /** A SYN-ACK for the client's SYN from another address, and what the client says to that: a RST. */
    TcpTalk answeredElsewhere(double ms, int acknowledgment) {
        String other = way == Way.IPV6 ? "2001:db8::77" : "192.0.2.77";
        byte[] answer = Packets.tcp(8_443, port, 77, clientIsn + acknowledgment, SYN | ACK, 60_000, SYN_OPTIONS, NONE);
        byte[] reset = Packets.tcp(port, 8_443, clientIsn + acknowledgment, 0, RST, 0, NONE, NONE);
        return frame(ms, other, way.client(), TCP, 60, answer).frame(ms + 0.1, way.client(), other, TCP, 64, reset);
    }

    /** SYN, SYN-ACK after 10 ms, ACK. */
    TcpTalk handshake(double ms) {
        return client(ms, SYN, 0, 0, 0).server(ms + 10, SYN | ACK, 0, 1, 0).client(ms + 10.1, ACK, 1, 1, 0);
    }

    /** Handshake, a request of 100 bytes and an answer of 200, acknowledged. */
    TcpTalk exchange(double ms) {
        return handshake(ms).client(ms + 11, ACK, 1, 1, 100).server(ms + 30, ACK, 1, 101, 200).client(ms + 31, ACK, 101, 201, 0);
    }

    /** Something else happens, so that the capture goes on. */
    TcpTalk later(double ms) {
        return frame(ms, way.client(), way.server(), UDP, 64, Packets.udp(9, 9, new byte[4]));
    }

    private TcpTalk frame(double ms, String from, String to, int protocol, int ttl, byte[] segment) {
        byte[] frame = way == Way.IPV6 ? Packets.ipv6Frame(from, to, protocol, ttl, segment)
                : Packets.ipv4Frame(from, to, protocol, ttl, segment);
        if (way != Way.IPV6) {
            // Each packet has its own identification, or it would be a copy.
            frame[18] = (byte) (++ids >> 8);
            frame[19] = (byte) ids;
        }
        frames.add(1_700_000_000_000_000L + Math.round(ms * 1_000), way == Way.VLAN ? tagged(frame) : frame);
        return this;
    }

    private static byte[] tagged(byte[] frame) {
        ByteBuffer tagged = ByteBuffer.allocate(frame.length + 4).put(frame, 0, 12).putShort((short) 0x8100).putShort((short) 12);
        return tagged.put(frame, 12, frame.length - 12).array();
    }

    /** The connections, followed to the end. */
    List<Connection> connections(Path folder) throws Exception {
        return follow(folder).connections();
    }

    private TcpAnalyzer follow(Path folder) throws Exception {
        TcpAnalyzer tracker = new TcpAnalyzer(Limits.DEFAULT.maxConnections(), null);
        try (Capture capture = Capture.open(frames.write(Files.createTempFile(folder, "talk", ".pcap")))) {
            Pass.run(new ToolContext("talk", capture, Limits.DEFAULT, ProgressListener.NONE), List.of(tracker));
            tracker.finish();
            return tracker;
        }
    }

    List<Finding> findings(Path folder) throws Exception {
        TcpAnalyzer tracker = follow(folder);
        try (Capture capture = Capture.open(frames.write(Files.createTempFile(folder, "talk", ".pcap")))) {
            ToolContext call = new ToolContext("talk", capture, Limits.DEFAULT, ProgressListener.NONE);
            return TcpFindings.of(new CancellableList<>(tracker.connections(), call, 0), tracker.lastTime());
        }
    }

    /** Codes and severities of the findings, but for those about the capture, such as {@code [error:syn_unanswered]}. */
    String told(Path folder) throws Exception {
        return findings(folder).stream().filter(finding -> !finding.aboutCapture())
                .map(finding -> finding.severity().name().toLowerCase(java.util.Locale.ROOT) + ":" + finding.code())
                .collect(Collectors.joining(" "));
    }

    /** Title and detail of the worst finding. */
    String worst(Path folder) throws Exception {
        Finding worst = findings(folder).get(0);
        return worst.title() + " | " + worst.detail();
    }

    /** Whether nothing is worse than a note. */
    boolean isHealthy(Path folder) throws Exception {
        return findings(folder).stream().allMatch(finding -> finding.severity() == Severity.NOTE);
    }
}
