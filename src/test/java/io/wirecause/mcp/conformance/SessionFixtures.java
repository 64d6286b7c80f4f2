package io.wirecause.mcp.conformance;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.mcp.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The fixtures for clients with a session. Sampling and logging are deprecated by now, and wanted by older revisions. */
@SuppressWarnings("deprecation")
final class SessionFixtures {
    private static final Duration STEP = Duration.ofMillis(50);

    private final McpJsonMapper mapper;

    SessionFixtures(McpJsonMapper mapper) {
        this.mapper = mapper;
    }

    McpAsyncServer registerWith(McpServer.AsyncSpecification<?> server) {
        return server.jsonMapper(mapper)
                .validateToolInputs(false)
                .serverInfo("conformance-fixtures", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).prompts(true).resources(true, true).completions()
                        .logging().build())
                .tools(Fixtures.tools().entrySet().stream().filter(tool -> isOfSessions(Fixtures.map(tool.getValue())))
                        .map(tool -> tool(tool.getKey(), Fixtures.map(tool.getValue()))).toList())
                .prompts(Fixtures.prompts().entrySet().stream().filter(prompt -> !Fixtures.map(prompt.getValue())
                        .containsKey("round")).map(prompt -> prompt(prompt.getKey(), Fixtures.map(prompt.getValue()))).toList())
                .resources(Fixtures.resources().keySet().stream().map(this::resource).toList())
                .resourceTemplates(new McpServerFeatures.AsyncResourceTemplateSpecification(
                        read(Map.of("uriTemplate", Fixtures.template().get("uriTemplate"), "name", "template"),
                                McpSchema.ResourceTemplate.class), (exchange, request) -> contents(request.uri())))
                .completions(List.of(new McpServerFeatures.AsyncCompletionSpecification(
                        new McpSchema.PromptReference("test_prompt_with_arguments"), (exchange, request) -> Mono.just(
                        new McpSchema.CompleteResult(new McpSchema.CompleteResult.CompleteCompletion(List.of("paris", "park"), 2,
                                false))))))
                .build();
    }

    private static boolean isOfSessions(Map<String, Object> tool) {
        return !tool.containsKey("rounds") && !tool.containsKey("needs") && !tool.containsKey("change");
    }

    private McpServerFeatures.AsyncToolSpecification tool(String name, Map<String, Object> tool) {
        McpSchema.Tool described = McpSchema.Tool.builder(name, Fixtures.map(tool.getOrDefault("schema", Fixtures.NO_ARGUMENTS)))
                .description("For the conformance suite").build();
        return new McpServerFeatures.AsyncToolSpecification(described, (exchange, request) -> {
            Map<String, Object> arguments = request.arguments() == null ? Map.of() : request.arguments();
            if (tool.containsKey("logs")) {
                return logs(exchange, Fixtures.list(tool.get("logs"))).thenReturn(result(Fixtures.text("Logged.")));
            }
            if (tool.containsKey("progress")) {
                return progress(exchange, request.progressToken(), Fixtures.list(tool.get("progress")))
                        .thenReturn(result(Fixtures.text("Done.")));
            }
            if (tool.containsKey("sampling")) {
                return exchange.createMessage(read(Map.of("messages", List.of(Map.of("role", "user", "content",
                        Map.of("type", "text", "text", arguments.get("prompt")))), "maxTokens", 100),
                        McpSchema.CreateMessageRequest.class)).map(answer -> result(Fixtures.text("LLM response: "
                        + Json.compact(answer.content()))));
            }
            if (tool.containsKey("elicitation")) {
                return elicit(exchange, Fixtures.map(tool.get("elicitation")), arguments);
            }
            return Mono.just(result(Fixtures.map(tool.get("result"))));
        });
    }

    private Mono<McpSchema.CallToolResult> elicit(McpAsyncServerExchange exchange, Map<String, Object> asked,
                                                  Map<String, Object> arguments) {
        Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "object", "properties", asked.get("properties")));
        if (asked.containsKey("required")) {
            schema.put("required", asked.get("required"));
        }
        return exchange.createElicitation(read(Map.of("message", arguments.getOrDefault("message", "Please fill in"),
                "requestedSchema", schema), McpSchema.ElicitRequest.class)).map(answer -> result(Fixtures.text(asked.get("says")
                + ": action=" + answer.action().name().toLowerCase(Locale.ROOT) + ", content="
                + Json.compact(answer.content()))));
    }

    private Mono<Void> logs(McpAsyncServerExchange exchange, List<Object> lines) {
        return Flux.fromIterable(lines).concatMap(line -> Mono.delay(STEP).then(exchange.loggingNotification(
                read(Map.of("level", "info", "logger", "fixtures", "data", line), McpSchema.LoggingMessageNotification.class))))
                .then();
    }

    private static Mono<Void> progress(McpAsyncServerExchange exchange, Object token, List<Object> steps) {
        return Flux.fromIterable(steps).concatMap(step -> Mono.delay(STEP).then(token == null ? Mono.<Void>empty()
                : exchange.progressNotification(McpSchema.ProgressNotification.builder(token, ((Number) step).doubleValue())
                        .total(100.0).build()))).then();
    }

    private McpServerFeatures.AsyncPromptSpecification prompt(String name, Map<String, Object> prompt) {
        List<McpSchema.PromptArgument> arguments = Fixtures.list(prompt.get("arguments")).stream()
                .map(argument -> McpSchema.PromptArgument.builder(argument.toString()).required(true).build()).toList();
        return new McpServerFeatures.AsyncPromptSpecification(
                McpSchema.Prompt.builder(name).description("For the conformance suite").arguments(arguments).build(),
                (exchange, request) -> Mono.just(read(Map.of("messages", Fixtures.messages(name,
                        request.arguments() == null ? Map.of() : request.arguments())), McpSchema.GetPromptResult.class)));
    }

    private McpServerFeatures.AsyncResourceSpecification resource(String uri) {
        return new McpServerFeatures.AsyncResourceSpecification(read(Map.of("uri", uri, "name", uri), McpSchema.Resource.class),
                (exchange, request) -> contents(request.uri()));
    }

    private Mono<McpSchema.ReadResourceResult> contents(String uri) {
        Map<String, Object> contents = Fixtures.contents(uri);
        return contents == null ? Mono.error(McpError.RESOURCE_NOT_FOUND.apply(uri))
                : Mono.just(read(Map.of("contents", List.of(contents)), McpSchema.ReadResourceResult.class));
    }

    private McpSchema.CallToolResult result(Map<String, Object> result) {
        return read(result, McpSchema.CallToolResult.class);
    }

    private <T> T read(Map<String, Object> value, Class<T> type) {
        return mapper.convertValue(value, type);
    }
}
