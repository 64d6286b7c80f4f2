package io.wirecause.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Users' files: replaced at once, with a copy, and never through a link that leads elsewhere. */
class ConfigFileTest {
    @TempDir
    Path folder;

    private Path home() throws IOException {
        return Files.createDirectories(folder.resolve("home"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void shouldMakeAFileAndItsFolders() throws Exception {
        Path file = home().resolve("a/b/c.json");
        ConfigFile config = ConfigFile.read(file, home());
        assertFalse(config.exists());
        assertNull(config.write("{}", "now"));
        assertEquals("{}", Files.readString(file));
        assertEquals(List.of("c.json"), names(file.getParent()));
    }

    @Test
    void shouldKeepACopyOfEachOldFile() throws Exception {
        Path file = Files.writeString(home().resolve("c.json"), "1");
        Path first = ConfigFile.read(file, home()).write("2", "now");
        Path second = ConfigFile.read(file, home()).write("3", "now");
        assertEquals("1", Files.readString(first));
        assertEquals("2", Files.readString(second));
        assertEquals(List.of("c.json", "c.json.before-wirecause-now", "c.json.before-wirecause-now-2"), names(home()));
    }

    @Test
    void shouldNotOverwriteWhatAnotherProgramWroteMeanwhile() throws Exception {
        Path file = Files.writeString(home().resolve("c.json"), "1");
        ConfigFile config = ConfigFile.read(file, home());
        Files.writeString(file, "other");
        assertThrows(UserFacingException.class, () -> config.write("2", "now"));
        assertEquals("other", Files.readString(file));
        assertEquals(List.of("c.json"), names(home()));
    }

    @Test
    void shouldRefuseWhatIsNotTextInUtf8() throws Exception {
        Path file = Files.write(home().resolve("c.json"), new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0});
        ConfigFile config = ConfigFile.read(file, home());
        assertTrue(assertThrows(UserFacingException.class, config::text).getMessage().contains("UTF-8"));
        Path no = Files.createDirectory(home().resolve("d.json"));
        assertThrows(UserFacingException.class, () -> ConfigFile.read(no, home()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldFollowALinkWithinTheHomeFolderOnly() throws Exception {
        Path dotfiles = Files.createDirectory(home().resolve("dotfiles"));
        Path real = Files.writeString(dotfiles.resolve("c.json"), "1");
        Path link = Files.createSymbolicLink(home().resolve("c.json"), real);
        ConfigFile.read(link, home()).write("2", "now");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("2", Files.readString(real));

        Path foreign = Files.writeString(folder.resolve("foreign"), "keep");
        Path out = Files.createSymbolicLink(home().resolve("out.json"), foreign);
        assertThrows(UserFacingException.class, () -> ConfigFile.read(out, home()));
        Path dangling = Files.createSymbolicLink(home().resolve("gone.json"), folder.resolve("gone"));
        assertThrows(UserFacingException.class, () -> ConfigFile.read(dangling, home()));
        assertEquals("keep", Files.readString(foreign));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldKeepRightsAndRefuseWhatOthersCanChange() throws Exception {
        Path file = Files.writeString(home().resolve("c.json"), "1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path copy = ConfigFile.read(file, home()).write("2", "now");
        for (Path each : List.of(file, copy)) {
            assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
        }
        Path fresh = home().resolve("new.json");
        ConfigFile.read(fresh, home()).write("{}", "now");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)));
        Path open = Files.createDirectory(home().resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThrows(UserFacingException.class, () -> ConfigFile.read(open.resolve("c.json"), home()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThrows(UserFacingException.class, () -> ConfigFile.read(file, home()));
    }
}
