package io.wirecause.source.temp;

import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The private folder for downloaded and unpacked captures. It is made when the first file is asked for, only its owner
 * may look into it, and it goes with the process. A lock on a file in it says that the process lives: a folder where
 * nobody holds it is what a crashed process left behind, and the next start removes it. A folder without the file is
 * somebody else's.
 *
 * <p>Other local users can put anything under our names into a base folder that all share, also pipes, on whose opening
 * Java waits for ever. What is opened there is therefore ours by its owner and mode, and no link, before it is opened.
 */
public final class TempFolder implements AutoCloseable {
    private static final String PREFIX = "wirecause-";
    private static final String LOCK = "lock";
    private static final Set<OpenOption> LOCK_OPTIONS = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<PosixFilePermission> PRIVATE = Set.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final int OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;
    /** A folder this young may not have its lock yet. */
    private static final long SETTLED_MILLIS = 60_000;
    /**
     * The folders of this process. They must not be probed for a lock: closing the probe would, by POSIX, give up the
     * lock that the process holds on the same file.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path base;
    private Path folder;
    /** Of the folder; null where files have no POSIX attributes. */
    private UserPrincipal owner;
    private FileChannel lockChannel;
    private Thread hook;
    private long count;
    private boolean closed;

    /** A folder to be made in a base folder, from which leftovers are removed now. */
    public TempFolder(Path base) {
        this.base = real(base);
        removeLeftovers();
    }

    private static Path real(Path base) {
        try {
            return base.toRealPath();
        } catch (IOException e) {
            return base;
        }
    }

    /**
     * A new empty file.
     *
     * @throws UserFacingException where the base folder does not take it
     */
    public synchronized TempFile create() throws UserFacingException {
        try {
            if (closed) {
                throw new IOException("closed");
            }
            if (folder == null || !isStillOurs()) {
                make();
            }
            Path path = folder.resolve(Long.toString(++count));
            return new TempFile(path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException | SecurityException e) {
            throw new UserFacingException("No temporary file can be made in " + base
                    + "; name another folder with -Djava.io.tmpdir.", e);
        }
    }

    private void make() throws IOException {
        Path made = Files.createTempDirectory(base, PREFIX);
        OWN.add(made);
        lockChannel = FileChannel.open(made.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (lockChannel.tryLock() == null) {
            throw new IOException("the lock of a new folder is taken");
        }
        folder = made;
        PosixFileAttributeView posix = posixView(made);
        owner = posix == null ? null : posix.getOwner();
        if (hook == null) {
            hook = new Thread(this::close, "wirecause-clean-up");
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    /** Whether it is the folder that was made, and not what somebody put there once a cleaner had removed it. */
    private boolean isStillOurs() {
        try {
            PosixFileAttributeView posix = owner == null ? null : posixView(folder);
            return posix == null ? Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    : isPrivate(posix.readAttributes(), owner);
        } catch (IOException e) {
            return false;
        }
    }

    private static PosixFileAttributeView posixView(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isPrivate(PosixFileAttributes attributes, UserPrincipal owner) {
        return attributes.isDirectory() && attributes.owner().equals(owner) && attributes.permissions().equals(PRIVATE);
    }

    /** Removes the folder and all that is in it. */
    @Override
    public synchronized void close() {
        closed = true;
        removeAll();
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process ends already, and the hook finds nothing left.
            }
        }
    }

    private synchronized void removeAll() {
        if (folder == null) {
            return;
        }
        try {
            lockChannel.close();
        } catch (IOException e) {
            // Closed in any case.
        }
        if (isStillOurs()) {
            removeFolder(folder);
        }
        OWN.remove(folder);
        folder = null;
    }

    private void removeLeftovers() {
        UserPrincipal self = null;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(base, PREFIX + "*")) {
            for (Path one : found) {
                if (OWN.contains(one)) {
                    continue;
                }
                if (found instanceof SecureDirectoryStream<Path> secure) {
                    self = self == null ? self() : self;
                    if (!keepsEntriesInPlace(self)) {
                        return;
                    }
                    removeIfDead(secure, one.getFileName(), self);
                } else {
                    removeIfDead(one);
                }
            }
        } catch (IOException | SecurityException | DirectoryIteratorException e) {
            // Nothing can be removed from a folder that cannot be read.
        }
    }

    /** The owner of the files that this process makes here, which no name of a user tells reliably. */
    private UserPrincipal self() throws IOException {
        Path probe = Files.createTempFile(base, "wirecause", ".probe");
        try {
            return Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS);
        } finally {
            remove(probe);
        }
    }

    /** Whether no other user can put a pipe in the place of a folder of ours between our look at it and its opening. */
    private boolean keepsEntriesInPlace(UserPrincipal self) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(base, "unix:mode,uid,owner");
        int mode = (Integer) attributes.get("mode");
        boolean trusted = (Integer) attributes.get("uid") == 0 || attributes.get("owner").equals(self);
        return trusted && ((mode & OTHERS_WRITE) == 0 || (mode & STICKY) != 0);
    }

