package io.wirecause.http;

import io.wirecause.report.Finding;
import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A capture of one HTTP connection, made close to the client, whose round trip to the server is 20 ms. */
final class HttpScene {
    static final String GET = "GET /page HTTP/1.1\r\nHost: shop.example\r\n\r\n";
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int FIN = 0x11;
    private static final int RST = 0x14;
    private static final int CLIENT = 1;
    private static final int SERVER = 80;
    private static final int PORT = 80;
    private static final int START = 1_000;

    private final PcapBuilder pcap = new PcapBuilder();
    private int sent = START;
    private int received = START;
    /** What the server had sent when the client sent last, and the other way round. */
    private int acknowledged;

    HttpScene() {
        packet(true, SYN, "");
        after(20);
        packet(false, SYN | ACK, "");
        packet(true, ACK, "");
    }

    HttpScene after(double milliseconds) {
        pcap.after((long) (milliseconds * 1_000));
        return this;
    }

    HttpScene client(String text) {
        return packet(true, ACK | 8, text);
    }

    /** The server takes 20 ms to get what was sent, and so long to think. */
    HttpScene server(double thinkMilliseconds, String text) {
        return after(20 + thinkMilliseconds).packet(false, ACK | 8, text);
    }

    HttpScene more(String text) {
        return packet(false, ACK | 8, text);
    }

    HttpScene clientCloses() {
        return packet(true, FIN, "");
    }

    HttpScene serverCloses() {
        acknowledged = sent;
        return packet(false, FIN, "");
    }

    /** The server closes before it knows of the last bytes of the client. */
    HttpScene serverClosesUnaware(int bytes) {
        acknowledged = sent - bytes;
        packet(false, FIN, "");
        acknowledged = 0;
        return this;
    }

    HttpScene clientResets() {
        return packet(true, RST, "");
    }

    HttpScene serverAcknowledges() {
        return packet(false, ACK, "");
    }

    private HttpScene packet(boolean fromClient, int flags, String text) {
        pcap.after(50);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = bytes.length + ((flags & 3) == 0 ? 0 : 1);
        if (fromClient) {
            pcap.tcp(CLIENT, 50_000, SERVER, PORT, sent, received, flags, bytes);
            sent += length;
        } else {
            pcap.tcp(SERVER, PORT, CLIENT, 50_000, received, acknowledged == 0 ? sent : acknowledged, flags, bytes);
            received += length;
        }
        return this;
    }

    /** What the tool says, each request listed. */
    Answered<HttpAnswer> answer(Path folder) throws Exception {
        return Answered.of(HttpAnswer.class, HttpTool.TOOL, new HttpArguments(Answered.CAPTURE, null, null, null, null, null,
                null, null, true, Answered.page(20)), pcap.write(folder));
    }

    List<String> codes(Path folder) throws Exception {
        return answer(folder).findings().stream().map(Finding::code).toList();
    }

    HttpRequestRecord request(Path folder, int number) throws Exception {
        return answer(folder).body().requests().get(number - 1);
    }
}
