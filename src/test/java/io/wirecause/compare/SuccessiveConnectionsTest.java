package io.wirecause.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.packet.TcpFlags;
import io.wirecause.testing.PcapBuilder;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that use the same addresses and ports one after the other, as behind a NAT that has few ports. */
class SuccessiveConnectionsTest {
    private static final int CLIENT = 0xc000020a;
    private static final int SERVER = 0xc6336450;
    private static final int PORT = 40_000;
    private static final int SYN = TcpFlags.SYN;
    private static final int ACK = TcpFlags.ACK;

    @TempDir
    Path folder;

    /** A connection of three requests; of which a device shifts the sequence numbers of the client, and one may be lost. */
    private static void connection(PcapBuilder to, int start, int shift, String what, boolean loses, int millis) {
        int client = start + shift;
        int server = start * 7;
        to.after(millis * 1_000L).tcp(CLIENT, PORT, SERVER, 80, client, 0, SYN, new byte[0]);
        to.after(500).tcp(SERVER, 80, CLIENT, PORT, server, client + 1, SYN | ACK, new byte[0]);
        for (int i = 0; i < 3; i++) {
            byte[] request = (what + " request " + i).getBytes(StandardCharsets.US_ASCII);
            client += i == 0 ? 1 : request.length;
            to.after(10_000);
            if (!loses || i != 2) {
                to.tcp(CLIENT, PORT, SERVER, 80, client, server + 1, ACK | TcpFlags.PSH, request);
            }
        }
        to.after(1_000).tcp(SERVER, 80, CLIENT, PORT, server + 1, client, ACK | TcpFlags.FIN, new byte[0]);
    }

    private Path capture(String name, int[] shifts, boolean loses) throws IOException {
        PcapBuilder capture = new PcapBuilder();
        String[] whats = {"first", "second", "third one"};
        for (int i = 0; i < whats.length; i++) {
            connection(capture, 1_000_000 * (i + 1), shifts[i], whats[i], loses && i == 1, 50);
        }
        return capture.write(Files.createDirectories(folder.resolve(name)));
    }

    private Map<?, ?> compare(Path one, Path other) {
        try (ToolService service = new ToolService()) {
            CallOutcome outcome = service.call(TestCaptures.COMPARES, Map.of("pcap_file", one.toString(), "other_file",
                    other.toString()));
            return (Map<?, ?>) Json.parse(outcome.json());
        }
    }

    @Test
    void shouldMatchEachWithItsOwnThoughTheNumbersAreShiftedInEachAnotherWay() throws IOException {
        Path before = capture("before", new int[] {0, 0, 0}, false);
        Map<?, ?> answer = compare(before, capture("behind", new int[] {777, -123_456, 1 << 30}, true));
        assertEquals(3, answer.get("matched_conversations"));
        List<?> ways = (List<?>) answer.get("ways");
        Map<?, ?> there = (Map<?, ?>) ways.get(0);
        assertEquals(List.of(12, 11, 1, 0), List.of(there.get("sent"), there.get("arrived"), there.get("lost"),
                there.get("added")));
        Map<?, ?> back = (Map<?, ?>) ways.get(1);
        assertEquals(List.of(6, 6, 0, 0), List.of(back.get("sent"), back.get("arrived"), back.get("lost"), back.get("added")));
    }

    @Test
    void shouldMatchTheLaterOnesWhereTheOtherCaptureBeginsLater() throws IOException {
        PcapBuilder late = new PcapBuilder();
        connection(late, 2_000_000, 0, "second", false, 250);
        connection(late, 3_000_000, 0, "third one", false, 50);
        Map<?, ?> answer = compare(capture("all", new int[3], false), late.write(folder));
        assertEquals(2, answer.get("matched_conversations"));
        for (Object way : (List<?>) answer.get("ways")) {
            assertEquals(0, ((Map<?, ?>) way).get("lost"));
            assertEquals(0, ((Map<?, ?>) way).get("added"));
        }
    }
}
