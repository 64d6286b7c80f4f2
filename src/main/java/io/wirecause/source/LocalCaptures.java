package io.wirecause.source;

import java.util.List;

/** The files that one call reads: one, or the files of a directory or pattern, to be read as one capture. */
public final class LocalCaptures implements AutoCloseable {
    private final String name;
    private final List<LocalCapture> files;
    private final List<String> leftOut;

    public LocalCaptures(String name, List<LocalCapture> files, List<String> leftOut) {
        this.name = name;
        this.files = List.copyOf(files);
        this.leftOut = List.copyOf(leftOut);
    }

    /** What the caller asked for, safe to show. */
    public String name() {
        return name;
    }

    /** The files, at least one. In a group each is named by its file name alone. */
    public List<LocalCapture> files() {
        return files;
    }

    /** Why some files of a group are not among them, one sentence each. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** What distinguishes the same unchanged captures from others, in the order of {@link #files}. */
    public List<FileIdentity> identities() {
        return files.stream().map(LocalCapture::identity).toList();
    }

    /**
     * Whether {@link #identities} still tells what the files hold. Asked after they were read: a file that changed
     * meanwhile, or so shortly before that its time of change could not tell a next change, is not settled.
     */
    public boolean isSettled() {
        return files.stream().allMatch(LocalCapture::isSettled);
    }

    @Override
    public void close() {
        files.forEach(LocalCapture::close);
    }
}
