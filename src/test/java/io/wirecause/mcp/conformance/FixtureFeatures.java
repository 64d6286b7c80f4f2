package io.wirecause.mcp.conformance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.features.McpFeatures;
import io.wirecause.mcp.features.StatelessFeatures;
import tools.jackson.databind.json.JsonMapper;

/** The fixtures in the place of what the server offers, behind the same transports. */
final class FixtureFeatures extends McpFeatures {
    private final McpJsonMapper plain = new JacksonMcpJsonMapper(
            JsonMapper.builder().addMixIn(McpSchema.ElicitFormRequest.class, WithoutMode.class).build());
    private final StatelessFeatures stateless = new StatelessFeatures(this, new StatelessFixtures(plain)::server);

    /** The SDK (2.2.0) has the property twice, as the name of the type too, which newer versions of Jackson refuse to write. */
    private abstract static class WithoutMode {
        @JsonIgnore
        abstract String mode();
    }

    FixtureFeatures(ToolService service) {
        super(service);
    }

    @Override
    public McpJsonMapper mapper() {
        return plain;
    }

    @Override
    public StatelessFeatures stateless() {
        return stateless;
    }

    @Override
    public McpAsyncServer registerWith(McpServer.AsyncSpecification<?> server) {
        return new SessionFixtures(plain).registerWith(server);
    }

    @Override
    public void check(String method, Object id, Object parameters) {
        // The SDK looks at them.
    }
}