    /**
     * Unix: the folder is held open and its files are named relative to it. Should somebody else put a symbolic link in
     * its place meanwhile, in a base folder that all users share, the link is not followed.
     */
    private static void removeIfDead(SecureDirectoryStream<Path> parent, Path name, UserPrincipal self) {
        try {
            PosixFileAttributeView view =
                    parent.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (isPrivate(view.readAttributes(), self)) {
                removeIfDead(parent, name);
            }
        } catch (IOException | SecurityException e) {
            // Gone, or not ours to look at.
        }
    }

    private static void removeIfDead(SecureDirectoryStream<Path> parent, Path name) {
        try (SecureDirectoryStream<Path> files = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            BasicFileAttributes attributes = files.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
            BasicFileAttributes lock = files.getFileAttributeView(Path.of(LOCK), BasicFileAttributeView.class,
                    LinkOption.NOFOLLOW_LINKS).readAttributes();
            if (isYoung(attributes) || !lock.isRegularFile()
                    || isTaken(() -> files.newByteChannel(Path.of(LOCK), LOCK_OPTIONS))) {
                return;
            }
            for (Path file : files) {
                files.deleteFile(file.getFileName());
            }
            parent.deleteDirectory(name);
        } catch (IOException | SecurityException | DirectoryIteratorException e) {
            // Not a folder, not ours to read, or holding what we never put there: it stays.
        }
    }

    /** Windows: the base folder is the user's own. */
    private static void removeIfDead(Path found) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(found, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory() && !attributes.isSymbolicLink() && !isYoung(attributes)
                    && Files.isRegularFile(found.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)
                    && !isTaken(() -> Files.newByteChannel(found.resolve(LOCK), LOCK_OPTIONS))) {
                removeFolder(found);
            }
        } catch (IOException | SecurityException e) {
            // It stays.
        }
    }

    private static boolean isYoung(BasicFileAttributes attributes) {
        return System.currentTimeMillis() - attributes.lastModifiedTime().toMillis() < SETTLED_MILLIS;
    }

    /** Whether the folder is to be left alone: a process holds the lock, or there is no lock, for we never made it. */
    private static boolean isTaken(Callable<SeekableByteChannel> lock) throws IOException {
        try (SeekableByteChannel channel = lock.call()) {
            try (FileLock held = ((FileChannel) channel).tryLock()) {
                return held == null;
            }
        } catch (NoSuchFileException | OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the lock cannot be probed", e);
        }
    }

    /** The folder is flat: what is no plain file in it is not ours and stays, with the folder. */
    private static void removeFolder(Path found) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(found)) {
            files.forEach(TempFolder::remove);
        } catch (IOException | DirectoryIteratorException e) {
            // What is left is tried again at the next start.
        }
        remove(found);
    }

    /** Removes a file, or an empty folder; of a symbolic link, the link. */
    public static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException | SecurityException e) {
            // Tried again when the folder is removed, at exit or at the next start.
        }
    }
}
