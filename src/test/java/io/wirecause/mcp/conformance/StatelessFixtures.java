package io.wirecause.mcp.conformance;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.modern.McpException;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.CacheScope;
import io.modelcontextprotocol.modern.McpSchema.CallToolOutcome;
import io.modelcontextprotocol.modern.McpSchema.CallToolRequest;
import io.modelcontextprotocol.modern.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.modern.McpSchema.GetPromptOutcome;
import io.modelcontextprotocol.modern.McpSchema.InputRequest;
import io.modelcontextprotocol.modern.McpSchema.InputRequiredResult;
import io.modelcontextprotocol.modern.McpSchema.ReadResourceOutcome;
import io.modelcontextprotocol.modern.server.McpAsyncNotifier;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.McpServer;
import io.modelcontextprotocol.modern.server.feature.McpAsyncPrompt;
import io.modelcontextprotocol.modern.server.feature.McpAsyncPromptRepository;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResource;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResourceRepository;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResourceTemplate;
import io.modelcontextprotocol.modern.server.feature.McpAsyncTool;
import io.modelcontextprotocol.modern.server.feature.McpAsyncToolRepository;
import io.modelcontextprotocol.modern.server.feature.PromptsFeature;
import io.modelcontextprotocol.modern.server.feature.PromptsPage;
import io.modelcontextprotocol.modern.server.feature.ResourceTemplatesPage;
import io.modelcontextprotocol.modern.server.feature.ResourcesFeature;
import io.modelcontextprotocol.modern.server.feature.ResourcesPage;
import io.modelcontextprotocol.modern.server.feature.ServerChange;
import io.modelcontextprotocol.modern.server.feature.ToolsFeature;
import io.modelcontextprotocol.modern.server.feature.ToolsPage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The fixtures for clients without a session. */
final class StatelessFixtures {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final JsonSchemaValidator TRUSTING = (schema, content) -> JsonSchemaValidator.ValidationResponse.asValid(null);

    private final McpJsonMapper mapper;
    private final Sinks.Many<ServerChange> changes = Sinks.many().multicast().directBestEffort();

    StatelessFixtures(McpJsonMapper mapper) {
        this.mapper = mapper;
    }

    McpServer server() {
        return McpServer.builder().jsonMapper(mapper)
                .serverInfo(McpSchema.Implementation.builder("conformance-fixtures", "1").build())
                .feature(ToolsFeature.ofAsync(new Tools(), mapper, TRUSTING, 1000, CacheScope.PUBLIC))
                .feature(PromptsFeature.ofAsync(new Prompts(), mapper, 1000, CacheScope.PUBLIC))
                .feature(ResourcesFeature.ofAsync(new Resources(), mapper, 1000, CacheScope.PUBLIC))
                .subscriptions(changes::asFlux)
                .build();
    }

    private final class Tools implements McpAsyncToolRepository {
        private final Map<String, McpAsyncTool> byName = new LinkedHashMap<>();

        Tools() {
            Fixtures.tools().forEach((name, tool) -> byName.put(name, tool(name, Fixtures.map(tool))));
        }

        @Override
        public Mono<ToolsPage> list(McpRequestContext context, String cursor) {
            return Mono.just(ToolsPage.of(byName.values().stream().map(McpAsyncTool::definition).toList()));
        }

        @Override
        public Mono<McpAsyncTool> find(McpRequestContext context, String name) {
            return Mono.justOrEmpty(byName.get(name));
        }
    }

    private McpAsyncTool tool(String name, Map<String, Object> tool) {
        McpSchema.Tool described = McpSchema.Tool.builder(name, Fixtures.map(tool.getOrDefault("schema", Fixtures.NO_ARGUMENTS)))
                .description("For the conformance suite").build();
        McpAsyncTool.Handler handler = (context, request) -> tool.containsKey("logs") || tool.containsKey("progress")
                ? Mono.just(McpAsyncResponse.streaming(notifier -> stepByStep(tool, context, notifier)))
                : Mono.fromSupplier(() -> McpAsyncResponse.result(outcome(tool, context, request)));
        return tool.containsKey("needs") ? McpAsyncTool.of(described,
                mapper.convertValue(Map.of(tool.get("needs"), Map.of()), ClientCapabilities.class), handler)
                : McpAsyncTool.of(described, handler);
    }

