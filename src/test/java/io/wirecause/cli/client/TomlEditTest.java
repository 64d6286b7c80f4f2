package io.wirecause.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.UserFacingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries in TOML: what is there stays, to the character. */
class TomlEditTest {
    private static final LaunchCommand LAUNCH = new LaunchCommand("/usr/bin/java", List.of("-jar", "/opt/wirecause.jar"));
    private static final List<String> PATH = List.of("mcp_servers", "wirecause");
    private static final String TABLE = """
            [mcp_servers.wirecause]
            command = "/usr/bin/java"
            args = ["-jar", "/opt/wirecause.jar"]
            """;

    private static String edit(String text) throws UserFacingException {
        String once = TomlEdit.withEntry(text, PATH, LAUNCH);
        assertEquals(LAUNCH, TomlEdit.entry(once, PATH));
        assertEquals(once, TomlEdit.withEntry(once, PATH, LAUNCH), "a second time changes nothing");
        return once;
    }

    @Test
    void shouldAppendATable() throws UserFacingException {
        assertEquals(TABLE, edit(""));
        String text = """
                # my settings
                model = "gpt" # the usual
                notify = [ "a", # one
                  "[mcp_servers.wirecause]" ]
                prompt = \"""
                [mcp_servers.wirecause]
                command = "x"\"""

                [mcp_servers.other]
                command = 'npx'
                env = { "A" = "]" }
                [[profiles]]
                name = "p"
                """;
        assertEquals(text + "\n" + TABLE, edit(text));
        assertEquals("a = 1\n\n" + TABLE, edit("a = 1"));
        assertTrue(edit("a = 1\r\n").endsWith("\r\n"));
        assertEquals(TABLE.replace("\n", "\r\n"), edit("a = 1\r\n").substring(9));
    }

    @Test
    void shouldReplaceOnlyWhatStartsTheServer() throws UserFacingException {
        String text = """
                [ mcp_servers . "wirecause" ] # mine
                startup_timeout_sec = 20
                args = [
                  "-jar", # old
                  "/old.jar",
                ]
                command = 'java' # from PATH

                [mcp_servers.wirecause.env]
                command = "not this one"
                [mcp_servers.z]
                command = "z"
                """;
        assertEquals("""
                [ mcp_servers . "wirecause" ] # mine
                startup_timeout_sec = 20
                args = ["-jar", "/opt/wirecause.jar"]
                command = "/usr/bin/java" # from PATH

                [mcp_servers.wirecause.env]
                command = "not this one"
                [mcp_servers.z]
                command = "z"
                """, edit(text));
        assertEquals(TABLE + "enabled = true\n", edit("[mcp_servers.wirecause]\nenabled = true\n"));
        assertEquals(TABLE, edit("[mcp_servers.wirecause]"));
    }

    @Test
    void shouldKeepAnEntryAsItIsWrittenWhereItIsTheSame() throws UserFacingException {
        String text = "[mcp_servers.wirecause]\nargs = [ '-jar',\n  '/opt/wirecause.jar' ]\ncommand = '/usr/bin/java'\n";
        assertEquals(text, edit(text));
    }

    @Test
    void shouldWritePathsOfWindowsAsTheyAre() throws UserFacingException {
        LaunchCommand windows = new LaunchCommand("C:\\x\\java.exe", List.of("-jar", "C:\\o'n\\a.jar"));
        String text = TomlEdit.withEntry("", PATH, windows);
        assertTrue(text.contains("command = 'C:\\x\\java.exe'\nargs = [\"-jar\", \"C:\\\\o'n\\\\a.jar\"]"), text);
        assertEquals(windows, TomlEdit.entry(text, PATH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mcp_servers = {}", "[mcp_servers]\nwirecause = { command = 'x' }",
        "mcp_servers.wirecause.command = 'x'",
        "[mcp_servers]\nwirecause.command = 'x'", "[x", "a = ", "a", "a = [1", "a = \"x", "= 1", "a = '''x",
        "[mcp_servers.wirecause]\nurl = 'http://x'", "[mcp_servers.wirecause]\n[mcp_servers.wirecause]"})
    void shouldLeaveAFileAloneThatItDoesNotUnderstand(String text) {
        assertThrows(UserFacingException.class, () -> edit(text));
    }

    @Test
    void shouldFindNoEntryWhereThereIsNone() throws UserFacingException {
        assertNull(TomlEdit.entry("", PATH));
        assertNull(TomlEdit.entry("[mcp_servers.wirecause]\nurl = 'http://x'", PATH));
    }
}
