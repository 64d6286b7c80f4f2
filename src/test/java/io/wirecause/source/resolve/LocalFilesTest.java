package io.wirecause.source.resolve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.FileIdentity;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.LocalCaptures;
import io.wirecause.source.RandomCapture;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.SourceWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    @TempDir
    Path folder;
    private Path capture;

    @BeforeEach
    void makeCapture() throws IOException {
        folder = folder.toRealPath();
        capture = Files.write(folder.resolve("a.pcap"), RandomCapture.pcap(2));
    }

    private static SourceResolver anywhere() {
        return new SourceResolver(SourcePolicy.DEFAULT);
    }

    private static SourceResolver inside(Path... directories) {
        return new SourceResolver(new SourcePolicy(List.of(directories), List.of(), false, SourceLimits.DEFAULT));
    }

    private static String problem(SourceResolver resolver, String given) {
        return assertThrows(UserFacingException.class, () -> resolver.open(given).close()).getMessage();
    }

    @Test
    void shouldSayWhatToGiveInsteadOfWhatIsNoPathHere() throws Exception {
        try (SourceResolver resolver = anywhere()) {
            for (String shell : List.of("~/a.pcap", "$HOME/a.pcap", "${HOME}/a.pcap", "%USERPROFILE%\\a.pcap")) {
                assertTrue(problem(resolver, shell).contains("written out"), problem(resolver, shell));
            }
            resolver.open("  " + capture + "\r\n").close();
            String data = Base64.getEncoder().encodeToString(RandomCapture.pcap(3));
            assertTrue(problem(resolver, data).contains("in base64"), problem(resolver, data));
            assertTrue(assertThrows(UserFacingException.class, () -> resolver.openAll("*.pcap", SourceWatch.NONE)).getMessage()
                    .contains("a pattern without a folder"));
            for (String quote : List.of("\"", "'")) {
                resolver.openAll(quote + capture + quote, SourceWatch.NONE).close();
                resolver.openAll(quote + folder + "/*.pcap" + quote, SourceWatch.NONE).close();
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldKnowAPathOfWindowsElsewhere() {
        try (SourceResolver resolver = anywhere()) {
            assertTrue(problem(resolver, "C:\\Users\\me\\a.pcap").contains("/mnt/c"));
            assertTrue(problem(resolver, "\"C:\\Users\\me\\a.pcap\"").contains("a path of Windows"));
        }
    }

    @Test
    void shouldGiveTheFileItselfWhenThePathIsAbsolute() throws Exception {
        try (SourceResolver resolver = anywhere(); LocalCapture opened = resolver.open(capture.toString())) {
            assertEquals(capture, opened.path());
            assertEquals(capture.toString(), opened.name());
            assertTrue(opened.notice().isEmpty());
        }
        assertTrue(Files.exists(capture), "the caller's file must outlive the call");
    }

    @Test
    void shouldAcceptAFileUrlWhenItIsAbsolute() throws Exception {
        Path spaced = Files.copy(capture, folder.resolve("a b.pcap"));
        try (SourceResolver resolver = anywhere(); LocalCapture opened = resolver.open(spaced.toUri().toString())) {
            assertEquals(spaced, opened.path());
        }
        assertTrue(problem(anywhere(), "file://server/a.pcap").contains("not a valid file URL"));
    }

    @Test
    void shouldTellTheSameFileFromAChangedOneWhenItIsOpenedAgain() throws Exception {
        SourceResolver resolver = anywhere();
        FileIdentity first = resolver.open(capture.toString()).identity();
        assertEquals(first, resolver.open(capture.toString()).identity());
        Files.setLastModifiedTime(capture, FileTime.fromMillis(first.modifiedMillis() + 1000));
        assertNotEquals(first, resolver.open(capture.toString()).identity());
    }

    @Test
    void shouldSayWhatIsExpectedWhenThePathIsNotAbsolute() {
        assertEquals("\"caps/a.pcap\" is a relative path; give the absolute path of a capture file or an http(s) URL.",
                problem(anywhere(), "caps/a.pcap"));
        assertTrue(problem(anywhere(), "~/a.pcap").contains("~, which only a shell expands"));
        assertTrue(problem(anywhere(), "").contains("No capture is named"));
        assertTrue(problem(anywhere(), "ftp://host/a.pcap").contains("only http and https"));
    }

    @Test
    void shouldSayWhatItIsWhenThePathIsNoFile() throws IOException {
        assertTrue(problem(anywhere(), folder.toString()).endsWith("is a directory; name one capture file in it."));
        assertTrue(problem(anywhere(), folder.resolve("none.pcap").toString()).startsWith("There is no file \""));
        Files.write(folder.resolve("Trace.pcap"), new byte[30]);
        for (String near : List.of("trace.PCAP", "Trace.pcap ")) {
            String there = problem(anywhere(), folder.resolve(near).toString());
            assertTrue(there.contains(", but there is \"" + folder.resolve("Trace.pcap") + "\";"), there);
        }
        String nowhere = folder.resolve("nowhere").resolve("a.pcap").toString();
        assertTrue(problem(anywhere(), nowhere).contains("its folder does not exist"));
        Path empty = Files.createFile(folder.resolve("empty.pcap"));
        assertTrue(problem(anywhere(), empty.toString()).contains("is empty"));
    }

    @Test
    void shouldEscapeAndBoundTheNameWhenItIsHostile() {
        String message = problem(anywhere(), folder + "/\u001b[31m\u202e" + "x".repeat(5000));
        assertFalse(message.contains("\u001b") || message.contains("\u202e"), message);
        assertTrue(message.length() < 500, message);
        assertTrue(problem(anywhere(), "/tmp/a\0b").contains("\\u{0}"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void shouldRefuseAPipeAndADeviceWithoutOpeningThem() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "mkfifo is missing");
        assertTrue(problem(anywhere(), pipe.toString()).contains("device, pipe or socket"));
        assertTrue(problem(anywhere(), "/dev/zero").contains("device, pipe or socket"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldSayThatPermissionIsMissingWhenTheFileIsUnreadable() throws IOException {
        Files.setPosixFilePermissions(capture, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(capture), "the super-user reads everything");
        assertTrue(problem(anywhere(), capture.toString()).contains("permission is missing"));
    }

    @Test
    void shouldStayInTheAllowedDirectoriesWhenSomeAreSet() throws Exception {
        Path allowed = Files.createDirectory(folder.resolve("caps"));
        Path good = Files.copy(capture, allowed.resolve("good.pcap"));
        try (SourceResolver resolver = inside(allowed)) {
            assertEquals(good, resolver.open(good.toString()).path());
            assertEquals(good, resolver.open(allowed.resolve("x/../good.pcap").normalize().toString()).path());
            String outside = problem(resolver, capture.toString());
            assertTrue(outside.contains("is not inside an allowed directory") && outside.contains(allowed.toString()), outside);
            assertTrue(problem(resolver, allowed + "/../a.pcap").contains("not inside"));
            assertTrue(problem(resolver, allowed.resolve("none").toString()).contains("There is no file"));
            assertTrue(problem(resolver, folder.resolve("capsule.pcap").toString()).contains("not inside"),
                    "a common prefix is not a common folder");
        }
    }

    @Test
    void shouldNotTellWhatExistsWhenItIsOutsideTheAllowedDirectories() throws IOException {
        Path allowed = Files.createDirectory(folder.resolve("caps"));
        String there = problem(inside(allowed), capture.toString());
        String notThere = problem(inside(allowed), folder.resolve("b.pcap").toString());
        assertEquals(there.replace("a.pcap", "b.pcap"), notThere);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldFollowASymbolicLinkOnlyWhenItStaysInside() throws Exception {
        Path allowed = Files.createDirectory(folder.resolve("caps"));
        Path good = Files.copy(capture, allowed.resolve("good.pcap"));
        Path escape = Files.createSymbolicLink(allowed.resolve("escape.pcap"), capture);
        Path inward = Files.createSymbolicLink(allowed.resolve("inward.pcap"), good);
        Path escapedFolder = Files.createSymbolicLink(allowed.resolve("up"), folder);
        Path dangling = Files.createSymbolicLink(allowed.resolve("dangling"), folder.resolve("none"));
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), allowed);
        try (SourceResolver resolver = inside(allowed)) {
            assertTrue(problem(resolver, escape.toString()).contains("not inside"));
            assertTrue(problem(resolver, escapedFolder.resolve("a.pcap").toString()).contains("not inside"));
            assertTrue(problem(resolver, dangling.toString()).contains("does not exist"));
            assertEquals(good, resolver.open(inward.toString()).path());
        }
        try (SourceResolver resolver = inside(alias)) {
            assertEquals(good, resolver.open(alias.resolve("good.pcap").toString()).path());
        }
    }

    @Test
    @EnabledOnOs(OS.WINDOWS)
    void shouldRefuseANetworkShareWhenItIsNotAllowed() {
        assertTrue(problem(anywhere(), "\\\\server\\share\\a.pcap").contains("network share"));
    }

    @Test
    void shouldDiscloseNoContentWhenTheFileIsNoCapture() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "password=hunter2\n".repeat(3));
        try (SourceResolver resolver = anywhere(); LocalCapture opened = resolver.open(secret.toString())) {
            assertArrayEquals(Files.readAllBytes(secret), Files.readAllBytes(opened.path()));
            assertFalse(opened.toString().contains("hunter2") || opened.notice().isPresent());
        }
        Path zip = Files.write(folder.resolve("a.zip"), new byte[]{'P', 'K', 3, 4, 'h', 'u', 'n', 't', 'e', 'r', '2'});
        assertFalse(problem(anywhere(), zip.toString()).contains("hunter2"));
        Path archive = Files.write(folder.resolve("a.7z"), new byte[]{'7', 'z', (byte) 0xbc, (byte) 0xaf, 'h', 'u', 'n', 't'});
        assertEquals("The file is an archive, not a capture; unpack it and give the path of the capture in it.",
                problem(anywhere(), archive.toString()));
    }

    private static List<String> names(LocalCaptures opened) {
        return opened.files().stream().map(LocalCapture::name).toList();
    }

    @Test
    void shouldOpenTheFilesOfADirectoryByName() throws Exception {
        Files.write(folder.resolve("c.pcap"), RandomCapture.pcap(1));
        Files.write(folder.resolve("b.pcap"), RandomCapture.pcap(1));
        Files.write(folder.resolve(".hidden"), RandomCapture.pcap(1));
        Files.createFile(folder.resolve("empty.pcap"));
        Files.createDirectory(folder.resolve("deeper.pcap"));
        try (SourceResolver resolver = anywhere(); LocalCaptures opened = resolver.openAll(folder.toString(), SourceWatch.NONE)) {
            assertEquals(List.of("a.pcap", "b.pcap", "c.pcap"), names(opened));
            assertEquals(1, opened.leftOut().size());
            assertTrue(opened.leftOut().get(0).contains("empty.pcap"), opened.leftOut().get(0));
            assertEquals(folder.toString(), opened.name());
        }
    }

    @Test
    void shouldOpenTheFilesThatFitAPattern() throws Exception {
        Files.write(folder.resolve("b1.pcap"), RandomCapture.pcap(1));
        Files.write(folder.resolve("b2.pcap"), RandomCapture.pcap(1));
        try (SourceResolver resolver = anywhere()) {
            try (LocalCaptures opened = resolver.openAll(folder + "/b?.pcap", SourceWatch.NONE)) {
                assertEquals(List.of("b1.pcap", "b2.pcap"), names(opened));
            }
            assertTrue(problem(resolver, folder + "/x*.pcap", "There is no file that fits"));
            assertTrue(problem(resolver, folder + "/[.pcap", "is not a pattern"));
            assertTrue(problem(resolver, folder + "/nowhere/*.pcap", "There is no file"));
            assertTrue(problem(resolver, "caps/*.pcap", "is a relative path"));
        }
    }

    private static boolean problem(SourceResolver resolver, String given, String expected) {
        String message = assertThrows(UserFacingException.class, () -> resolver.openAll(given, SourceWatch.NONE).close())
                .getMessage();
        assertTrue(message.contains(expected), message);
        return true;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldTakeAPatternForANameWhereAFileIsCalledSo() throws Exception {
        Path odd = Files.copy(capture, folder.resolve("a[1].pcap"));
        try (SourceResolver resolver = anywhere(); LocalCaptures opened = resolver.openAll(odd.toString(), SourceWatch.NONE)) {
            assertEquals(List.of(odd.toString()), names(opened));
        }
    }

    @Test
    void shouldRefuseAPatternThatTakesForeverToMatch() throws Exception {
        Files.createFile(folder.resolve("a".repeat(200)));
        try (SourceResolver resolver = anywhere()) {
            assertTrue(problem(resolver, folder + "/" + "*a".repeat(30) + "b", "more than 3 of * and {}"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldKeepGroupsInsideTheAllowedDirectories() throws Exception {
        Path allowed = Files.createDirectory(folder.resolve("allowed"));
        Files.copy(capture, allowed.resolve("in.pcap"));
        Files.createSymbolicLink(allowed.resolve("out.pcap"), capture);
        try (SourceResolver resolver = inside(allowed)) {
            try (LocalCaptures opened = resolver.openAll(allowed.toString(), SourceWatch.NONE)) {
                assertEquals(List.of("in.pcap"), names(opened));
                assertTrue(opened.leftOut().get(0).contains("is not inside an allowed directory"), opened.leftOut().get(0));
            }
            assertTrue(problem(resolver, folder.toString(), "is not inside an allowed directory"));
            assertTrue(problem(resolver, folder + "/*.pcap", "is not inside an allowed directory"));
            assertTrue(problem(resolver, folder + "/nowhere/*.pcap", "is not inside an allowed directory"));
        }
    }
}
