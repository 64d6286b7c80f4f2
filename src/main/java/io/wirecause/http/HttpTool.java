package io.wirecause.http;

import io.wirecause.analysis.Tool;
import io.wirecause.http.finding.HttpFindingCode;
import java.util.List;

/** The tool {@code analyze_http_requests}. */
public final class HttpTool {
    /** The tool. */
    public static final Tool<HttpArguments> TOOL = new Tool<>("analyze_http_requests", "HTTP",
            "Start here for web traffic in clear: HTTP/1, HTTP/2, gRPC and WebSockets on any port. Pairs requests with answers; "
                + "says "
            + "which failed, died (reset, closed, keep-alive race, cut off) or were slow and where the time went: server, "
            + "network, "
            + "loss, receive window; statistics per endpoint and server. Filter by server, host, path, method, status, duration. "
            + "Inside TLS nothing can be read: see analyze_tls_handshakes.",
            HttpArguments.class, HttpTotals.class, HttpAnswer.class, List.of(HttpFindingCode.values()), HttpReport::new);

    private HttpTool() {
    }
}