    private Mono<CallToolOutcome> stepByStep(Map<String, Object> tool, McpRequestContext context, McpAsyncNotifier notifier) {
        // A client that names no level wants no log.
        List<Object> steps = Fixtures.list(tool.getOrDefault("progress", List.of()));
        boolean wanted = context.progressToken() != null;
        return Flux.fromIterable(steps).concatMap(step -> Mono.delay(STEP).then(!wanted ? Mono.<Void>empty()
                        : notifier.progress(((Number) step).doubleValue(), 100.0, null)))
                .then(Mono.fromSupplier(() -> result(Fixtures.text("Done."))));
    }

    private CallToolOutcome outcome(Map<String, Object> tool, McpRequestContext context, CallToolRequest request) {
        if (tool.containsKey("rounds")) {
            return round(tool, context, request);
        }
        if (tool.containsKey("change")) {
            changes.tryEmitNext(tool.get("change").equals("tools") ? new ServerChange.ToolsListChanged()
                    : new ServerChange.PromptsListChanged());
            return result(Fixtures.text("Changed."));
        }
        return tool.containsKey("result") ? result(Fixtures.map(tool.get("result")))
                : result(Fixtures.text("Only for clients with a session."));
    }

    private CallToolOutcome round(Map<String, Object> tool, McpRequestContext context, CallToolRequest request) {
        List<Object> rounds = Fixtures.list(tool.get("rounds"));
        boolean withState = tool.containsKey("state");
        int done = request.inputResponses() == null ? 0 : withState ? Integer.parseInt(state(request)) : 1;
        Map<String, Object> before = done == 0 ? Map.of() : Fixtures.map(rounds.get(done - 1));
        if (done > 0 && !request.inputResponses().keySet().containsAll(before.keySet())) {
            // What is still missing is asked for again.
            done--;
        } else if (done > 0) {
            check(request.inputResponses(), before);
        }
        if (done == rounds.size()) {
            return result(Fixtures.text("state-ok " + mapper.convertValue(request.inputResponses(), Object.class)));
        }
        Map<String, InputRequest> asked = new LinkedHashMap<>();
        Fixtures.map(rounds.get(done)).forEach((key, one) -> {
            if (declared(context.clientCapabilities(), Fixtures.map(one).get("method").toString())) {
                asked.put(key, mapper.convertValue(one, InputRequest.class));
            }
        });
        return new InputRequiredResult(asked, withState ? String.valueOf(done + 1) : null, "input_required", null);
    }

    private static String state(CallToolRequest request) {
        if (request.requestState() == null) {
            throw McpException.invalidParams("requestState is missing");
        }
        return request.requestState();
    }

    /** An elicitation is answered with an action, a sampling with a message, and roots with a list. */
    private static void check(Map<String, Object> responses, Map<String, Object> asked) {
        asked.forEach((key, one) -> {
            String wanted = switch (Fixtures.map(one).get("method").toString()) {
                case "elicitation/create" -> "action";
                case "roots/list" -> "roots";
                default -> "content";
            };
            if (!(responses.get(key) instanceof Map<?, ?> response) || !response.containsKey(wanted)) {
                throw McpException.invalidParams("inputResponses['" + key + "'] lacks \"" + wanted + "\"");
            }
        });
    }

    private static boolean declared(ClientCapabilities capabilities, String method) {
        return switch (method) {
            case "elicitation/create" -> capabilities.elicitation() != null;
            case "roots/list" -> capabilities.roots() != null;
            default -> capabilities.sampling() != null;
        };
    }

