package io.wirecause.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Runs the tools in a virtual machine of their own, with little memory, over captures of very many messages:
 * {@code -Dwirecause.messages=1000000} for a million, otherwise as many as fill the tables.
 */
class ManyMessagesTest {
    private static final int MESSAGES = Integer.getInteger("wirecause.messages", 120_000);
    private static final int DEFAULT_ANSWER = 20_000;
    /** Enough for every table at its limit, and far less than keeping the messages would take. */
    private static final String HEAP = System.getProperty("wirecause.heap", "256m");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(ManyMessages.class)
    void shouldAnswerInLittleMemoryAndFewBytesWhenThereAreVeryManyMessages(ManyMessages kind) throws Exception {
        Path capture = folder.resolve("many.pcap");
        kind.write(capture, MESSAGES);
        Path output = folder.resolve("answer.json");
        Path errors = folder.resolve("errors.txt");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + HEAP,
                "-XX:+UseSerialGC", "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.wirecause.cli.Main", "call", kind.tool(), "pcap_file=" + capture).redirectOutput(output.toFile())
                .redirectError(errors.toFile()).start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertTrue(ended, "no answer within ten minutes");
        assertEquals(0, process.exitValue(), () -> tail(errors.toFile()));
        JsonNode answer = new ObjectMapper().readTree(Files.readString(output));
        int size = answer.toString().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(size <= DEFAULT_ANSWER, size + " bytes");
        assertEquals(MESSAGES, answer.get("total_packets").asLong());
        boolean services = kind.tool().equals("analyze_service_errors");
        // Of services a request and its reply are one exchange.
        long found = services ? 2 * answer.get("service_exchanges_found").asLong()
                : answer.get(kind.tool().replace("analyze_", "") + "_found").asLong();
        // A handshake takes a connection of its own, and so many do not fit this heap: then the answer says so.
        boolean told = (kind.tool().equals("analyze_tls_handshakes") || kind == ManyMessages.SERVICES_HOSTILE)
                && answer.get("coverage").get("notes").toString().contains("connections beyond the limit");
        assertTrue(found >= MESSAGES * 3L / 4 || told, found + " messages found");
        if (kind == ManyMessages.DHCP_PLAIN) {
            assertEquals(MESSAGES / 2, answer.get("statistics").get("outcomes").get("renewed").asInt());
            assertTrue(answer.get("coverage").get("notes").isEmpty(), () -> answer.get("coverage").toString());
        }
        assertFalse(kind.name().endsWith("PLAIN") && !answer.get("findings").isEmpty() && answer.get("findings").get(0)
                .get("severity").asString().equals("error"), () -> answer.get("issues").toString());
        if (Boolean.getBoolean("wirecause.figures")) {
            System.err.printf("%s: %d messages, %d bytes of answer, %.1f s, %d MB of capture, notes %s%n", kind, found, size,
                    (System.nanoTime() - start) / 1e9, Files.size(capture) >> 20, answer.get("coverage").get("notes"));
        }
    }

    private static String tail(File file) {
        try {
            List<String> lines = Files.readAllLines(file.toPath());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
