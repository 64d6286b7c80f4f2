package io.wirecause.mcp.stdio;

import io.wirecause.mcp.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar as a process of its own, spoken to line by line. */
public final class ServerProcess implements AutoCloseable {
    public static final Path JAR = Path.of("target", "wirecause.jar").toAbsolutePath();
    public static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Process process;
    private final BufferedReader fromServer;

    private ServerProcess(Process process) {
        this.process = process;
        this.fromServer = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code java [options] -jar wirecause.jar [arguments]}. */
    public static ServerProcess start(List<String> options, String... arguments) throws IOException {
        return start(Map.of(), options, arguments);
    }

    private static ServerProcess start(Map<String, String> environment, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start());
    }

    /** Starts a server and begins the session. */
    static ServerProcess session() throws IOException {
        return session(List.of());
    }

    /** Starts a server with options of Java's and its own, and begins the session. */
    static ServerProcess session(List<String> options, String... arguments) throws IOException {
        return begun(start(options, arguments));
    }

    /** Starts a server whose locale knows ASCII only, and begins the session. */
    static ServerProcess asciiSession(String... arguments) throws IOException {
        return begun(start(Map.of("LC_ALL", "C"), List.of(), arguments));
    }

    private static ServerProcess begun(ServerProcess server) throws IOException {
        server.request(0, "initialize", Map.of("protocolVersion", "2025-06-18", "capabilities", Map.of(),
                "clientInfo", Map.of("name", "test", "version", "1")));
        server.receive();
        server.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return server;
    }

    public void send(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    public void request(Object id, String method, Map<String, Object> params) throws IOException {
        send(Json.compact(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params)));
    }

    public void call(Object id, String tool, Map<String, Object> arguments) throws IOException {
        request(id, "tools/call", Map.of("name", tool, "arguments", arguments));
    }

    /** The next line as JSON; null at the end. */
    public Map<?, ?> receive() throws IOException {
        String line = fromServer.readLine();
        return line == null ? null : (Map<?, ?>) Json.parse(line);
    }

    /** All that is left of the output. */
    String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (String line = fromServer.readLine(); line != null; line = fromServer.readLine()) {
            rest.append(line).append('\n');
        }
        return rest.toString();
    }

    /** Ends the input. */
    public void end() throws IOException {
        process.getOutputStream().close();
    }

    /** The exit code; fails where the process lives longer than this. */
    public int exitWithin(long millis) throws InterruptedException {
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + millis + " ms");
        }
        return process.exitValue();
    }

    /** Whether the process ends within this time. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Closes our end of the server's output. */
    void stopReading() throws IOException {
        process.getInputStream().close();
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process as the system does when it has no memory left, without a chance to clean up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
