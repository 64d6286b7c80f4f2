package io.wirecause.source.resolve;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.SourceWatch;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * The files that a directory or a pattern means, such as those of a ring buffer. Only the last part of a path can be a
 * pattern, and directories within a directory are left aside.
 */
final class FileGroup {
    /** Files of one group; a ring buffer has fewer, a home directory more. */
    static final int MAX_FILES = 4_096;
    private static final String PATTERN_CHARACTERS = "*?[{";
    /** Each further star or choice multiplies the time to match a long name; with three it is some milliseconds. */
    private static final int MAX_STARS_AND_CHOICES = 3;

    private FileGroup() {
    }

    /** A directory and a pattern for the names in it; the pattern is empty for all of them. */
    record FilePattern(String directory, String pattern) {
        /** Where the last part of a path looks like a pattern; empty where it does not. Asks nothing of the file system. */
        static Optional<FilePattern> of(String given) {
            int name = Math.max(given.lastIndexOf('/'), given.lastIndexOf(File.separatorChar)) + 1;
            boolean pattern = given.substring(name).chars().anyMatch(c -> PATTERN_CHARACTERS.indexOf(c) >= 0);
            return pattern ? Optional.of(new FilePattern(given.substring(0, name), given.substring(name))) : Optional.empty();
        }

        /** Whether a file is really called so. */
        boolean isName(Path directory) {
            try {
                return Files.exists(directory.resolve(pattern), LinkOption.NOFOLLOW_LINKS);
            } catch (InvalidPathException e) {
                return false;
            }
        }
    }

    private static boolean isKnown(String pattern) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        return File.separatorChar == '\\' || !Charset.isSupported(encoding)
                || Charset.forName(encoding).newEncoder().canEncode(pattern);
    }

    /**
     * The paths of a group's files, by name. Hidden files are left out.
     *
     * @param directory a real path that the caller may see
     * @param shown     the caller's path, for a sentence
     * @param watch     asked at each name
     */
    static List<Path> list(Path directory, String pattern, String shown, SourceWatch watch) throws UserFacingException {
        if (pattern.chars().filter(c -> c == '*' || c == '{').count() > MAX_STARS_AND_CHOICES) {
            throw new UserFacingException(shown + " has more than " + MAX_STARS_AND_CHOICES
                    + " of * and {}; write more of the names out.");
        }
        if (!isKnown(pattern)) {
            throw new UserFacingException(shown + " is a pattern with characters that the server's locale lacks; name its files "
                    + "or folder, or start the server with the environment variable LC_ALL=C.UTF-8.");
        }
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            PathMatcher matcher = pattern.isEmpty() ? path -> true : FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            for (Path path : entries) {
                watch.reached(0, 0);
                Path name = path.getFileName();
                if (matcher.matches(name) && !name.toString().startsWith(".") && Files.isRegularFile(path)) {
                    all.add(path);
                }
                if (all.size() > MAX_FILES) {
                    throw new UserFacingException(shown + " means more than " + MAX_FILES
                            + " files; name fewer of them by a pattern, "
                            + "such as part_0001*.pcap.");
                }
            }
        } catch (PatternSyntaxException e) {
            throw new UserFacingException(shown + " is not a pattern: " + e.getDescription() + ".");
        } catch (IOException e) {
            throw new UserFacingException(shown + " cannot be listed: it is not a directory, or permission is missing.", e);
        }
        if (all.isEmpty()) {
            throw new UserFacingException("There is no file " + (pattern.isEmpty() ? "in " : "that fits ") + shown + ".");
        }
        all.sort(null);
        return all;
    }
}
