package io.wirecause.fuzz;

import io.wirecause.mcp.call.FakeTool;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.stdio.StdioServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The input chooses what a client does: it calls, also with an id that is in use, cancels, pings, and goes away at any time. The
 * server answers each request once at most, each that was not cancelled and can end, and ends itself in time.
 */
public final class SessionTarget {
    private static final int MOST_STEPS = 24;
    private static final long MOST_MILLIS = 20_000;
    private static final int NEVER = -1;
    private static final String CAPTURE = capture();

    private SessionTarget() {
    }

    private static String capture() {
        try {
            return FakeTool.emptyCapture(Files.createTempDirectory("fuzz-session-")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        FuzzInput choices = new FuzzInput(input);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PipedOutputStream client = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(client, 1 << 16);
        Thread server = new Thread(() -> serve(in, said), "session");
        server.setDaemon(true);
        server.start();
        Map<Integer, Integer> asked = new HashMap<>();
        Set<Integer> open = new HashSet<>();
        write(client, Map.of("jsonrpc", "2.0", "id", 1_000, "method", "initialize", "params", Map.of("protocolVersion",
                "2025-06-18", "capabilities", Map.of(), "clientInfo", Map.of("name", "fuzz", "version", "1"))));
        for (int step = 0; step < MOST_STEPS && choices.more(); step++) {
            step(choices, client, asked, open);
        }
        // Who goes away at once gets what is ready within the grace, who waits gets all.
        boolean waits = input.length % 2 == 0 && !open.contains(NEVER - 1);
        for (long left = MOST_MILLIS; waits && left > 0 && !answers(said).keySet().containsAll(requests(open)); left -= 10) {
            Thread.sleep(10);
        }
        client.close();
        server.join(MOST_MILLIS);
        if (server.isAlive()) {
            throw new AssertionError("the server did not end: " + List.of(server.getStackTrace()));
        }
        judge(answers(said), asked, waits ? requests(open) : Set.of());
    }

    private static Set<Integer> requests(Set<Integer> open) {
        return open.stream().filter(id -> id > NEVER).collect(Collectors.toSet());
    }

    private static void step(FuzzInput choices, PipedOutputStream client, Map<Integer, Integer> asked, Set<Integer> open)
            throws Exception {
        int choice = choices.u8();
        int id = choice >> 4;
        switch (choice & 7) {
            case 0, 1, 2 -> {
                String ending = List.of("answer", "problem", "never", "bug").get(choices.u8() & 3);
                asked.merge(id, 1, Integer::sum);
                if (ending.equals("never")) {
                    // Two of these hold both places, and what waits for one is not answered when the client goes away.
                    open.add(NEVER - open.stream().filter(one -> one <= NEVER).toList().size());
                } else {
                    open.add(id);
                }
                write(client, Map.of("jsonrpc", "2.0", "id", id, "method", "tools/call", "params", Map.of("name", "fake",
                        "arguments", Map.of("pcap_file", CAPTURE, "ending", ending))));
            }
            case 3, 4 -> {
                open.remove(id);
                write(client, Map.of("jsonrpc", "2.0", "method", "notifications/cancelled", "params", Map.of("requestId", id)));
            }
            case 5 -> {
                asked.merge(id, 1, Integer::sum);
                open.add(id);
                write(client, Map.of("jsonrpc", "2.0", "id", id, "method", "ping"));
            }
            case 6 -> write(client, Map.of("jsonrpc", "2.0", "id", id, "result", Map.of()));
            default -> Thread.sleep(choices.u8() & 15);
        }
    }

    private static void serve(PipedInputStream in, ByteArrayOutputStream out) {
        try (ToolService service = new ToolService(List.of(new FakeTool().tool), ServerOptions.DEFAULT, 2)) {
            StdioServer.serve(service, in, out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(PipedOutputStream client, Map<String, Object> message) throws IOException {
        client.write(Json.line(message));
        client.write('\n');
        client.flush();
    }

    private static Map<Object, Integer> answers(ByteArrayOutputStream said) {
        Map<Object, Integer> answers = new HashMap<>();
        String text = said.toString(StandardCharsets.UTF_8);
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> {
            Map<?, ?> message = (Map<?, ?>) Json.parse(line);
            if (!message.containsKey("method")) {
                answers.merge(message.get("id"), 1, Integer::sum);
            }
        });
        return answers;
    }

    private static void judge(Map<Object, Integer> answers, Map<Integer, Integer> asked, Set<Integer> awaited) {
        asked.forEach((id, times) -> {
            int answered = answers.getOrDefault(id, 0);
            if (answered > times || awaited.contains(id) && answered == 0) {
                throw new AssertionError("request " + id + " was asked " + times + " times and answered " + answered + " times: "
                        + answers);
            }
        });
    }
}
