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

/** Entries in JSON with comments: what is there stays, to the character. */
class JsonEditTest {
    private static final LaunchCommand LAUNCH = new LaunchCommand("/opt/wirecause/bin/wirecause",
            List.of("--allow-dir", "/caps"));
    private static final List<String> PATH = List.of("mcpServers", "wirecause");

    private static String edit(String text) throws UserFacingException {
        String once = JsonEdit.withEntry(text, PATH, LAUNCH, null, null);
        assertEquals(LAUNCH, JsonEdit.entry(once, PATH));
        assertEquals(once, JsonEdit.withEntry(once, PATH, LAUNCH, null, null), "a second time changes nothing");
        return once;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{}", "{\n}\n"})
    void shouldWriteAWholeFileWhereThereIsNone(String text) throws UserFacingException {
        assertEquals("""
                {
                  "mcpServers": {
                    "wirecause": {
                      "command": "/opt/wirecause/bin/wirecause",
                      "args": ["--allow-dir", "/caps"]
                    }
                  }
                }
                """.strip(), edit(text).strip());
    }

    @Test
    void shouldKeepCommentsOrderIndentationAndUnknownKeys() throws UserFacingException {
        String text = """
                // settings of mine
                {
                    "theme": "dark", // not light
                    "mcpServers": {
                        /* the first */
                        "other": { "command": "x", "args": [], "env": {"A": "1"} } // stays
                        // and this too
                    },
                    "n": 1.50
                }
                """;
        assertEquals("""
                // settings of mine
                {
                    "theme": "dark", // not light
                    "mcpServers": {
                        /* the first */
                        "other": { "command": "x", "args": [], "env": {"A": "1"} }, // stays
                        "wirecause": {
                            "command": "/opt/wirecause/bin/wirecause",
                            "args": ["--allow-dir", "/caps"]
                        }
                        // and this too
                    },
                    "n": 1.50
                }
                """, edit(text));
    }

    @Test
    void shouldKeepTrailingCommasTabsAndLineEndings() throws UserFacingException {
        assertEquals("{\r\n\t\"a\": 1,\r\n\t\"mcpServers\": {\r\n\t\t\"wirecause\": {\r\n\t\t\t\"command\": "
                        + "\"/opt/wirecause/bin/wirecause\",\r\n\t\t\t\"args\": "
                        + "[\"--allow-dir\", \"/caps\"]\r\n\t\t}\r\n\t},\r\n}\r\n",
                edit("{\r\n\t\"a\": 1,\r\n}\r\n"));
        assertTrue(edit("\ufeff{}").startsWith("\ufeff{\n"));
    }

    @Test
    void shouldStayOnOneLineWhereTheFileDoes() throws UserFacingException {
        assertEquals("{\"a\":1, \"mcpServers\": {\"wirecause\": {\"command\": \"/opt/wirecause/bin/wirecause\", "
                + "\"args\": [\"--allow-dir\", \"/caps\"]}}}", edit("{\"a\":1}"));
        assertTrue(edit("{ \"mcpServers\": {} }").contains("\"wirecause\""));
        assertTrue(edit("{\n  \"mcpServers\": {\"x\": {}} }").contains("{\"x\": {}, \"wirecause\": {"));
        assertTrue(edit("{ \"a\": 1,\n  \"b\": 2 }").endsWith("}\n}"));
    }

    @Test
    void shouldReplaceOnlyWhatStartsTheServer() throws UserFacingException {
        String text = """
                {"mcpServers": {"wirecause": {
                  "args": ["-jar", "/old.jar"], // old
                  "env": {"K": "v"},
                  "timeout": 5,
                  "command": "java"
                }}}
                """;
        assertEquals("""
                {"mcpServers": {"wirecause": {
                  "args": ["--allow-dir", "/caps"], // old
                  "env": {"K": "v"},
                  "timeout": 5,
                  "command": "/opt/wirecause/bin/wirecause"
                }}}
                """, edit(text));
        assertTrue(edit("{\"mcpServers\": {\"wirecause\": {\"env\": {}}}}").contains("\"env\": {}, \"command\""));
        String zed = "{\"mcpServers\": {\"wirecause\": {\"command\": {\"path\": \"x\", \"args\": []}}}}";
        assertTrue(edit(zed).contains("\"args\": [\"--"));
    }

    @Test
    void shouldWriteWhatAClientWantsBesides() throws UserFacingException {
        String text = JsonEdit.withEntry("", List.of("servers", "wirecause"), LAUNCH, "type", "stdio");
        assertTrue(text.contains("\"type\": \"stdio\",\n"), text);
        assertEquals(text, JsonEdit.withEntry(text, List.of("servers", "wirecause"), LAUNCH, "type", "stdio"));
    }

    @Test
    void shouldEscapePathsOfWindows() throws UserFacingException {
        LaunchCommand windows = new LaunchCommand("C:\\Program Files\\\"x\"\\java.exe", List.of("-jar", "C:\\a\u00e9.jar"));
        String text = JsonEdit.withEntry("{}", PATH, windows, null, null);
        assertTrue(text.contains("C:\\\\Program Files\\\\\\\"x\\\"\\\\java.exe"), text);
        assertEquals(windows, JsonEdit.entry(text, PATH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"a\" 1}", "{\"mcpServers\": null}", "{\"mcpServers\": {\"wirecause\": []}}", "{} x",
        "{\"mcpServers\": {}, \"mcpServers\": {}}", "{\"mcpServers\": {\"wirecause\": {\"url\": \"http://x\"}}}", "{,}",
        "{\"a\": 1 \"b\": 2}", "/* {}", "{\"a\": \"x\n\"}"})
    void shouldLeaveAFileAloneThatItDoesNotUnderstand(String text) {
        assertThrows(UserFacingException.class, () -> edit(text));
    }

    @Test
    void shouldNameTheLineOfAFault() {
        String bare = "{\n  \"a\": 1,\n  b: 2\n}";
        assertTrue(assertThrows(UserFacingException.class, () -> edit(bare)).getMessage().contains("line 3"));
        String deep = "[".repeat(100_000);
        assertThrows(UserFacingException.class, () -> edit(deep));
    }

    @Test
    void shouldFindNoEntryWhereThereIsNone() throws UserFacingException {
        assertNull(JsonEdit.entry("", PATH));
        assertNull(JsonEdit.entry("{\"mcpServers\": 3}", PATH));
        assertNull(JsonEdit.entry("{\"mcpServers\": {\"wirecause\": {\"url\": \"http://x\"}}}", PATH));
    }
}
