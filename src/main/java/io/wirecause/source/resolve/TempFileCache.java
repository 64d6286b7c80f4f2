package io.wirecause.source.resolve;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.FileIdentity;
import io.wirecause.source.SourceWatch;
import io.wirecause.source.download.Download;
import io.wirecause.source.temp.TempFolder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The temporary files that are in use, and a bounded number of those that the next call may ask for again. One that is
 * in use is never removed; one that is not kept goes when its last user lets it go.
 */
public final class TempFileCache {
    private static final int MAX_KEPT = 16;

    private final long maxKeptBytes;
    /** In the order of last use. */
    private final Map<String, Ready> kept = new LinkedHashMap<>(MAX_KEPT, 0.75f, true);
    private final Set<String> working = new HashSet<>();

    public TempFileCache(long maxKeptBytes) {
        this.maxKeptBytes = maxKeptBytes;
    }

    /** A temporary file ready to be read. */
    public static final class Ready {
        private final Path path;
        private final long bytes;
        private final FileIdentity identity;
        private final String notice;
        private final Download.Validator validator;
        private int users = 1;
        private boolean kept;

        /** A file with its first user. */
    public Ready(Path path, long bytes, FileIdentity identity, String notice, Download.Validator validator) {
            this.path = path;
            this.bytes = bytes;
            this.identity = identity;
            this.notice = notice;
            this.validator = validator;
        }

    public Path path() {
            return path;
        }

    public FileIdentity identity() {
            return identity;
        }

    public String notice() {
            return notice;
        }

    public Download.Validator validator() {
            return validator;
        }
    }

    /** Waits until nobody else makes the file of a key ready. To be followed by {@link #leave}. */
    public void enter(String key, SourceWatch watch) throws UserFacingException {
        while (!tryEnter(key)) {
            watch.waits();
            watch.reached(0, -1);
        }
    }

    private synchronized boolean tryEnter(String key) throws UserFacingException {
        if (working.add(key)) {
            return true;
        }
        try {
            wait(SourceWatch.POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserFacingException("The call was interrupted.", e);
        }
        return false;
    }

    public synchronized void leave(String key) {
        working.remove(key);
        notifyAll();
    }

    /** The file kept under a key, with one user more; null where there is none. */
    public synchronized Ready take(String key) {
        Ready ready = kept.get(key);
        if (ready == null) {
            return null;
        }
        if (!Files.isRegularFile(ready.path, LinkOption.NOFOLLOW_LINKS)) {
            drop(key);
            return null;
        }
        ready.users++;
        return ready;
    }

    /** Keeps a file that is in use for later calls, in the place of older ones; not where it is too large for that. */
    public synchronized void keep(String key, Ready ready) {
        drop(key);
        if (ready.bytes > maxKeptBytes) {
            return;
        }
        ready.kept = true;
        kept.put(key, ready);
        long total = kept.values().stream().mapToLong(one -> one.bytes).sum();
        Iterator<Ready> oldest = kept.values().iterator();
        while (total > maxKeptBytes || kept.size() > MAX_KEPT) {
            Ready victim = oldest.next();
            oldest.remove();
            total -= victim.bytes;
            forget(victim);
        }
    }

    /** Forgets what is kept under a key. */
    public synchronized void drop(String key) {
        Ready old = kept.remove(key);
        if (old != null) {
            forget(old);
        }
    }

    private static void forget(Ready ready) {
        ready.kept = false;
        removeIfUnused(ready);
    }

    /** One user less. */
    public synchronized void release(Ready ready) {
        ready.users--;
        removeIfUnused(ready);
    }

    private static void removeIfUnused(Ready ready) {
        if (ready.users == 0 && !ready.kept) {
            TempFolder.remove(ready.path);
        }
    }
}
