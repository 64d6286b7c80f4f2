package io.wirecause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data flows one way: which package may use which. A package that is not named here is an analyzer. */
class ArchitectureTest {
    private static final Path SOURCES = Path.of("src/main/java/io/wirecause");
    private static final Set<String> GROUND = Set.of("bytes", "report", "source", "capture", "packet", "flow", "analysis");
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "bytes", Set.of(),
            "report", Set.of(),
            "source", Set.of("report"),
            "capture", Set.of("bytes", "report"),
            "packet", Set.of("bytes", "capture", "report"),
            "flow", Set.of("bytes", "packet"),
            "analysis", Set.of("bytes", "report", "source", "capture", "packet", "flow"),
            "mcp", Set.of("catalog", "source", "capture", "analysis", "report"),
            "cli", Set.of("mcp", "report"));
    /** Libraries that are kept to one package. */
    private static final Map<String, String> ONLY_IN = Map.of(
            "io.modelcontextprotocol", "mcp",
            "tools.jackson", "mcp",
            "reactor", "mcp",
            "org.eclipse.jetty", "mcp",
            "jakarta.servlet", "mcp",
            "picocli", "cli");
    private static final Pattern OURS = Pattern.compile("\\bio\\.wirecause\\.([a-z0-9]+)\\.");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

    @Test
    void shouldUseOnlyThePackagesThatTheTableAllows() throws IOException {
        List<String> broken = new ArrayList<>();
        Map<String, Set<String>> uses = uses();
        for (var entry : uses.entrySet()) {
            Set<String> allowed = allowed(entry.getKey(), uses.keySet());
            for (String used : entry.getValue()) {
                if (!allowed.contains(used)) {
                    broken.add(entry.getKey() + " uses " + used);
                }
            }
        }
        assertTrue(uses.containsKey("report"), "no sources found");
        assertEquals(List.of(), broken);
    }

    @Test
    void shouldKeepLibrariesToTheirPackage() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : files()) {
            String code = code(file);
            ONLY_IN.forEach((library, home) -> {
                boolean used = Pattern.compile("\\b" + Pattern.quote(library) + "\\.").matcher(code).find();
                if (used && !home.equals(packageOf(file))) {
                    broken.add(file.getFileName() + " uses " + library);
                }
            });
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void shouldPrintNothingButFromTheCommandLine() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : files()) {
            if (!packageOf(file).equals("cli") && code(file).matches("(?s).*(System\\.(out|err)|printStackTrace).*")) {
                broken.add(file.toString());
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void shouldSayInEveryPackageWhatItIsFor() throws IOException {
        for (String name : uses().keySet()) {
            assertTrue(Files.exists(SOURCES.resolve(name).resolve("package-info.java")), name);
        }
    }

    private static Set<String> allowed(String name, Set<String> all) {
        if (MAY_USE.containsKey(name)) {
            return MAY_USE.get(name);
        }
        if (!name.equals("catalog")) {
            return GROUND;
        }
        Set<String> analyzers = new TreeSet<>(all);
        analyzers.removeAll(Set.of("bytes", "source", "capture", "packet", "flow", "mcp", "cli"));
        return analyzers;
    }

    /** Every package with the packages of ours that it names, in imports or in full. */
    private static Map<String, Set<String>> uses() throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (Path file : files()) {
            Set<String> used = uses.computeIfAbsent(packageOf(file), name -> new TreeSet<>());
            Matcher matcher = OURS.matcher(code(file));
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
            used.remove(packageOf(file));
        }
        return uses;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String packageOf(Path file) {
        return SOURCES.relativize(file).getName(0).toString();
    }

    private static String code(Path file) {
        try {
            return COMMENT.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
