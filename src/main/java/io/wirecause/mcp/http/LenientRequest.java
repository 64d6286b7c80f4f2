package io.wirecause.mcp.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request of a client that accepts anything, or adds a slash, in the words that the SDK expects. */
final class LenientRequest extends HttpServletRequestWrapper {
    private static final String BOTH = "application/json, text/event-stream";

    LenientRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getRequestURI() {
        String uri = super.getRequestURI();
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    @Override
    public String getHeader(String name) {
        if (name.equalsIgnoreCase("Last-Event-ID")) {
            // Of a stream that had no ids.
            return null;
        }
        String value = super.getHeader(name);
        return name.equalsIgnoreCase("Accept") && value != null && value.contains("*/*") ? BOTH : value;
    }
}
