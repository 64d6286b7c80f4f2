package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.options.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The commands for people: which connection an id names, and what a script learns from the exit code. */
class AskingTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Asking asking(boolean json) {
        return new Asking(ServerOptions.DEFAULT, new PrintStream(bytes, true, StandardCharsets.UTF_8), json);
    }

    private static String capture(String name) {
        return Path.of("testdata", name, "capture.pcap").toString();
    }

    @Test
    void shouldTakeTheIdsThatToolsPrint() {
        assertEquals(Map.of(), Asking.choice(""));
        for (String id : List.of("7", "connection 7", "tcp.stream == 7", "stream 7")) {
            assertEquals(Map.of("connection", "7"), Asking.choice(id), id);
        }
        for (String id : List.of("frame 120", "#120", "frame.number == 120")) {
            assertEquals(Map.of("frame", "120"), Asking.choice(id), id);
        }
        String ends = "192.0.2.10:5000, 192.0.2.80:443";
        for (String id : List.of(ends, "192.0.2.10:5000 192.0.2.80:443", "192.0.2.10:5000 -> 192.0.2.80:443",
                "192.0.2.10:5000,192.0.2.80:443", "192.0.2.10:5000 - 192.0.2.80:443")) {
            assertEquals(Map.of("endpoints", ends), Asking.choice(id), id);
        }
        assertEquals(Map.of("endpoints", "[2001:db8::1]:80"), Asking.choice("[2001:db8::1]:80"));
    }

    @Test
    void shouldTellScriptsHowBadItIs() {
        assertEquals(0, asking(false).diagnose(capture("tcp/http-clean"), null));
        assertEquals(3, asking(false).diagnose(capture("tcp/lossy-transfer"), null));
        assertEquals(4, asking(true).diagnose(capture("tcp/refused-port"), null));
        assertEquals(1, asking(false).diagnose("no/such/file", null));
        assertEquals(2, asking(false).explain(capture("tcp/http-clean"), List.of("connection 99999999999"), false));
        assertEquals(0, asking(false).explain(capture("tcp/http-clean"), List.of("0"), true));
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("\"causes\" : [ {"));
    }
}
