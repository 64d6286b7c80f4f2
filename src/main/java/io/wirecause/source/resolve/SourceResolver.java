package io.wirecause.source.resolve;

import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import io.wirecause.source.CaptureList;
import io.wirecause.source.FileIdentity;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.LocalCaptures;
import io.wirecause.source.LocalPath;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.SourceWatch;
import io.wirecause.source.download.Download;
import io.wirecause.source.download.Downloader;
import io.wirecause.source.download.HostPolicy;
import io.wirecause.source.download.WebAddress;
import io.wirecause.source.temp.TempFolder;
import io.wirecause.source.unpack.Compression;
import io.wirecause.source.unpack.UnpackBudget;
import io.wirecause.source.unpack.Unpacker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * Turns what a caller names, a path or a URL, into a plain local file to read: checked, downloaded, unpacked. Safe for
 * use by several threads. What was downloaded or unpacked is kept, within bounds, for the next call that names the same
 * unchanged file.
 */
public final class SourceResolver implements AutoCloseable {
    /** Two characters at least, because one letter and a colon is a Windows drive. */
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):.*", Pattern.DOTALL);

    private final boolean offline;
    private final LocalFiles files;
    private final TempFolder folder;
    private final TempFileCache ready;
    private final Unpacker unpacker;
    private final long maxUnpackedBytes;
    private final Downloader downloader;

    /** A resolver under a policy. Temporary files go to {@code java.io.tmpdir}. */
    public SourceResolver(SourcePolicy policy) {
        this(policy, Path.of(System.getProperty("java.io.tmpdir")), InetAddress::getAllByName,
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** A resolver with another temporary folder, another way to look up names and other TLS connections. */
    public SourceResolver(SourcePolicy policy, Path temporary, HostPolicy.NameLookup names,
                          Supplier<SSLSocketFactory> tls) {
        SourceLimits limits = policy.limits();
        offline = policy.offline();
        files = new LocalFiles(policy.allowedDirectories());
        folder = new TempFolder(temporary);
        ready = new TempFileCache(limits.maxCachedBytes());
        unpacker = new Unpacker(limits, folder);
        maxUnpackedBytes = limits.maxUnpackedBytes();
        downloader = new Downloader(limits, new HostPolicy(policy.allowedUrlHosts(), names), tls, folder);
    }

    /** {@link #open(String, SourceWatch)} without a follower. */
    public LocalCapture open(String pcapFile) throws UserFacingException {
        return open(pcapFile, SourceWatch.NONE);
    }

    /**
     * Makes a capture ready to be read. The caller closes what it gets.
     *
     * @param pcapFile an absolute local path, or an http(s) URL
     * @param watch    receives the progress of a download or unpacking
     * @throws UserFacingException in one sentence, where there is nothing to read or it is not allowed
     */
    public LocalCapture open(String pcapFile, SourceWatch watch) throws UserFacingException {
        return isUrl(pcapFile) ? openUrl(pcapFile.strip(), watch)
                : openFile(files.named(pcapFile), shown(pcapFile), new UnpackBudget(maxUnpackedBytes), files, watch);
    }

    /**
     * The captures in the directories that local files must lie in, within bounds; none where that is all of the file
     * system.
     *
     * @param roots as in {@link #openAll(String, List, SourceWatch)}
     */
    public CaptureList captures(List<Path> roots) {
        return files.orWithin(roots).captures();
    }

    private static boolean isUrl(String pcapFile) {
        Matcher scheme = SCHEME.matcher(pcapFile.strip());
        return scheme.matches() && !scheme.group(1).equalsIgnoreCase("file");
    }

    /**
     * Makes what may be several files ready: {@link #open}, and for a directory or a pattern in the last part of a path
     * all captures in it. Files that cannot be read are left out of a group with a sentence. The caller closes what it gets.
     *
     * @throws UserFacingException where nothing is there to read or it is not allowed
     */
    public LocalCaptures openAll(String pcapFile, SourceWatch watch) throws UserFacingException {
        return openAll(pcapFile, List.of(), watch);
    }

    /**
     * {@link #openAll(String, SourceWatch)} for a client that says where it works.
     *
     * @param roots directories that local files must lie in where the policy allows all of the file system; what the
     *              policy allows is the word of the user who started the server and goes before. Empty for no bound
     */
    public LocalCaptures openAll(String pcapFile, List<Path> roots, SourceWatch watch) throws UserFacingException {
        if (isUrl(pcapFile)) {
            return single(openUrl(pcapFile.strip(), watch));
        }
        LocalFiles within = files.orWithin(roots);
        Optional<FileGroup.FilePattern> pattern = FileGroup.FilePattern.of(LocalFiles.unquoted(pcapFile));
        if (pattern.isPresent()) {
            if (pattern.get().directory().isBlank()) {
                throw new UserFacingException(LocalFiles.quote(pcapFile)
                        + " is a pattern without a folder; put its absolute path before it, such as /folder/*.pcap.");
            }
            Path directory = within.real(within.named(pattern.get().directory()));
            if (!pattern.get().isName(directory)) {
                return openGroup(pcapFile, directory, pattern.get().pattern(), within, watch);
            }
        }
        LocalFiles.Named named = within.named(pcapFile);
        return Files.isDirectory(named.path()) ? openGroup(pcapFile, within.real(named), "", within, watch)
                : single(openFile(named, shown(pcapFile), new UnpackBudget(maxUnpackedBytes), within, watch));
    }

    /** A local path as answers name it. */
    private static String shown(String pcapFile) {
        return WireText.clean(LocalFiles.unquoted(pcapFile));
    }

    private static LocalCaptures single(LocalCapture one) {
        return new LocalCaptures(one.name(), List.of(one), List.of());
    }

    private LocalCaptures openGroup(String given, Path directory, String pattern, LocalFiles within, SourceWatch watch)
            throws UserFacingException {
        List<LocalCapture> open = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        UnpackBudget budget = new UnpackBudget(maxUnpackedBytes);
        try {
            for (Path path : FileGroup.list(directory, pattern, LocalFiles.quote(given), watch)) {
                watch.reached(0, 0);
                try {
                    open.add(openFile(within.named(path), WireText.clean(LocalPath.name(path)), budget,
                            within, watch));
                } catch (UserFacingException e) {
                    leftOut.add(e.getMessage());
                }
            }
            // A call that was stopped is not an unreadable file.
            watch.reached(0, 0);
            if (open.isEmpty()) {
                throw new UserFacingException("None of the files of " + LocalFiles.quote(given) + " can be read: "
                        + leftOut.get(0));
            }
        } catch (UserFacingException | RuntimeException | Error e) {
            open.forEach(LocalCapture::close);
            throw e;
        }
        return new LocalCaptures(WireText.clean(given), open, leftOut);
    }

    private LocalCapture openFile(LocalFiles.Named given, String name, UnpackBudget budget, LocalFiles within, SourceWatch watch)
            throws UserFacingException {
        LocalFiles.Found found = within.find(given);
        Optional<Compression> compression = compressionOf(found.path());
        if (compression.isEmpty()) {
            return new LocalCapture(name, found.path(), found.identity(), found.path(), null, () -> { });
        }
        String key = found.identity().key();
        ready.enter(key, watch);
        try {
            TempFileCache.Ready file = ready.take(key);
            if (file != null && !file.identity().equals(found.identity())) {
                ready.release(file);
                file = null;
            }
            if (file == null) {
                watch.works();
                Unpacker.Unpacked unpacked = unpacker.unpack(found.path(), compression.get(), budget, watch);
                file = new TempFileCache.Ready(unpacked.path(), unpacked.bytes(), found.identity(), unpacked.notice(), null);
                ready.keep(key, file);
            }
            return local(name, file, found.path());
        } finally {
            ready.leave(key);
        }
    }

    private LocalCapture openUrl(String given, SourceWatch watch) throws UserFacingException {
        if (offline) {
            throw new UserFacingException(
                    "URLs are not fetched, because the server runs offline; give the absolute path of a capture file.");
        }
        WebAddress address = WebAddress.parse(given);
        ready.enter(given, watch);
        try {
            TempFileCache.Ready known = ready.take(given);
            try {
                watch.waits();
                Optional<Download> fetched = downloader.fetch(address, known == null ? null : known.validator(), watch);
                if (fetched.isEmpty()) {
                    TempFileCache.Ready current = known;
                    known = null;
                    return local(address.toString(), current, null);
                }
                TempFileCache.Ready file = prepare(fetched.get(), watch);
                if (file.validator() != null) {
                    ready.keep(given, file);
                } else {
                    ready.drop(given);
                }
                return local(address.toString(), file, null);
            } finally {
                if (known != null) {
                    ready.release(known);
                }
            }
        } finally {
            ready.leave(given);
        }
    }

    /** Unpacks a download where it is compressed. */
    private TempFileCache.Ready prepare(Download download, SourceWatch watch) throws UserFacingException {
        FileIdentity identity = new FileIdentity("sha256:" + download.sha256(), download.bytes(), 0);
        boolean needed = false;
        try {
            Optional<Compression> compression = compressionOf(download.path());
            if (compression.isEmpty()) {
                needed = true;
                return new TempFileCache.Ready(download.path(), download.bytes(), identity, null, download.validator());
            }
            watch.works();
            Unpacker.Unpacked unpacked = unpacker.unpack(download.path(), compression.get(),
                    new UnpackBudget(maxUnpackedBytes), watch);
            return new TempFileCache.Ready(unpacked.path(), unpacked.bytes(), identity, unpacked.notice(), download.validator());
        } finally {
            if (!needed) {
                TempFolder.remove(download.path());
            }
        }
    }

    private LocalCapture local(String name, TempFileCache.Ready file, Path original) {
        AtomicBoolean closed = new AtomicBoolean();
        return new LocalCapture(name, file.path(), file.identity(), original, file.notice(), () -> {
            if (closed.compareAndSet(false, true)) {
                ready.release(file);
            }
        });
    }

    private static Optional<Compression> compressionOf(Path path) throws UserFacingException {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return Compression.of(in.readNBytes(Compression.HEAD_LENGTH));
        } catch (IOException e) {
            throw new UserFacingException("The capture file cannot be read.", e);
        }
    }

    /** Removes all temporary files. */
    @Override
    public void close() {
        folder.close();
    }
}
