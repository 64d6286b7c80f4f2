package io.pcaplens.capture;

import java.nio.file.Path;

/**
 * One file of a capture.
 *
 * @param name what people know it by, safe to show; the path may be that of an unpacked copy
 * @param path the file to read
 */
public record CaptureFile(String name, Path path) {
}
