package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.cli.client.JsonText;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The buttons of the README set up what its text says, and server.json is of this version of the build file's names. */
class InstallButtonsTest {
    private static String readme(String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of("README.md")));
        assertTrue(found.find(), pattern);
        return URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
    }

    @Test
    void shouldStartThePackageOfNpm() throws IOException {
        String vscode = readme("redirect\\?url=([^)]+)\\)");
        assertTrue(vscode.startsWith("vscode:mcp/install?"), vscode);
        String settings = URLDecoder.decode(vscode.substring(vscode.indexOf('?') + 1), StandardCharsets.UTF_8);
        assertEquals(Map.of("name", "wirecause", "type", "stdio", "command", "npx", "args", List.of("-y", "wirecause")),
                JsonText.read(settings));
        String cursor = new String(Base64.getDecoder().decode(readme("install-mcp\\?name=wirecause&config=([^)]+)\\)")),
                StandardCharsets.UTF_8);
        assertEquals(Map.of("command", "npx", "args", List.of("-y", "wirecause")), JsonText.read(cursor));
    }

    @Test
    void shouldDescribeTheServerForTheRegistry() throws IOException {
        Map<?, ?> server = (Map<?, ?>) JsonText.read(Files.readString(Path.of("server.json")));
        assertTrue(server.get("description").toString().length() <= 100, "the registry takes 100 characters");
        String npm = Files.readString(Path.of("packaging", "packages.mjs"));
        assertTrue(npm.contains("mcpName: \"" + server.get("name") + "\""), "npm must name the server as the registry does");
        String image = Files.readString(Path.of("packaging", "Dockerfile"));
        assertTrue(image.contains("io.modelcontextprotocol.server.name=\"" + server.get("name") + "\""), "and so must the image");
    }
}
