package io.wirecause.source.temp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wirecause.report.UserFacingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TempFolderTest {
    @TempDir
    Path base;

    @BeforeEach
    void resolveBase() throws IOException {
        base = base.toRealPath();
    }

    /** Another process that holds a folder: prints it, then waits for a line, and ends as processes do. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            TempFile file = new TempFolder(Path.of(args[0])).create();
            file.write(new byte[]{1, 2, 3}, 0, 3);
            System.out.println(file.keep().getParent());
            System.in.read();
            System.exit(0);
        }
    }

    private Process startHolder() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Holder.class.getName(), base.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static Path folderOf(Process holder) throws IOException {
        return Path.of(new BufferedReader(new InputStreamReader(holder.getInputStream())).readLine());
    }

    private static void makeOld(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.fromMillis(System.currentTimeMillis() - 3_600_000));
    }

    private Path privateFolder(String name) throws IOException {
        return Files.createDirectory(base.resolve(name), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------")));
    }

    private static void makePipe(Path path) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> found = Files.list(base)) {
            return found.filter(path -> path.getFileName().toString().startsWith("wirecause-")).toList();
        }
    }

    @Test
    void shouldMakeNothingBeforeItIsNeededAndLeaveNothingBehind() throws Exception {
        try (TempFolder folder = new TempFolder(base)) {
            assertEquals(List.of(), folders());
            folder.create().keep();
            assertEquals(1, folders().size());
        }
        assertEquals(List.of(), folders());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldLetOnlyItsOwnerIn() throws Exception {
        try (TempFolder folder = new TempFolder(base)) {
            Path path = folder.create().keep();
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())));
        }
    }

    @Test
    void shouldRemoveTheFileWhenItIsNotKept() throws Exception {
        try (TempFolder folder = new TempFolder(base)) {
            Path path;
            try (TempFile file = folder.create()) {
                path = file.path();
                file.write(new byte[10], 0, 10);
                assertTrue(Files.exists(path));
            }
            assertFalse(Files.exists(path));
        }
    }

    @Test
    void shouldMakeANewFolderWhenACleanerTookTheOldOne() throws Exception {
        try (TempFolder folder = new TempFolder(base)) {
            Path first = folder.create().keep();
            Files.delete(first);
            Files.delete(first.resolveSibling("lock"));
            Files.delete(first.getParent());
            assertTrue(Files.exists(folder.create().keep()));
        }
        assertEquals(List.of(), folders());
    }

    @Test
    void shouldLeaveTheFolderOfALivingProcessAndRemoveThatOfACrashedOne() throws Exception {
        Process holder = startHolder();
        Path held = folderOf(holder);
        makeOld(held);
        new TempFolder(base).close();
        new TempFolder(base).close();
        assertTrue(Files.exists(held.resolve("1")), "its process lives");
        holder.destroyForcibly().waitFor();
        assertTrue(Files.exists(held.resolve("1")), "a killed process cannot clean up");
        new TempFolder(base).close();
        assertFalse(Files.exists(held));
    }

    @Test
    void shouldLeaveAFolderOfTheSameNameThatItNeverMade() throws Exception {
        Path theirs = Files.createDirectory(base.resolve("wirecause-captures"));
        Path capture = Files.writeString(theirs.resolve("mine.pcap"), "precious");
        makeOld(theirs);
        new TempFolder(base).close();
        assertTrue(Files.exists(capture));
    }

    @Test
    void shouldLeaveNothingWhenTheProcessEnds() throws Exception {
        Process holder = startHolder();
        Path held = folderOf(holder);
        assertTrue(Files.exists(held.resolve("1")));
        holder.getOutputStream().write('\n');
        holder.getOutputStream().flush();
        assertTrue(holder.waitFor(20, TimeUnit.SECONDS));
        assertFalse(Files.exists(held));
    }

    @Test
    void shouldNotTakeItsOwnFolderForALeftover() throws Exception {
        try (TempFolder first = new TempFolder(base)) {
            Path path = first.create().keep();
            makeOld(path.getParent());
            try (TempFolder second = new TempFolder(base)) {
                assertTrue(Files.exists(path));
                second.create().keep();
            }
            Process holder = startHolder();
            folderOf(holder);
            holder.destroyForcibly().waitFor();
            assertTrue(Files.exists(path), "the lock must have outlived the second folder");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldNotFollowASymbolicLinkWhenItCleansUp() throws Exception {
        Path treasure = Files.createDirectory(base.resolve("treasure"));
        Path gold = Files.writeString(treasure.resolve("gold"), "x");
        makeOld(treasure);
        Path trap = Files.createSymbolicLink(base.resolve("wirecause-trap"), treasure);
        Path leftover = privateFolder("wirecause-leftover");
        Files.createFile(leftover.resolve("lock"));
        Files.createSymbolicLink(leftover.resolve("1"), gold);
        Path deep = privateFolder("wirecause-deep");
        Files.createFile(deep.resolve("lock"));
        Path below = Files.writeString(Files.createDirectory(deep.resolve("sub")).resolve("file"), "x");
        makeOld(leftover);
        makeOld(deep);
        new TempFolder(base).close();
        assertTrue(Files.exists(gold));
        assertTrue(Files.isSymbolicLink(trap));
        assertFalse(Files.exists(leftover), "the link in it is removed, not what it points to");
        assertTrue(Files.exists(below), "we never make folders in folders");
    }

    /** A start and one file, which must not wait for anybody. */
    private void assertStarts() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try (TempFolder folder = new TempFolder(base)) {
                assertTrue(Files.exists(folder.create().keep()));
            }
        });
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldStartWhenALockOrAFolderIsAPipe() throws Exception {
        for (String mode : new String[]{"rwx------", "rwxrwxrwx"}) {
            Path trap = privateFolder("wirecause-trap" + mode);
            makePipe(trap.resolve("lock"));
            Files.setPosixFilePermissions(trap, PosixFilePermissions.fromString(mode));
            makeOld(trap);
        }
        makePipe(base.resolve("wirecause-pipe"));
        assertStarts();
        assertEquals(3, folders().size(), "what is not ours stays");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldStartAndLeaveItWhenALockIsALinkOrAFolder() throws Exception {
        Path gold = Files.writeString(base.resolve("gold"), "x");
        Path linked = privateFolder("wirecause-linked");
        Files.createSymbolicLink(linked.resolve("lock"), gold);
        Path folder = privateFolder("wirecause-folder");
        Files.createDirectory(folder.resolve("lock"));
        makeOld(linked);
        makeOld(folder);
        assertStarts();
        assertTrue(Files.exists(gold));
        assertEquals(2, folders().size());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldLeaveAFolderThatOthersMayEnterOrOwn() throws Exception {
        Path open = Files.createDirectory(base.resolve("wirecause-open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path theirs = privateFolder("wirecause-theirs");
        Path lock = Files.createFile(theirs.resolve("lock"));
        Files.createFile(open.resolve("lock"));
        makeOld(open);
        makeOld(theirs);
        boolean foreign = makeForeign(theirs);
        assertStarts();
        assertTrue(Files.exists(open.resolve("lock")));
        assertEquals(foreign, Files.exists(lock), "only a folder of another user stays");
    }

    /** Only root can give a folder away. */
    private static boolean makeForeign(Path folder) {
        try {
            Files.setAttribute(folder, "unix:uid", 65534);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldUseAnotherFolderWhenSomebodyPutOneInThePlaceOfItsOwn() throws Exception {
        Path gold = Files.writeString(Files.createDirectory(base.resolve("treasure")).resolve("gold"), "x");
        try (TempFolder folder = new TempFolder(base)) {
            Path first = folder.create().keep();
            Path place = first.getParent();
            Files.move(place, base.resolve("moved"));
            Files.createDirectory(place);
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
            Path second = folder.create().keep().getParent();
            assertNotEquals(place, second);
            Files.move(second, base.resolve("moved too"));
            Files.createSymbolicLink(second, gold.getParent());
        }
        assertTrue(Files.exists(gold), "the link in the place of the folder must not be followed");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldLeaveAFolderAloneWhereOthersCouldReplaceItMeanwhile() throws Exception {
        Path leftover = privateFolder("wirecause-leftover");
        Path lock = Files.createFile(leftover.resolve("lock"));
        makeOld(leftover);
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertStarts();
        assertTrue(Files.exists(lock));
        Files.setAttribute(base, "unix:mode", 01777);
        assertStarts();
        assertFalse(Files.exists(lock), "in a sticky folder only the owner can");
    }

    @Test
    void shouldSayThatTheDiskIsFullWhenItIs() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "/dev/full is missing");
        try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
            TempFile file = new TempFile(base.resolve("1"), channel);
            String message = assertThrows(UserFacingException.class, () -> file.write(new byte[10], 0, 10)).getMessage();
            assertTrue(message.contains("its disk is full"), message);
        }
    }

    @Test
    void shouldSaySoBeforeTheDownloadWhenTheDiskHasNoRoom() throws Exception {
        try (TempFolder folder = new TempFolder(base); TempFile file = folder.create()) {
            file.expect(1);
            assertTrue(assertThrows(UserFacingException.class, () -> file.expect(Long.MAX_VALUE)).getMessage()
                    .contains("does not fit"));
        }
    }

    @Test
    void shouldNameTheFolderWhenNoTemporaryFileCanBeMade() throws Exception {
        try (TempFolder folder = new TempFolder(base.resolve("missing"))) {
            assertTrue(assertThrows(UserFacingException.class, folder::create).getMessage().contains("-Djava.io.tmpdir"));
        }
    }
}
