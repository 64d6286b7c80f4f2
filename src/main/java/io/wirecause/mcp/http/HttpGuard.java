package io.wirecause.mcp.http;

import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HeaderAccessor;
import io.modelcontextprotocol.server.transport.ServerTransportSecurityException;
import io.wirecause.mcp.options.HttpOptions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may speak to the server over HTTP: by Host and Origin, so that no web page can, not even one whose name was made to
 * lead to this machine (DNS rebinding), and by bearer token where one is set.
 */
final class HttpGuard {
    private static final String SCHEME = "Bearer ";

    private final DefaultServerTransportSecurityValidator names;
    private final byte[] token;

    HttpGuard(HttpOptions options) {
        Set<String> ours = names(options);
        List<String> origins = new ArrayList<>();
        for (String name : ours) {
            origins.add("http://" + name);
            origins.add("https://" + name);
        }
        // Where others call, they know the machine by names that it does not know itself. A web page has no token.
        boolean anyName = !options.address().isLoopbackAddress() && options.token() != null;
        this.names = DefaultServerTransportSecurityValidator.builder().allowedOrigins(origins)
                .allowedHosts(anyName ? List.of() : List.copyOf(ours)).build();
        this.token = options.token() == null ? null : digest(options.token());
    }

    /**
     * The status that refuses a request: 400, 401, 403 or 421; 0 where it is let in.
     *
     * @param request whose headers are looked at, and nothing else
     */
    int refusal(HttpServletRequest request) {
        // Only the first value would be looked at below.
        if (count(request, "Origin") > 1 || count(request, "Host") > 1 || count(request, "Authorization") > 1) {
            return HttpServletResponse.SC_BAD_REQUEST;
        }
        try {
            names.validate(new HeaderAccessor() {
                @Override
                public List<String> getHeader(String name) {
                    return Collections.list(request.getHeaders(name));
                }

                @Override
                public List<String> getHeaderNames() {
                    return Collections.list(request.getHeaderNames());
                }
            });
        } catch (ServerTransportSecurityException e) {
            return e.getStatusCode();
        }
        return token == null || isToken(request.getHeader("Authorization")) ? 0 : HttpServletResponse.SC_UNAUTHORIZED;
    }

    private static int count(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name)).size();
    }

    /** Takes the same time however much of a wrong token is right, whatever its length. */
    private boolean isToken(String authorization) {
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer && MessageDigest.isEqual(token, digest(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What the server can be called by, each with any port: behind a forwarded port, callers see another one. */
    private static Set<String> names(HttpOptions options) {
        Set<String> names = new LinkedHashSet<>();
        InetAddress address = options.address();
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            names.addAll(List.of("localhost:*", "127.0.0.1:*", "[::1]:*"));
        }
        if (address.isAnyLocalAddress()) {
            interfaces().forEach(one -> names.add(one.getHostAddress() + ":*"));
        } else {
            names.add((options.host().contains(":") ? "[" + options.host() + "]" : options.host()) + ":*");
        }
        return names;
    }

    private static List<InetAddress> interfaces() {
        try {
            return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance).toList();
        } catch (SocketException e) {
            return List.of();
        }
    }
}
