package io.wirecause.mcp.http;

import io.modelcontextprotocol.spec.HttpHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** The request by which a client ends its session, for one that does not. */
final class EndOfSession extends HttpServletRequestWrapper {
    private final String session;

    /** @param request any other request, for what the two have in common */
    EndOfSession(HttpServletRequest request, String session) {
        super(request);
        this.session = session;
    }

    @Override
    public String getMethod() {
        return "DELETE";
    }

    @Override
    public String getHeader(String name) {
        return name.equalsIgnoreCase(HttpHeaders.MCP_SESSION_ID) ? session : super.getHeader(name);
    }
}
