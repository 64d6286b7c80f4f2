package io.wirecause.mcp.stdio;

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

    /** Reads and writes JSON. */
    static void json() {
        Json.line(Json.parse("{\"key\":[\"value\",1,true,null]}"));
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
