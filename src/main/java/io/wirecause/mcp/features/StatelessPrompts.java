package io.wirecause.mcp.features;

import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.CompleteResult;
import io.modelcontextprotocol.modern.McpSchema.GetPromptOutcome;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.feature.McpAsyncCompletionHandler;
import io.modelcontextprotocol.modern.server.feature.McpAsyncPrompt;
import io.modelcontextprotocol.modern.server.feature.McpAsyncPromptRepository;
import io.modelcontextprotocol.modern.server.feature.PromptsPage;
import io.wirecause.mcp.call.ToolService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The prompts for clients without a session, with the captures in the allowed folders as completions. */
final class StatelessPrompts implements McpAsyncPromptRepository {
    private final Map<String, McpAsyncPrompt> byName = new LinkedHashMap<>();

    StatelessPrompts(ToolService service, ToolCalls calls) {
        Scheduler workers = calls.scheduler();
        List<String> tools = service.names();
        McpAsyncCompletionHandler captures = (context, request) -> Mono.fromSupplier(
                () -> completed(service.captures(List.of()).paths(), request.argument().value())).subscribeOn(workers);
        var argument = McpSchema.PromptArgument.builder(Prompts.CAPTURE).description(Prompts.CAPTURE_IS).required(false).build();
        for (Prompts.Text text : Prompts.fitting(tools)) {
            McpSchema.Prompt prompt = McpSchema.Prompt.builder(text.name()).title(text.title()).description(text.description())
                    .arguments(List.of(argument)).build();
            byName.put(text.name(), McpAsyncPrompt.of(prompt, (context, request) -> Mono.just(McpAsyncResponse.result(
                    result(text, text.write(tools, request.arguments()))))).withCompletionHandler(captures));
        }
    }

    private static GetPromptOutcome result(Prompts.Text text, String written) {
        var content = McpSchema.TextContent.builder(written).build();
        return McpSchema.GetPromptResult.builder(List.of(McpSchema.PromptMessage.builder(McpSchema.Role.USER, content).build()))
                .description(text.description()).build();
    }

    /** What could be meant by what was typed. */
    static CompleteResult completed(List<String> values, String typed) {
        List<String> found = Completions.matching(values, typed);
        List<String> shown = Completions.shown(found);
        return CompleteResult.of(new CompleteResult.Completion(shown, found.size(), found.size() > shown.size()));
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
