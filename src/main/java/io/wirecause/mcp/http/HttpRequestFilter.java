package io.wirecause.mcp.http;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.server.transport.HttpServletMcpTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.mcp.features.McpFeatures;
import io.wirecause.mcp.features.Roots;
import io.wirecause.mcp.features.StatelessFeatures;
import io.wirecause.mcp.features.Views;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.jsonrpc.JsonRpcCodec;
import io.wirecause.mcp.jsonrpc.PendingClientRequests;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Stands before the SDK's servlet: lets in who may speak to the server, bounds bodies, sessions and requests at work,
 * answers what is no message, and does what the servlet does not: cancels requests, and takes note of changed roots.
 */
final class HttpRequestFilter extends HttpFilter {
    /** Requests at work for all clients; each holds a thread while it waits for its answer. */
    static final int MAX_AT_WORK = 64;
    /** Requests at work for one client, so that none takes all of them. */
    static final int MAX_OF_A_CLIENT = 24;

    private static final long serialVersionUID = 1L;
    /** Of revisions without sessions, MCP 2026-07-28, transports: the method that the body names. */
    private static final String METHOD = "Mcp-Method";
    private static final String STOPPER = PendingClientRequests.Stopper.class.getName();
    /** JSON-RPC 2.0, section 5.1: the first of the codes that a server is free to use. */
    private static final int REFUSED = -32000;
    /** Bytes of a message that is too large that are read after the answer. */
    private static final int MAX_DISCARDED = 16 << 20;

    private final transient McpFeatures features;
    private final transient HttpGuard guard;
    private final transient HttpSessions sessions;
    private final transient BodyReader bodies;
    private final transient HttpServletStreamableServerTransportProvider servlet;
    private final transient StatelessRequests stateless;
    private final transient Semaphore atWork = new Semaphore(MAX_AT_WORK);
    private volatile boolean closing;

    /**
     * A filter of two servlets of the SDK.
     *
     * @param servlet   for sessions; it comes behind the filter
     * @param stateless for requests without one
     */
    HttpRequestFilter(McpFeatures features, HttpGuard guard, HttpSessions sessions, BodyReader bodies,
                      HttpServletStreamableServerTransportProvider servlet, HttpServletMcpTransport stateless) {
        this.stateless = new StatelessRequests(stateless);
        this.features = features;
        this.guard = guard;
        this.sessions = sessions;
        this.bodies = bodies;
        this.servlet = servlet;
    }

    /** What the filter knows of a request and the work on it needs. */
    static McpTransportContext context(HttpServletRequest request) {
        return request.getAttribute(STOPPER) instanceof PendingClientRequests.Stopper stopper ? stopper.context()
                : McpTransportContext.EMPTY;
    }

    /** Lets nobody in any more, gives what is at work this long to end, and stops the rest. */
    void close(long millis) throws InterruptedException {
        closing = true;
        long end = System.nanoTime() + millis * 1_000_000;
        stateless.close(millis);
        sessions.endAll(Math.max(0, (end - System.nanoTime()) / 1_000_000));
    }

