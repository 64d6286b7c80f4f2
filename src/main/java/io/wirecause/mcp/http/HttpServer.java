package io.wirecause.mcp.http;

import io.modelcontextprotocol.modern.server.transport.HttpServletMcpTransport;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.ServerHttpHeaderValidator;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.features.McpFeatures;
import io.wirecause.mcp.jsonrpc.JsonRpcCodec;
import io.wirecause.mcp.options.HttpOptions;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.report.UserFacingException;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MCP server over HTTP: the SDK's streamable HTTP in an embedded Jetty, behind an {@link HttpRequestFilter}. */
public final class HttpServer implements AutoCloseable {
    /** Where MCP is served, as elsewhere. */
    public static final String PATH = "/mcp";

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    /** Requests at work, and some threads for what ends at once: notifications that cancel them, for one. */
    private static final int THREADS = HttpRequestFilter.MAX_AT_WORK + 32;
    private static final int MAX_CONNECTIONS = 512;
    private static final int MAX_HEADER = 8 << 10;
    /** A client that sends its body more slowly is hung up on. */
    private static final int MIN_BYTES_PER_SECOND = 1 << 10;
    private static final Duration SESSION_IDLE = Duration.ofMinutes(30);
    /** Often enough for the proxies that cut a silent stream soonest, after 15 s. */
    private static final Duration PING_EVERY = Duration.ofSeconds(10);
    private static final long HEADER_MILLIS = 10_000;
    private static final long BODY_MILLIS = 10_000;
    private static final long SWEEP_MILLIS = 1_000;
    /** Milliseconds that calls may still take once the server is to end. */
    private static final long GRACE_FOR_CALLS = 1_200;

    private final McpFeatures features;
    private final HttpRequestFilter filter;
    private final Server server;
    private final ServerConnector connector;
    private final String host;
    private final HttpServletStreamableServerTransportProvider servlet;
    private final HttpServletMcpTransport stateless;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "http-sweeper");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Builds a server that does not listen yet.
     *
     * @param idle how long a connection may be silent while the server waits for its client
     */
    public HttpServer(ToolService service, HttpOptions options, Duration idle) {
        this(new McpFeatures(service), options, idle);
    }

    /** The same for these features, which it closes. */
    public HttpServer(McpFeatures features, HttpOptions options, Duration idle) {
        this.features = features;
        servlet = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(features.mapper())
                .mcpEndpoint(PATH)
                .contextExtractor(HttpRequestFilter::context)
                .keepAliveInterval(PING_EVERY)
                // Sessions end by HttpSessions; the SDK's timer for it is a thread that nothing ends.
                .sessionSweepInterval(null)
                .build();
        features.registerWith(McpServer.async(servlet));
        stateless = HttpServletMcpTransport.builder(features.stateless())
                .jsonMapper(features.mapper())
                .endpoint(PATH)
                .maxRequestSize(JsonRpcCodec.MAX_MESSAGE)
                .contextExtractor(StatelessRequests::context)
                // The filter has looked at Host and Origin, for both.
                .httpHeaderValidator(ServerHttpHeaderValidator.NOOP)
                .keepAliveInterval(PING_EVERY)
                .build();
        HttpSessions sessions = new HttpSessions(SESSION_IDLE.toMillis(), features.roots());
        BodyReader bodies = new BodyReader(BODY_MILLIS);
        filter = new HttpRequestFilter(features, new HttpGuard(options), sessions, bodies, servlet, stateless);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        server = new Server(threads);
        connector = connector(server, options, idle);
        host = options.host();
        server.addConnector(connector);
        OpenConnections connections = new OpenConnections(MAX_CONNECTIONS, HEADER_MILLIS);
        connector.addBean(connections);
        sweeper.scheduleWithFixedDelay(() -> {
            connections.sweep();
            bodies.sweep();
        }, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        server.setHandler(new MinimumDataRateHandler(context(servlet, filter), MIN_BYTES_PER_SECOND, 0));
    }

    private static ServerConnector connector(Server server, HttpOptions options, Duration idle) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEADER);
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(options.address().getHostAddress());
        connector.setPort(options.port());
        connector.setIdleTimeout(idle.toMillis());
        return connector;
    }

    private static ServletContextHandler context(HttpServletStreamableServerTransportProvider servlet, HttpRequestFilter filter) {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        ServletHolder served = new ServletHolder(servlet);
        served.setAsyncSupported(true);
        context.addServlet(served, PATH);
        context.addServlet(served, PATH + "/");
        FilterHolder first = new FilterHolder(filter);
        first.setAsyncSupported(true);
        context.addFilter(first, "/*", EnumSet.of(DispatcherType.REQUEST));
        return context;
    }

    /**
     * Serves the tools of the catalog until stopped.
     *
     * @param started receives the address once clients can connect
     * @throws UserFacingException if it cannot listen there
     */
    public static void serve(ServerOptions options, Consumer<URI> started) throws UserFacingException, InterruptedException {
        try (ToolService service = new ToolService(options, McpFeatures.CALLS_AT_ONCE);
             HttpServer server = new HttpServer(service, options.http(), Duration.ofSeconds(30))) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
            started.accept(server.start());
            server.server.join();
        }
    }

    /** Begins to listen, and says where. */
    public URI start() throws UserFacingException {
        try {
            server.start();
        } catch (IOException e) {
            throw new UserFacingException("Cannot listen on " + host + " port " + connector.getPort()
                    + ": the port is in use or not allowed, or the address is not of this machine.", e);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start", e);
        }
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort() + PATH);
    }

    /** Ends calls in flight, then everything else; takes two seconds or so. May be called again. */
    @Override
    public synchronized void close() {
        try {
            stateless.closeGracefully();
            features.stateless().close();
            filter.close(GRACE_FOR_CALLS);
            server.stop();
            // Its timers are threads of their own.
            servlet.closeGracefully().block(Duration.ofSeconds(1));
        } catch (Exception e) {
            LOG.warn("Not all of the server ended as it should", e);
        }
        sweeper.shutdownNow();
        features.close();
    }
}
