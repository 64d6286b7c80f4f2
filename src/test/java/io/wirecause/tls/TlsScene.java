package io.wirecause.tls;

import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import io.wirecause.tls.message.Hellos;
import java.nio.file.Path;

/** A capture of TCP connections with TLS, built from the messages of both sides. */
final class TlsScene {
    static final int CLIENT_HELLO = 1;
    static final int SERVER_HELLO = 2;
    static final int SERVER_HELLO_DONE = 14;
    private static final int ACK = 0x10;
    private static final int SYN = 0x02;
    private static final int FIN = 0x11;
    private static final int RST = 0x14;
    private static final int START = 1_000;

    private final PcapBuilder pcap = new PcapBuilder();
    private final int server;
    private final int serverPort;
    private int clientPort = 50_000;
    private int sent;
    private int received;
    private int unseen;

    TlsScene(int server, int serverPort) {
        this.server = server;
        this.serverPort = serverPort;
    }

    static byte[] record(int type, byte[] body) {
        return Hellos.concat(new byte[] {(byte) type, 3, 3}, Hellos.vector16(body));
    }

    static byte[] message(int type, byte[] body) {
        return record(22, Hellos.concat(new byte[] {(byte) type}, Hellos.vector24(body)));
    }

    static byte[] clientHello(String name) {
        return message(CLIENT_HELLO, new Hellos().serverName(name).versions(0x0304, 0x0303).client());
    }

    static byte[] serverHello13() {
        return message(SERVER_HELLO, new Hellos().extension(43, Hellos.numbers(0x0304)).server());
    }

    static byte[] alert(int level, int description) {
        return record(21, new byte[] {(byte) level, (byte) description});
    }

    /** An encrypted record of this length. */
    static byte[] data(int length) {
        return record(23, new byte[length]);
    }

    /** Another connection, set up in 20 ms. */
    TlsScene connect() {
        clientPort++;
        sent = START;
        received = START;
        unseen = 0;
        packet(true, SYN, new byte[0]);
        pcap.after(20_000);
        packet(false, SYN | ACK, new byte[0]);
        packet(true, ACK, new byte[0]);
        return this;
    }

    TlsScene client(byte[] bytes) {
        packet(true, ACK | 8, bytes);
        return this;
    }

    TlsScene server(byte[] bytes) {
        pcap.after(20_000);
        packet(false, ACK | 8, bytes);
        return this;
    }

    TlsScene serverAcknowledges() {
        packet(false, ACK, new byte[0]);
        return this;
    }

    /** The server sends so many bytes that are lost before the capture point. */
    TlsScene serverUnseen(int bytes) {
        received += bytes;
        unseen += bytes;
        return this;
    }

    TlsScene clientCloses() {
        packet(true, FIN, new byte[0]);
        return this;
    }

    TlsScene serverCloses() {
        packet(false, FIN, new byte[0]);
        return this;
    }

    TlsScene serverResets() {
        packet(false, RST, new byte[0]);
        return this;
    }

    /** The client's last segment once more. */
    TlsScene clientRepeats(byte[] bytes) {
        sent -= bytes.length;
        return client(bytes);
    }

    TlsScene after(double seconds) {
        pcap.after((long) (seconds * 1e6));
        return this;
    }

    private void packet(boolean fromClient, int flags, byte[] bytes) {
        pcap.after(100);
        if (fromClient) {
            pcap.tcp(1, clientPort, server, serverPort, sent, received - unseen, flags, bytes);
            sent += length(flags, bytes);
        } else {
            pcap.tcp(server, serverPort, 1, clientPort, received, sent, flags, bytes);
            received += length(flags, bytes);
        }
    }

    private static int length(int flags, byte[] bytes) {
        return bytes.length + ((flags & 3) == 0 ? 0 : 1);
    }

    /** TLS 1.3 to its end, with data of the application. */
    TlsScene complete(String name) {
        return connect().client(clientHello(name)).server(Hellos.concat(serverHello13(), record(20, new byte[1]), data(2_000)))
                .client(Hellos.concat(record(20, new byte[1]), data(53), data(200))).server(data(300)).server(data(400));
    }

    Answered<TlsAnswer> answer(Path folder) throws Exception {
        return Answered.of(TlsAnswer.class, TlsTool.TOOL,
                new TlsArguments(Answered.CAPTURE, null, null, null, false, Answered.page(10)), pcap.write(folder));
    }
}
