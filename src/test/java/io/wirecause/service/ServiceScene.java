package io.wirecause.service;

import io.wirecause.report.Finding;
import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A capture of TCP connections to one server, whose bytes a test gives. */
final class ServiceScene {
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int FIN = 0x11;
    private static final int RST = 0x14;
    private static final int CLIENT = 1;
    private static final int SERVER = 80;
    private static final int START = 1_000;
    private static final int FIRST_PORT = 50_000;
    private static final int DATA_PORT = 45_000;

    private final PcapBuilder pcap = new PcapBuilder();
    private final int port;
    private int clientPort = FIRST_PORT - 1;
    private int sent;
    private int received;

    /** Nothing yet; the server listens on this port. */
    ServiceScene(int port) {
        this.port = port;
        connect();
    }

    /** The next connection. */
    ServiceScene connect() {
        clientPort++;
        sent = START;
        received = START;
        packet(true, SYN, new byte[0]);
        packet(false, SYN | ACK, new byte[0]);
        return packet(true, ACK, new byte[0]);
    }

    ServiceScene after(double milliseconds) {
        pcap.after((long) (milliseconds * 1_000));
        return this;
    }

    /** Lines of the client, each with its end. */
    ServiceScene client(String... lines) {
        return packet(true, ACK | 8, text(lines));
    }

    /** Lines of the server. */
    ServiceScene server(String... lines) {
        return packet(false, ACK | 8, text(lines));
    }

    ServiceScene clientBytes(byte[] bytes) {
        return packet(true, ACK | 8, bytes);
    }

    ServiceScene serverBytes(byte[] bytes) {
        return packet(false, ACK | 8, bytes);
    }

    /** Bytes that the capture lacks. */
    ServiceScene lost(boolean fromClient, int bytes) {
        sent += fromClient ? bytes : 0;
        received += fromClient ? 0 : bytes;
        return this;
    }

    /** A side opens another connection to a port of the other. */
    ServiceScene opensTo(boolean fromClient, int to) {
        return data(fromClient, SYN, to);
    }

    /** The other side takes that connection, or refuses it. */
    ServiceScene answersFrom(boolean fromClient, int from, boolean takes) {
        pcap.after(50).tcp(fromClient ? CLIENT : SERVER, from, fromClient ? SERVER : CLIENT, DATA_PORT, 0, 1,
                takes ? SYN | ACK : RST, new byte[0]);
        return this;
    }

    private ServiceScene data(boolean fromClient, int flags, int to) {
        pcap.after(50).tcp(fromClient ? CLIENT : SERVER, DATA_PORT, fromClient ? SERVER : CLIENT, to, 0, 0, flags, new byte[0]);
        return this;
    }

    ServiceScene clientCloses() {
        return packet(true, FIN, new byte[0]);
    }

    ServiceScene serverCloses() {
        return packet(false, FIN, new byte[0]);
    }

    ServiceScene serverResets() {
        return packet(false, RST, new byte[0]);
    }

    private static byte[] text(String... lines) {
        return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private ServiceScene packet(boolean fromClient, int flags, byte[] bytes) {
        pcap.after(50);
        int length = bytes.length + ((flags & 3) == 0 ? 0 : 1);
        if (fromClient) {
            pcap.tcp(CLIENT, clientPort, SERVER, port, sent, received, flags, bytes);
            sent += length;
        } else {
            pcap.tcp(SERVER, port, CLIENT, clientPort, received, sent, flags, bytes);
            received += length;
        }
        return this;
    }

    /** What the tool says, each exchange listed. */
    Answered<ServiceAnswer> answer(Path folder) throws Exception {
        return Answered.of(ServiceAnswer.class, ServiceTool.TOOL, new ServiceArguments(Answered.CAPTURE, null, null, null, true,
                Answered.page(100)), pcap.write(folder));
    }

    /** Code and title of the findings. */
    List<String> findings(Path folder) throws Exception {
        List<String> all = new ArrayList<>();
        for (Finding finding : answer(folder).findings()) {
            all.add(finding.code() + ": " + finding.title());
        }
        return all;
    }

    /** The exchanges: what was asked, what became of it, and the code. */
    List<String> exchanges(Path folder) throws Exception {
        return answer(folder).body().exchanges().stream().map(e -> e.request() + " " + e.outcome()
                + (e.code() == null ? "" : " " + e.code())).toList();
    }

    /** Bytes with a few of them changed, left out or doubled. */
    static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int i = random.nextInt(6); i >= 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length + 1)) : damaged;
    }
}
