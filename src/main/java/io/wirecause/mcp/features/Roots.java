package io.wirecause.mcp.features;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.report.WireText;
import io.wirecause.source.LocalPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The folders that clients say they work in (MCP 2025-11-25, client features, roots). A client is asked when a call first
 * needs them, and again once it said that they changed. Safe for several threads.
 */
public final class Roots {
    /** What a client that changed them sends. */
    public static final String CHANGED = "notifications/roots/list_changed";

    /** A client that declares roots but does not list them soon is treated as one that has none. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST = 256;
    private static final int LONGEST = 4_096;
    private static final int LONGEST_TOLD = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Roots.class);

    private final Map<String, Mono<List<Path>>> bySession = new ConcurrentHashMap<>();

    /** The roots of the client that is spoken to; none where it offers none. */
    Mono<List<Path>> of(McpAsyncServerExchange client) {
        McpSchema.ClientCapabilities offered = client.getClientCapabilities();
        if (offered == null || offered.roots() == null) {
            return Mono.just(List.of());
        }
        String session = client.sessionId();
        return bySession.computeIfAbsent(session, one -> ask(client).cache())
                .onErrorResume(e -> {
                    // The way to the client broke, which says nothing of its roots: the next call asks again.
                    LOG.info("The client could not be asked for its roots", e);
                    forget(session);
                    return Mono.just(List.of());
                });
    }

    /** The next call asks anew. */
    public void forget(String session) {
        bySession.remove(session);
    }

    /** Newer versions of MCP deprecate roots; clients in use offer them. */
    @SuppressWarnings("deprecation")
    private static Mono<List<Path>> ask(McpAsyncServerExchange client) {
        return client.listRoots().timeout(PATIENCE).map(listed -> paths(listed.roots()))
                .onErrorResume(e -> e instanceof TimeoutException || e instanceof McpError, e -> {
                    LOG.warn("The client declares roots but does not list them: {}",
                            WireText.clean(String.valueOf(e.getMessage()), LONGEST_TOLD));
                    return Mono.just(List.of());
                });
    }

    /** The absolute paths that roots name. A root that is not a local folder does not restrict local files. */
    static List<Path> paths(List<McpSchema.Root> roots) {
        List<Path> paths = new ArrayList<>();
        for (McpSchema.Root root : roots == null ? List.<McpSchema.Root>of() : roots) {
            Path path = root == null || root.uri() == null ? null : path(root.uri());
            if (path != null && path.isAbsolute() && !isNetworkShare(path) && paths.size() < MOST) {
                paths.add(path.normalize());
            }
        }
        return List.copyOf(paths);
    }

    private static Path path(String uri) {
        if (uri.length() > LONGEST || !uri.regionMatches(true, 0, "file:", 0, 5)) {
            return null;
        }
        try {
            return ofUri(new URI(uri));
        } catch (URISyntaxException e) {
            // Some clients write the path as it is, blanks and all.
            return uri.startsWith("file:///") ? raw(uri.substring("file://".length())) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Path ofUri(URI uri) {
        boolean local = uri.getAuthority() == null || uri.getAuthority().equalsIgnoreCase("localhost");
        return local && uri.getPath() != null ? LocalPath.ofUrl("file://" + uri.getRawPath()) : null;
    }

    private static Path raw(String path) {
        try {
            return LocalPath.of(path);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Windows only: merely looking at such a path sends the user's credentials to the host that it names. */
    private static boolean isNetworkShare(Path path) {
        return path.getRoot().toString().startsWith("\\\\");
    }
}
