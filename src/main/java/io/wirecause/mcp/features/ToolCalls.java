package io.wirecause.mcp.features;

import io.wirecause.analysis.Tool;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.CallWatch;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.jsonrpc.PendingClientRequests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The threads that run the calls of all clients, and how a call is stopped. */
final class ToolCalls implements AutoCloseable {
    /** Calls that are at work or wait, each with a thread: enough for those that a transport lets in. */
    private static final int THREADS = PendingClientRequests.MAX;
    private static final int THREAD_IDLE_SECONDS = 30;

    private final ToolService service;
    private final ExecutorService workers;
    private final Scheduler scheduler;

    ToolCalls(ToolService service) {
        this.service = service;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(THREADS, THREADS, THREAD_IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), ToolCalls::worker);
        pool.allowCoreThreadTimeOut(true);
        workers = pool;
        scheduler = Schedulers.fromExecutor(pool);
    }

    /** For what takes less time than a call. */
    Scheduler scheduler() {
        return scheduler;
    }

    /**
     * Runs a call on a worker; disposing of the subscription, or of what the transport received, stops it.
     *
     * @param folders those that the client works in
     * @param client  whose turn it is, where several wait
     * @param stopper tells the transport how to stop the call; the outcome is then empty
     */
    Mono<CallOutcome> run(Tool<?> tool, Map<String, Object> arguments, List<Path> folders, CallWatch.News news, String client,
                          PendingClientRequests.Stopper stopper) {
        return Mono.create(sink -> {
            CallWatch watch = service.watch(news, client);
            Future<?> work = workers.submit(() -> {
                try {
                    sink.success(service.call(tool, arguments == null ? Map.of() : arguments, folders, watch));
                } finally {
                    watch.ended();
                }
            });
            Runnable stop = () -> {
                watch.cancel();
                // Wakes a download that waits for its server.
                work.cancel(true);
            };
            sink.onCancel(stop::run);
            stopper.started(() -> {
                // Ends without an answer before the work can end with one.
                sink.success();
                stop.run();
            });
        });
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "tool-call");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
