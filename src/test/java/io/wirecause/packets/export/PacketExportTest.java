package io.wirecause.packets.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketExportTest {
    private static final Path CAPTURE = TestCaptures.of("tcp/two-interfaces");

    @TempDir
    private Path root;
    private Path exports;

    @BeforeEach
    void makeFolder() throws Exception {
        root = root.toRealPath();
        exports = Files.createDirectory(root.resolve("exports"));
    }

    private CallOutcome call(Path folder, Map<String, Object> more) throws Exception {
        ServerOptions options = ServerOptions.read(folder == null ? Map.of()
                : Map.of(ServerOptions.Name.EXPORT_DIR, List.of(folder.toString())), Map.of());
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.putIfAbsent("pcap_file", CAPTURE.toString());
        arguments.put("export", true);
        try (ToolService service = new ToolService(options)) {
            return service.call("show_packets", arguments);
        }
    }

    private static Path path(CallOutcome outcome) {
        assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
        return Path.of(((Map<?, ?>) outcome.answer().get("export")).get("path").toString());
    }

    private List<Path> written() throws Exception {
        try (var all = Files.list(exports)) {
            return all.sorted().toList();
        }
    }

    @Test
    void shouldRefuseAndSayHowWhereNoFolderIsAllowed() throws Exception {
        CallOutcome outcome = call(null, Map.of());
        assertEquals(CallOutcome.Status.FAILED, outcome.status());
        assertTrue(outcome.failure().contains("--export-dir"), outcome.failure());
    }

    @Test
    void shouldWriteTheFramesAsTheyWereWithTimesAndLinkTypes() throws Exception {
        Path file = path(call(exports, Map.of()));
        assertEquals(exports, file.getParent());
        try (Capture from = Capture.open(CAPTURE); Capture to = Capture.open(file)) {
            FrameCursor before = from.frames();
            FrameCursor after = to.frames();
            int frames = 0;
            while (before.next()) {
                assertTrue(after.next());
                frames++;
                assertArrayEquals(before.frame().bytes().copy(), after.frame().bytes().copy());
                assertEquals(before.frame().timestampNanos(), after.frame().timestampNanos());
                assertEquals(before.frame().wireLength(), after.frame().wireLength());
                assertEquals(before.frame().linkType(), after.frame().linkType());
            }
            assertFalse(after.next());
            assertEquals(null, after.damage());
            assertTrue(frames > 1 && after.description().interfaces().size() > 1, "interfaces");
            assertEquals("frame 1", after.description().comments().get(0).text());
        }
    }

    @Test
    void shouldWriteOnlyWhatFitsTheArgumentsHoweverFewAreListed() throws Exception {
        CallOutcome outcome = call(exports, Map.of("frames", "2-4", "limit", 1));
        assertEquals(3, ((Number) ((Map<?, ?>) outcome.answer().get("export")).get("packets")).intValue());
        assertTrue(call(exports, Map.of("frames", "999")).answer().get("export").toString().contains("packets=0"));
        assertEquals(1, written().size());
    }

    @Test
    void shouldNeverOverwriteNorFollowALink() throws Exception {
        Path elsewhere = root.resolve("elsewhere");
        Files.writeString(exports.resolve("wirecause-capture-1.pcapng"), "mine");
        try {
            Files.createSymbolicLink(exports.resolve("wirecause-capture-2.pcapng"), elsewhere);
        } catch (UnsupportedOperationException e) {
            assumeTrue(false, "no links here");
        }
        assertEquals("wirecause-capture-3.pcapng", path(call(exports, Map.of())).getFileName().toString());
        assertEquals("mine", Files.readString(exports.resolve("wirecause-capture-1.pcapng")));
        assertFalse(Files.exists(elsewhere));
        // Asked again, the same call writes again: its answer is not a kept one.
        assertEquals("wirecause-capture-4.pcapng", path(call(exports, Map.of())).getFileName().toString());
    }

    @Test
    void shouldWriteNothingWhereTheFolderWasSwapped() throws Exception {
        ServerOptions options = ServerOptions.read(Map.of(ServerOptions.Name.EXPORT_DIR, List.of(exports.toString())), Map.of());
        Path other = Files.createDirectory(root.resolve("other"));
        Files.delete(exports);
        Files.createSymbolicLink(exports, other);
        try (ToolService service = new ToolService(options)) {
            CallOutcome outcome = service.call("show_packets", Map.of("pcap_file", CAPTURE.toString(), "export", true));
            assertEquals(CallOutcome.Status.FAILED, outcome.status());
        }
        assertEquals(0, Files.list(other).count());
    }

    @Test
    void shouldStayInsideTheFolderWhateverTheCapturesName() throws Exception {
        Path strange = Files.copy(CAPTURE, root.resolve("..;rm -rf \u202e$(x) .pcapng"));
        Path file = path(call(exports, Map.of("pcap_file", strange.toString())));
        assertEquals(exports, file.getParent());
        assertTrue(file.getFileName().toString().matches("wirecause-[A-Za-z0-9_-]*-1\\.pcapng"), file.toString());
    }

    @Test
    void shouldLetOnlyTheUserRead() throws Exception {
        assumeTrue(exports.getFileSystem().supportedFileAttributeViews().contains("posix"), "no modes here");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path(call(exports, Map.of())))));
    }

    @Test
    void shouldRefuseWhereTheFolderIsFullOfExports() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            Files.createFile(exports.resolve("wirecause-x-" + i + ".pcapng"));
        }
        CallOutcome outcome = call(exports, Map.of());
        assertEquals(CallOutcome.Status.FAILED, outcome.status());
        assertTrue(outcome.failure().contains("delete some"), outcome.failure());
    }
}
