package io.wirecause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
    private static final Path TESTS = Path.of("src/test/java/io/wirecause");
    /** Files of a package, package-info included, from which on it should be split. */
    private static final int LARGE_PACKAGE = 31;
    private static final Set<String> GROUND = Set.of("bytes", "report", "source", "capture", "packet", "flow", "protocol",
            "analysis");
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "bytes", Set.of(),
            "report", Set.of(),
            "source", Set.of("report"),
            "capture", Set.of("bytes", "report"),
            "packet", Set.of("bytes", "capture", "report"),
            "flow", Set.of("bytes", "packet"),
            "protocol", Set.of("bytes", "packet", "report"),
            "analysis", Set.of("bytes", "report", "source", "capture", "packet", "flow", "protocol"),
            "mcp", Set.of("catalog", "source", "capture", "analysis", "report"),
            "cli", Set.of("mcp", "report"));
    /** Protocols that TCP carries may ask it about their connections, through {@code TcpCarrier} and {@code tcp.carrier}. */
    private static final Set<String> OVER_TCP = Set.of("tls", "http", "service");
    /** What shows packets of all protocols takes their views of messages, and of TCP what Wireshark says of a segment. */
    private static final String SHOWS = "packets";
    /** What tells the life of a connection takes lines of packets from the former, and of TCP how a connection is followed. */
    private static final String EXPLAINS = "explain";
    /** Two captures are compared packet by packet, or by what the diagnosis runs on. */
    private static final String COMPARED = "compare";
    /** What people look at is made of those two, the diagnosis, and what a connection knows of a segment. */
    private static final String VIEWED = "view";
    private static final Pattern SHOWN = Pattern.compile("\\bio\\.wirecause\\.(tcp|dns|dhcp|icmp|sip|tls|http)\\.(\\w+)");
    private static final Set<String> VIEWS = Set.of("message", "option", "segment", "wireshark");
    /** And of HTTP/2, whose requests only show in the order of the connection, how it is read. */
    private static final String READ = "http2";
    private static final Set<String> FOLLOWED = Set.of("verdict", "endpoint", "connection");
    /** Libraries that are kept to a few packages. */
    private static final Map<String, Set<String>> ONLY_IN = Map.of(
            "io.modelcontextprotocol", Set.of("mcp"),
            "tools.jackson", Set.of("mcp"),
            "reactor", Set.of("mcp"),
            "org.eclipse.jetty", Set.of("mcp", "http"),
            "jakarta.servlet", Set.of("mcp"),
            "picocli", Set.of("cli"));
    /**
     * The sub-packages of tcp. What happened (segment, verdict, endpoint) cannot see what other programs would show (wireshark,
     * zeek), nor these what happened: neither may depend on the other.
     */
    private static final Map<String, Set<String>> TCP_MAY_USE = Map.of(
            "segment", Set.of(),
            "verdict", Set.of(),
            "wireshark", Set.of("segment"),
            "zeek", Set.of("segment"),
            "endpoint", Set.of("segment", "verdict"),
            "connection", Set.of("segment", "verdict", "endpoint", "wireshark", "zeek"),
            "findings", Set.of("verdict", "endpoint", "connection"),
            "carrier", Set.of("segment", "verdict", "endpoint", "connection", "findings"),
            "report", Set.of("segment", "verdict", "endpoint", "connection", "wireshark"));
    private static final Pattern OURS = Pattern.compile("\\bio\\.wirecause\\.([a-z0-9]+)\\.");
    private static final Pattern IN_TCP = Pattern.compile("\\bio\\.wirecause\\.tcp\\.(?:([a-z]+)\\.)?[A-Z]");
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
    void shouldImportOneWayOnlyWithinTcp() throws IOException {
        List<String> broken = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Path file : files()) {
            Path place = SOURCES.relativize(file);
            if (!place.startsWith("tcp") || place.getNameCount() == 2) {
                continue;
            }
            String from = place.getName(1).toString();
            seen.add(from);
            Matcher used = IN_TCP.matcher(code(file));
            while (used.find()) {
                String to = used.group(1) == null ? "tcp itself" : used.group(1);
                if (!to.equals(from) && !TCP_MAY_USE.getOrDefault(from, Set.of()).contains(to)) {
                    broken.add(place + " uses " + to);
                }
            }
        }
        assertEquals(TCP_MAY_USE.keySet(), seen);
        assertEquals(List.of(), broken);
    }

    @Test
    void shouldShowCarriedProtocolsOnlyTheCarrier() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : files()) {
            if (OVER_TCP.contains(packageOf(file))) {
                String rest = code(file).replaceAll("io\\.wirecause\\.tcp\\.(carrier\\.|TcpCarrier\\b)", "");
                if (rest.contains("io.wirecause.tcp.")) {
                    broken.add(file.toString());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void shouldTakeOnlyViewsOfMessagesToShowPackets() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : files()) {
            boolean explains = packageOf(file).equals(EXPLAINS);
            Matcher used = SHOWN.matcher(explains || packageOf(file).equals(SHOWS) ? code(file) : "");
            while (used.find()) {
                boolean follows = explains && (used.group(1).equals("tcp") && FOLLOWED.contains(used.group(2))
                        || used.group(1).equals("http") && used.group(2).equals(READ));
                if (!follows && !VIEWS.contains(used.group(2))) {
                    broken.add(file + " uses " + used.group());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void shouldKeepWiresharksViewApartFromWhatHappened() {
        for (String place : List.of("segment", "verdict", "endpoint")) {
            assertTrue(Collections.disjoint(reachable(place), Set.of("wireshark", "zeek", "connection")), place);
        }
        assertEquals(Set.of("segment"), reachable("wireshark"));
    }

    /** The sub-packages of tcp that one may use, directly or through others. */
    private static Set<String> reachable(String from) {
        Set<String> reached = new TreeSet<>(TCP_MAY_USE.get(from));
        TCP_MAY_USE.get(from).forEach(next -> reached.addAll(reachable(next)));
        return reached;
    }

    @Test
    void shouldKeepLibrariesToTheirPackage() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : files()) {
            String code = code(file);
            ONLY_IN.forEach((library, home) -> {
                boolean used = Pattern.compile("\\b" + Pattern.quote(library) + "\\.").matcher(code).find();
                if (used && !home.contains(packageOf(file))) {
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

    @Test
    void shouldKeepPackagesSmall() throws IOException {
        Map<Path, Integer> sizes = new TreeMap<>();
        files().forEach(file -> sizes.merge(SOURCES.relativize(file).getParent(), 1, Integer::sum));
        sizes.values().removeIf(size -> size < LARGE_PACKAGE);
        assertEquals(Map.of(), sizes);
    }

    /** A name that occurs twice makes search results, stack traces and imports ambiguous. */
    @Test
    void shouldUseEachClassNameOnce() throws IOException {
        for (Path root : List.of(SOURCES, TESTS)) {
            Map<String, List<String>> places = new TreeMap<>();
            for (Path file : files(root)) {
                places.computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>()).add(file.toString());
            }
            places.remove("package-info.java");
            places.values().removeIf(found -> found.size() == 1);
            assertEquals(Map.of(), places);
        }
    }

    private static Set<String> allowed(String name, Set<String> all) {
        if (MAY_USE.containsKey(name)) {
            return MAY_USE.get(name);
        }
        if (name.equals(COMPARED)) {
            Set<String> ground = new TreeSet<>(GROUND);
            ground.add("diagnosis");
            return ground;
        }
        if (name.equals(VIEWED)) {
            Set<String> ground = new TreeSet<>(GROUND);
            ground.addAll(Set.of("tcp", "diagnosis", EXPLAINS));
            return ground;
        }
        if (!name.equals("catalog")) {
            Set<String> ground = new TreeSet<>(GROUND);
            ground.addAll(OVER_TCP.contains(name) ? Set.of("tcp") : Set.of());
            boolean shows = name.equals(SHOWS) || name.equals(EXPLAINS);
            ground.addAll(shows ? all : Set.of());
            ground.removeAll(shows ? Set.of("source", "catalog", "mcp", "cli", VIEWED) : Set.of());
            return ground;
        }
        Set<String> analyzers = new TreeSet<>(all);
        analyzers.removeAll(Set.of("bytes", "source", "capture", "packet", "flow", "protocol", "mcp",
                "cli"));
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
        return files(SOURCES);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
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
