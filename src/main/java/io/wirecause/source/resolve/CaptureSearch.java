package io.wirecause.source.resolve;

import io.wirecause.report.WireText;
import io.wirecause.source.CaptureList;
import io.wirecause.source.LocalPath;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Looks for captures that a caller could name. */
final class CaptureSearch {
    /** Bounds on the search: folders below each other, entries looked at, captures found. */
    private static final int SEARCH_DEPTH = 4;
    private static final int SEARCH_ENTRIES = 20_000;
    private static final int SEARCH_FOUND = 500;
    private static final int MAX_PATH = 4096;

    /** How captures are named, those of ring buffers ({@code x.pcap0}, {@code x.pcap.1}) and packed ones too. */
    private static final Pattern NAMED_LIKE_A_CAPTURE = Pattern.compile(
            "[^.].*\\.(pcap|pcapng|cap|ntar|snoop|dmp)(\\.?[0-9]+)?(\\.(gz|zst|lz4|xz))?", Pattern.CASE_INSENSITIVE);

    private CaptureSearch() {
    }

    /**
     * The captures in folders and the folders below, known by their names; links are not followed. What cannot be
     * listed is passed over.
     */
    static CaptureList in(List<Path> folders) {
        Set<String> found = new TreeSet<>();
        int[] looks = new int[1];
        for (Path folder : folders) {
            try {
                Files.walkFileTree(folder, Set.of(), SEARCH_DEPTH, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String path = LocalPath.text(file);
                        String slashes = path.replace('\\', '/');
                        // A name that would have to be escaped to be shown could not be given back.
                        if (attributes.isRegularFile() && NAMED_LIKE_A_CAPTURE.matcher(LocalPath.name(file)).matches()
                                && WireText.clean(slashes, MAX_PATH).equals(slashes)) {
                            found.add(path);
                        }
                        return goOn();
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return goOn();
                    }

                    private FileVisitResult goOn() {
                        return ++looks[0] < SEARCH_ENTRIES && found.size() < SEARCH_FOUND ? FileVisitResult.CONTINUE
                                : FileVisitResult.TERMINATE;
                    }
                });
            } catch (IOException e) {
                // A folder that went away meanwhile holds nothing.
            }
        }
        return new CaptureList(List.copyOf(found), looks[0] < SEARCH_ENTRIES && found.size() < SEARCH_FOUND);
    }
}
