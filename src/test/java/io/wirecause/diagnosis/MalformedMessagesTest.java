package io.wirecause.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.testing.FrameList;
import io.wirecause.testing.Packets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a diagnosis says of messages that do not keep to their protocol. */
class MalformedMessagesTest {
    private static final int UDP = 17;
    private static final int TTL = 64;
    /** A query for {@code a.test} whose name ends with a pointer to itself. */
    private static final byte[] LOOP = {0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'a', (byte) 0xc0, 14, 0, 1, 0, 1};

    @TempDir
    private Path folder;

    private Map<String, Object> diagnose(int port, byte[] message, String focus) throws Exception {
        FrameList frames = new FrameList();
        frames.add(1_700_000_000_000_000L, Packets.ipv4Frame("192.0.2.1", "192.0.2.2", UDP, TTL,
                Packets.udp(port == 67 ? 68 : 40_000, port, message)));
        Path file = frames.write(folder.resolve("malformed.pcap"));
        try (ToolService service = new ToolService()) {
            CallOutcome outcome = service.call(Catalog.TOOLS.get(0).name(), focus == null ? Map.of("pcap_file", file.toString())
                    : Map.of("pcap_file", file.toString(), "focus", focus));
            assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
            return outcome.answer();
        }
    }

    private void assertNotes(String words, int port, byte[] message) throws Exception {
        Map<String, Object> answer = diagnose(port, message, null);
        String notes = answer.get("notes").toString();
        assertTrue(notes.contains(words) && notes.contains("(frame 1)"), notes);
        assertTrue(answer.get("verdict").toString().contains(words), answer.get("verdict").toString());
    }

    @Test
    void shouldTellWhatIsWrongWithMessages() throws Exception {
        assertNotes("1 DNS message is malformed: ", 53, LOOP);
        String options = "OPTIONS sip:b@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
                + "From: <sip:a@x>;tag=1\r\nTo: <sip:b@x>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nContent-Length: abc\r\n\r\n";
        assertNotes("1 SIP message is malformed: Content-Length is not a number", 5060,
                options.getBytes(StandardCharsets.US_ASCII));
        assertNotes("1 DHCP message is malformed: ", 67, new byte[20]);
    }

    @Test
    void shouldLeaveThemOutWhereSomethingElseIsAskedFor() throws Exception {
        assertEquals(List.of(), diagnose(53, LOOP, "192.0.2.99").get("notes"));
    }
}
