package io.pcaplens.source;

import java.nio.file.Path;
import java.util.Optional;

/** A capture that lies ready as a plain local file until it is closed. */
public final class LocalCapture implements AutoCloseable {
    private final String name;
    private final Path path;
    private final FileIdentity identity;
    private final String notice;
    private final Runnable release;

    LocalCapture(String name, Path path, FileIdentity identity, String notice, Runnable release) {
        this.name = name;
        this.path = path;
        this.identity = identity;
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

    /** Gives a temporary copy up; the caller's own file is never touched. The file must not be read afterwards. */
    @Override
    public void close() {
        release.run();
    }
}
