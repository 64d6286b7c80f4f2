package io.wirecause.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Tells whether two captures are the same unchanged file, for a cache of results. Equal identities mean equal content,
 * as far as a file system can tell.
 *
 * @param key            the real path and the file system's own key of the file, or the digest of a download
 * @param sizeBytes      bytes of the file as it was given, packed where it was packed
 * @param modifiedMillis last modification, milliseconds since 1970-01-01 UTC; 0 for a download
 */
public record FileIdentity(String key, long sizeBytes, long modifiedMillis) {
    /** The identity of a local file, given its attributes. */
    public static FileIdentity of(Path real, BasicFileAttributes attributes) {
        Object fileKey = attributes.fileKey();
        String key = fileKey == null ? real.toString() : real + " " + fileKey;
        return new FileIdentity(key, attributes.size(), attributes.lastModifiedTime().toMillis());
    }

    /** The identity that a local file has now. */
    static FileIdentity of(Path real) throws IOException {
        return of(real, Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }
}
