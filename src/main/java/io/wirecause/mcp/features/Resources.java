package io.wirecause.mcp.features;

import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.report.FindingCode;
import io.wirecause.report.WireText;
import io.wirecause.source.CaptureList;
import io.wirecause.source.LocalPath;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What can be read without a call: what the codes in answers mean, limits, help on display filters, captures at hand. */
final class Resources {
    /** One code each. */
    static final String FINDING = "wirecause://findings/{code}";
    static final String FINDING_TITLE = "Finding code";
    static final String FINDING_IS = "What one finding code means, what evidence it takes and what to do next";
    static final String PLAIN = "text/plain";

    private static final String FINDINGS = "wirecause://findings";
    private static final String JSON = "application/json";
    private static final String FILTERS = """
            Findings and connections carry display_filter: paste it into Wireshark's filter bar, or run
            tshark -r FILE -Y 'FILTER'. Frame numbers and tcp.stream numbers are Wireshark's own for the same file.
            For a set of files, first write the merged file with: mergecap -w OUT FILES.

            frame.number in {12, 40}        these frames; show_packets takes such numbers as frames="12, 40"
            tcp.stream == 7                 one connection, by its id
            ip.addr == 192.0.2.1            one IPv4 host; ipv6.addr for IPv6
            tcp.port == 443, udp.port == 53 one port, either side
            tcp.flags.reset == 1            resets
            tcp.analysis.retransmission     what Wireshark takes for a retransmission; our own verdict can differ and says why
            icmp.type == 3, icmpv6.type == 1  unreachable
            dns.flags.rcode == 3            NXDOMAIN
            tls.handshake.type == 1         ClientHello; 2 ServerHello, 11 certificates (up to TLS 1.2)
            tls.handshake.extensions_server_name == "www.example.com"  hellos for one name
            tls.alert_message               TLS alerts in the clear
            http.response.code >= 500       errors of web servers; http2.headers.status for HTTP/2
            http.time >= 1                  slow answers
            Join with && and ||, negate with !( ).
            """;

    private final ToolService service;
    private final Map<String, String> meanings = new LinkedHashMap<>();
    private final Roots roots;
    private final Scheduler workers;

    Resources(ToolService service, Roots roots, Scheduler workers) {
        this.service = service;
        this.roots = roots;
        this.workers = workers;
        service.tools().forEach(tool -> {
            for (FindingCode code : tool.findingCodes()) {
                meanings.put(code.code(), code.explanation());
            }
        });
    }

    /** All finding codes of the tools, in their order. */
    List<String> codes() {
        return List.copyOf(meanings.keySet());
    }

    /**
     * A resource with an address of its own.
     *
     * @param text   what it says to a client that works in these folders
     * @param stable whether it says the same as long as the server runs
     */
    record Readable(String uri, String name, String title, String description, String type, Function<List<Path>, String> text,
                    boolean stable) {
    }

    /** The resources with an address of their own. */
    List<Readable> readables() {
        return List.of(
                new Readable(FINDINGS, "findings", "Finding codes",
                        "What each finding code in an answer means", PLAIN, none -> codesText(), true),
                new Readable("wirecause://limits", "limits", "Limits",
                        "What the server reads and keeps at most, and what it may open", JSON,
                        folders -> Json.pretty(limits(folders)), false),
                new Readable("wirecause://display-filters", "display-filters", "Display filters",
                        "How to look at the evidence in Wireshark", PLAIN, none -> FILTERS, true),
                new Readable("wirecause://captures", "captures", "Captures at hand",
                        "The captures found in the allowed folders or in the client's roots, for pcap_file", JSON,
                        folders -> Json.pretty(captures(folders)), false));
    }

    /** What the finding code in an address of the kind {@link #FINDING} means; null where it names none. */
    String meaning(String uri) {
        return uri.startsWith(FINDINGS + "/") ? meanings.get(uri.substring(FINDINGS.length() + 1)) : null;
    }

    /** The resources as the SDK takes them. */
    List<AsyncResourceSpecification> all() {
        return readables().stream().map(this::specification).toList();
    }

    /** One finding code each. */
    AsyncResourceTemplateSpecification finding() {
        return new AsyncResourceTemplateSpecification(
                McpSchema.ResourceTemplate.builder(FINDING, "finding").title(FINDING_TITLE).description(FINDING_IS)
                        .mimeType(PLAIN).build(),
                (exchange, request) -> {
                    String meaning = meaning(request.uri());
                    return meaning == null ? Mono.error(McpError.RESOURCE_NOT_FOUND.apply(request.uri()))
                            : Mono.just(content(request.uri(), PLAIN, meaning));
                });
    }

    private AsyncResourceSpecification specification(Readable one) {
        return new AsyncResourceSpecification(
                McpSchema.Resource.builder(one.uri, one.name).title(one.title).description(one.description).mimeType(one.type)
                        .build(),
                (exchange, request) -> roots.of(exchange).flatMap(folders ->
                        Mono.fromSupplier(() -> content(one.uri, one.type, one.text.apply(folders))).subscribeOn(workers)));
    }

    private static McpSchema.ReadResourceResult content(String uri, String type, String text) {
        return McpSchema.ReadResourceResult.builder(
                List.of(McpSchema.TextResourceContents.builder(uri, text).mimeType(type).build())).build();
    }

    private String codesText() {
        StringBuilder out = new StringBuilder();
        meanings.forEach((code, meaning) -> out.append(code).append(": ").append(meaning).append('\n'));
        return out.toString();
    }

    private Map<String, Object> limits(List<Path> folders) {
        Map<String, Object> out = service.limits();
        if (!folders.isEmpty()) {
            out.put("client_roots", folders.stream().map(folder -> WireText.clean(LocalPath.text(folder))).toList());
        }
        return out;
    }

    private Map<String, Object> captures(List<Path> folders) {
        CaptureList found = service.captures(folders);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("captures", found.paths());
        out.put("complete", found.complete());
        if (found.paths().isEmpty()) {
            out.put("note", "Only folders named with --allow-dir, or offered as roots by the client, are searched; "
                    + "without either, any path that the server may read can be given.");
        }
        return out;
    }
}
