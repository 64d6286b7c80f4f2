package io.wirecause.mcp.features;

import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.CallToolOutcome;
import io.modelcontextprotocol.modern.McpSchema.CallToolRequest;
import io.modelcontextprotocol.modern.server.McpAsyncNotifier;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.feature.McpAsyncTool;
import io.modelcontextprotocol.modern.server.feature.McpAsyncToolRepository;
import io.modelcontextprotocol.modern.server.feature.ToolsPage;
import io.wirecause.analysis.Tool;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.CallWatch;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.jsonrpc.PendingClientRequests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.util.RawValue;

/** The tools for clients without a session; always in the same order. */
final class StatelessTools implements McpAsyncToolRepository {
    private static final Logger LOG = LoggerFactory.getLogger(StatelessTools.class);

    private final ToolCalls calls;
    private final Map<String, McpAsyncTool> byName = new LinkedHashMap<>();
    /** As clients are told, and as those are that show answers in a page. */
    private final List<McpSchema.Tool> plain;
    private final List<McpSchema.Tool> shown;

    StatelessTools(ToolService service, ToolCalls calls) {
        this.calls = calls;
        plain = service.tools().stream().map(tool -> definition(Views.described(tool, service), false)).toList();
        shown = Views.callable(service).map(tool -> definition(Views.described(tool, service), true)).toList();
        Views.callable(service).forEach(tool -> byName.put(tool.name(),
                McpAsyncTool.of(definition(Views.described(tool, service), false), (context, request) ->
                    // As a stream, which a proxy does not cut for its silence, and whose end by the client stops the call.
                    Mono.just(McpAsyncResponse.streaming(notifier -> call(tool, context, request, notifier))))));
    }

    private static McpSchema.Tool definition(io.modelcontextprotocol.spec.McpSchema.Tool tool, boolean shown) {
        var hints = tool.annotations();
        return McpSchema.Tool.builder(tool.name(), tool.inputSchema())
                .title(tool.title())
                .description(tool.description())
                .outputSchema(tool.outputSchema())
                .annotations(new McpSchema.ToolAnnotations(hints.title(), hints.readOnlyHint(), hints.destructiveHint(),
                        hints.idempotentHint(), hints.openWorldHint()))
                .meta(shown ? tool.meta() : null)
                .build();
    }

    private Mono<CallToolOutcome> call(Tool<?> tool, McpRequestContext context, CallToolRequest request,
                                       McpAsyncNotifier notifier) {
        return calls.run(tool, request.arguments(), List.of(), news(context, notifier),
                StatelessFeatures.client(context.transportContext()),
                PendingClientRequests.Stopper.of(context.transportContext())).map(StatelessTools::result);
    }

    private static CallWatch.News news(McpRequestContext context, McpAsyncNotifier notifier) {
        if (context.progressToken() == null) {
            return CallWatch.News.NONE;
        }
        return (progress, total, message) -> notifier.progress(progress, total, message)
                .subscribe(done -> { }, e -> LOG.debug("Nobody takes news of the call", e));
    }

    private static CallToolOutcome result(CallOutcome outcome) {
        boolean failed = outcome.answer() == null;
        var result = McpSchema.CallToolResult.builder().isError(failed)
                .addContent(McpSchema.TextContent.builder(failed ? outcome.failure() : outcome.json()).build());
        return failed ? result.build() : result.structuredContent(new RawValue(outcome.json())).build();
    }

    @Override
    public Mono<ToolsPage> list(McpRequestContext context, String cursor) {
        boolean shows = Views.areShownWith(context.clientCapabilities().extensions());
        return Mono.just(ToolsPage.of(shows ? shown : plain));
    }

    @Override
    public Mono<McpAsyncTool> find(McpRequestContext context, String name) {
        return Mono.justOrEmpty(byName.get(name));
    }
}
