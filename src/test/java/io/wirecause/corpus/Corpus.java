package io.wirecause.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** The shared captures and what tshark and capinfos say of them; tests that need them skip where they are absent. */
public final class Corpus {
    private static final Path SHARED = Path.of("..", "shared").toAbsolutePath().normalize();

    private Corpus() {
    }

    /** The folder of captures; skips the test, saying so, where it is absent. */
    public static Path folder() {
        Path folder = SHARED.resolve("corpus");
        Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: the shared corpus is not here: " + folder);
        return folder;
    }

    /** All captures, sorted. */
    public static List<Path> captures() {
        try (Stream<Path> all = Files.walk(folder())) {
            return all.filter(Files::isRegularFile).filter(p -> !p.getFileName().toString().equals("README.md")).sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name under which the oracle knows a capture. */
    public static String name(Path capture) {
        return folder().relativize(capture).toString().replace('\\', '/');
    }

    /** One capinfos line. */
    public record Capinfos(String capture, String encapsulation, long packets, long fileBytes, long dataBytes, String duration,
                           String firstTime, String lastTime) {
    }

    /** What capinfos says, by capture. */
    public static Map<String, Capinfos> capinfos() throws IOException {
        Map<String, Capinfos> all = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(folder().resolveSibling("oracle").resolve("capinfos.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] c = line.split(",", -1);
            int n = c.length;
            String name = String.join(",", List.of(c).subList(0, n - 7));
            all.put(name, new Capinfos(name, c[n - 7], number(c[n - 6]), number(c[n - 5]), number(c[n - 4]),
                    c[n - 3], c[n - 2], c[n - 1]));
        }
        return all;
    }

    private static long number(String text) {
        return text.isEmpty() || text.equals("n/a") ? 0 : Long.parseLong(text);
    }

    /** tshark's word on one TCP segment. */
    public record Segment(long frame, int stream, int length, String flags) {
    }

    /** What tshark says of every segment, by capture. */
    public static Map<String, List<Segment>> segments() throws IOException {
        Map<String, List<Segment>> all = new LinkedHashMap<>();
        Path oracle = folder().resolveSibling("oracle").resolve("tcp-analysis.tsv.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(oracle));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] c = line.split("\t", -1);
                all.computeIfAbsent(c[0], k -> new ArrayList<>()).add(new Segment(Long.parseLong(c[1]), Integer.parseInt(c[2]),
                        c[3].isEmpty() ? -1 : Integer.parseInt(c[3]), c[4]));
            }
        }
        return all;
    }

    /** The capture as a file that can be opened: unpacked into {@code folder} where it is compressed with gzip. */
    public static Path plain(Path capture, Path folder) throws IOException {
        byte[] head = new byte[2];
        try (InputStream in = Files.newInputStream(capture)) {
            if (in.read(head) < 2 || (head[0] & 0xff) != 0x1f || (head[1] & 0xff) != 0x8b) {
                return capture;
            }
        }
        Path target = folder.resolve("plain");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(capture))) {
            Files.copy(in, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
