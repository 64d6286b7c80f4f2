package io.wirecause.mcp.features;

import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.analysis.Tool;
import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.view.ViewPage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * MCP Apps (extension {@code io.modelcontextprotocol/ui}, 2026-01-26): a page in which a host shows the answers of some tools.
 * Clients that do not say that they show such pages are told nothing of them; to the others the same tools carry the address of
 * the page, and there is one more that the page alone may call.
 */
public final class Views {
    /** The address of the page. */
    static final String URI = "ui://wirecause/view";
    /** What the page is, to those who show it. */
    static final String TYPE = "text/html;profile=mcp-app";

    private static final String EXTENSION = "io.modelcontextprotocol/ui";
    private static final String TYPES = "mimeTypes";
    private static final Set<String> SHOWN = Set.of("diagnose_capture", "explain_connection", "analyze_tcp_connections",
            "analyze_tcp_anomalies", "analyze_tcp_retransmissions", "analyze_traffic_flow");
    private static final Map<String, Object> OF_TOOL = Map.of("ui", Map.of("resourceUri", URI));
    private static final Map<String, Object> OF_PAGE_ALONE = Map.of("ui",
            Map.of("resourceUri", URI, "visibility", List.of("app")));
    /** Nothing is loaded from anywhere; the page's own policy says the same. */
    private static final Map<String, Object> OF_PAGE = Map.of("ui", Map.of("csp", Map.of("connectDomains", List.of(),
            "resourceDomains", List.of(), "frameDomains", List.of(), "baseUriDomains", List.of()),
            "permissions", Map.of("clipboardWrite", Map.of()), "prefersBorder", true));

    private final ToolService service;

    Views(ToolService service) {
        this.service = service;
    }

    /** Whether a client that begins with these parameters of {@code initialize} shows such pages. */
    public static boolean areShownBy(Object parameters) {
        return parameters instanceof Map<?, ?> given && given.get("capabilities") instanceof Map<?, ?> capabilities
                && areShownWith(capabilities.get("extensions"));
    }

    /** Whether a client with these extensions does. */
    static boolean areShownWith(Object extensions) {
        return extensions instanceof Map<?, ?> all && all.get(EXTENSION) instanceof Map<?, ?> settings
                && settings.get(TYPES) instanceof List<?> types && types.contains(TYPE);
    }

    /**
     * What a client that shows such pages is told in place of the SDK's answer.
     *
     * @return null where the SDK answers
     */
    public Object answer(String method, Object parameters) {
        if (method.equals(McpSchema.METHOD_TOOLS_LIST)) {
            return McpSchema.ListToolsResult.builder(tools()).build();
        }
        boolean page = method.equals(McpSchema.METHOD_RESOURCES_READ) && parameters instanceof Map<?, ?> given
                && URI.equals(given.get("uri"));
        return !page ? null : McpSchema.ReadResourceResult.builder(List.of(
                McpSchema.TextResourceContents.builder(URI, page()).mimeType(TYPE).meta(OF_PAGE).build())).build();
    }

    private List<McpSchema.Tool> tools() {
        return callable(service).map(tool -> described(tool, service)).toList();
    }

    /** A tool as clients are told that show its answers in the page. */
    static McpSchema.Tool described(Tool<?> tool, ToolService service) {
        return McpFeatures.described(tool, service.fetchesUrls(), service.writesFiles() && tool.mayLeaveSomething())
                .meta(tool == Catalog.VIEW ? OF_PAGE_ALONE : SHOWN.contains(tool.name()) ? OF_TOOL : null).build();
    }

    /** The tools that can be called: those on offer, and the page's own. */
    static Stream<Tool<?>> callable(ToolService service) {
        return Stream.concat(service.tools().stream(), Stream.of(Catalog.VIEW));
    }

    /** The page, made anew each time: it is read once by a host. */
    static String page() {
        return ViewPage.html("Wirecause", null, Version.current());
    }

    /** What a host is told about the page. */
    static Map<String, Object> ofPageContent() {
        return OF_PAGE;
    }
}
