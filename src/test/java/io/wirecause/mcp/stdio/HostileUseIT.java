package io.wirecause.mcp.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wirecause.source.LocalPath;
import io.wirecause.testing.TestCaptures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar beside other users, slow servers and bombs: none of them stops it. HttpIT has the slow clients. */
@Timeout(120)
class HostileUseIT {
    private static final String TOOL = "analyze_capinfos";
    private static final Path CLEAN = TestCaptures.of("tcp/http-clean");
    private static final int BLOCKS = 16_000;
    private static final int MAX_BLOCK = 128 << 10;

    @TempDir
    Path folder;

    /** What a call says, past its progress notifications. */
    private static String said(ServerProcess server, Object id) throws IOException {
        Map<?, ?> message = server.receive();
        while (!id.equals(message.get("id"))) {
            message = server.receive();
        }
        return ((Map<?, ?>) ((List<?>) ((Map<?, ?>) message.get("result")).get("content")).get(0)).get("text").toString();
    }

    private static void assertServes(ServerProcess server) throws IOException {
        server.call("last", TOOL, Map.of("pcap_file", CLEAN.toString()));
        assertTrue(said(server, "last").startsWith("{"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldStartWhateverAnotherUserPutIntoTheFolderForTemporaryFiles() throws Exception {
        for (String name : List.of("wirecause-a", "wirecause-b")) {
            Files.createDirectory(folder.resolve(name));
            pipe(folder.resolve(name).resolve("lock"));
        }
        pipe(folder.resolve("wirecause-c"));
        Files.createSymbolicLink(folder.resolve("wirecause-d"), folder.resolve("wirecause-a"));
        try (ServerProcess server = ServerProcess.session(List.of("-Djava.io.tmpdir=" + folder))) {
            Path packed = Files.write(folder.resolve("a.zst"), frame(0, 10 << 3, 1));
            server.call(1, TOOL, Map.of("pcap_file", packed.toString()));
            assertTrue(said(server, 1).contains("not a capture"), "a temporary file is needed");
            assertServes(server);
        }
    }

    private static void pipe(Path path) throws Exception {
        assumeTrue(new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0, "mkfifo is needed");
    }

    /** A zstd frame of blocks that each repeat one byte. */
    private static byte[] frame(int descriptor, int window, int blocks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) descriptor, (byte) window});
        if (descriptor != 0) {
            out.writeBytes(new byte[] {0, 0, 0x7d});
        }
        for (int i = 0; i < blocks; i++) {
            int block = (descriptor == 0 && blocks == 1 ? 1 << 10 : MAX_BLOCK) << 3 | 1 << 1 | (i == blocks - 1 ? 1 : 0);
            out.writeBytes(new byte[] {(byte) block, (byte) (block >>> 8), (byte) (block >>> 16), 'x'});
        }
        return out.toByteArray();
    }

    @Test
    void shouldEndBombsSoonInLittleMemory() throws Exception {
        try (ServerProcess server = ServerProcess.session(List.of("-Xmx160m"))) {
            Map<String, String> bombs = Map.of("single", "needs a window of", "long", "give it more memory with -Xmx",
                    "window", "times its size");
            Files.write(folder.resolve("single"), frame(2 << 6 | 1 << 5, 0, BLOCKS));
            Files.write(folder.resolve("long"), frame(0, 17 << 3, BLOCKS));
            Files.write(folder.resolve("window"), frame(0, 13 << 3, BLOCKS));
            long start = System.nanoTime();
            for (Map.Entry<String, String> bomb : bombs.entrySet()) {
                server.call(bomb.getKey(), TOOL, Map.of("pcap_file", folder.resolve(bomb.getKey()).toString()));
                String said = said(server, bomb.getKey());
                assertTrue(said.contains(bomb.getValue()), said);
            }
            assertTrue(System.nanoTime() - start < 30_000_000_000L, "the bombs held the server");
            assertServes(server);
        }
    }

    @Test
    void shouldAnswerOthersBesideSlowDownloads() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerProcess server = ServerProcess.session(List.of(), "--allow-url-host", "127.0.0.1")) {
            List<Socket> open = new ArrayList<>();
            Thread slow = new Thread(() -> trickle(listener, open), "slow-server");
            slow.setDaemon(true);
            slow.start();
            for (int i = 0; i < 6; i++) {
                server.call(i, TOOL, Map.of("pcap_file", "http://127.0.0.1:" + listener.getLocalPort() + "/" + i));
            }
            long start = System.nanoTime();
            assertServes(server);
            assertTrue(System.nanoTime() - start < 15_000_000_000L, "a call waited for the downloads of others");
            server.end();
            assertEquals(0, server.exitWithin(15_000));
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    /** Begins answers that never end. */
    private static void trickle(ServerSocket listener, List<Socket> open) {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                OutputStream out = socket.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The test is over.
            return;
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReadAnyPathWhereTheLocaleKnowsAsciiOnly() throws Exception {
        Path inside = LocalPath.of(folder + "/gr\u00f6\u00dfe");
        Files.createDirectory(inside);
        String file = folder + "/gr\u00f6\u00dfe/\u65e5\u672c.pcap";
        Files.copy(CLEAN, LocalPath.of(file));
        try (ServerProcess server = ServerProcess.asciiSession("--allow-dir", folder.toString())) {
            for (String given : List.of(file, "file://" + file, folder + "/gr\u00f6\u00dfe",
                    folder + "/gr\u00f6\u00dfe/*.pcap")) {
                server.call(given, TOOL, Map.of("pcap_file", given));
                String said = said(server, given);
                assertTrue(said.startsWith("{\"file\":"), given + ": " + said);
            }
            server.call(1, TOOL, Map.of("pcap_file", folder + "/gr\u00f6\u00dfe/\u65e5*"));
            assertTrue(said(server, 1).contains("LC_ALL=C.UTF-8"));
            server.end();
            assertNull(server.receive());
        }
    }
}
