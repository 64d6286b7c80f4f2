package io.wirecause.cli.client;

import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The MCP clients whose configuration is a file of the user's that has entries for servers. */
public enum Client {
    /** Strict JSON; on Windows also in the folder of a packaged (MSIX) program. */
    CLAUDE_DESKTOP("Claude Desktop", "mcpServers", "Quit Claude Desktop and start it again."),
    /** One file with all of the program's state; servers at its top are those of the user. */
    CLAUDE_CODE("Claude Code", "mcpServers", "Start a new session; /mcp there shows the server."),
    /** JSON with comments; the file of the default profile. */
    VSCODE("VS Code", "servers", "Run \"MCP: List Servers\" in VS Code and start it."),
    /** JSON. */
    CURSOR("Cursor", "mcpServers", "See Settings, MCP in Cursor."),
    /** JSON. */
    WINDSURF("Windsurf", "mcpServers", "Press Refresh in Windsurf's list of MCP servers."),
    /** JSON with comments and trailing commas. */
    ZED("Zed", "context_servers", "See the settings of Zed's Agent Panel."),
    /** JSON with comments. */
    GEMINI("Gemini CLI", "mcpServers", "Start a new session; /mcp there shows the server."),
    /** TOML. */
    CODEX("Codex", "mcp_servers", "Start a new session; /mcp there shows the server.");

    private final String title;
    private final String servers;
    private final String next;

    Client(String title, String servers, String next) {
        this.title = title;
        this.servers = servers;
        this.next = next;
    }

    /** As its makers write it. */
    public String title() {
        return title;
    }

    /** As {@code --client} takes it. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What to do for the client to see a new entry. */
    public String next() {
        return next;
    }

    /** The client of this name, however it is written. */
    public static Client named(String name) throws UserFacingException {
        String plain = plain(name);
        return Arrays.stream(values())
                .filter(client -> plain.equals(plain(client.name())) || plain.equals(plain(client.title))).findFirst()
                .orElseThrow(() -> new UserFacingException("--client must be one of " + options() + "; for another client, "
                        + "write its configuration by hand as the README shows."));
    }

    /** All names, for a sentence. */
    public static String options() {
        return Arrays.stream(values()).map(Client::option).collect(Collectors.joining(", "));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /** Whether its files show that the client is, or was, on this machine. */
    public boolean isFound(Surroundings here) {
        boolean folder = this != CLAUDE_CODE || !file(here).getParent().equals(here.home());
        return Files.exists(file(here)) || folder && Files.isDirectory(file(here).getParent())
                || this == CLAUDE_CODE && Files.isDirectory(here.home().resolve(".claude"));
    }

    /** The file that holds the entries of the user's servers; it need not be there. */
    public Path file(Surroundings here) {
        return switch (this) {
            case CLAUDE_DESKTOP -> claudeDesktop(here).resolve("claude_desktop_config.json");
            case CLAUDE_CODE -> here.folder("CLAUDE_CONFIG_DIR").resolve(".claude.json");
            case VSCODE -> here.settings().resolve("Code").resolve("User").resolve("mcp.json");
            case CURSOR -> here.home().resolve(".cursor").resolve("mcp.json");
            case WINDSURF -> here.home().resolve(".codeium").resolve("windsurf").resolve("mcp_config.json");
            case ZED -> zed(here).resolve("settings.json");
            case GEMINI -> here.folder("GEMINI_CLI_HOME").resolve(".gemini").resolve("settings.json");
            case CODEX -> here.folder("CODEX_HOME", ".codex").resolve("config.toml");
        };
    }

    /** A packaged program sees files in its own place instead of AppData, and only those. */
    private static Path claudeDesktop(Surroundings here) {
        if (here.system() == Surroundings.Family.WINDOWS) {
            TreeSet<Path> packaged = new TreeSet<>();
            Path packages = here.folder("LOCALAPPDATA", "AppData", "Local").resolve("Packages");
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(packages, "Claude_*")) {
                folders.forEach(packaged::add);
            } catch (IOException e) {
                // No packaged programs here.
            }
            if (!packaged.isEmpty()) {
                return packaged.first().resolve("LocalCache").resolve("Roaming").resolve("Claude");
            }
        }
        return here.settings().resolve("Claude");
    }

    /** The one desktop program that keeps its settings on macOS as on Linux. */
    private static Path zed(Surroundings here) {
        return switch (here.system()) {
            case LINUX -> here.settings().resolve("zed");
            case MACOS -> here.home().resolve(".config").resolve("zed");
            case WINDOWS -> here.settings().resolve("Zed");
        };
    }

    /** The text of its file with an entry for this server. */
    public String withEntry(String text, LaunchCommand launch) throws UserFacingException {
        if (this == CODEX) {
            return TomlEdit.withEntry(text, List.of(servers, NAME), launch);
        }
        String kind = switch (this) {
            case VSCODE, CLAUDE_CODE -> "type";
            case ZED -> "source";
            default -> null;
        };
        return JsonEdit.withEntry(text, List.of(servers, NAME), launch, kind, this == ZED ? "custom" : "stdio");
    }

    /** The entry for this server in the text of its file; null where there is none that starts a program. */
    public LaunchCommand entry(String text) throws UserFacingException {
        List<String> path = List.of(servers, NAME);
        return this == CODEX ? TomlEdit.entry(text, path) : JsonEdit.entry(text, path);
    }

    /** What to say of an entry that starts no program. */
    static UserFacingException remote() {
        return new UserFacingException("The file has an entry \"" + NAME + "\" for a server over HTTP; remove it first.");
    }

    /** The name of this server in all configurations. */
    public static final String NAME = "wirecause";
}
