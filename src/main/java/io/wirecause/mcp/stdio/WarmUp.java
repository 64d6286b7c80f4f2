package io.wirecause.mcp.stdio;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.ProtocolVersions;
import io.wirecause.mcp.json.Json;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Loads classes that the answer to "initialize" needs while others are loaded: a client waits for its server to start, and
 * nearly all of that time is spent on loading classes. Nothing depends on it but the time.
 */
final class WarmUp {
    private WarmUp() {
    }

    /** Does one of the other methods beside the caller. */
    static void beside(Runnable work) {
        Thread thread = new Thread(work, "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads and writes what the first message and its answer are like. */
    static void json() {
        McpSchema.Implementation self = McpSchema.Implementation.builder("warm-up", "0").build();
        var request = McpSchema.InitializeRequest.builder(ProtocolVersions.MCP_2025_06_18,
                McpSchema.ClientCapabilities.builder().build(), self).build();
        Json.MAPPER.convertValue(request, McpSchema.InitializeRequest.class);
        Json.line(McpSchema.JSONRPCResponse.result(0, McpSchema.InitializeResult.builder(ProtocolVersions.MCP_2025_06_18,
                McpSchema.ServerCapabilities.builder().tools(false).build(), self).build()));
    }

    /** Runs the operators that a session handles a message with. */
    static void reactor() {
        Sinks.One<Integer> sink = Sinks.one();
        sink.tryEmitValue(1);
        Mono.deferContextual(context -> sink.asMono().flatMap(Mono::just).map(one -> one).onErrorResume(e -> Mono.empty()))
                .then(Flux.just(1).collectList())
                .subscribe();
    }
}
