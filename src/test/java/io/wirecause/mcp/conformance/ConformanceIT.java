package io.wirecause.mcp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.http.HttpProcess;
import io.wirecause.mcp.http.HttpServer;
import io.wirecause.mcp.options.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The official conformance suite over HTTP, which is all that it speaks: whole, with the fixtures that it wants behind the
 * server's transports, and on the packaged server what needs none; docs/conformance.md has the table. Skipped where Node.js 22 is
 * missing or npm cannot fetch the suite.
 */
@Timeout(600)
class ConformanceIT {
    private static final Path SOURCE = Path.of("src", "test", "conformance");
    private static final Path HOME = Path.of("target", "conformance");
    private static final int LEAST_NODE = 22;
    private static final Pattern SCENARIO = Pattern.compile("(?m)^([✓✗]) ([a-z0-9-]+): (\\d+) passed, (\\d+) failed");

    @BeforeAll
    static void fetchSuite() throws Exception {
        assumeTrue(nodeVersion() >= LEAST_NODE, "needs Node.js " + LEAST_NODE + " or newer");
        Files.createDirectories(HOME);
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process npm = start(Path.of("npm.txt"), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1");
        boolean ended = npm.waitFor(3, TimeUnit.MINUTES);
        npm.destroyForcibly();
        assumeTrue(ended && npm.exitValue() == 0, "npm cannot fetch the suite");
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

    private static Process start(Path output, String... command) throws IOException {
        return new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true)
                .redirectOutput(HOME.resolve(output).toFile()).start();
    }

    /** Runs the suite; what it prints. Its exit code is 0 where all that counts for the revision passes. */
    private static String run(int expected, URI server, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("node",
                Path.of("node_modules", "@modelcontextprotocol", "conformance", "dist", "index.js").toString(), "server",
                "--url", server.toString()));
        command.addAll(Arrays.asList(options));
        Path output = Path.of("out.txt");
        Process suite = start(output, command.toArray(new String[0]));
        suite.waitFor();
        String printed = Files.readString(HOME.resolve(output));
        assertEquals(expected, suite.exitValue(), printed);
        return printed;
    }

    @ParameterizedTest
    @CsvSource({"2026-07-28, --requirements 2026-07-28, 37", "2025-11-25, --requirements 2025-11-25, 30",
        "2025-06-18, --suite all --spec-version 2025-06-18, 27"})
    void shouldPassAllThatARevisionWants(String revision, String options, int scored) throws Exception {
        try (ToolService service = new ToolService(List.of(), ServerOptions.DEFAULT);
             HttpServer server = FixtureServer.http(new FixtureFeatures(service), "0")) {
            String printed = run(0, server.start(), options.split(" "));
            List<String> failed = new ArrayList<>();
            int passed = 0;
            int checks = 0;
            Matcher scenario = SCENARIO.matcher(printed);
            while (scenario.find()) {
                if (scenario.group(1).equals("✓")) {
                    passed++;
                    checks += Integer.parseInt(scenario.group(3));
                } else {
                    failed.add(scenario.group(2));
                }
            }
            // The one extension, tasks, is not offered: an analysis is a call with progress.
            assertEquals(List.of(), failed.stream().filter(name -> !name.startsWith("tasks-")).toList(), printed);
            assertTrue(passed >= scored, passed + " scenarios passed");
            System.out.printf("conformance %s: %d scenarios passed with %d checks%n", revision, passed, checks);
        }
    }

    /** What the suite asks of any server, whatever its tools. */
    @Test
    void shouldPassWithTheServerItselfWhatNeedsNoFixtures() throws Exception {
        List<String> ofSessions = List.of("server-initialize", "server-session-lifecycle", "ping", "tools-list", "resources-list",
                "prompts-list", "server-sse-multiple-streams", "dns-rebinding-protection");
        List<String> stateless = List.of("tools-list", "resources-list", "prompts-list", "caching", "http-header-validation",
                "server-sse-multiple-streams", "sep-2164-resource-not-found", "input-required-result-unsupported-methods",
                "dns-rebinding-protection");
        try (HttpProcess server = HttpProcess.start(null)) {
            for (String scenario : ofSessions) {
                assertPasses(server.uri(), scenario, "2025-11-25");
            }
            for (String scenario : stateless) {
                assertPasses(server.uri(), scenario, "2026-07-28");
            }
        }
    }

    private static void assertPasses(URI server, String scenario, String revision) throws Exception {
        String printed = run(0, server, "--scenario", scenario, "--spec-version", revision);
        assertTrue(printed.contains(scenario) && !printed.contains("FAILURE"), printed);
    }
}
