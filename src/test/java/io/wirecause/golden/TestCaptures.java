package io.wirecause.golden;

import io.wirecause.analysis.Tool;
import io.wirecause.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The captures that the project holds, and which tools their folder is about. */
public final class TestCaptures {
    /** Where they lie. */
    static final Path ROOT = Path.of("testdata").toAbsolutePath().normalize();

    private TestCaptures() {
    }

    /** All captures, those in folders too, in one order on every system. */
    public static List<Path> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.(pcap|pcapng|cap)(\\.(gz|zst|lz4|xz))?"))
                    .sorted((a, b) -> name(a).compareTo(name(b))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those whose folder, or a folder above it, has this name; the empty name is the folder of all itself. */
    static List<Path> in(String folder) {
        return all().stream().filter(capture -> folders(capture).contains(folder)).toList();
    }

    /** Path below the folder of all, with slashes. */
    static String name(Path capture) {
        return ROOT.relativize(capture).toString().replace('\\', '/');
    }

    /** The tools that a capture was made for: those of the package its folder is named after, else those for TCP. */
    static List<Tool<?>> tools(Path capture) {
        List<Tool<?>> own = own(capture);
        return own.isEmpty() ? Catalog.TOOLS.stream().filter(tool -> protocolOf(tool).equals("tcp")).toList() : own;
    }

    /** Those whose whole answers are kept: the first ones, and those that were made for one protocol. */
    static List<Path> kept() {
        return all().stream().filter(capture -> folders(capture).contains("") || !own(capture).isEmpty()).toList();
    }

    private static List<Tool<?>> own(Path capture) {
        return Catalog.TOOLS.stream().filter(tool -> folders(capture).contains(protocolOf(tool))).toList();
    }

    private static List<String> folders(Path capture) {
        String name = name(capture);
        int end = name.lastIndexOf('/');
        return end < 0 ? List.of("") : List.of(name.substring(0, end).split("/"));
    }

    private static String protocolOf(Tool<?> tool) {
        return Catalog.PROTOCOLS.stream().filter(protocol -> protocol.tools().contains(tool)).findFirst().orElseThrow().name();
    }
}
