package io.wirecause.mcp.http;

import io.wirecause.mcp.stdio.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The packaged jar as a process of its own that serves over HTTP. */
public final class HttpProcess implements AutoCloseable {
    private final Process process;
    private final URI uri;

    private HttpProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /**
     * Starts a server on a free port.
     *
     * @param token the token that it asks for; null for none
     */
    public static HttpProcess start(String token) throws IOException {
        ProcessBuilder command = new ProcessBuilder(ServerProcess.JAVA, "-jar", ServerProcess.JAR.toString(),
                "--transport", "http", "--port", "0");
        if (token != null) {
            command.environment().put("WIRECAUSE_HTTP_TOKEN", token);
        }
        Process process = command.start();
        // The address is in the line that the server prints on standard error; that is read on, so that it never fills up.
        BufferedReader err = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            int at = line.indexOf("http://");
            if (at >= 0) {
                Thread reader = new Thread(() -> err.lines().forEach(rest -> { }), "stderr-reader");
                reader.setDaemon(true);
                reader.start();
                return new HttpProcess(process, URI.create(line.substring(at)));
            }
        }
        process.destroyForcibly();
        throw new AssertionError("The server did not start");
    }

    public URI uri() {
        return uri;
    }

    /** Asks the process to end; whether it does so in this time. */
    boolean endsWithin(long seconds) throws InterruptedException {
        process.destroy();
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
