package io.wirecause.testing;

import io.wirecause.analysis.Tool;
import io.wirecause.catalog.Catalog;
import io.wirecause.catalog.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The captures in testdata: a folder for each protocol, in it a folder for each scenario, in that {@code capture.pcap} (or
 * another ending) and the answers expected of the protocol's tools. {@code PROTOCOL/findings/CODE} gives CODE first,
 * {@code CODE-variant} too; {@code PROTOCOL/healthy} gives no error and no warning.
 */
public final class TestCaptures {
    /** Where they are. */
    public static final Path ROOT = Path.of("testdata").toAbsolutePath().normalize();

    /** The tool that takes two captures. */
    public static final String COMPARES = "compare_captures";

    private TestCaptures() {
    }

    /** All captures, in one order on every system. */
    public static List<Path> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.(pcap|pcapng|cap)(\\.(gz|zst|lz4|xz))?"))
                    .sorted(Comparator.comparing(TestCaptures::path)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that are not compressed. */
    public static List<Path> plain() {
        return all().stream().filter(capture -> capture.getFileName().toString().matches(".*\\.(pcap|pcapng|cap)")).toList();
    }

    /** Those in a folder, such as {@code dns} or {@code tcp/healthy}. */
    public static List<Path> in(String folder) {
        return all().stream().filter(capture -> path(capture).startsWith(folder + "/")).toList();
    }

    /** Those that show one finding, of all protocols. */
    public static List<Path> findings() {
        return all().stream().filter(capture -> path(capture).matches("[^/]+/findings/.*")).toList();
    }

    /** Those in which nothing is wrong, of all protocols. */
    public static List<Path> healthy() {
        return all().stream().filter(capture -> path(capture).matches("[^/]+/healthy/.*")).toList();
    }

    /** The capture of a scenario, such as {@code tcp/http-clean}. */
    public static Path of(String scenario) {
        List<Path> found = all().stream().filter(capture -> scenario.equals(scenario(capture))).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(scenario + " has the captures " + found);
        }
        return found.get(0);
    }

    /** The scenario of a capture: its folder below testdata, with slashes. */
    public static String scenario(Path capture) {
        return path(capture.getParent());
    }

    /** The code that a capture in a {@code findings} folder was made to show. */
    public static String code(Path capture) {
        return capture.getParent().getFileName().toString().replaceAll("-.*", "");
    }

    /** The tools of the protocol whose folder a capture is in; none where the folder is not named after a protocol with tools. */
    public static List<Tool<?>> tools(Path capture) {
        // What compares two captures has pairs of them, in a folder of their own.
        return Catalog.TOOLS.stream().filter(tool -> !tool.name().equals(COMPARES) && protocol(tool).equals(protocol(capture)))
                .toList();
    }

    /** The file in which the answer of a tool about a capture is kept, such as {@code tcp/http-clean/traffic-flow.json}. */
    public static Path answer(Tool<?> tool, Path capture) {
        String name = tool.name().replace("analyze_", "").replace(protocol(tool) + "_", "").replace('_', '-');
        return capture.resolveSibling(name + ".json");
    }

    /** The first folder below testdata. */
    public static String protocol(Path capture) {
        return path(capture).replaceAll("/.*", "");
    }

    private static String protocol(Tool<?> tool) {
        return Catalog.PROTOCOLS.stream().filter(protocol -> protocol.tools().contains(tool)).findFirst().map(Protocol::name)
                .orElse(Catalog.DIAGNOSIS);
    }

    /** Path below testdata, with slashes. */
    public static String path(Path capture) {
        return ROOT.relativize(capture.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }
}
