package io.wirecause.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.analysis.Tool;
import io.wirecause.catalog.Catalog;
import io.wirecause.packet.TcpFlags;
import io.wirecause.testing.Caller;
import io.wirecause.testing.PcapBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finding over messages that TCP carried cites their connection, by Wireshark's tcp.stream. */
class CitedConnectionsTest {
    private static final int SECOND = 1_000_000;

    @TempDir
    private Path folder;
    private final PcapBuilder pcap = new PcapBuilder();

    /** A connection of another kind comes first, so that counting what is read would give another number. */
    private void connection(int port, String request, String response) {
        pcap.tcp(7, 40_000, 8, 80, 1, 0, TcpFlags.SYN, new byte[0]);
        pcap.tcp(1, 41_000, 2, port, 99, 0, TcpFlags.SYN, new byte[0]);
        pcap.tcp(2, port, 1, 41_000, 499, 100, TcpFlags.SYN | TcpFlags.ACK, new byte[0]);
        byte[] sent = request.getBytes(StandardCharsets.ISO_8859_1);
        pcap.tcp(1, 41_000, 2, port, 100, 500, TcpFlags.ACK, sent);
        if (response != null) {
            pcap.after(SECOND).tcp(2, port, 1, 41_000, 500, 100 + sent.length, TcpFlags.ACK,
                    response.getBytes(StandardCharsets.ISO_8859_1));
        }
        pcap.after(60 * SECOND).tcp(7, 40_000, 8, 80, 1, 0, TcpFlags.SYN, new byte[0]);
    }

    /** Each finding's code with the connections it cites. */
    private List<String> findings(String tool) throws Exception {
        Tool<?> asked = Catalog.TOOLS.stream().filter(t -> t.name().equals(tool)).findFirst().orElseThrow();
        try (Caller caller = new Caller()) {
            Map<?, ?> answer = caller.call(asked, pcap.write(folder)).answer();
            return ((List<?>) answer.get("findings")).stream().map(f -> (Map<?, ?>) f)
                    .map(f -> f.get("code") + " " + f.get("connections")).toList();
        }
    }

    private static String dns(int flags) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 24, 0, 7, (byte) (flags >>> 8), (byte) flags, 0, 1, 0, 0, 0, 0, 0, 0});
        out.writeBytes(new byte[] {1, 'a', 4, 't', 'e', 's', 't', 0, 0, 1, 0, 1});
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String sip(String startLine) {
        return startLine + "\r\nVia: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1\r\nFrom: <sip:a@x.test>;tag=1\r\n"
                + "To: <sip:b@x.test>\r\nCall-ID: c1@x.test\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void shouldCiteTheConnectionWhenAQueryOverTcpFails() throws Exception {
        connection(53, dns(0x0100), dns(0x8182));
        assertEquals(List.of("dns_servfail [1]"), findings("analyze_dns_packets"));
    }

    @Test
    void shouldCiteTheConnectionWhenACallOverTcpFails() throws Exception {
        connection(5060, sip("INVITE sip:b@x.test SIP/2.0"), sip("SIP/2.0 503 Service Unavailable"));
        assertEquals(List.of("sip_call_failed [1]"), findings("analyze_sip_packets"));
    }
}
