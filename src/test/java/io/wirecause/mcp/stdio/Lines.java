package io.wirecause.mcp.stdio;

import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A session that lives as long as the program and takes whatever a client may send. */
public final class Lines {
    private static final int INTERNAL_ERROR = -32603;
    private static final int PATIENCE_SECONDS = 90;
    private static final ServerOptions OPTIONS = ServerOptions.of(new SourcePolicy(
            List.of(TestCaptures.ROOT.resolve("tcp/healthy")), List.of(), true, SourceLimits.DEFAULT));
    private static final BlockingQueue<byte[]> TO_SERVER = new LinkedBlockingQueue<>();
    private static final BlockingQueue<String> FROM_SERVER = new LinkedBlockingQueue<>();
    private static long pings;

    static {
        Thread server = new Thread(Lines::serve, "server");
        server.setDaemon(true);
        server.start();
        send("""
                {"jsonrpc":"2.0","id":"start","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
                "clientInfo":{"name":"test","version":"1"}}}
                {"jsonrpc":"2.0","method":"notifications/initialized"}
                """.getBytes(StandardCharsets.UTF_8));
    }

    private Lines() {
    }

    private static void serve() {
        try (ToolService service = new ToolService(OPTIONS)) {
            StdioServer.serve(service, new FromClient(), new ToClient());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(byte[] bytes) {
        TO_SERVER.add(bytes);
    }

    /**
     * Sends lines, and a ping after them. The server must answer the ping, and each line that comes from it must be a
     * message and none that tells of a failure inside.
     */
    public static void take(byte[] input) throws InterruptedException {
        String id = "fuzz-" + ++pings;
        send(input);
        send(("\n{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"ping\"}\n").getBytes(StandardCharsets.UTF_8));
        while (true) {
            String line = FROM_SERVER.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("the server does not answer any more");
            }
            if (id.equals(check(line).get("id"))) {
                return;
            }
        }
    }

    private static Map<?, ?> check(String line) {
        if (!(Json.parse(line) instanceof Map<?, ?> message) || !"2.0".equals(message.get("jsonrpc"))) {
            throw new AssertionError("no message: " + line);
        }
        boolean answer = message.containsKey("result") != message.containsKey("error");
        if (!answer && !(message.get("method") instanceof String)) {
            throw new AssertionError("neither an answer nor a notification: " + line);
        }
        if (message.get("error") instanceof Map<?, ?> error && Integer.valueOf(INTERNAL_ERROR).equals(error.get("code"))
                || message.get("result") instanceof Map<?, ?> result && result.get("content") instanceof List<?> content
                && content.contains(Map.of("type", "text", "text", ToolService.OWN_FAULT))) {
            throw new AssertionError("a failure inside: " + line);
        }
        return message;
    }

    /** The server's input: blocks until there is some. */
    private static final class FromClient extends InputStream {
        private byte[] bytes = new byte[0];
        private int at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                while (at == bytes.length) {
                    bytes = TO_SERVER.take();
                    at = 0;
                }
            } catch (InterruptedException e) {
                return -1;
            }
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count;
        }
    }

    /** The server's output, line by line. */
    private static final class ToClient extends OutputStream {
        private byte[] line = new byte[1 << 16];
        private int length;

        @Override
        public void write(int one) {
            if (one == '\n') {
                FROM_SERVER.add(new String(line, 0, length, StandardCharsets.UTF_8));
                length = 0;
                return;
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) one;
        }
    }
}
