package io.wirecause.source;

import java.nio.file.Path;
import java.util.List;

/**
 * What a caller may open.
 *
 * @param allowedDirectories files must be inside one of these after symbolic links are resolved; empty for anywhere
 * @param allowedUrlHosts    URLs must name one of these hosts, which may then have a private or loopback address;
 *                           {@code "*"} stands for every host with a public address; empty means the same
 * @param offline            whether URLs are refused altogether
 * @param limits             bounds on the cost of one capture
 */
public record SourcePolicy(List<Path> allowedDirectories, List<String> allowedUrlHosts, boolean offline,
                           SourceLimits limits) {
    /** Any local file; any host on the public internet. */
    public static final SourcePolicy DEFAULT = new SourcePolicy(List.of(), List.of(), false, SourceLimits.DEFAULT);

    /** Takes copies, so that a policy never changes. */
    public SourcePolicy {
        allowedDirectories = List.copyOf(allowedDirectories);
        allowedUrlHosts = List.copyOf(allowedUrlHosts);
    }
}
