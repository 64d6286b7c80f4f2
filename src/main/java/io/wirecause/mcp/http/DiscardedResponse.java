package io.wirecause.mcp.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.Writer;

/** A response of which only the status is of interest; nothing of it is sent. */
final class DiscardedResponse extends HttpServletResponseWrapper {
    private int status = SC_OK;

    DiscardedResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setStatus(int code) {
        status = code;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void sendError(int code) {
        status = code;
    }

    @Override
    public void sendError(int code, String message) {
        status = code;
    }

    @Override
    public void setContentType(String type) {
        // There is no content.
    }

    @Override
    public void setCharacterEncoding(String encoding) {
        // There is no content.
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(Writer.nullWriter());
    }
}