    @Override
    protected void doFilter(HttpServletRequest given, HttpServletResponse plain, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = new LenientRequest(given);
        HttpServletResponse response = new EventStreamResponse(plain);
        response.setHeader("X-Content-Type-Options", "nosniff");
        int refusal = guard.refusal(request);
        if (refusal != 0) {
            if (refusal == HttpServletResponse.SC_UNAUTHORIZED) {
                response.setHeader("WWW-Authenticate", "Bearer");
            }
            readRest(request, response);
            refuse(response, refusal, refusal == HttpServletResponse.SC_UNAUTHORIZED ? "A bearer token is needed."
                    : "This Host or Origin is not allowed.");
            return;
        }
        if (closing) {
            readRest(request, response);
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The server is shutting down.");
        } else if (!request.getRequestURI().equals(HttpServer.PATH)) {
            readRest(request, response);
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "MCP is served at " + HttpServer.PATH + ".");
        } else {
            switch (request.getMethod()) {
                case "POST" -> post(request, response, chain);
                case "GET" -> listen(request, response, chain);
                case "DELETE" -> delete(request, response, chain);
                default -> {
                    readRest(request, response);
                    response.setHeader("Allow", "POST, GET, DELETE");
                    refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "POST, GET and DELETE are taken.");
                }
            }
        }
    }

    private void post(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        byte[] body;
        try {
            body = request.getContentLengthLong() > JsonRpcCodec.MAX_MESSAGE ? null
                    : bodies.read(request.getInputStream(), JsonRpcCodec.MAX_MESSAGE + 1);
        } catch (BodyReader.TooSlow e) {
            response.setHeader("Connection", "close");
            refuse(response, HttpServletResponse.SC_REQUEST_TIMEOUT, "The message did not come in time.");
            return;
        }
        if (body == null || body.length > JsonRpcCodec.MAX_MESSAGE) {
            response.setHeader("Connection", "close");
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    "A message may have " + JsonRpcCodec.MAX_MESSAGE + " bytes at most.");
            response.flushBuffer();
            bodies.discard(request.getInputStream(), MAX_DISCARDED);
            return;
        }
        McpSchema.JSONRPCMessage message;
        try {
            message = JsonRpcCodec.read(body);
        } catch (JsonRpcCodec.Refused e) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST, e.answer());
            return;
        }
        // As it was read here: two readers of the same bytes may differ.
        HttpServletRequest read = new BufferedBodyRequest(request, Json.line(message));
        if (isStateless(message, request)) {
            withoutSession(message, read, response);
        } else if (isKnownVersion(request, response)) {
            ofSession(message, read, response, chain);
        }
    }

    /** Whether a message is of a revision without sessions: by itself or, where it does not say, by its headers. */
    private static boolean isStateless(McpSchema.JSONRPCMessage message, HttpServletRequest request) {
        boolean byHeaders = StatelessFeatures.VERSION.equals(request.getHeader(HttpHeaders.PROTOCOL_VERSION))
                || request.getHeader(METHOD) != null && request.getHeader(HttpHeaders.MCP_SESSION_ID) == null;
        return message instanceof McpSchema.JSONRPCRequest asked
                ? StatelessFeatures.isFor(asked.method(), asked.params())
                        || byHeaders && !asked.method().equals(McpSchema.METHOD_INITIALIZE)
                : byHeaders;
    }

    private void withoutSession(McpSchema.JSONRPCMessage message, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String method = message instanceof McpSchema.JSONRPCRequest asked ? asked.method() : "";
        String refusal = stateless.answer(method, request, response);
        if (refusal != null) {
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, refusal);
        }
    }

    /** Whether the version that a request of a session names, if any, is one of those; answers it where not. */
    private boolean isKnownVersion(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String version = request.getHeader(HttpHeaders.PROTOCOL_VERSION);
        List<String> versions = servlet.protocolVersions();
        if (version == null || versions.contains(version)) {
            return true;
        }
        refuse(response, HttpServletResponse.SC_BAD_REQUEST, "MCP-Protocol-Version must be one of "
                + String.join(", ", versions) + ", or " + StatelessFeatures.VERSION + " in the message's _meta too.");
        return false;
    }

    private void ofSession(McpSchema.JSONRPCMessage message, HttpServletRequest read, HttpServletResponse response,
                           FilterChain chain) throws IOException, ServletException {
        try {
            if (message instanceof McpSchema.JSONRPCRequest begin && begin.method().equals(McpSchema.METHOD_INITIALIZE)) {
                initialize(begin, read, response, chain);
            } else {
                HttpSessions.Session session = session(read, response);
                if (session != null) {
                    inSession(message, session, read, response, chain);
                }
            }
        } catch (JsonRpcCodec.Refused e) {
            // A request that fails is answered like one that succeeds.
            answer(response, HttpServletResponse.SC_OK, e.answer());
        }
    }

    private void initialize(McpSchema.JSONRPCRequest message, HttpServletRequest request, HttpServletResponse response,
                            FilterChain chain) throws IOException, ServletException, JsonRpcCodec.Refused {
        features.check(message);
        List<String> ended = sessions.makeRoom();
        if (ended == null) {
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, HttpSessions.MAX + " sessions are at work.");
            return;
        }
        for (String id : ended) {
            servlet.service(new EndOfSession(request, id), new DiscardedResponse(response));
        }
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            @Override
            public void setHeader(String name, String value) {
                if (name.equalsIgnoreCase(HttpHeaders.MCP_SESSION_ID)) {
                    // Before the client reads it and uses it.
                    sessions.begin(value, Views.areShownBy(message.params()));
                }
                super.setHeader(name, value);
            }
        });
    }

    private void inSession(McpSchema.JSONRPCMessage message, HttpSessions.Session session, HttpServletRequest request,
                           HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException, JsonRpcCodec.Refused {
        if (message instanceof McpSchema.JSONRPCRequest question) {
            work(question, session, request, response, chain);
        } else if (message instanceof McpSchema.JSONRPCNotification notification
                && notification.method().equals(PendingClientRequests.CANCELLED)) {
            session.pending().cancelNamedBy(notification);
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        } else if (message instanceof McpSchema.JSONRPCNotification notification
                && notification.method().equals(Roots.CHANGED)) {
            features.roots().forget(request.getHeader(HttpHeaders.MCP_SESSION_ID));
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        } else if (message instanceof McpSchema.JSONRPCResponse) {
            DiscardedResponse taken = new DiscardedResponse(response);
            chain.doFilter(request, taken);
            if (taken.getStatus() < HttpServletResponse.SC_BAD_REQUEST) {
                response.setStatus(HttpServletResponse.SC_ACCEPTED);
            } else {
                refuse(response, HttpServletResponse.SC_BAD_REQUEST, "No request of the server's with this id is open.");
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    /** A client that disconnects does not cancel by it (MCP 2025-06-18, transports): the work goes on to its end. */
    private void work(McpSchema.JSONRPCRequest message, HttpSessions.Session session, HttpServletRequest request,
                      HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException, JsonRpcCodec.Refused {
        features.check(message);
        Object shown = session.shows() ? features.views().answer(message.method(), message.params()) : null;
        if (shown != null) {
            answer(response, HttpServletResponse.SC_OK, Json.line(McpSchema.JSONRPCResponse.result(message.id(), shown)));
            return;
        }
        if (session.pending().size() >= MAX_OF_A_CLIENT) {
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    MAX_OF_A_CLIENT + " requests of this client are at work.");
            return;
        }
        if (!atWork.tryAcquire()) {
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, MAX_AT_WORK + " requests are at work.");
            return;
        }
        try {
            session.pending().add(message.id());
            try {
                request.setAttribute(STOPPER, new PendingClientRequests.Stopper(session.pending(), message.id()));
                chain.doFilter(request, response);
            } finally {
                session.pending().done(message.id());
            }
        } finally {
            atWork.release();
        }
    }

    private void listen(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        readRest(request, response);
        if (!isWithSession(request, response)) {
            return;
        }
        HttpSessions.Session session = session(request, response);
        if (session == null) {
            return;
        }
        sessions.listens(session, true);
        boolean listens = false;
        try {
            chain.doFilter(request, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new EndOfStream(() -> sessions.listens(session, false)));
                listens = true;
            }
        } catch (IllegalStateException e) {
            // The stream has ended meanwhile.
            listens = false;
        } finally {
            if (!listens) {
                sessions.listens(session, false);
            }
        }
    }

    private void delete(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        readRest(request, response);
        if (!isWithSession(request, response) || session(request, response) == null) {
            return;
        }
        try {
            sessions.end(request.getHeader(HttpHeaders.MCP_SESSION_ID));
            chain.doFilter(request, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a GET or DELETE is of a revision that has them; answers it where not. */
    private boolean isWithSession(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (StatelessFeatures.VERSION.equals(request.getHeader(HttpHeaders.PROTOCOL_VERSION))) {
            response.setHeader("Allow", "POST");
            refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "MCP " + StatelessFeatures.VERSION + " has POST only.");
            return false;
        }
        return isKnownVersion(request, response);
    }

    /** The session that a request belongs to; null where there is none, which is answered then. */
    private HttpSessions.Session session(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = request.getHeader(HttpHeaders.MCP_SESSION_ID);
        HttpSessions.Session session = sessions.find(id);
        if (id == null) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "Mcp-Session-Id is missing; begin with \"initialize\".");
        } else if (session == null) {
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "There is no such session; begin with \"initialize\".");
        }
        return session;
    }

    /**
     * Reads what is left of a request that is refused, within bounds: a connection that is closed with unread bytes is reset, and
     * the client may never see why.
     */
    private void readRest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean whole = false;
        if (request.getContentLengthLong() <= JsonRpcCodec.MAX_MESSAGE) {
            try {
                whole = bodies.read(request.getInputStream(), JsonRpcCodec.MAX_MESSAGE + 1).length <= JsonRpcCodec.MAX_MESSAGE;
            } catch (BodyReader.TooSlow e) {
                whole = false;
            }
        }
        if (!whole) {
            response.setHeader("Connection", "close");
        }
    }

    private static void refuse(HttpServletResponse response, int status, String sentence) throws IOException {
        answer(response, status, JsonRpcCodec.error(null, REFUSED, sentence));
    }

    private static void answer(HttpServletResponse response, int status, byte[] json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
