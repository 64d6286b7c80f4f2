package io.wirecause.cli.doctor;

import io.wirecause.cli.client.JsonText;
import io.wirecause.cli.client.LaunchCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts the server as a client does and lets it analyse a capture of two packets, a connection that is refused. */
final class TestCall {
    private static final int PATIENCE_SECONDS = 60;
    /** Three lines from the client; the answers to the first and the last are awaited. */
    private static final String HELLO = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
            + "\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"doctor\",\"version\":\"1\"}}}\n";
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"
            + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"analyze_tcp_connections\","
            + "\"arguments\":{\"pcap_file\":\"%s\"}}}\n";
    /** A pcap file: a SYN from 192.0.2.1:40000 to 192.0.2.2:80 and its RST, on a link of raw IPv4. */
    private static final String CAPTURE = "d4c3b2a1" + "02000400" + "0000000000000000" + "ffff0000" + "65000000"
            + "00286e65" + "00000000" + "28000000" + "28000000"
            + "45000028000100004006f6cbc0000201c0000202" + "9c4000500000000100000000500220006f4d0000"
            + "00286e65" + "e8030000" + "28000000" + "28000000"
            + "45000028000100004006f6cbc0000202c0000201" + "00509c400000000000000002501400008f3a0000";

    private final LaunchCommand own;

    /** @param own what starts the server; null to start it from the classes that are loaded */
    TestCall(LaunchCommand own) {
        this.own = own != null ? own : new LaunchCommand(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                List.of("-cp", System.getProperty("java.class.path"), "io.wirecause.cli.Main"));
    }

    Check check() {
        Path capture = null;
        try {
            capture = Files.createTempFile("wirecause-doctor-", ".pcap");
            Files.write(capture, HexFormat.of().parseHex(CAPTURE));
            return call(capture.toRealPath());
        } catch (IOException e) {
            return Check.broken("A test call failed: " + e.getMessage(), "Run this in a terminal and see its messages: "
                    + String.join(" ", own.words()));
        } finally {
            remove(capture);
        }
    }

    private Check call(Path capture) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(own.with(List.of("--offline", "--allow-dir",
                capture.getParent().toString())).words());
        builder.environment().keySet().removeIf(name -> name.startsWith("WIRECAUSE_") && !name.contains("NPX"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        long begin = System.nanoTime();
        Process server = builder.start();
        try (OutputStream in = server.getOutputStream();
             BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            in.write(HELLO.getBytes(StandardCharsets.UTF_8));
            in.flush();
            String hello = line(out);
            long started = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            if (!(JsonText.read(hello) instanceof Map<?, ?> answer) || !answer.containsKey("result")) {
                return Check.broken("A test call failed: the server did not answer initialize.",
                        "Something else prints into its output, or it ended: run " + String.join(" ", own.words()));
            }
            in.write(CALL.formatted(capture.toString().replace("\\", "\\\\")).getBytes(StandardCharsets.UTF_8));
            in.flush();
            String told = line(out);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            return told.contains("192.0.2.2") && told.contains("refused")
                    ? Check.ok("A test call found what is wrong in a small capture (initialize answered after " + started
                            + " ms, the call after " + millis + " ms).")
                    : Check.broken("A test call gave no analysis.", "Please report this with the output of doctor.");
        } finally {
            server.destroy();
        }
    }

    /** A line from the server, awaited for a minute at most. */
    private static String line(BufferedReader out) throws IOException {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return String.valueOf(out.readLine());
            } catch (IOException e) {
                return "";
            }
        });
        try {
            return line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + PATIENCE_SECONDS + " seconds", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void remove(Path capture) {
        if (capture != null) {
            try {
                Files.deleteIfExists(capture);
            } catch (IOException e) {
                // The system empties its temporary folder.
            }
        }
    }
}
