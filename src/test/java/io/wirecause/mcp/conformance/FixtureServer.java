package io.wirecause.mcp.conformance;

import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.http.HttpServer;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.options.ServerOptions.Name;
import io.wirecause.mcp.stdio.StdioServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Serves the fixtures by hand: {@code FixtureServer PORT} over HTTP, {@code FixtureServer} over stdio. */
public final class FixtureServer {
    private FixtureServer() {
    }

    /** Serves until it is killed or its input ends. */
    public static void main(String[] arguments) throws Exception {
        try (ToolService service = new ToolService(List.of(), ServerOptions.DEFAULT);
             FixtureFeatures features = new FixtureFeatures(service)) {
            if (arguments.length == 0) {
                StdioServer.serve(features, System.in, System.out);
                return;
            }
            try (HttpServer server = http(features, arguments[0])) {
                System.err.println(server.start());
                Thread.currentThread().join();
            }
        }
    }

    static HttpServer http(FixtureFeatures features, String port) throws Exception {
        return new HttpServer(features, ServerOptions.read(Map.of(Name.PORT, List.of(port)),
                Map.of("WIRECAUSE_TRANSPORT", "http")).http(), Duration.ofSeconds(30));
    }
}
