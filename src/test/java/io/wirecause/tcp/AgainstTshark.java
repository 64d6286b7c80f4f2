package io.wirecause.tcp;

import io.wirecause.mcp.call.ToolService;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.wireshark.WiresharkFlag;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares {@code segments} with the tshark that is installed, over a file or every capture below a folder, and prints
 * the report; docs/tcp-vs-tshark.md says how to run it and what it showed.
 */
public final class AgainstTshark {
    private static final List<String> FLAGS = Stream.of(WiresharkFlag.values()).map(WiresharkFlag::label).toList();

    private AgainstTshark() {
    }

    /** Takes one argument, the file or folder. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 1) {
            throw new IllegalArgumentException("One argument is expected: a capture or a folder of captures.");
        }
        SegmentComparison comparison = new SegmentComparison();
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        try (ToolService service = new ToolService(); Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                List<SegmentComparison.Row> theirs = tshark(file);
                if (!theirs.isEmpty()) {
                    comparison.add(root.equals(file) ? file.getFileName().toString() : root.relativize(file).toString(), theirs,
                            ours(service, file));
                }
            }
        }
        System.out.print(comparison.report());
    }

    /** What {@code segments} prints; nothing where we cannot read the file. */
    static List<SegmentComparison.Row> ours(ToolService service, Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        try {
            service.segments(file.toString(), lines);
        } catch (UserFacingException e) {
            System.err.println(file + ": " + e.getMessage());
            return List.of();
        }
        return lines.toString().lines().map(SegmentComparison.Row::parse).toList();
    }

    /** Segments quoted inside ICMP errors are left out, as we leave them out; nothing where tshark cannot read the file. */
    private static List<SegmentComparison.Row> tshark(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-Y", "tcp && !icmp && !icmpv6",
                "-T", "fields", "-E", "occurrence=f", "-e", "frame.number", "-e", "tcp.stream", "-e", "tcp.len"));
        FLAGS.forEach(flag -> Collections.addAll(command, "-e", "tcp.analysis." + flag));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<SegmentComparison.Row> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] columns = line.split("\t", -1);
                if (columns.length == 3 + FLAGS.size() && !columns[1].isEmpty()) {
                    rows.add(SegmentComparison.Row.parse(String.join("\t", columns[0], columns[1], columns[2], flags(columns))));
                }
            }
        }
        process.waitFor();
        return rows;
    }

    private static String flags(String[] columns) {
        return java.util.stream.IntStream.range(0, FLAGS.size()).filter(i -> !columns[3 + i].isEmpty()).mapToObj(FLAGS::get)
                .collect(Collectors.joining(","));
    }
}
