package io.wirecause.mcp.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wirecause.mcp.http.HttpProcess;
import io.wirecause.testing.GoldenFile;
import io.wirecause.testing.TestCaptures;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The packaged jar under clients of other makers, through every method, over stdio and HTTP: the official TypeScript SDK, its
 * second version for revisions without sessions, and the MCP Inspector's command line. What they saw is compared with
 * transcripts; {@code -Dgolden.update=true} writes those anew. Skipped where Node.js is missing or npm cannot fetch the clients.
 */
@Timeout(900)
class ClientsIT {
    private static final Path SCRIPTS = Path.of("src", "test", "ts");
    private static final Path TRANSCRIPTS = Path.of("src", "test", "resources", "golden", "clients");
    private static final Path HOME = Path.of("target", "clients");
    private static final String TOKEN = "a-token-for-the-test";
    private static final int LEAST_NODE = 20;

    @BeforeAll
    static void fetchClients() throws Exception {
        assumeTrue(File.separatorChar == '/', "not run on Windows, where npm is a script");
        assumeTrue(nodeVersion() >= LEAST_NODE, "needs Node.js " + LEAST_NODE + " or newer");
        Files.createDirectories(HOME);
        Path lock = HOME.resolve("package-lock.json");
        boolean fetched = Files.exists(HOME.resolve("fetched"))
                && Files.mismatch(lock, SCRIPTS.resolve("package-lock.json")) < 0;
        try (var files = Files.list(SCRIPTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, HOME.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!fetched) {
            assumeTrue(npmFetches(), "npm is missing or cannot fetch the clients");
            Files.writeString(HOME.resolve("fetched"), "");
        }
    }

    private static boolean npmFetches() throws InterruptedException {
        try {
            Process npm = start(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1");
            boolean ended = npm.waitFor(3, TimeUnit.MINUTES);
            npm.destroyForcibly();
            return ended && npm.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int nodeVersion() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return node.waitFor() == 0 ? Integer.parseInt(version.substring(1, version.indexOf('.'))) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Starts a program in the clients' folder; what it prints goes to a file. */
    private static Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(HOME.toFile())
                .redirectOutput(HOME.resolve("out.txt").toFile()).redirectError(HOME.resolve("err.txt").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("TESTDATA", TestCaptures.ROOT.toString());
        return builder.start();
    }

    private static void compare(String script, String transcript, String... target) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(Arrays.asList(target));
        Process node = start(Map.of("WIRECAUSE_HTTP_TOKEN", TOKEN), command.toArray(new String[0]));
        assertEquals(0, node.waitFor(), () -> read(HOME.resolve("err.txt")));
        String actual = read(HOME.resolve("out.txt"));
        GoldenFile.check(TRANSCRIPTS.resolve(transcript), actual);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String[] stdio(String... before) {
        List<String> target = new ArrayList<>(Arrays.asList(before));
        target.addAll(List.of(ServerProcess.JAVA, "-jar", ServerProcess.JAR.toString()));
        return target.toArray(new String[0]);
    }

    @Test
    void shouldServeTheTypeScriptSdkOverStdio() throws Exception {
        compare("client.mjs", "typescript-sdk.jsonl", stdio("stdio"));
    }

    @Test
    void shouldServeTheTypeScriptSdkOverHttpAsOverStdio() throws Exception {
        try (HttpProcess server = HttpProcess.start(TOKEN)) {
            compare("client.mjs", "typescript-sdk.jsonl", "http", server.uri().toString());
        }
    }

    @Test
    void shouldServeTheSecondTypeScriptSdkWithoutASessionOverStdio() throws Exception {
        compare("stateless.mjs", "typescript-sdk-2.jsonl", stdio("stdio"));
    }

    @Test
    void shouldServeTheSecondTypeScriptSdkWithoutASessionOverHttpAsOverStdio() throws Exception {
        try (HttpProcess server = HttpProcess.start(TOKEN)) {
            compare("stateless.mjs", "typescript-sdk-2.jsonl", "http", server.uri().toString());
        }
    }

    @Test
    void shouldServeTheInspectorOverStdio() throws Exception {
        compare("inspector.mjs", "inspector.jsonl", stdio());
    }

    @Test
    void shouldServeTheInspectorOverHttpAsOverStdio() throws Exception {
        // The Inspector's command line has no way to send a token.
        try (HttpProcess server = HttpProcess.start(null)) {
            compare("inspector.mjs", "inspector.jsonl", server.uri().toString());
        }
    }
}
