package io.wirecause.mcp.features;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCMessage;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCNotification;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCRequest;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCResponse;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.CacheScope;
import io.modelcontextprotocol.modern.McpSchema.MetaKeys;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.McpRequestManager;
import io.modelcontextprotocol.modern.server.McpServer;
import io.modelcontextprotocol.modern.server.McpTransportResponse;
import io.modelcontextprotocol.modern.server.RequestStateCodec;
import io.modelcontextprotocol.modern.server.feature.PromptsFeature;
import io.modelcontextprotocol.modern.server.feature.ResourcesFeature;
import io.modelcontextprotocol.modern.server.feature.ToolsFeature;
import io.modelcontextprotocol.spec.ProtocolVersions;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.jsonrpc.JsonRpcCodec;
import io.wirecause.mcp.jsonrpc.PendingClientRequests;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The same features for MCP 2026-07-28, which has no sessions: each request says its version and what its client can do, in its
 * {@code _meta}. Clients that begin with "initialize" are served by {@link McpFeatures} at the same time.
 */
public final class StatelessFeatures implements McpRequestManager, AutoCloseable {
    /** The one revision of this kind so far. */
    public static final String VERSION = McpSchema.LATEST_PROTOCOL_VERSION;
    /**
     * All revisions, as clients are told: one that knows only the older ones begins with "initialize", and one that sends their
     * version with each request is answered too.
     */
    static final List<String> VERSIONS = List.of(VERSION, ProtocolVersions.MCP_2025_11_25, ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_03_26, ProtocolVersions.MCP_2024_11_05);
    /** What else no older revision has. */
    private static final Set<String> METHODS = Set.of(McpSchema.METHOD_SERVER_DISCOVER, McpSchema.METHOD_SUBSCRIPTIONS_LISTEN);
    /** Those whose parameters are looked at before the SDK does. */
    private static final Set<String> CHECKED = Set.of(McpSchema.METHOD_TOOLS_LIST, McpSchema.METHOD_TOOLS_CALL,
            McpSchema.METHOD_PROMPTS_LIST, McpSchema.METHOD_PROMPTS_GET, McpSchema.METHOD_RESOURCES_LIST,
            McpSchema.METHOD_RESOURCES_TEMPLATES_LIST, McpSchema.METHOD_RESOURCES_READ, McpSchema.METHOD_COMPLETION_COMPLETE);
    /** Under this key of a context stands whose turn it is, where several clients wait. */
    private static final String CLIENT = StatelessFeatures.class.getName();
    /** The lists are the same as long as the server runs; an hour, as it may be started anew with other options. */
    static final long TTL_MILLIS = 3_600_000;

    /** No call here asks its client for something in between. */
    private static final RequestStateCodec NO_STATE = new RequestStateCodec() {
        @Override
        public String seal(McpRequestContext context, String state) {
            throw new IllegalStateException("No call has a state");
        }

        @Override
        public String open(McpRequestContext context, String sealed) {
            return null;
        }
    };

    private final McpFeatures features;
    private final Supplier<McpServer> source;
    /** Made for the first request: most clients begin with "initialize", and wait for the answer. */
    private McpServer server;

    /**
     * Features for clients without a session.
     *
     * @param features looks at requests first
     * @param source   makes the SDK's server for them
     */
    public StatelessFeatures(McpFeatures features, Supplier<McpServer> source) {
        this.features = features;
        this.source = source;
    }

    private synchronized McpServer server() {
        if (server == null) {
            server = source.get();
        }
        return server;
    }

