package io.wirecause.mcp.view;

import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.CallWatch;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers a report from the answers of the tools, and makes a page of it. */
public final class Report {
    private static final int CONNECTIONS = 300;
    private static final int HANDSHAKES = 60;
    private static final int REQUESTS = 200;

    private final ToolService service;
    private final CallWatch.News news;
    private final String version;

    /**
     * What became of it.
     *
     * @param html    the page; null where there is none
     * @param failure why there is none, and what to do; else null
     * @param refused whether the arguments were at fault
     */
    public record Made(String html, String failure, boolean refused) {
    }

    /**
     * Reports of these tools.
     *
     * @param news    told how far it is
     * @param version of the program
     */
    public Report(ToolService service, CallWatch.News news, String version) {
        this.service = service;
        this.news = news;
        this.version = version;
    }

    /** Reads a capture, several times where it holds what other tools know more about. */
    public Made of(String capture) {
        CallOutcome view = service.call(Catalog.VIEW, Map.of("pcap_file", capture), news);
        if (view.answer() == null) {
            return new Made(null, view.failure(), view.status() == CallOutcome.Status.BAD_ARGUMENTS);
        }
        Map<String, Object> report = new LinkedHashMap<>(view.answer());
        report.remove("findings");
        report.remove("issues");
        if (((Number) report.get("connections_found")).intValue() > 0) {
            add(report, "connections", "analyze_tcp_connections", Map.of("pcap_file", capture, "limit", CONNECTIONS));
        }
        Map<?, ?> diagnosis = (Map<?, ?>) report.get("diagnosis");
        List<?> services = (List<?>) diagnosis.get("services");
        if (services.stream().anyMatch(each -> ((Map<?, ?>) each).get("requests") != null) || mentions(diagnosis, "http")) {
            add(report, "http", "analyze_http_requests", Map.of("pcap_file", capture, "detailed", true, "limit", REQUESTS));
        }
        if (services.stream().anyMatch(each -> phases(each).containsKey("tls")) || mentions(diagnosis, "tls")
                || mentions(diagnosis, "quic")) {
            add(report, "tls", "analyze_tls_handshakes", Map.of("pcap_file", capture, "limit", HANDSHAKES));
        }
        String name = String.valueOf(report.get("file"));
        return new Made(ViewPage.html("Wirecause: " + name.substring(name.lastIndexOf('/') + 1), Json.compact(report),
                version), null, false);
    }

    private static Map<?, ?> phases(Object service) {
        return ((Map<?, ?>) service).get("mean_ms") instanceof Map<?, ?> phases ? phases : Map.of();
    }

    /** Whether a cause, or what was found good, is about a protocol. */
    private static boolean mentions(Map<?, ?> diagnosis, String protocol) {
        return String.valueOf(diagnosis.get("causes")).toLowerCase(java.util.Locale.ROOT).contains(protocol)
                || String.valueOf(diagnosis.get("healthy")).toLowerCase(java.util.Locale.ROOT).contains(protocol);
    }

    private void add(Map<String, Object> report, String key, String tool, Map<String, Object> arguments) {
        CallOutcome outcome = service.call(tool, arguments, news);
        if (outcome.answer() != null) {
            Map<String, Object> answer = new LinkedHashMap<>(outcome.answer());
            List.of("findings", "issues", "coverage", "file", "filter", "analysis_timestamp").forEach(answer::remove);
            report.put(key, answer);
        }
    }
}
