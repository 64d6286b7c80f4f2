package io.wirecause.sip.transport;

import static io.wirecause.testing.Packets.ethernet;
import static io.wirecause.testing.Packets.ipv4;
import static io.wirecause.testing.Packets.ipv4Fragment;
import static io.wirecause.testing.Packets.join;
import static io.wirecause.testing.Packets.tcp;
import static io.wirecause.testing.Packets.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.bytes.ByteView;
import io.wirecause.capture.Capture;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.message.StartLine;
import io.wirecause.testing.FrameList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIP over WebSocket, in first fragments, and what only looks like SIP. */
class TransportsTest {
    private static final int CLIENT = 0x0a000001;
    private static final int SERVER = 0x0a000002;
    private static final String REGISTER = "REGISTER sip:example.test SIP/2.0\r\nVia: SIP/2.0/WS h.invalid;branch=z9hG4bK1\r\n"
            + "From: <sip:a@example.test>;tag=1\r\nTo: <sip:a@example.test>\r\nCall-ID: ws-1\r\nCSeq: 1 REGISTER\r\n\r\n";
    private static final String ASK = "GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: WebSocket\r\n"
            + "Sec-WebSocket-Protocol: chat, sip\r\n\r\n";
    private static final String AGREE = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Protocol: sip\r\n\r\n";

    @TempDir
    Path folder;

    private final List<SipMessageContext> found = new ArrayList<>();
    private final FrameList frames = new FrameList();
    private final int[] sequences = {1, 1};
    private SipDetector detector;

