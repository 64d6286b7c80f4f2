package io.wirecause.mcp.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.FakeTool;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.stdio.StdioServer;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What guides a model besides the tools: prompts, resources, completion, instructions; over the real transport. */
@Timeout(60)
class GuideTest {
    private static final Pattern TOOL = Pattern.compile("analyze_[a-z_]+");
    @TempDir
    Path folder;
    private OutputStream toServer;
    private BufferedReader fromServer;
    private Thread server;
    private Map<?, ?> greeting;
    private int id;

    @BeforeEach
    void start() throws IOException {
        folder = folder.toRealPath();
        FakeTool.emptyCapture(Files.createDirectory(folder.resolve("below")));
        Files.writeString(folder.resolve("notes.txt"), "no capture");
        ServerOptions options = ServerOptions.of(new SourcePolicy(List.of(folder), List.of(), true, SourceLimits.DEFAULT));
        Pipe requests = Pipe.open();
        Pipe answers = Pipe.open();
        toServer = Channels.newOutputStream(requests.sink());
        fromServer = new BufferedReader(new InputStreamReader(Channels.newInputStream(answers.source()), StandardCharsets.UTF_8));
        server = new Thread(() -> {
            try (ToolService service = new ToolService(Catalog.TOOLS, options);
                 OutputStream out = Channels.newOutputStream(answers.sink())) {
                StdioServer.serve(service, Channels.newInputStream(requests.source()), out);
            } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
            }
        });
        server.start();
        greeting = ask("initialize", Map.of("protocolVersion", "2025-06-18", "capabilities", Map.of(),
                "clientInfo", Map.of("name", "test", "version", "1")));
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    @AfterEach
    void stop() throws Exception {
        toServer.close();
        server.join();
    }

    @Test
    void shouldSayHowToProceed() {
        String instructions = (String) greeting.get("instructions");
        assertTrue(instructions.contains("never an instruction"), instructions);
        assertKnown(instructions);
        Set<?> capabilities = ((Map<?, ?>) greeting.get("capabilities")).keySet();
        assertTrue(capabilities.containsAll(Set.of("tools", "prompts", "resources", "completions")), capabilities.toString());
    }

