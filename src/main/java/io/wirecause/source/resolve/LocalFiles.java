package io.wirecause.source.resolve;

import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import io.wirecause.source.CaptureList;
import io.wirecause.source.FileIdentity;
import io.wirecause.source.LocalPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the regular file that a path means, inside the allowed directories where there are any. */
public final class LocalFiles {
    private static final String EXPECTED = "give the absolute path of a capture file or an http(s) URL";

    /** A client can offer any number of roots. */
    private static final int SHOWN = 8;

    private final List<Path> allowed;
    /** What the allowed directories are, and what to do about a file outside; for sentences. */
    private static final Pattern QUOTED = Pattern.compile("\\s*([\"'`])(.+)\\1\\s*", Pattern.DOTALL);
    /** A drive or a share of Windows, where it runs on something else. */
    private static final Pattern WINDOWS = Pattern.compile("[a-zA-Z]:[\\\\/]|\\\\\\\\[^\\\\]");
    private static final Pattern LINE_END = Pattern.compile("[\\r\\n]+\\z");
    /** Names in a folder that are looked at for one that was meant. */
    private static final int MOST_LOOKED_AT = 5_000;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?[A-Za-z_]|%[A-Za-z_]+%");
    private static final Pattern BASE64 = Pattern.compile("\\s*(1MOyoQ|obLD1A|TTyyoQ|obI8TQ|Cg0NC|H4sI)[A-Za-z0-9+/=\\s]{20,}");

    private final String bound;
    private final String remedy;

    LocalFiles(List<Path> allowedDirectories) {
        this(allowedDirectories, "an allowed directory", "");
    }

    private LocalFiles(List<Path> allowedDirectories, String bound, String remedy) {
        this.allowed = allowedDirectories.stream().map(directory -> directory.toAbsolutePath().normalize()).toList();
        this.bound = bound;
        this.remedy = remedy;
    }

    /** These files where they are bound to directories, otherwise those in the client's roots, where it has any. */
    LocalFiles orWithin(List<Path> roots) {
        return !allowed.isEmpty() || roots.isEmpty() ? this : new LocalFiles(roots, "the roots that the client offers",
                "; add its folder to them, or start the server with --allow-dir");
    }

    /** A regular file that can be read, symbolic links resolved. */
    record Found(Path path, FileIdentity identity) {
    }

    /**
     * An absolute path as the caller named it, which need not exist.
     *
     * @param path  the path, symbolic links and all
     * @param shown the same in quotes, cleaned, for sentences
     */
    record Named(Path path, String shown) {
    }

    /**
     * Reads what the caller gave, once; asks nothing of the file system.
     *
     * @throws UserFacingException if it is not an absolute path, or a network share that is not allowed
     */
    Named named(String given) throws UserFacingException {
        String path = unquoted(given);
        String shown = quote(path);
        return new Named(parse(path, shown), shown);
    }

    /** Without the quotation marks that Windows' "Copy as path" and shells leave around a path. */
    static String unquoted(String given) {
        Matcher quoted = QUOTED.matcher(given);
        // A path never begins with a blank; what was copied often does, and ends with the end of its line.
        return quoted.matches() ? quoted.group(2) : LINE_END.matcher(given.stripLeading()).replaceFirst("");
    }

    /** A path that was listed here. */
    Named named(Path listed) {
        return new Named(listed, quote(LocalPath.text(listed)));
    }

    /**
     * Resolves a path to a file.
     *
     * @throws UserFacingException if it is not a readable, regular, non-empty file in an allowed directory
     */
    Found find(Named named) throws UserFacingException {
        return inspect(real(named), named.shown());
    }

    /**
     * The path without symbolic links.
     *
     * @throws UserFacingException where there is nothing, or it lies outside the allowed directories
     */
    Path real(Named named) throws UserFacingException {
        Path real;
        try {
            real = named.path().toRealPath();
        } catch (IOException | SecurityException e) {
            throw unresolved(named.path(), named.shown(), e);
        }
        if (!isAllowed(real)) {
            throw outside(named.shown());
        }
        return real;
    }

    /** The captures in the allowed directories; none where all of the file system is allowed. */
    CaptureList captures() {
        return CaptureSearch.in(realAllowed());
    }

    static String quote(String given) {
        return WireText.quote(given, WireText.DEFAULT_LENGTH);
    }

