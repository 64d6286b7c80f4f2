package io.wirecause.cli.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.cli.client.Client;
import io.wirecause.cli.client.LaunchCommand;
import io.wirecause.cli.client.Surroundings;
import io.wirecause.cli.client.Surroundings.Family;
import io.wirecause.report.UserFacingException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole command, in temporary homes. */
class InstallTest {
    private static final LaunchCommand JAR = new LaunchCommand("/usr/bin/java", List.of("-jar", "/opt/wirecause.jar"));
    @TempDir
    Path home;
    private String printed;

    private boolean install(Surroundings here, LaunchCommand launch, List<String> options, Install.Mode mode, String typed,
                            String client) throws UserFacingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean all = new Install(here, launch, options, mode, new BufferedReader(new StringReader(typed)),
                new PrintStream(out, true, StandardCharsets.UTF_8), "now").run(client);
        printed = out.toString(StandardCharsets.UTF_8);
        return all;
    }

    private Surroundings linux() {
        return new Surroundings(Family.LINUX, home, Map.of());
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void shouldWriteWhatEachClientReads(Client client) throws Exception {
        for (Family system : Family.values()) {
            Path own = Files.createDirectories(home.resolve(system.name()));
            Surroundings here = new Surroundings(system, own, Map.of());
            assertTrue(install(here, JAR, List.of("--allow-dir", "/caps"), Install.Mode.YES, "", client.option()), printed);
            String text = Files.readString(client.file(here));
            assertEquals(JAR.with(List.of("--allow-dir", "/caps")), client.entry(text));
            assertEquals(client == Client.VSCODE, text.contains("\"servers\""));
            assertEquals(client == Client.ZED, text.contains("\"source\": \"custom\"") && text.contains("\"context_servers\""));
            assertTrue(install(here, JAR, List.of(), Install.Mode.ASK, "", client.option()), printed);
            assertTrue(printed.contains("has the entry already"), printed);
        }
    }

    @Test
    void shouldOfferEachClientThatIsFound() throws Exception {
        Files.createDirectories(home.resolve(".cursor"));
        Files.createDirectories(home.resolve(".codex"));
        assertFalse(install(linux(), JAR, List.of(), Install.Mode.ASK, "n\ny\n", null));
        assertTrue(printed.startsWith("Found Cursor, Codex."), printed);
        assertTrue(printed.contains("+ [mcp_servers.wirecause]"), printed);
        assertFalse(Files.exists(home.resolve(".cursor/mcp.json")));
        assertTrue(Files.exists(home.resolve(".codex/config.toml")));
        assertFalse(install(linux(), JAR, List.of(), Install.Mode.ASK, "", null), "the end of the input is a no");
        assertFalse(Files.exists(home.resolve(".cursor/mcp.json")));
    }

    @Test
    void shouldWriteNothingInADryRun() throws Exception {
        assertTrue(install(linux(), JAR, List.of(), Install.Mode.DRY_RUN, "y\n", "cursor"));
        assertTrue(printed.contains("mcp.json (new)"), printed);
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void shouldSayWhereNoClientIsFound() throws Exception {
        assertFalse(install(linux(), JAR, List.of(), Install.Mode.YES, "", null));
        assertTrue(printed.contains("claude-desktop, claude-code"), printed);
    }

    @Test
    void shouldKeepOptionsOfTheOldEntryUnlessNewOnesAreGiven() throws Exception {
        install(linux(), JAR, List.of("--allow-dir", "/a", "--offline"), Install.Mode.YES, "", "zed");
        LaunchCommand image = new LaunchCommand("/opt/w/bin/wirecause", List.of());
        install(linux(), image, List.of(), Install.Mode.YES, "", "zed");
        String text = Files.readString(Client.ZED.file(linux()));
        assertEquals(List.of("/opt/w/bin/wirecause", "--allow-dir", "/a", "--offline"), Client.ZED.entry(text).words());
        assertTrue(printed.contains("- ") && printed.contains(".before-wirecause-now"), printed);
        install(linux(), image, List.of("--allow-dir", "/b"), Install.Mode.YES, "", "zed");
        assertEquals(List.of("--allow-dir", "/b"), Client.ZED.entry(Files.readString(Client.ZED.file(linux()))).options());
    }

    @Test
    void shouldGoOnWithTheOthersWhereOneFileIsBroken() throws IOException, UserFacingException {
        Path broken = Files.createDirectories(home.resolve(".cursor")).resolve("mcp.json");
        Files.writeString(broken, "{ \u001b[31m");
        Files.createDirectories(home.resolve(".gemini"));
        assertFalse(install(linux(), JAR, List.of(), Install.Mode.YES, "", null));
        assertTrue(printed.contains("Cursor: The file is not JSON at line 1"), printed);
        assertEquals("{ \u001b[31m", Files.readString(broken));
        assertTrue(Files.exists(home.resolve(".gemini/settings.json")));
    }

    @Test
    void shouldShowNothingThatATerminalObeys() {
        List<String> diff = TextDiff.of("a\n\u001b[31mx\nold\n", "a\n\u001b[31mx\nnew\n");
        assertEquals(List.of("  a", "  \\u{1b}[31mx", "- old", "+ new"), diff);
    }
}
