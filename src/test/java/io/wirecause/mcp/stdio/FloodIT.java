package io.wirecause.mcp.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.mcp.json.Json;
import io.wirecause.testing.Floods;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The packaged jar with a small heap on captures in which every packet is about something new. Each call is answered, and the
 * server goes on. {@code -Dwirecause.flood=10000000} makes the floods that large; they are small unless it is given.
 */
class FloodIT {
    private static final long SYNS = Long.getLong("wirecause.flood", 1_000_000);
    private static final long OTHERS = Long.getLong("wirecause.flood", 300_000);
    private static final String SERVER = "192.0.2.80";

    @TempDir
    Path folder;

    /** What the captures are flooded with, and whom to ask. */
    enum Flood {
        QUERIES(Floods::queries, "analyze_dns_packets"),
        DISCOVERS(Floods::discovers, "analyze_dhcp_packets"),
        PINGS(Floods::pings, "analyze_icmp_packets"),
        INVITES(Floods::invites, "analyze_sip_packets");

        private final Floods.Content packets;
        private final String tool;

        Flood(Floods.Content packets, String tool) {
            this.packets = packets;
            this.tool = tool;
        }
    }

    @Test
    void shouldAnswerEveryToolOnAFloodOfSynsWithin512MegabytesOfHeap() throws Exception {
        Path capture = Floods.write(folder.resolve("syns.pcap"), SYNS, Floods::syns);
        try (ServerProcess server = ServerProcess.session(List.of("-Xmx512m"))) {
            for (String tool : List.of("analyze_tcp_connections", "analyze_tcp_anomalies", "analyze_tcp_retransmissions",
                    "analyze_traffic_flow", "analyze_capinfos")) {
                Map<?, ?> answer = answer(server, tool, capture);
                assertEquals(SYNS, ((Number) answer.get("total_packets")).longValue(), tool);
                if (tool.equals("analyze_tcp_connections")) {
                    assertTrue(answer.get("findings").toString().contains("syn_flood"), answer.get("findings")::toString);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerAFloodOfOtherMessagesWithin256MegabytesOfHeap(Flood flood) throws Exception {
        Path capture = Floods.write(folder.resolve("flood.pcap"), OTHERS, flood.packets);
        try (ServerProcess server = ServerProcess.session(List.of("-Xmx256m"))) {
            for (String tool : List.of(flood.tool, "analyze_capinfos", flood.tool)) {
                assertEquals(OTHERS, ((Number) answer(server, tool, capture).get("total_packets")).longValue(), tool);
            }
        }
    }

    private static Map<?, ?> answer(ServerProcess server, String tool, Path capture) throws Exception {
        Map<String, Object> arguments = new HashMap<>(Map.of("pcap_file", capture.toString()));
        if (tool.equals("analyze_traffic_flow")) {
            arguments.put("server_ip", SERVER);
        }
        long start = System.nanoTime();
        server.call(tool, tool, arguments);
        Map<?, ?> result = (Map<?, ?>) server.receive().get("result");
        assertEquals(false, result.get("isError"), () -> tool + ": " + result.get("content"));
        Map<?, ?> answer = (Map<?, ?>) result.get("structuredContent");
        int bytes = Json.compact(answer).getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= AnswerRules.MAX_BYTES, tool + " answers with " + bytes + " bytes");
        System.out.printf("%s on %,d bytes: %.1f s, peak %s%n", tool, Files.size(capture), (System.nanoTime() - start) / 1e9,
                peak(server.pid()));
        return answer;
    }

    /** The most memory that a process of this system held, where the system tells. */
    private static String peak(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM") || line.startsWith("RssAnon")).toList().toString();
        } catch (java.io.IOException e) {
            return "not known";
        }
    }
}
