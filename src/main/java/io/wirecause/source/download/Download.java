package io.wirecause.source.download;

import java.nio.file.Path;

/**
 * A response body on disk.
 *
 * @param path      the temporary file
 * @param bytes     its size
 * @param sha256    the digest of the body, in hexadecimal
 * @param validator what the server needs to tell whether the body is still current; null where it gave nothing
 */
public record Download(Path path, long bytes, String sha256, Validator validator) {
    /**
     * RFC 9110 section 8.8: what names one version of a resource.
     *
     * @param address      the URL that gave the body, after redirects
     * @param entityTag    the value of {@code ETag}, or null
     * @param lastModified the value of {@code Last-Modified}, or null
     */
    public record Validator(WebAddress address, String entityTag, String lastModified) {
    }
}
