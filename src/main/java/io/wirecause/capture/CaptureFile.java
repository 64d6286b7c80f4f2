package io.wirecause.capture;

import java.nio.file.Path;

/**
 * One file of a capture.
 *
 * @param name   what people know it by, safe to show; the path may be that of an unpacked copy
 * @param path   the file to read
 * @param notice a sentence on what the file lacks, such as where a compressed stream broke; null where nothing is known
 */
public record CaptureFile(String name, Path path, String notice) {
    /** A file of which nothing is known to be missing. */
    public CaptureFile(String name, Path path) {
        this(name, path, null);
    }
}
