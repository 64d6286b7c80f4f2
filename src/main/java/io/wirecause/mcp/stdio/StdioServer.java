package io.wirecause.mcp.stdio;

import io.modelcontextprotocol.server.McpServer;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.features.McpFeatures;
import io.wirecause.mcp.options.ServerOptions;
import java.io.InputStream;
import java.io.OutputStream;

/** The MCP server over a {@link StdioTransport}. */
public final class StdioServer {
    private StdioServer() {
    }

    /**
     * Serves the tools of the catalog to one client until its input ends.
     *
     * @return whether the client has taken all answers
     */
    public static boolean serve(ServerOptions options, InputStream in, OutputStream out) throws InterruptedException {
        WarmUp.beside(WarmUp::json);
        WarmUp.reactor();
        try (ToolService service = new ToolService(options, McpFeatures.CALLS_AT_ONCE)) {
            return serve(service, in, out);
        }
    }

    /**
     * Serves one client until its input ends.
     *
     * @return whether the client has taken all answers
     */
    public static boolean serve(ToolService service, InputStream in, OutputStream out) throws InterruptedException {
        try (McpFeatures features = new McpFeatures(service)) {
            return serve(features, in, out);
        }
    }

    /**
     * Serves these features to one client until its input ends.
     *
     * @return whether the client has taken all answers
     */
    public static boolean serve(McpFeatures features, InputStream in, OutputStream out) throws InterruptedException {
        StdioTransport transport = new StdioTransport(in, out, features);
        features.registerWith(McpServer.async(transport));
        return transport.run();
    }
}
