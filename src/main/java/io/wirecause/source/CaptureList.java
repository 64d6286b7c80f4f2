package io.wirecause.source;

import java.util.List;

/**
 * The captures found in the allowed folders.
 *
 * @param paths    their absolute paths in order
 * @param complete whether the folders were searched to their end
 */
public record CaptureList(List<String> paths, boolean complete) {
    /** Keeps the list immutable. */
    public CaptureList {
        paths = List.copyOf(paths);
    }
}