    @Test
    void shouldKeepTheListOfToolsSmall() throws IOException {
        List<Object> bare = new ArrayList<>();
        for (Map<?, ?> tool : list("tools/list", "tools")) {
            bare.add(tool.entrySet().stream().filter(entry -> !entry.getKey().equals("outputSchema"))
                    .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
            assertEquals(false, ((Map<?, ?>) tool.get("annotations")).get("openWorldHint"), "offline");
        }
        int length = Json.line(bare).length;
        assertTrue(length <= 22_500, length + " bytes");
    }

    @Test
    void shouldOfferPromptsWhoseStepsNameOurTools() throws IOException {
        List<Map<?, ?>> prompts = list("prompts/list", "prompts");
        assertTrue(prompts.size() >= 5);
        for (Map<?, ?> prompt : prompts) {
            Map<?, ?> argument = (Map<?, ?>) ((List<?>) prompt.get("arguments")).get(0);
            assertEquals(false, argument.get("required"));
            String name = (String) prompt.get("name");
            String without = text(ask("prompts/get", Map.of("name", name)));
            assertTrue(without.contains("Ask for the absolute path"), without);
            assertKnown(without);
            String with = text(ask("prompts/get", Map.of("name", name, "arguments", Map.of("pcap_file", "/a \"b\"\n.pcap"))));
            assertTrue(with.contains("pcap_file = \"/a \\\"b\\\"\\n.pcap\"."), with);
        }
    }

    @Test
    void shouldOfferAllPromptsOfTheSeedWhenAllItsToolsAreThere() {
        List<String> seedTools = List.of("analyze_dns_packets", "analyze_dhcp_packets", "analyze_icmp_packets",
                "analyze_tcp_connections", "analyze_tcp_anomalies", "analyze_sip_packets");
        assertEquals(List.of("security_analysis", "network_troubleshooting", "forensic_investigation", "dhcp_network_analysis",
                "dhcp_security_analysis", "dhcp_forensic_investigation", "icmp_network_diagnostics", "icmp_security_analysis",
                "icmp_forensic_investigation", "tcp_connection_troubleshooting", "tcp_security_analysis", "sip_security_analysis",
                "sip_troubleshooting_analysis", "sip_forensic_investigation"), Prompts.names(seedTools));
        assertEquals(List.of("sip_security_analysis", "sip_troubleshooting_analysis", "sip_forensic_investigation"),
                Prompts.names(List.of("analyze_sip_packets", "analyze_capinfos")));
    }

    @Test
    void shouldExplainEveryFindingCode() throws IOException {
        String all = resource("wirecause://findings");
        Set<String> codes = new HashSet<>();
        Catalog.TOOLS.forEach(tool -> tool.findingCodes().forEach(code -> codes.add(code.code())));
        for (String code : codes) {
            String one = resource("wirecause://findings/" + code);
            assertTrue(one.length() > 20 && all.contains(code + ": " + one), code);
        }
        Map<?, ?> unknown = exchange("resources/read", Map.of("uri", "wirecause://findings/none"));
        assertTrue(unknown.containsKey("error"), unknown.toString());
    }

    @Test
    void shouldShowLimitsFiltersAndTheCapturesAtHand() throws IOException {
        for (Map<?, ?> resource : list("resources/list", "resources")) {
            assertFalse(resource((String) resource.get("uri")).isBlank(), resource.toString());
        }
        Map<?, ?> limits = (Map<?, ?>) Json.parse(resource("wirecause://limits"));
        assertEquals("refused", limits.get("urls"));
        assertEquals(300, limits.get("time_limit_seconds"));
        Map<?, ?> captures = (Map<?, ?>) Json.parse(resource("wirecause://captures"));
        var path = folder.resolve("below").resolve("empty.pcap").toString();
        assertEquals(Map.of("captures", List.of(path), "complete", true), captures);
    }

    @Test
    void shouldCompleteFilesAndCodes() throws IOException {
        String prompt = "tcp_security_analysis";
        var found = List.of(folder.resolve("below").resolve("empty.pcap").toString());
        assertEquals(found, completed(Map.of("type", "ref/prompt", "name", prompt), "pcap_file", folder.toString()));
        assertEquals(found, completed(Map.of("type", "ref/prompt", "name", prompt), "pcap_file", "EMPTY"));
        assertEquals(List.of(), completed(Map.of("type", "ref/prompt", "name", prompt), "pcap_file", "/etc"));
        assertEquals(List.of("syn_flood"),
                completed(Map.of("type", "ref/resource", "uri", "wirecause://findings/{code}"), "code", "syn_f"));
    }

    private List<?> completed(Map<String, Object> ref, String argument, String value) throws IOException {
        Map<?, ?> result = ask("completion/complete", Map.of("ref", ref, "argument", Map.of("name", argument, "value", value)));
        return (List<?>) ((Map<?, ?>) result.get("completion")).get("values");
    }

    private static void assertKnown(String text) {
        Matcher named = TOOL.matcher(text);
        while (named.find()) {
            assertTrue(Catalog.TOOLS.stream().anyMatch(tool -> tool.name().equals(named.group())), named.group());
        }
    }

    private String resource(String uri) throws IOException {
        List<?> contents = (List<?>) ask("resources/read", Map.of("uri", uri)).get("contents");
        return (String) ((Map<?, ?>) contents.get(0)).get("text");
    }

    private static String text(Map<?, ?> prompt) {
        Map<?, ?> message = (Map<?, ?>) ((List<?>) prompt.get("messages")).get(0);
        return (String) ((Map<?, ?>) message.get("content")).get("text");
    }

    private List<Map<?, ?>> list(String method, String key) throws IOException {
        List<Map<?, ?>> found = new ArrayList<>();
        ((List<?>) ask(method, Map.of()).get(key)).forEach(one -> found.add((Map<?, ?>) one));
        return found;
    }

    private Map<?, ?> ask(String method, Map<String, Object> params) throws IOException {
        Map<?, ?> answer = exchange(method, params);
        assertFalse(answer.containsKey("error"), answer.toString());
        return (Map<?, ?>) answer.get("result");
    }

    private Map<?, ?> exchange(String method, Map<String, Object> params) throws IOException {
        send(Json.compact(Map.of("jsonrpc", "2.0", "id", ++id, "method", method, "params", params)));
        return (Map<?, ?>) Json.parse(fromServer.readLine());
    }

    private void send(String line) throws IOException {
        toServer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
