package io.wirecause.source;

/**
 * Tells whether two captures are the same unchanged file, for a cache of results. Equal identities mean equal content,
 * as far as a file system can tell.
 *
 * @param key            the real path and the file system's own key of the file, or the digest of a download
 * @param sizeBytes      bytes of the file as it was given, packed where it was packed
 * @param modifiedMillis last modification, milliseconds since 1970-01-01 UTC; 0 for a download
 */
public record FileIdentity(String key, long sizeBytes, long modifiedMillis) {
    // By hand, because what Java makes of the components when a record is first compared takes long at each start.
    @Override
    public boolean equals(Object other) {
        return other instanceof FileIdentity file && key.equals(file.key) && sizeBytes == file.sizeBytes
                && modifiedMillis == file.modifiedMillis;
    }

    @Override
    public int hashCode() {
        return key.hashCode() * 31 + Long.hashCode(modifiedMillis);
    }
}
