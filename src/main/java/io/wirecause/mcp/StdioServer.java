package io.wirecause.mcp;

import io.modelcontextprotocol.server.McpServer;
import java.io.InputStream;
import java.io.OutputStream;

/** The MCP server over a {@link StdioTransport}. */
public final class StdioServer {
    private StdioServer() {
    }

    /** Serves the tools of the catalog to one client until its input ends. */
    public static void serve(ServerOptions options, InputStream in, OutputStream out) throws InterruptedException {
        WarmUp.beside(WarmUp::json);
        WarmUp.reactor();
        try (ToolService toolbox = new ToolService(options, McpFeatures.CALLS_AT_ONCE)) {
            serve(toolbox, in, out);
        }
    }

    /** Serves one client until its input ends. */
    static void serve(ToolService toolbox, InputStream in, OutputStream out) throws InterruptedException {
        try (McpFeatures offering = new McpFeatures(toolbox)) {
            StdioTransport transport = new StdioTransport(in, out, offering);
            offering.offerTo(McpServer.async(transport));
            transport.run();
        }
    }
}
