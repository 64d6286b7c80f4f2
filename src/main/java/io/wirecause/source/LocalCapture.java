package io.wirecause.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A capture that lies ready as a plain local file until it is closed. */
public final class LocalCapture implements AutoCloseable {
    /** The coarsest clock of a file system that is in use, that of FAT. */
    private static final long CLOCK_STEP_MILLIS = 2_000;

    private final String name;
    private final Path path;
    private final FileIdentity identity;
    private final Path original;
    private final long openedMillis = System.currentTimeMillis();
    private final String notice;
    private final Runnable release;

    public LocalCapture(String name, Path path, FileIdentity identity, Path original, String notice, Runnable release) {
        this.name = name;
        this.path = path;
        this.identity = identity;
        this.original = original;
        this.notice = notice;
        this.release = release;
    }

    /** What the caller asked for, safe to show: cleaned and without the credentials and query of a URL. */
    public String name() {
        return name;
    }

    /** The file to read: the caller's own file, or an unpacked or downloaded copy of it. */
    public Path path() {
        return path;
    }

    /** Tells the same unchanged capture from another. */
    public FileIdentity identity() {
        return identity;
    }

    /** A sentence on what is missing from the file, such as where a compressed stream breaks; empty where nothing is. */
    public Optional<String> notice() {
        return Optional.ofNullable(notice);
    }

    /** See {@link LocalCaptures#isSettled}. A download is our own and does not change. */
    boolean isSettled() {
        if (original == null) {
            return true;
        }
        try {
            return openedMillis - identity.modifiedMillis() > CLOCK_STEP_MILLIS && FileIdentity.of(original).equals(identity);
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives a temporary copy up; the caller's own file is never touched. The file must not be read afterwards. */
    @Override
    public void close() {
        release.run();
    }
}
