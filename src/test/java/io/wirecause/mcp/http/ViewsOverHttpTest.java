package io.wirecause.mcp.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.options.ServerOptions.Name;
import io.wirecause.testing.Stateless;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MCP Apps: only clients that show pages hear of one, in a session and without. */
@Timeout(60)
class ViewsOverHttpTest {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String PAGE = "ui://wirecause/view";
    private static final String TYPE = "text/html;profile=mcp-app";
    private static final Map<String, Object> SHOWS = Map.of("extensions",
            Map.of("io.modelcontextprotocol/ui", Map.of("mimeTypes", List.of(TYPE))));

    private final ToolService service = new ToolService();
    private HttpServer server;
    private URI uri;

    @BeforeEach
    void start() throws Exception {
        server = new HttpServer(service, ServerOptions.read(Map.of(Name.PORT, List.of("0")),
                Map.of("WIRECAUSE_TRANSPORT", "http")).http(), Duration.ofSeconds(30));
        uri = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    /** A way to ask, whose client has these capabilities. */
    private interface Asker {
        Map<?, ?> ask(String method, Map<String, Object> params) throws Exception;
    }

    private Asker inSession(Map<String, Object> capabilities) throws Exception {
        HttpResponse<String> begun = post(HttpSession.initialize(capabilities), Map.of());
        Map<String, String> headers = Map.of("Mcp-Session-Id", begun.headers().firstValue("Mcp-Session-Id").orElseThrow());
        post(Json.compact(Map.of("jsonrpc", "2.0", "method", "notifications/initialized")), headers);
        return (method, params) -> message(post(HttpSession.request(7, method, params), headers).body());
    }

    private Asker withoutSession(Map<String, Object> capabilities) {
        return (method, params) -> {
            Map<String, String> headers = new HashMap<>(Map.of("MCP-Protocol-Version", Stateless.VERSION, "Mcp-Method", method));
            Object name = params.getOrDefault("uri", params.get("name"));
            if (name != null) {
                headers.put("Mcp-Name", name.toString());
            }
            Map<String, Object> all = new LinkedHashMap<>(Stateless.params(params,
                    Map.of("io.modelcontextprotocol/clientCapabilities", capabilities)));
            return message(post(HttpSession.request(7, method, all), headers).body());
        };
    }

    private HttpResponse<String> post(String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream").POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The answer, as it is or as the last event of a stream. */
    private static Map<?, ?> message(String body) {
        String json = body.startsWith("{") ? body : body.lines().filter(line -> line.startsWith("data:"))
                .reduce((one, other) -> other).orElseThrow().substring("data:".length());
        return (Map<?, ?>) Json.parse(json);
    }

    private static List<?> tools(Asker asker) throws Exception {
        return (List<?>) ((Map<?, ?>) asker.ask("tools/list", Map.of()).get("result")).get("tools");
    }

    private static Map<?, ?> tool(List<?> tools, String name) {
        return tools.stream().map(each -> (Map<?, ?>) each).filter(each -> name.equals(each.get("name"))).findAny().orElseThrow();
    }

    private List<Asker> both(Map<String, Object> capabilities) throws Exception {
        return List.of(inSession(capabilities), withoutSession(capabilities));
    }

    @Test
    void shouldTellNothingToClientsThatShowNoPages() throws Exception {
        Map<String, Object> other = Map.of("extensions",
                Map.of("io.modelcontextprotocol/ui", Map.of("mimeTypes", List.of("text/x"))));
        for (Map<String, Object> capabilities : List.of(Map.<String, Object>of(), other)) {
            for (Asker asker : both(capabilities)) {
                List<?> tools = tools(asker);
                assertEquals(service.names(), tools.stream().map(each -> ((Map<?, ?>) each).get("name")).toList());
                assertFalse(Json.compact(tools).contains("ui://"));
                assertTrue(tools.stream().noneMatch(each -> ((Map<?, ?>) each).containsKey("_meta")));
                assertTrue(asker.ask("resources/read", Map.of("uri", PAGE)).containsKey("error"));
            }
        }
    }

    @Test
    void shouldOfferThePageToClientsThatShowIt() throws Exception {
        for (Asker asker : both(SHOWS)) {
            List<?> tools = tools(asker);
            assertEquals(service.names().size() + 1, tools.size());
            assertEquals(Map.of("ui", Map.of("resourceUri", PAGE)), tool(tools, "diagnose_capture").get("_meta"));
            assertEquals(Map.of("ui", Map.of("resourceUri", PAGE)), tool(tools, "analyze_traffic_flow").get("_meta"));
            assertFalse(tool(tools, "analyze_dns_packets").containsKey("_meta"));
            assertTrue(tool(tools, "diagnose_capture").containsKey("outputSchema"));
            assertEquals(List.of("app"), ((Map<?, ?>) ((Map<?, ?>) tool(tools, "view_capture").get("_meta")).get("ui"))
                    .get("visibility"));
            Map<?, ?> read = (Map<?, ?>) asker.ask("resources/read", Map.of("uri", PAGE)).get("result");
            Map<?, ?> page = (Map<?, ?>) ((List<?>) read.get("contents")).get(0);
            assertEquals(TYPE, page.get("mimeType"));
            assertEquals(PAGE, page.get("uri"));
            assertTrue(page.get("text").toString().startsWith("<!DOCTYPE html>"));
            Map<?, ?> csp = (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) page.get("_meta")).get("ui")).get("csp");
            assertTrue(csp.values().stream().allMatch(List.of()::equals), csp.toString());
        }
    }

    @Test
    void shouldGiveThePageSamplesOfAConnection() throws Exception {
        String capture = Path.of("testdata/tcp/lossy-transfer/capture.pcap").toAbsolutePath().toString();
        for (Asker asker : both(SHOWS)) {
            Map<?, ?> result = (Map<?, ?>) asker.ask("tools/call", Map.of("name", "view_capture",
                    "arguments", Map.of("pcap_file", capture, "connection", 0))).get("result");
            Map<?, ?> answer = (Map<?, ?>) result.get("structuredContent");
            Map<?, ?> life = (Map<?, ?>) ((List<?>) answer.get("lives")).get(0);
            assertEquals(0, life.get("connection"));
            assertTrue(life.containsKey("samples"));
        }
    }
}
