package io.wirecause.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.cli.client.Surroundings.Family;
import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each client keeps its configuration on each system. */
class ClientFilesTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "CLAUDE_DESKTOP, LINUX, .config/Claude/claude_desktop_config.json",
        "CLAUDE_DESKTOP, MACOS, Library/Application Support/Claude/claude_desktop_config.json",
        "CLAUDE_DESKTOP, WINDOWS, AppData/Roaming/Claude/claude_desktop_config.json",
        "CLAUDE_CODE, LINUX, .claude.json", "CLAUDE_CODE, MACOS, .claude.json", "CLAUDE_CODE, WINDOWS, .claude.json",
        "VSCODE, LINUX, .config/Code/User/mcp.json",
        "VSCODE, MACOS, Library/Application Support/Code/User/mcp.json",
        "VSCODE, WINDOWS, AppData/Roaming/Code/User/mcp.json",
        "CURSOR, LINUX, .cursor/mcp.json", "CURSOR, MACOS, .cursor/mcp.json", "CURSOR, WINDOWS, .cursor/mcp.json",
        "WINDSURF, LINUX, .codeium/windsurf/mcp_config.json", "WINDSURF, MACOS, .codeium/windsurf/mcp_config.json",
        "WINDSURF, WINDOWS, .codeium/windsurf/mcp_config.json",
        "ZED, LINUX, .config/zed/settings.json", "ZED, MACOS, .config/zed/settings.json",
        "ZED, WINDOWS, AppData/Roaming/Zed/settings.json",
        "GEMINI, LINUX, .gemini/settings.json", "GEMINI, MACOS, .gemini/settings.json", "GEMINI, WINDOWS, .gemini/settings.json",
        "CODEX, LINUX, .codex/config.toml", "CODEX, MACOS, .codex/config.toml", "CODEX, WINDOWS, .codex/config.toml"})
    void shouldKnowTheFileOfEachClientOnEachSystem(Client client, Family system, String file) throws IOException {
        Surroundings here = new Surroundings(system, home, Map.of());
        assertEquals(home.resolve(file), client.file(here));
        assertFalse(client.isFound(here));
        Files.createDirectories(home.resolve(file).getParent());
        if (client == Client.CLAUDE_CODE) {
            assertFalse(client.isFound(here), "every user has a home folder");
            Files.createDirectory(home.resolve(".claude"));
        }
        assertTrue(client.isFound(here));
    }

    @Test
    void shouldFollowTheVariablesThatMoveFolders() {
        Surroundings here = new Surroundings(Family.LINUX, home, Map.of("XDG_CONFIG_HOME", home.resolve("x").toString(),
                "CODEX_HOME", home.resolve("c").toString(), "CLAUDE_CONFIG_DIR", home.resolve("d").toString(),
                "GEMINI_CLI_HOME", "relative"));
        assertEquals(home.resolve("x/zed/settings.json"), Client.ZED.file(here));
        assertEquals(home.resolve("c/config.toml"), Client.CODEX.file(here));
        assertEquals(home.resolve("d/.claude.json"), Client.CLAUDE_CODE.file(here));
        assertEquals(home.resolve(".gemini/settings.json"), Client.GEMINI.file(here));
    }

    @Test
    void shouldFindThePackagedClaudeDesktopOfWindows() throws IOException {
        Path packaged = home.resolve("AppData/Local/Packages/Claude_abc123/LocalCache/Roaming/Claude");
        Files.createDirectories(packaged);
        assertEquals(packaged.resolve("claude_desktop_config.json"),
                Client.CLAUDE_DESKTOP.file(new Surroundings(Family.WINDOWS, home, Map.of())));
    }

    @Test
    void shouldTakeNamesHoweverTheyAreWritten() throws UserFacingException {
        assertEquals(Client.VSCODE, Client.named("VS Code"));
        assertEquals(Client.CLAUDE_DESKTOP, Client.named("claude_desktop"));
        assertEquals(Client.GEMINI, Client.named("gemini-cli"));
        assertTrue(assertThrows(UserFacingException.class, () -> Client.named("emacs")).getMessage().contains("claude-desktop"));
    }
}