    private void run() throws Exception {
        detector = new SipDetector(found::add, new MalformedCounter(), PayloadStreams.Source.of(100));
        Path path = frames.write(folder.resolve("test.pcap"));
        try (Capture capture = Capture.open(path)) {
            Pass.run(new ToolContext(path.toString(), capture, Limits.DEFAULT, ProgressListener.NONE), List.of(detector));
        }
        detector.finish();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Payload of one side of a TCP connection to port 8080. */
    private void stream(boolean client, byte[] payload) {
        int side = client ? 0 : 1;
        byte[] segment = client ? tcp(50_000, 8_080, sequences[0], sequences[1], 0x18, 1_000, new byte[0], payload)
                : tcp(8_080, 50_000, sequences[1], sequences[0], 0x18, 1_000, new byte[0], payload);
        sequences[side] += payload.length;
        frames.add(frames.frames().size() * 1_000L, ethernet(0x0800, client ? ipv4(CLIENT, SERVER, 6, 64, 7, segment)
                : ipv4(SERVER, CLIENT, 6, 64, 8, segment)));
    }

    private static byte[] frame(int first, boolean masked, byte[] payload) {
        byte[] mask = masked ? new byte[] {1, 2, 3, 4} : new byte[0];
        byte[] data = payload.clone();
        for (int i = 0; masked && i < data.length; i++) {
            data[i] ^= mask[i & 3];
        }
        byte[] length = payload.length < 126 ? new byte[] {(byte) (payload.length | (masked ? 0x80 : 0))}
                : new byte[] {(byte) (126 | (masked ? 0x80 : 0)), (byte) (payload.length >> 8), (byte) payload.length};
        return join(new byte[] {(byte) first}, length, mask, data);
    }

    @Test
    void shouldReadMaskedFramesInPiecesBehindTheHandshake() throws Exception {
        byte[] message = ascii(REGISTER);
        stream(true, ascii(ASK.substring(0, 40)));
        stream(true, ascii(ASK.substring(40)));
        stream(false, ascii(AGREE));
        byte[] begin = frame(0x01, true, Arrays.copyOf(message, 100));
        byte[] rest = frame(0x80, true, Arrays.copyOfRange(message, 100, message.length));
        byte[] all = join(frame(0x89, true, new byte[3]), begin, rest, frame(0x81, true, message));
        stream(true, Arrays.copyOf(all, 33));
        stream(true, Arrays.copyOfRange(all, 33, all.length));
        stream(false, frame(0x81, false, ascii(REGISTER.replace("REGISTER sip:example.test SIP/2.0", "SIP/2.0 200 OK"))));
        run();
        assertEquals(List.of("REGISTER", "REGISTER", "200"), found.stream().map(c -> c.message().isRequest()
                ? c.message().method() : String.valueOf(c.message().statusCode())).toList());
        assertEquals(SipMessageContext.Transport.WEBSOCKET, found.get(0).transport());
        assertEquals(1, detector.webSockets());
    }

    @Test
    void shouldReadFramesWhoseHandshakeWasNotCaptured() throws Exception {
        stream(true, frame(0x81, true, ascii(REGISTER)));
        run();
        assertEquals(1, found.size());
    }

    @Test
    void shouldNameAnUpgradeThatIsRefused() throws Exception {
        stream(true, ascii(ASK));
        stream(false, ascii("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));
        run();
        assertEquals(1, detector.refused().count());
        assertTrue(detector.refused().reasons().contains("refused with 403"), detector.refused().reasons());
    }

    @Test
    void shouldTakeNoHttpForSip() throws Exception {
        stream(true, ascii("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
        stream(false, ascii("HTTP/1.1 200 OK\r\n\r\nOPTIONS sip:nm SIP/2.0\r\nSIP/2.0 200 OK\r\n" + REGISTER));
        run();
        assertTrue(found.isEmpty());
        assertEquals(0, detector.refused().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"the version is SIP/2.0", "GET /index.html SIP/2.0", "say: hello there SIP/2.0"})
    void shouldTakeNoTextThatQuotesTheVersionForAStartLine(String line) {
        assertFalse(StartLine.isAt(ByteView.of(ascii(line + "\r\n")), 0));
    }

    /** A long INVITE in two fragments from 10.0.0.1 to 10.0.0.2. */
    private static List<byte[]> invite() {
        String text = "INVITE sip:b@example.test SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK2\r\nFrom: "
                + "<sip:a@example.test>;tag=1\r\n"
                + "To: <sip:b@example.test>\r\nCall-ID: long-1\r\nCSeq: 1 INVITE\r\nContent-Length: 1500\r\n\r\n"
                + "x".repeat(1_500);
        byte[] datagram = udp(5_060, 5_060, ascii(text));
        return List.of(ethernet(0x0800, ipv4Fragment(17, 9, 0, true, Arrays.copyOf(datagram, 1_480))),
                ethernet(0x0800, ipv4Fragment(17, 9, 1_480, false, Arrays.copyOfRange(datagram, 1_480, datagram.length))));
    }

    private static byte[] answer() {
        return ethernet(0x0800, ipv4(SERVER, CLIENT, 17, 64, 3, udp(5_060, 5_060, ascii("SIP/2.0 100 Trying\r\n"
                + "Via: SIP/2.0/UDP h;branch=z9hG4bK2\r\nCall-ID: long-1\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n"))));
    }

    @Test
    void shouldReadTheFirstFragmentBeforeTheMessageThatAnswersIt() throws Exception {
        frames.add(0, invite().get(0)).add(5_000, answer());
        run();
        assertEquals(List.of(1L, 2L), found.stream().map(SipMessageContext::frame).toList());
        assertEquals("INVITE", found.get(0).message().method());
        assertTrue(found.get(0).message().problems().contains(FirstFragments.PROBLEM),
                found.get(0).message().problems().toString());
        assertEquals(1, detector.inPart());
    }

    @Test
    void shouldReadAMessageWhoseFragmentsAreAllThereOnce() throws Exception {
        frames.add(0, invite().get(0)).add(50, invite().get(1)).add(5_000, answer());
        run();
        assertEquals(List.of(2L, 3L), found.stream().map(SipMessageContext::frame).toList());
        assertEquals(List.of(), found.get(0).message().problems());
        assertEquals(0, detector.inPart());
    }
}
