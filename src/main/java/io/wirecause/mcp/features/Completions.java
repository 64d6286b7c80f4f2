package io.wirecause.mcp.features;

import io.modelcontextprotocol.server.McpServerFeatures.AsyncCompletionSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.wirecause.mcp.call.ToolService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What could be meant by what a person has typed so far: captures in the allowed folders or the client's roots, finding
 * codes.
 */
final class Completions {
    /** The protocol allows no more in one answer. */
    private static final int MAX = 100;

    private Completions() {
    }

    /** For the arguments of all prompts and of the resource of findings. */
    static List<AsyncCompletionSpecification> of(ToolService service, Resources resources, Roots roots,
                                                    Scheduler workers) {
        List<AsyncCompletionSpecification> all = new ArrayList<>();
        for (String prompt : Prompts.names(service.names())) {
            all.add(new AsyncCompletionSpecification(new McpSchema.PromptReference(prompt), (exchange, request) ->
                    roots.of(exchange).flatMap(folders -> Mono.fromSupplier(
                            () -> result(service.captures(folders).paths(), request.argument().value()))
                            .subscribeOn(workers))));
        }
        all.add(new AsyncCompletionSpecification(new McpSchema.ResourceReference(Resources.FINDING),
                (exchange, request) -> Mono.just(result(resources.codes(), request.argument().value()))));
        return all;
    }

    private static McpSchema.CompleteResult result(List<String> values, String typed) {
        List<String> found = matching(values, typed);
        List<String> shown = shown(found);
        return new McpSchema.CompleteResult(new CompleteCompletion(shown, found.size(), found.size() > shown.size()));
    }

    /** As many as an answer may have. */
    static List<String> shown(List<String> found) {
        return List.copyOf(found.subList(0, Math.min(MAX, found.size())));
    }

    /** Those that begin so first, then those that hold it somewhere, such as a file name without its folder. */
    static List<String> matching(List<String> values, String typed) {
        String wanted = typed == null ? "" : typed.toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>();
        values.stream().filter(value -> value.toLowerCase(Locale.ROOT).startsWith(wanted)).forEach(found::add);
        values.stream().filter(value -> value.toLowerCase(Locale.ROOT).indexOf(wanted) > 0).forEach(found::add);
        return found;
    }
}
