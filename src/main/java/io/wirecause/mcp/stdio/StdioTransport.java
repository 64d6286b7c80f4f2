package io.wirecause.mcp.stdio;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.modern.JsonRpc;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.wirecause.mcp.features.McpFeatures;
import io.wirecause.mcp.features.Roots;
import io.wirecause.mcp.features.StatelessFeatures;
import io.wirecause.mcp.features.Views;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.jsonrpc.JsonRpcCodec;
import io.wirecause.mcp.jsonrpc.PendingClientRequests;
import io.wirecause.mcp.jsonrpc.SdkMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * MCP over a pair of byte streams, one JSON-RPC message a line. Unlike the SDK's transport, it answers an invalid line
 * with an error and continues. It also bounds the length of a line and the output queue, cancels requests, and lets calls
 * finish when the input ends.
 */
public final class StdioTransport implements McpServerTransportProvider {
    /** Milliseconds that calls may still take after the end of input. */
    private static final long GRACE_FOR_CALLS = 1_200;
    /** How long a client that has closed its input may pause before it takes more of what is ready for it. */
    private static final long QUIET_MILLIS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);

    private final InputStream in;
    private final McpFeatures features;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final PendingClientRequests pending = new PendingClientRequests();
    private final MessageWriter writer;
    private McpServerSession session;
    private boolean initialized;
    /** Whether the client shows answers in a page. */
    private boolean shows;
    /** Whether the session knows that the client is ready; until then the SDK keeps requests waiting. */
    private boolean ready;

    StdioTransport(InputStream in, OutputStream out, McpFeatures features) {
        this.in = in;
        this.features = features;
        this.writer = new MessageWriter(out, ended::countDown);
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(new Link());
    }

    /**
     * Serves until the input ends or the client no longer reads, then ends calls in flight. That takes two seconds at most, and
     * as long as the client takes what is ready.
     *
     * @return whether the client has taken all answers
     */
    boolean run() throws InterruptedException {
        Thread reader = new Thread(this::read, "stdin-reader");
        reader.setDaemon(true);
        reader.start();
        ended.await();
        features.stateless().close();
        int cut = pending.finish(GRACE_FOR_CALLS);
        if (cut > 0) {
            LOG.warn("The input ended, and with it {} requests that were at work", cut);
        }
        writer.finish(QUIET_MILLIS);
        long lost = writer.unwritten();
        if (lost > 0) {
            LOG.warn("The client did not take {} messages", lost);
        }
        return lost == 0;
    }

    private void read() {
        LineReader lines = new LineReader(in, JsonRpcCodec.MAX_MESSAGE);
        try {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                accept(line);
            }
        } catch (IOException e) {
            LOG.warn("The input cannot be read any further", e);
        } finally {
            ended.countDown();
        }
    }

    private void accept(byte[] line) {
        try {
            if (line == LineReader.TOO_LONG) {
                throw new JsonRpcCodec.Refused(ErrorCodes.INVALID_REQUEST, null,
                        "A message may have " + JsonRpcCodec.MAX_MESSAGE + " bytes at most.");
            }
            if (line.length > 0) {
                dispatch(JsonRpcCodec.read(line));
            }
        } catch (JsonRpcCodec.Refused e) {
            writer.put(e.answer());
        } catch (RuntimeException | Error e) {
            // Whatever one message does, the next one is read.
            LOG.error("A message could not be handled", e);
            writer.put(JsonRpcCodec.error(null, ErrorCodes.INTERNAL_ERROR, "The message could not be handled."));
        }
    }

    private void dispatch(McpSchema.JSONRPCMessage message) throws JsonRpcCodec.Refused {
        if (message instanceof McpSchema.JSONRPCRequest request) {
            request(request);
        } else if (message instanceof McpSchema.JSONRPCNotification notification
                && notification.method().equals(PendingClientRequests.CANCELLED)) {
            pending.cancelNamedBy(notification);
        } else if (message instanceof McpSchema.JSONRPCNotification notification
                && notification.method().equals(Roots.CHANGED)) {
            features.roots().forget(session.getId());
        } else if (message instanceof McpSchema.JSONRPCNotification notification
                && notification.method().equals(McpSchema.METHOD_NOTIFICATION_INITIALIZED)) {
            clientIsReady();
        } else {
            session.handle(message).subscribe(done -> { }, e -> LOG.warn("A message could not be handled", e));
        }
    }

    /** A client that asks on without having said that it is ready would wait for ever; that it asks says so too. */
    private void clientIsReady() {
        if (initialized && !ready) {
            ready = true;
            session.handle(new McpSchema.JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED))
                    .subscribe(done -> { }, e -> LOG.warn("The session could not begin", e));
        }
    }

    /**
     * Hands a request to the SDK's session, which finds the handler that {@link McpFeatures} registered for it; the answer
     * comes back through {@link Link#sendMessage}.
     */
    private void request(McpSchema.JSONRPCRequest request) throws JsonRpcCodec.Refused {
        Object id = request.id();
        if (StatelessFeatures.isFor(request.method(), request.params())) {
            stateless(request);
            return;
        }
        if (request.method().equals(McpSchema.METHOD_PING)) {
            // Answered here, so that it works before the session is initialized too, as the specification wants it.
            writer.put(Json.line(McpSchema.JSONRPCResponse.result(id, Map.of())));
            return;
        }
        if (!initialized && !request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            throw new JsonRpcCodec.Refused(ErrorCodes.INVALID_REQUEST, id, "The session must begin with \"initialize\".");
        }
        features.check(request);
        if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            shows = Views.areShownBy(request.params());
        }
        Object shown = shows ? features.views().answer(request.method(), request.params()) : null;
        if (shown != null) {
            writer.put(Json.line(McpSchema.JSONRPCResponse.result(id, shown)));
            return;
        }
        clientIsReady();
        pending.add(id);
        pending.started(id, session.handle(request).subscribe(done -> { }, e -> failed(id, e)));
        initialized = true;
    }

    /** A request that says all of itself, with or without a session beside it. */
    private void stateless(McpSchema.JSONRPCRequest request) throws JsonRpcCodec.Refused {
        Object id = request.id();
        pending.add(id);
        pending.started(id, features.stateless().messages(McpTransportContext.EMPTY,
                new JsonRpc.JSONRPCRequest(request.method(), id, request.params())).subscribe(message -> {
                    if (message instanceof JsonRpc.JSONRPCResponse) {
                        pending.answer(id, () -> writer.put(Json.line(message)));
                    } else {
                        writer.put(Json.line(message));
                    }
                }, e -> failed(id, e)));
    }

    private void failed(Object id, Throwable e) {
        LOG.error("A request could not be answered", e);
        pending.answer(id, () -> writer.put(JsonRpcCodec.error(id, ErrorCodes.INTERNAL_ERROR,
                "The request could not be answered.")));
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return session.sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(ended::countDown);
    }

    private final class Link implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
            return Mono.fromRunnable(() -> send(message));
        }

        private void send(McpSchema.JSONRPCMessage message) {
            if (message instanceof McpSchema.JSONRPCResponse response && isInternal(response)) {
                failed(response.id(), new IllegalStateException(String.valueOf(response.error())));
            } else if (message instanceof McpSchema.JSONRPCResponse response) {
                pending.answer(response.id(), () -> writer.put(Json.line(SdkMapper.written(response))));
            } else {
                writer.put(Json.line(message));
            }
        }

        /** What the SDK did not foresee; its words name classes, which are for the log. */
        private boolean isInternal(McpSchema.JSONRPCResponse response) {
            return response.error() != null && Integer.valueOf(ErrorCodes.INTERNAL_ERROR).equals(response.error().code());
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return features.mapper().convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return StdioTransport.this.closeGracefully();
        }
    }
}
