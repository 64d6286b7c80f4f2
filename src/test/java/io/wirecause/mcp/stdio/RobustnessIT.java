package io.wirecause.mcp.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wirecause.catalog.Catalog;
import io.wirecause.testing.Floods;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The packaged jar while its captures, its disk, its memory and its client fail it. */
@Timeout(300)
class RobustnessIT {
    private static final String TOOL = "analyze_tcp_connections";
    private static final Path CLEAN = TestCaptures.of("tcp/http-clean");
    private static final int LARGE = 600_000;
    private static final long MEBI = 1 << 20;

    @TempDir
    Path folder;

    private static Map<?, ?> call(ServerProcess server, Object id, String tool, Path capture) throws IOException {
        server.call(id, tool, Map.of("pcap_file", capture.toString()));
        return answer(server, id);
    }

    /** The result of a call, past its progress notifications. */
    private static Map<?, ?> answer(ServerProcess server, Object id) throws IOException {
        Map<?, ?> message = server.receive();
        while (!id.equals(message.get("id"))) {
            message = server.receive();
        }
        return (Map<?, ?>) message.get("result");
    }

    private static String failure(Map<?, ?> result) {
        assertEquals(true, result.get("isError"), result::toString);
        return ((Map<?, ?>) ((List<?>) result.get("content")).get(0)).get("text").toString();
    }

    private static void assertServes(ServerProcess server) throws IOException {
        assertEquals(false, call(server, "still there", TOOL, CLEAN).get("isError"));
    }

    /** Starts a call and waits until it reads the capture. */
    private static void begin(ServerProcess server, Path capture) throws IOException {
        server.request("begun", "tools/call", Map.of("name", TOOL, "arguments", Map.of("pcap_file", capture.toString()),
                "_meta", Map.of("progressToken", "p")));
    }

    @Test
    void shouldAnswerOrSayWhyWhenACaptureShrinksVanishesOrChangesDuringACall() throws Exception {
        Path capture = folder.resolve("large.pcap");
        try (ServerProcess server = ServerProcess.session()) {
            for (String change : List.of("shrinks", "vanishes", "is overwritten")) {
                Floods.write(capture, LARGE, Floods::syns);
                begin(server, capture);
                Thread.sleep(150);
                switch (change) {
                    case "shrinks" -> truncate(capture);
                    case "vanishes" -> Files.delete(capture);
                    default -> overwrite(capture);
                }
                Map<?, ?> result = answer(server, "begun");
                if (Boolean.TRUE.equals(result.get("isError"))) {
                    String sentence = failure(result);
                    assertTrue(sentence.endsWith(".") && !sentence.contains("server's own"), change + ": " + sentence);
                }
                assertServes(server);
            }
        }
    }

    private static void truncate(Path capture) throws IOException {
        try (FileChannel file = FileChannel.open(capture, StandardOpenOption.WRITE)) {
            file.truncate(5_000);
        }
    }

    private static void overwrite(Path capture) throws IOException {
        try (FileChannel file = FileChannel.open(capture, StandardOpenOption.WRITE)) {
            byte[] rubbish = new byte[(int) MEBI];
            java.util.Arrays.fill(rubbish, (byte) 0xa5);
            for (long at = 100; at + rubbish.length < file.size(); at += rubbish.length) {
                file.write(java.nio.ByteBuffer.wrap(rubbish), at);
            }
        }
    }

    @Test
    void shouldFailOneCallAndGoOnWhenItRunsOutOfMemory() throws Exception {
        Path packed = folder.resolve("needs-64-mebibytes.pcap.xz");
        LZMA2Options options = new LZMA2Options(0);
        options.setDictSize((int) (64 * MEBI));
        try (OutputStream out = new XZOutputStream(Files.newOutputStream(packed), options)) {
            out.write(Files.readAllBytes(CLEAN));
        }
        try (ServerProcess server = ServerProcess.session(List.of("-Xmx48m"))) {
            for (int i = 0; i < 3; i++) {
                String sentence = failure(call(server, i, TOOL, packed));
                assertTrue(sentence.contains("needs more memory"), sentence);
                assertServes(server);
            }
        }
        try (ServerProcess server = ServerProcess.session(List.of("-Xmx256m"))) {
            assertEquals(false, call(server, 1, TOOL, packed).get("isError"), "with enough memory it is read");
        }
    }

