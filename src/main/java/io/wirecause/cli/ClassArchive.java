package io.wirecause.cli;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The archive of loaded classes that Java starts from, in the user's cache folder. An archive is code: it is used only where
 * nobody else can have written it. Java itself ignores one that does not fit the jar or its own build.
 */
final class ClassArchive {
    private static final String PREFIX = "classes-";
    private static final String SUFFIX = ".jsa";
    private static final int WRITABLE_BY_OTHERS = 0022;
    /** Of a folder: others may write into it, but move only what is theirs. */
    private static final int STICKY = 01000;
    private static final int KIND = 0170000;
    private static final int FOLDER = 0040000;
    private static final int REGULAR = 0100000;
    /** One attempt to make the archive takes a few seconds. */
    private static final long ATTEMPT_MILLIS = 600_000;

    private final Path folder;
    private final String jarAndJava;
    private final String build;

    private ClassArchive(Path folder, String jarAndJava, String build) {
        this.folder = folder;
        this.jarAndJava = jarAndJava;
        this.build = build;
    }

    /** The place of the archive for this jar under this Java; null where the system names no folder for it. */
    static ClassArchive of(File jar) throws IOException {
        Path caches = caches();
        return caches.isAbsolute() ? in(caches, jar) : null;
    }

    /** The place of the archive below another folder for caches. */
    static ClassArchive in(Path caches, File jar) throws IOException {
        return new ClassArchive(caches.resolve("wirecause"), hex(jar.getCanonicalPath(), System.getProperty("java.home")),
                hex(System.getProperty("java.vm.version"), jar.length() + "," + jar.lastModified()));
    }

    private static Path caches() {
        String home = System.getProperty("user.home", "");
        if (System.getProperty("os.name", "").startsWith("Mac")) {
            return Path.of(home, "Library", "Caches");
        }
        String given = System.getenv("XDG_CACHE_HOME");
        return given == null || given.isEmpty() ? Path.of(home, ".cache") : Path.of(given);
    }

    private static String hex(String one, String other) {
        return Long.toHexString(((long) one.hashCode() << 32) + other.hashCode());
    }

    /** The archive; null where there is none that is whole and that only this user can have written. */
    Path usable() {
        try {
            Path found = find();
            long user = user();
            return found != null && isOwn(found, REGULAR, user) && isOwn(folder, FOLDER, user) && isOutOfReach(user)
                    && isWhole(found) ? found : null;
        } catch (IOException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    /** Its name tells its length, because Java 17 dies of an archive that was cut. One without content could not be made. */
    private boolean isWhole(Path found) throws IOException {
        long length = Files.size(found);
        return length > 0 && found.equals(named(length));
    }

    private Path named(long length) {
        return folder.resolve(PREFIX + jarAndJava + "-" + build + "-" + length + SUFFIX);
    }

    private Path find() {
        String[] all = folder.toFile().list();
        for (String name : all == null ? new String[0] : all) {
            if (name.startsWith(PREFIX + jarAndJava + "-" + build + "-") && name.endsWith(SUFFIX)) {
                return folder.resolve(name);
            }
        }
        return null;
    }

    /**
     * Whether this process is the one to have it made: it is missing, the folder is safe, or was made now, and no other process
     * is at it or has failed.
     */
    boolean isToBeMade() {
        try {
            long user = user();
            if (find() != null) {
                return false;
            }
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder.getParent());
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!isOwn(folder, FOLDER, user) || !isOutOfReach(user)) {
                return false;
            }
            if (System.currentTimeMillis() - attempt().toFile().lastModified() > ATTEMPT_MILLIS) {
                Files.deleteIfExists(attempt());
            }
            Files.createFile(attempt());
            return true;
        } catch (IOException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    /** Stands for an attempt to make the archive, and is what becomes of it. */
    Path attempt() {
        return folder.resolve(PREFIX + jarAndJava + "-" + build + ".new");
    }

    /** Lets later calls use what the attempt made, and removes the archives of other builds of the same jar and Java. */
    void finish() throws IOException {
        Files.move(attempt(), named(Files.size(attempt())), StandardCopyOption.ATOMIC_MOVE);
        File[] all = folder.toFile().listFiles();
        for (File one : all == null ? new File[0] : all) {
            String name = one.getName();
            if (name.startsWith(PREFIX + jarAndJava + "-") && !name.startsWith(PREFIX + jarAndJava + "-" + build)) {
                // What cannot be removed stays.
                one.delete();
            }
        }
    }

    private static long user() {
        return new UnixSystem().getUid();
    }

    private static boolean isOwn(Path path, int kind, long user) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) found.get("mode");
        return (int) found.get("uid") == user && (mode & KIND) == kind && (mode & WRITABLE_BY_OTHERS) == 0;
    }

    /** Whether nobody but this user and the administrator can put another folder in the place of this one. */
    private boolean isOutOfReach(long user) throws IOException {
        for (Path above = folder.toRealPath().getParent(); above != null; above = above.getParent()) {
            Map<String, Object> found = Files.readAttributes(above, "unix:uid,mode");
            int mode = (int) found.get("mode");
            int owner = (int) found.get("uid");
            if (owner != user && owner != 0 || (mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
                return false;
            }
        }
        return true;
    }
}
