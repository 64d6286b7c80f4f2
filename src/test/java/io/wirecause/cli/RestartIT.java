package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wirecause.corpus.Floods;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar where it starts Java again for a call, and where it does not. */
class RestartIT {
    private static final String JAR = Path.of("target", "wirecause.jar").toAbsolutePath().toString();
    private static final String SMALL = "pcap_file=" + Path.of("testdata", "http-clean.pcap").toAbsolutePath();
    private static final String TOOL = "analyze_tcp_connections";

    @TempDir
    static Path shared;
    private static String large;

    @TempDir
    Path folder;
    private Path caches;

    @BeforeAll
    static void writeLargeCapture() throws IOException {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "elsewhere caches have no place that can be chosen");
        large = "pcap_file=" + Floods.write(shared.resolve("large.pcap"), 1_000_000, Floods::syns);
    }

    @BeforeEach
    void nameCaches() {
        caches = folder.resolve("caches");
    }

    private record Ended(int code, String out, String err, boolean restarted) {
        /** The answer without what differs from call to call. */
        String answer() {
            return out.replaceAll("\"analysis_timestamp\" : \"[^\"]*\"", "");
        }
    }

    @Test
    void shouldAnswerTheSameWithAndWithoutAnArchive() throws Exception {
        Ended first = call(Map.of(), SMALL);
        assertFalse(first.restarted, "a small capture without an archive");
        Path archive = awaitArchive();
        assertEquals("rwx------", PosixFilePermissions.toString(
                Files.getPosixFilePermissions(archive.getParent())));
        Ended second = call(Map.of(), SMALL);
        assertTrue(second.restarted, "a small capture with an archive");
        Ended off = call(Map.of("WIRECAUSE_NO_RESTART", "true"), SMALL);
        assertFalse(off.restarted);
        for (Ended one : List.of(first, second, off)) {
            assertEquals(0, one.code);
            assertEquals("", one.err);
            assertEquals(off.answer(), one.answer());
        }
        assertEquals(List.of(archive), archives(), "no more than one is made");
    }

    @Test
    void shouldExitByWhatWentWrong() throws Exception {
        call(Map.of(), SMALL);
        awaitArchive();
        Map<String, String> elsewhere = Map.of("WIRECAUSE_ALLOW_DIR", folder.toString());
        for (List<String> arguments : List.of(List.of(TOOL, SMALL, "server_port=http"), List.of("no_such_tool", SMALL),
                List.of(TOOL, SMALL, "--no-such-option"))) {
            assertEqualEnds(2, Map.of(), arguments);
        }
        assertEqualEnds(1, elsewhere, List.of(TOOL, SMALL));
        assertEqualEnds(2, Map.of("WIRECAUSE_TIME_LIMIT", "soon"), List.of(TOOL, SMALL));
    }

    private void assertEqualEnds(int code, Map<String, String> environment, List<String> arguments) throws Exception {
        Ended restarted = run(environment, List.of(), arguments);
        Map<String, String> off = new HashMap<>(environment);
        off.put("WIRECAUSE_NO_RESTART", "1");
        Ended here = run(off, List.of(), arguments);
        assertTrue(restarted.restarted, arguments.toString());
        assertFalse(here.restarted, arguments.toString());
        assertEquals(code, here.code, here.err);
        assertEquals(code, restarted.code, restarted.err);
        assertEquals("", restarted.out);
        assertEquals(here.err, restarted.err);
    }

    @Test
    void shouldRestartOnALargeCaptureWithoutAnArchive() throws Exception {
        // A file stands where the folder for caches would be.
        Files.write(caches, new byte[0]);
        Ended ended = call(Map.of(), large);
        assertTrue(ended.restarted);
        assertEquals(0, ended.code);
        assertEquals("", ended.err);
        assertTrue(ended.out.contains("\"total_packets\" : 1000000"), ended.out);
        assertEquals(call(Map.of("WIRECAUSE_NO_RESTART", "yes"), large).answer(), ended.answer());
    }

    @Test
    void shouldNotRestartForDigestsNorForWhatIsNoCapture() throws Exception {
        assertFalse(run(Map.of(), List.of(), List.of("call", "analyze_capinfos", large)).restarted);
        Path words = folder.resolve("words.pcap");
        try (RandomAccessFile file = new RandomAccessFile(words.toFile(), "rw")) {
            file.setLength(100 << 20);
        }
        Ended ended = call(Map.of(), "pcap_file=" + words);
        assertFalse(ended.restarted);
        assertEquals(1, ended.code);
    }

    @Test
    void shouldNotRestartWhereTheUserGaveOptionsToJava() throws Exception {
        assertFalse(run(Map.of(), List.of("-Xmx1g"), List.of("call", TOOL, large)).restarted);
        assertFalse(call(Map.of("JDK_JAVA_OPTIONS", "-Xmx1g"), large).restarted);
        assertFalse(Files.exists(caches), "nor make an archive");
    }

    @Test
    void shouldAnswerWhateverStandsInPlaceOfTheArchive() throws Exception {
        Ended first = call(Map.of(), SMALL);
        Path archive = awaitArchive();
        byte[] whole = Files.readAllBytes(archive);
        byte[] noise = new byte[whole.length];
        new Random(1).nextBytes(noise);
        byte[] damaged = whole.clone();
        for (int at = 1 << 13; at < damaged.length; at += 1 << 12) {
            damaged[at] ^= -1;
        }
        for (byte[] content : List.of(noise, damaged, new byte[0], Arrays.copyOf(whole, 5_000),
                Arrays.copyOf(whole, whole.length / 2))) {
            Files.delete(archive);
            Files.write(archive, content);
            Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("r--------"));
            Ended ended = call(Map.of(), SMALL);
            assertEquals(content.length == whole.length, ended.restarted, content.length + " bytes");
            assertEquals(0, ended.code);
            assertEquals("", ended.err);
            assertEquals(first.answer(), ended.answer());
        }
    }

    @Test
    void shouldNotUseAnArchiveThatOthersMayHaveWritten() throws Exception {
        call(Map.of(), SMALL);
        Path archive = awaitArchive();
        Files.setPosixFilePermissions(archive.getParent(),
                PosixFilePermissions.fromString("rwxrwxrwx"));
        assertFalse(call(Map.of(), SMALL).restarted);
    }

    @Test
    void shouldEndTheOtherProcessWhenThisOneIsKilled() throws Exception {
        Process process = start(Map.of(), List.of(), List.of("call", TOOL, large));
        ProcessHandle other = null;
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); other == null && System.nanoTime() < end; ) {
            other = process.children().findFirst().orElse(null);
        }
        assertTrue(other != null, "none was started");
        process.destroyForcibly().waitFor();
        other.onExit().get(10, TimeUnit.SECONDS);
        assertEquals("", Files.readString(folder.resolve("out")), "it went on to its answer");
    }

    private Ended call(Map<String, String> environment, String capture) throws Exception {
        return run(environment, List.of(), List.of("call", TOOL, capture));
    }

    private Ended run(Map<String, String> environment, List<String> options, List<String> arguments) throws Exception {
        List<String> words = new ArrayList<>(arguments);
        if (!words.get(0).equals("call")) {
            words.add(0, "call");
        }
        Process process = start(environment, options, words);
        boolean restarted = false;
        while (process.isAlive()) {
            restarted |= process.children().flatMap(child -> Stream.of(child.info().arguments().orElse(new String[0])))
                    .anyMatch(word -> word.startsWith("-Dwirecause.started.by"));
            Thread.sleep(1);
        }
        return new Ended(process.waitFor(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")),
                restarted);
    }

    private Process start(Map<String, String> environment, List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(file("out")).redirectError(file("err"));
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS",
                "WIRECAUSE_NO_RESTART"));
        builder.environment().put("XDG_CACHE_HOME", caches.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    private Path awaitArchive() throws Exception {
        for (int i = 0; i < 600 && archives().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertEquals(1, archives().size());
        Path archive = archives().get(0);
        assertTrue(Files.size(archive) > 1 << 20, "an archive of " + Files.size(archive) + " bytes");
        return archive;
    }

    private List<Path> archives() throws IOException {
        Path ours = caches.resolve("wirecause");
        if (!Files.isDirectory(ours)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(ours)) {
            return all.filter(path -> path.toString().endsWith(".jsa")).toList();
        }
    }
}
