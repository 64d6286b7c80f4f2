package io.wirecause.mcp.features;

import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.CacheScope;
import io.modelcontextprotocol.modern.McpSchema.ReadResourceOutcome;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResource;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResourceRepository;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResourceTemplate;
import io.modelcontextprotocol.modern.server.feature.ResourceTemplatesPage;
import io.modelcontextprotocol.modern.server.feature.ResourcesPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The resources for clients without a session. */
final class StatelessResources implements McpAsyncResourceRepository {
    private final Resources resources;
    private final Scheduler workers;
    private final Map<String, Resources.Readable> byUri = new LinkedHashMap<>();
    private final McpAsyncResourceTemplate finding;

    StatelessResources(Resources resources, ToolCalls calls) {
        this.resources = resources;
        workers = calls.scheduler();
        resources.readables().forEach(one -> byUri.put(one.uri(), one));
        finding = McpAsyncResourceTemplate.of(McpSchema.ResourceTemplate.builder(Resources.FINDING, "finding")
                .title(Resources.FINDING_TITLE).description(Resources.FINDING_IS).mimeType(Resources.PLAIN).build())
                .withCompletionHandler((context, request) -> Mono.just(
                        StatelessPrompts.completed(resources.codes(), request.argument().value())));
    }

    @Override
    public Mono<ResourcesPage> list(McpRequestContext context, String cursor) {
        return Mono.just(ResourcesPage.of(byUri.values().stream().map(one -> McpSchema.Resource.builder(one.uri(), one.name())
                .title(one.title()).description(one.description()).mimeType(one.type()).build()).toList()));
    }

    @Override
    public Mono<ResourceTemplatesPage> listTemplates(McpRequestContext context, String cursor) {
        return Mono.just(ResourceTemplatesPage.of(List.of(finding.definition())));
    }

    @Override
    public Mono<McpAsyncResource> find(McpRequestContext context, String uri) {
        if (uri.equals(Views.URI) && Views.areShownWith(context.clientCapabilities().extensions())) {
            return Mono.just(McpAsyncResource.of((asked, request) -> Mono.fromSupplier(StatelessResources::page)
                    .subscribeOn(workers)));
        }
        Resources.Readable one = byUri.get(uri);
        String meaning = one == null ? resources.meaning(uri) : null;
        if (one != null) {
            return Mono.just(McpAsyncResource.of((asked, request) -> Mono.fromSupplier(
                    () -> content(uri, one.type(), one.text().apply(List.of()), one.stable())).subscribeOn(workers)));
        }
        return meaning == null ? Mono.empty() : Mono.just(McpAsyncResource.of((asked, request) ->
                Mono.fromSupplier(() -> content(uri, Resources.PLAIN, meaning, true))));
    }

    /** The page of a host that shows answers. */
    private static McpAsyncResponse<ReadResourceOutcome> page() {
        return McpAsyncResponse.result(McpSchema.ReadResourceResult.builder(
                List.of(McpSchema.TextResourceContents.builder(Views.URI, Views.page()).mimeType(Views.TYPE)
                        .meta(Views.ofPageContent()).build()))
                .ttlMs(StatelessFeatures.TTL_MILLIS).cacheScope(CacheScope.PUBLIC).build());
    }

    /** @param stable whether it stays so as long as the server runs; what does not tells of the user's folders */
    private static McpAsyncResponse<ReadResourceOutcome> content(String uri, String type, String text, boolean stable) {
        return McpAsyncResponse.result(McpSchema.ReadResourceResult.builder(
                List.of(McpSchema.TextResourceContents.builder(uri, text).mimeType(type).build()))
                .ttlMs(stable ? StatelessFeatures.TTL_MILLIS : 0).cacheScope(stable ? CacheScope.PUBLIC : CacheScope.PRIVATE)
                .build());
    }

    @Override
    public Mono<McpAsyncResourceTemplate> findTemplate(McpRequestContext context, String uri) {
        return uri.equals(Resources.FINDING) ? Mono.just(finding) : Mono.empty();
    }

    @Override
    public boolean supportsCompletion() {
        return true;
    }
}
