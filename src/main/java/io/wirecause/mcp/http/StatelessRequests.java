package io.wirecause.mcp.http;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.server.transport.HttpServletMcpTransport;
import io.wirecause.mcp.features.StatelessFeatures;
import io.wirecause.mcp.jsonrpc.JsonRpcCodec;
import io.wirecause.mcp.jsonrpc.PendingClientRequests;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The requests of clients without a session: bounded apart from those of sessions, so that neither keeps the others out. */
final class StatelessRequests {
    /** Requests at work for all such clients; each holds a thread while it waits for its answer. */
    static final int MAX_AT_WORK = 32;
    /** Clients that listen for changes; each holds a connection. */
    static final int MAX_LISTENING = 64;

    private static final String STOPPER = StatelessRequests.class.getName();

    private final HttpServletMcpTransport servlet;
    private final Semaphore atWork = new Semaphore(MAX_AT_WORK);
    private final Semaphore listening = new Semaphore(MAX_LISTENING);
    private final PendingClientRequests pending = new PendingClientRequests();

    /** @param servlet the SDK's, which checks the headers against the body and answers */
    StatelessRequests(HttpServletMcpTransport servlet) {
        this.servlet = servlet;
    }

    /** What the SDK is told of a request. */
    static McpTransportContext context(HttpServletRequest request) {
        var stopper = request.getAttribute(STOPPER) instanceof PendingClientRequests.Stopper given ? given
                : PendingClientRequests.Stopper.of(null);
        return StatelessFeatures.context(stopper, request.getRemoteAddr());
    }

    /** Answers a request. What it refuses for lack of room is told in a sentence; null where it was answered. */
    String answer(String method, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        boolean listens = method.equals(McpSchema.METHOD_SUBSCRIPTIONS_LISTEN);
        Semaphore places = listens ? listening : atWork;
        if (!places.tryAcquire()) {
            return listens ? MAX_LISTENING + " clients are listening." : MAX_AT_WORK + " requests are at work.";
        }
        // Ids are the clients' own: two of them may use the same.
        Object key = new Object();
        boolean goesOn = false;
        try {
            if (!listens) {
                pending.add(key);
                request.setAttribute(STOPPER, new PendingClientRequests.Stopper(pending, key));
            }
            servlet.service(request, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new EndOfStream(places::release));
                goesOn = true;
            }
        } catch (JsonRpcCodec.Refused e) {
            throw new IllegalStateException("There are fewer places than requests that may be pending", e);
        } finally {
            pending.done(key);
            if (!goesOn) {
                places.release();
            }
        }
        return null;
    }

    /** What is at work may take this long to come to its own end, and those who listen to take their last message. */
    void close(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        pending.finish(millis);
        listening.tryAcquire(MAX_LISTENING, Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
