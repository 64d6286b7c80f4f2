package io.wirecause.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Asks tshark, where it is installed; tests that need it skip where it is not. */
public final class Tshark {
    private Tshark() {
    }

    /** Skips the test, saying so, where tshark is not installed. */
    public static void assumeInstalled() {
        boolean there = false;
        try {
            there = new ProcessBuilder("tshark", "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            // Not installed: said below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Assumptions.assumeTrue(there, "skipped: tshark is not installed");
    }

    /**
     * The fields of the frames that a display filter lets through, after a first pass over the capture that lets tshark
     * match answers to requests. Several values of a field in one frame stand with {@code ;} between.
     */
    public static List<String[]> rows(Path capture, String filter, String... fields) throws IOException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-2", "-r", capture.toString(), "-Y", filter,
                "-T", "fields", "-E", "separator=|", "-E", "aggregator=;"));
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        return output(command).stream().map(line -> line.split("\\|", -1)).toList();
    }

    /** The lines that tshark prints for a capture with these arguments. */
    public static List<String> lines(Path capture, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
        command.addAll(List.of(arguments));
        return output(command);
    }

    private static List<String> output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The first of several values; empty for none. */
    public static String first(String values) {
        int end = values.indexOf(';');
        return end < 0 ? values : values.substring(0, end);
    }
}