    @Test
    void shouldStaySteadyOverAThousandCallsAndFiftyAtOnce() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path packed = pack(CLEAN, folder.resolve("packed.pcap.gz"));
        try (ServerProcess server = ServerProcess.session(List.of("-Xmx512m", "-Djava.io.tmpdir=" + temporary))) {
            calls(server, 250, packed);
            long heap = liveBytes(server.pid());
            long descriptors = count(Path.of("/proc", Long.toString(server.pid()), "fd"));
            long files = countAll(temporary);
            calls(server, 1_000, packed);
            for (int i = 0; i < 50; i++) {
                server.call("at once " + i, tool(i), arguments(i, i % 2 == 0 ? packed : CLEAN));
            }
            Set<Object> answered = new HashSet<>();
            while (answered.size() < 50) {
                Map<?, ?> answer = server.receive();
                assertEquals(false, ((Map<?, ?>) answer.get("result")).get("isError"), answer::toString);
                answered.add(answer.get("id"));
            }
            assertTrue(countAll(temporary) <= files, "temporary files: " + files + ", then " + countAll(temporary));
            if (descriptors > 0) {
                long then = count(Path.of("/proc", Long.toString(server.pid()), "fd"));
                assertTrue(then <= descriptors + 5, "file descriptors: " + descriptors + ", then " + then);
            }
            long then = liveBytes(server.pid());
            System.out.printf("live heap after 250 calls %,d bytes, after 1,300 %,d; descriptors %d%n", heap, then, descriptors);
            assertTrue(then < heap + 8 * MEBI, "live heap: " + heap + ", then " + then);
            server.end();
            assertEquals(0, server.exitWithin(10_000));
        }
        assertEquals(0, countAll(temporary), "nothing is left behind");
    }

    private static String tool(int number) {
        return Catalog.TOOLS.get(number % Catalog.TOOLS.size()).name();
    }

    private static Map<String, Object> arguments(int number, Path capture) {
        Map<String, Object> arguments = new HashMap<>(Map.of("pcap_file", capture.toString()));
        if (tool(number).equals("analyze_traffic_flow")) {
            arguments.put("server_ip", "192.0.2." + number % 200);
        }
        if (tool(number).equals("compare_captures")) {
            arguments.put("other_file", CLEAN.toString());
        }
        if (tool(number).equals(TOOL)) {
            // A question that was not asked before, so that it is not answered from memory.
            arguments.put("server_port", number);
        }
        return arguments;
    }

    private static void calls(ServerProcess server, int count, Path packed) throws IOException {
        for (int i = 0; i < count; i++) {
            server.call(i, tool(i), arguments(i, i % 3 == 0 ? packed : CLEAN));
            assertEquals(false, answer(server, i).get("isError"));
        }
    }

    private static Path pack(Path plain, Path packed) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        return packed;
    }

    /** Bytes of all objects that are reachable, after a collection. */
    private static long liveBytes(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        assumeTrue(Files.isExecutable(jcmd), "skipped: a Java without jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram").start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String[] total = output.substring(output.lastIndexOf("Total")).strip().split("\\s+");
        return Long.parseLong(total[2]);
    }

    /** Entries of a folder; 0 where there is none. */
    private static long count(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.count();
        }
    }

    private static long countAll(Path path) throws IOException {
        try (Stream<Path> entries = Files.walk(path)) {
            return entries.filter(entry -> !entry.toString().contains("hsperfdata")).count() - 1;
        }
    }

    @Test
    void shouldRemoveWhatAKilledServerLeftBehind() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path packed = pack(CLEAN, folder.resolve("packed.pcap.gz"));
        List<String> options = List.of("-Djava.io.tmpdir=" + temporary);
        try (ServerProcess server = ServerProcess.session(options)) {
            assertEquals(false, call(server, 1, TOOL, packed).get("isError"));
            server.kill();
        }
        Path left;
        try (Stream<Path> entries = Files.list(temporary)) {
            left = entries.filter(entry -> entry.getFileName().toString().startsWith("wirecause-")).findFirst().orElseThrow();
        }
        Files.setLastModifiedTime(left, FileTime.fromMillis(System.currentTimeMillis() - 120_000));
        try (ServerProcess server = ServerProcess.session(options)) {
            assertEquals(false, call(server, 1, TOOL, packed).get("isError"));
            assertFalse(Files.exists(left), "the folder of the killed server is still there");
        }
    }

    @Test
    void shouldSayThatTheDiskIsFullAndGoOn() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()) == 0,
                "skipped: a small disk can only be mounted by root");
        try {
            Path large = pack(Floods.write(folder.resolve("large.pcap"), 60_000, Floods::syns), folder.resolve("large.pcap.gz"));
            Path packed = pack(CLEAN, folder.resolve("packed.pcap.gz"));
            try (ServerProcess server = ServerProcess.session(List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + small))) {
                String sentence = failure(call(server, 1, TOOL, large));
                assertTrue(sentence.contains("disk is full"), sentence);
                assertEquals(false, call(server, 2, TOOL, packed).get("isError"),
                        "what fits is read: nothing of the other is left");
            }
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                .waitFor();
    }

    @Test
    void shouldWaitForAClientThatDoesNotReadAndAnswerAllOnceItDoes() throws Exception {
        int calls = 200;
        try (ServerProcess server = ServerProcess.session(List.of("-Xmx256m"))) {
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < calls; i++) {
                        server.call(i, TOOL, Map.of("pcap_file", CLEAN.toString(), "detailed", true, "server_port", 80 + i % 2));
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            sender.start();
            Thread.sleep(4_000);
            long waiting = liveBytes(server.pid());
            assertTrue(waiting < 64 * MEBI, "live heap while nobody reads: " + waiting);
            Set<Object> answered = new HashSet<>();
            while (answered.size() < calls) {
                answered.add(server.receive().get("id"));
            }
            sender.join();
            assertServes(server);
        }
    }

    @Test
    void shouldEndWhenTheClientClosesItsEndOfTheOutput() throws Exception {
        try (ServerProcess server = ServerProcess.session()) {
            server.stopReading();
            server.call(1, TOOL, Map.of("pcap_file", CLEAN.toString()));
            assertTrue(server.endsWithin(TimeUnit.SECONDS.toMillis(60)), "the server lives on without a client");
        }
    }
}
