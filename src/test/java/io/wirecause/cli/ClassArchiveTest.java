package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    Path caches;

    private File jar;
    private ClassArchive archive;
    private Path made;

    @BeforeEach
    void makeJar() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"), "no owners as Unix has them");
        jar = Files.write(caches.resolve("x.jar"), new byte[] {1}).toFile();
        archive = ClassArchive.in(caches, jar);
    }

    @Test
    void shouldMakeAFolderForItsOwnerAlone() throws Exception {
        assertNull(archive.usable());
        assertTrue(archive.isToBeMade());
        assertEquals("rwx------", permissions(archive.attempt().getParent()));
        assertNull(archive.usable());
    }

    @Test
    void shouldBeMadeByOneProcessAndOnce() throws Exception {
        assertTrue(archive.isToBeMade());
        assertFalse(archive.isToBeMade(), "another is at it");
        assertTrue(archive.attempt().toFile().setLastModified(System.currentTimeMillis() - 3_600_000));
        assertTrue(archive.isToBeMade(), "the other was ended an hour ago");
        archive.finish();
        assertFalse(archive.isToBeMade(), "an empty one says that it cannot be made");
        assertNull(archive.usable());
    }

    @Test
    void shouldBeUsableOnlyWhereNobodyElseCanHaveWrittenIt() throws Exception {
        make();
        assertNotNull(archive.usable());
        Path folder = archive.attempt().getParent();
        for (String others : new String[] {"rwx----w-", "rwx-w----", "rwxrwxrwx"}) {
            set(folder, others);
            assertNull(archive.usable(), "folder " + others);
            assertFalse(archive.isToBeMade(), "folder " + others);
            set(folder, "rwx------");
            set(made, others);
            assertNull(archive.usable(), "file " + others);
            set(made, "r--r--r--");
            set(caches, others);
            assertNull(archive.usable(), "folder above " + others);
            set(caches, "rwx------");
            assertNotNull(archive.usable());
        }
    }

    @Test
    void shouldNotBeUsableWhenItWasCut() throws Exception {
        make();
        set(made, "rw-------");
        Files.write(made, new byte[0]);
        assertNull(archive.usable());
        Files.write(made, new byte[] {1, 2});
        assertNull(archive.usable());
    }

    @Test
    void shouldNotBeUsableThroughASymbolicLink() throws Exception {
        make();
        Path folder = archive.attempt().getParent();
        Path elsewhere = caches.resolve("elsewhere");
        Files.move(folder, elsewhere);
        Files.createSymbolicLink(folder, elsewhere);
        assertNull(archive.usable());
        Files.delete(folder);
        Files.move(elsewhere, folder);
        Files.move(made, caches.resolve("planted.jsa"));
        Files.createSymbolicLink(made, caches.resolve("planted.jsa"));
        assertNull(archive.usable());
    }

    @Test
    void shouldNotBeUsableWhereItBelongsToAnother() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "only the administrator can give files away");
        make();
        Path folder = archive.attempt().getParent();
        for (Path given : new Path[] {made, folder, caches}) {
            Files.setAttribute(given, "unix:uid", 12_345);
            assertNull(archive.usable(), given.toString());
            Files.setAttribute(given, "unix:uid", 0);
        }
        assertNotNull(archive.usable());
    }

    @Test
    void shouldRemoveThoseOfOtherBuildsOfItsJarOnly() throws Exception {
        make();
        Path other = Files.write(made.resolveSibling("classes-1-2.jsa"), new byte[] {1});
        Files.write(jar.toPath(), new byte[] {1, 2, 3});
        ClassArchive newer = ClassArchive.in(caches, jar);
        assertNull(newer.usable());
        assertTrue(newer.isToBeMade());
        Files.write(newer.attempt(), new byte[] {1, 2});
        newer.finish();
        assertFalse(Files.exists(made));
        assertNotNull(newer.usable());
        assertTrue(Files.exists(other));
    }

    private void make() throws IOException {
        assertTrue(archive.isToBeMade());
        Files.write(archive.attempt(), new byte[] {1});
        set(archive.attempt(), "r--r--r--");
        archive.finish();
        made = archive.usable();
        assertNotNull(made);
    }

    private static void set(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
