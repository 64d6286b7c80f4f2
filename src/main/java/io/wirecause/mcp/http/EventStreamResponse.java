package io.wirecause.mcp.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * A response whose events have no ids. The SDK gives all events of a session the same one, but a client may ask for what came
 * after an id (MCP 2025-11-25, transports, resumability), and nothing is kept here that could be sent again.
 */
final class EventStreamResponse extends HttpServletResponseWrapper {
    EventStreamResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter writer = super.getWriter();
        return new PrintWriter(writer) {
            @Override
            public void write(String line) {
                // The SDK writes an event in three pieces, of which this is one.
                if (!line.startsWith("id: ")) {
                    writer.write(line);
                }
            }

            @Override
            public void flush() {
                writer.flush();
            }

            @Override
            public boolean checkError() {
                return writer.checkError();
            }
        };
    }
}