    /** The SDK's server with all that is offered. */
    static McpServer server(McpFeatures features, ToolService service, ToolCalls calls) {
        Resources resources = new Resources(service, features.roots(), calls.scheduler());
        return McpServer.builder()
                .jsonMapper(features.mapper())
                .supportedVersions(VERSIONS)
                // Without the icon, which would come with each answer.
                .serverInfo(McpSchema.Implementation.builder("wirecause", Version.current()).title("Wirecause").build())
                .instructions(McpFeatures.INSTRUCTIONS)
                .discoverCache(TTL_MILLIS, CacheScope.PUBLIC)
                .feature(ToolsFeature.ofAsync(new StatelessTools(service, calls), features.mapper(), McpFeatures.TRUSTING,
                        TTL_MILLIS, CacheScope.PUBLIC))
                .feature(PromptsFeature.ofAsync(new StatelessPrompts(service, calls), features.mapper(), TTL_MILLIS,
                        CacheScope.PUBLIC))
                .feature(ResourcesFeature.ofAsync(new StatelessResources(resources, calls), features.mapper(), TTL_MILLIS,
                        CacheScope.PUBLIC))
                // Who listens is told that it may, and hears nothing: no list changes.
                .subscriptions(Flux::never)
                .requestStateCodec(NO_STATE)
                .build();
    }

    /** Whether a request belongs to a revision without sessions. */
    public static boolean isFor(String method, Object params) {
        return METHODS.contains(method) || meta(params).containsKey(MetaKeys.PROTOCOL_VERSION);
    }

    private static Map<?, ?> meta(Object params) {
        return params instanceof Map<?, ?> given && given.get("_meta") instanceof Map<?, ?> meta ? meta : Map.of();
    }

    /**
     * What goes to the SDK with a request.
     *
     * @param stopper receives how to stop the call
     * @param client  whose turn it is, where several clients wait
     */
    public static McpTransportContext context(PendingClientRequests.Stopper stopper, String client) {
        return McpTransportContext.create(Map.of(PendingClientRequests.Stopper.class.getName(), stopper, CLIENT, client));
    }

    static String client(McpTransportContext context) {
        return context.get(CLIENT) instanceof String client ? client : "";
    }

    /** Answers a request, where it wants that with progress first. */
    public Flux<JSONRPCMessage> messages(McpTransportContext context, JSONRPCRequest request) {
        return handle(context, request).flatMapMany(response -> {
            if (response instanceof McpTransportResponse.Streaming streaming) {
                return streaming.messages();
            }
            return Flux.just(response instanceof McpTransportResponse.Result result ? result.response()
                    : ((McpTransportResponse.Error) response).response());
        });
    }

    @Override
    public Mono<McpTransportResponse> handle(McpTransportContext context, JSONRPCRequest request) {
        McpTransportResponse refused = refused(request);
        return refused == null ? server().handle(context, request) : Mono.just(refused);
    }

    @Override
    public Mono<McpTransportResponse> handleBlocking(McpTransportContext context, JSONRPCRequest request) {
        McpTransportResponse refused = refused(request);
        return refused == null ? server().handleBlocking(context, request) : Mono.just(refused);
    }

    @Override
    public Mono<Void> handleNotification(McpTransportContext context, JSONRPCNotification notification) {
        return server().handleNotification(context, notification);
    }

    /** What is wrong with a request that the SDK would say less clearly. Whether it is one at all, the SDK says first. */
    private McpTransportResponse refused(JSONRPCRequest request) {
        Map<?, ?> meta = meta(request.params());
        if (!(meta.get(MetaKeys.PROTOCOL_VERSION) instanceof String version) || !VERSIONS.contains(version)
                || meta.get(MetaKeys.CLIENT_CAPABILITIES) == null || !CHECKED.contains(request.method())) {
            return null;
        }
        try {
            features.check(request.method(), request.id(), request.params());
            return null;
        } catch (JsonRpcCodec.Refused e) {
            return McpTransportResponse.error(JSONRPCResponse.error(request.id(), new JSONRPCError(e.code(), e.getMessage())));
        }
    }

    /** Ends the streams of those who listen. */
    @Override
    public synchronized void close() {
        if (server != null) {
            server.closeGracefully();
        }
    }
}
