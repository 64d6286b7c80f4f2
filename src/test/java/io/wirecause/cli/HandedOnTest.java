package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wirecause.mcp.options.ServerOptions.Name;
import io.wirecause.report.UserFacingException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HandedOnTest {
    @Test
    void shouldWriteFoldersByTheirAbsolutePathsAndRefuseWhatIsForHttp() throws UserFacingException {
        String folder = Path.of("caps").toAbsolutePath().toString();
        assertEquals(List.of("--allow-dir", folder), HandedOn.options(Map.of(Name.ALLOW_DIR, List.of("caps", "caps"))));
        assertEquals(List.of("--offline"), HandedOn.options(Map.of(Name.OFFLINE, List.of("true"))));
        assertEquals(List.of("--modules", "tcp"), HandedOn.options(Map.of(Name.MODULES, List.of("tcp"))));
        assertThrows(UserFacingException.class, () -> HandedOn.options(Map.of(Name.PORT, List.of("80"))));
    }

    @Test
    void shouldTakeFoldersOneByOneAndAllAtOnce(@TempDir Path folder) {
        List<List<Path>> seen = new ArrayList<>();
        for (String[] args : List.of(new String[] {"--allow-dir", folder.toString(), "--allow-dir", "/"},
                new String[] {"--offline", "--allow-dirs", folder.toString(), "/"})) {
            new CommandLine(new Commands(new PrintStream(PrintStream.nullOutputStream()), options -> {
                seen.add(options.sources().allowedDirectories().stream().distinct().toList());
                return 0;
            })).execute(args);
        }
        assertEquals(seen.get(0), seen.get(1));
        assertEquals(2, seen.get(0).size());
    }
}
