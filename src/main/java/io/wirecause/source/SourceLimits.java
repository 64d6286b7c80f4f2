package io.wirecause.source;

import java.time.Duration;

/**
 * Bounds on what one capture may cost before it can be read.
 *
 * @param maxDownloadBytes bytes of a response body at most
 * @param connectTimeout   longest wait for one connection to be set up
 * @param idleTimeout      longest wait for the next bytes of a response
 * @param totalTimeout     longest time from the first connection to the last byte, redirects included
 * @param maxRedirects     redirects followed at most
 * @param maxUnpackedBytes bytes that a compressed file, or all of a directory's together, may unpack to at most
 * @param maxRatio         unpacked bytes for one packed byte at most; asked only once 64 MiB are unpacked, because
 *                         a short capture of one repeated packet may pack better than any bomb
 * @param maxCachedBytes   bytes of downloaded and unpacked captures kept for a next call at most, all together
 */
public record SourceLimits(long maxDownloadBytes, Duration connectTimeout, Duration idleTimeout, Duration totalTimeout,
                           int maxRedirects, long maxUnpackedBytes, int maxRatio, long maxCachedBytes) {
    /** Enough for the captures people share; a stuck server is given up within a minute, a slow one within ten. */
    public static final SourceLimits DEFAULT = new SourceLimits(4L << 30, Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofMinutes(10), 5, 16L << 30, 200, 4L << 30);
}