    private Path parse(String given, String shown) throws UserFacingException {
        if (given.isBlank()) {
            throw new UserFacingException("No capture is named; " + EXPECTED + ".");
        }
        Path path;
        try {
            path = given.toLowerCase(Locale.ROOT).startsWith("file:") ? LocalPath.ofUrl(given) : LocalPath.of(given);
        } catch (InvalidPathException e) {
            throw new UserFacingException(shown + " is not a valid path on this system; " + EXPECTED + ".");
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(shown + " is not a valid file URL, which is written file:///folder/name; " + EXPECTED
                    + ".");
        }
        if (!path.isAbsolute()) {
            throw new UserFacingException(shown + notAbsolute(given));
        }
        Path normal = path.normalize();
        if (isNetworkShare(normal) && allowed.stream().noneMatch(normal::startsWith)) {
            throw new UserFacingException(shown + " is on a network share, which is opened only inside an allowed directory; "
                    + "copy the capture to a local disk.");
        }
        return path;
    }

    /** Why a path is none that can be opened, and what to give instead. */
    private static String notAbsolute(String given) {
        if (given.startsWith("~")) {
            return " starts with ~, which only a shell expands; " + EXPECTED + ", with the home folder written out.";
        }
        if (VARIABLE.matcher(given).lookingAt()) {
            return " starts with a variable, which only a shell replaces; " + EXPECTED + ", with its value written out.";
        }
        if (WINDOWS.matcher(given).lookingAt()) {
            return " is a path of Windows, but the server runs on " + System.getProperty("os.name")
                    + "; give the path as it is there (in WSL, drive C: is /mnt/c).";
        }
        if (BASE64.matcher(given).matches()) {
            return " is the content of a capture in base64, not its name; save it as a file, decoded, and give its path.";
        }
        return " is a relative path; " + EXPECTED + ".";
    }

    /** Windows only: merely looking at such a path sends the user's credentials to the host that it names. */
    private static boolean isNetworkShare(Path path) {
        return path.getRoot().toString().startsWith("\\\\");
    }

    private boolean isAllowed(Path real) {
        return allowed.isEmpty() || realAllowed().stream().anyMatch(real::startsWith);
    }

    /** Asked each time, because a directory may be created, or a link in its path changed, after the start. */
    private List<Path> realAllowed() {
        List<Path> found = new ArrayList<>();
        for (Path directory : allowed) {
            try {
                found.add(directory.toRealPath());
            } catch (IOException e) {
                // What is not there holds no file.
            }
        }
        return found;
    }

    /** Outside the allowed directories, nothing is revealed about what exists. */
    private UserFacingException unresolved(Path path, String shown, Exception cause) {
        Path normal = path.normalize();
        boolean nameable = allowed.isEmpty() || allowed.stream().anyMatch(normal::startsWith)
                || realAllowed().stream().anyMatch(normal::startsWith);
        if (!nameable) {
            return outside(shown);
        }
        if (cause instanceof NoSuchFileException) {
            return Files.isSymbolicLink(path)
                    ? new UserFacingException(shown + " is a symbolic link to a file that does not exist.", cause)
                    : new UserFacingException("There is no file " + shown + missing(path) + "; " + EXPECTED + ".", cause);
        }
        return new UserFacingException(shown + " cannot be reached: the file system or its permissions do not allow it.", cause);
    }

    /** What there is instead of a file: a name that differs in case or blanks, or not even the folder. */
    private String missing(Path path) {
        Path folder = path.getParent();
        if (folder == null || path.getFileName() == null) {
            return "";
        }
        if (!Files.isDirectory(folder)) {
            return ": its folder does not exist";
        }
        String wanted = LocalPath.name(path).strip();
        try {
            if (!isAllowed(folder.toRealPath())) {
                return "";
            }
        } catch (IOException | SecurityException e) {
            return "";
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            int looked = 0;
            for (Path entry : entries) {
                if (LocalPath.name(entry).strip().equalsIgnoreCase(wanted)) {
                    return ", but there is " + quote(LocalPath.text(entry));
                }
                if (++looked == MOST_LOOKED_AT) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            // What cannot be listed is not told of.
        }
        return "";
    }

    private UserFacingException outside(String shown) {
        String named = allowed.stream().limit(SHOWN).map(directory -> quote(LocalPath.text(directory)))
                .collect(Collectors.joining(", ")) + (allowed.size() > SHOWN ? " and others" : "");
        return new UserFacingException(shown + " is not inside " + bound + "; captures are read from " + named + remedy + ".");
    }

    private static Found inspect(Path real, String shown) throws UserFacingException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UserFacingException(shown + " cannot be read.", e);
        }
        if (attributes.isDirectory()) {
            throw new UserFacingException(shown + " is a directory; name one capture file in it.");
        }
        if (!attributes.isRegularFile()) {
            throw new UserFacingException(shown + " is a device, pipe or socket; only regular files are read.");
        }
        if (attributes.size() == 0) {
            throw new UserFacingException(shown + " is empty: it has no capture header.");
        }
        try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
            in.read();
        } catch (IOException e) {
            throw new UserFacingException(shown + " cannot be read: permission is missing or another program holds it.", e);
        }
        return new Found(real, FileIdentity.of(real, attributes));
    }
}