    private CallToolOutcome result(Map<String, Object> result) {
        Map<String, Object> complete = new LinkedHashMap<>(result);
        complete.put("resultType", "complete");
        return mapper.convertValue(complete, McpSchema.CallToolResult.class);
    }

    private final class Prompts implements McpAsyncPromptRepository {
        private final Map<String, McpAsyncPrompt> byName = new LinkedHashMap<>();

        Prompts() {
            Fixtures.prompts().forEach((name, prompt) -> byName.put(name, prompt(name, Fixtures.map(prompt))));
        }

        private McpAsyncPrompt prompt(String name, Map<String, Object> prompt) {
            List<McpSchema.PromptArgument> arguments = Fixtures.list(prompt.get("arguments")).stream()
                    .map(argument -> McpSchema.PromptArgument.builder(argument.toString()).required(true).build()).toList();
            McpSchema.Prompt described = McpSchema.Prompt.builder(name).description("For the conformance suite")
                    .arguments(arguments).build();
            return McpAsyncPrompt.of(described, (context, request) -> Mono.fromSupplier(() -> McpAsyncResponse.result(
                    prompt.containsKey("round") && request.inputResponses() == null ? asks(Fixtures.map(prompt.get("round")))
                            : says(name, request.arguments() == null ? Map.of() : request.arguments()))))
                    .withCompletionHandler((context, request) -> Mono.just(McpSchema.CompleteResult.of(
                            new McpSchema.CompleteResult.Completion(List.of("paris", "park"), 2, false))));
        }

        private GetPromptOutcome asks(Map<String, Object> round) {
            Map<String, InputRequest> asked = new LinkedHashMap<>();
            round.forEach((key, one) -> asked.put(key, mapper.convertValue(one, InputRequest.class)));
            return new InputRequiredResult(asked, null, "input_required", null);
        }

        private GetPromptOutcome says(String name, Map<String, ?> arguments) {
            return mapper.convertValue(Map.of("messages", Fixtures.messages(name, arguments), "resultType", "complete"),
                    McpSchema.GetPromptResult.class);
        }

        @Override
        public Mono<PromptsPage> list(McpRequestContext context, String cursor) {
            return Mono.just(PromptsPage.of(byName.values().stream().map(McpAsyncPrompt::definition).toList()));
        }

        @Override
        public Mono<McpAsyncPrompt> find(McpRequestContext context, String name) {
            return Mono.justOrEmpty(byName.get(name));
        }

        @Override
        public boolean supportsCompletion() {
            return true;
        }
    }

    private final class Resources implements McpAsyncResourceRepository {
        @Override
        public Mono<ResourcesPage> list(McpRequestContext context, String cursor) {
            return Mono.just(ResourcesPage.of(Fixtures.resources().keySet().stream()
                    .map(uri -> McpSchema.Resource.builder(uri, uri).build()).toList()));
        }

        @Override
        public Mono<ResourceTemplatesPage> listTemplates(McpRequestContext context, String cursor) {
            return Mono.just(ResourceTemplatesPage.of(List.of(template().definition())));
        }

        private McpAsyncResourceTemplate template() {
            return McpAsyncResourceTemplate.of(McpSchema.ResourceTemplate.builder(
                    Fixtures.template().get("uriTemplate").toString(), "template").build());
        }

        @Override
        public Mono<McpAsyncResource> find(McpRequestContext context, String uri) {
            Map<String, Object> contents = Fixtures.contents(uri);
            return contents == null ? Mono.empty() : Mono.just(McpAsyncResource.of((asked, request) -> Mono.fromSupplier(() ->
                    McpAsyncResponse.<ReadResourceOutcome>result(mapper.convertValue(Map.of("contents", List.of(contents),
                            "ttlMs", 1000, "cacheScope", "public", "resultType", "complete"),
                            McpSchema.ReadResourceResult.class)))));
        }
    }
}
