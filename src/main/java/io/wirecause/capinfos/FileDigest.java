package io.wirecause.capinfos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** The SHA-256 of a file, computed beside the pass over its frames, which takes about as long. */
final class FileDigest implements AutoCloseable {
    private static final int CHUNK = 1 << 20;

    private final CompletableFuture<String> digest = new CompletableFuture<>();

    /** Starts at once. */
    FileDigest(Path file) {
        Thread worker = new Thread(() -> complete(file), "sha256");
        worker.setDaemon(true);
        worker.start();
    }

    private void complete(Path file) {
        try {
            digest.complete(compute(file));
        } catch (IOException | RuntimeException e) {
            digest.completeExceptionally(e);
        }
    }

    private String compute(Path file) throws IOException {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (digest.isDone()) {
                    throw new CancellationException();
                }
                sha.update(chunk, 0, read);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Waits for the digest, in lower case hexadecimal digits; null where the file could not be read. */
    String value() {
        return digest.handle((value, failure) -> value).join();
    }

    /** Gives the work up where it still goes on. */
    @Override
    public void close() {
        digest.cancel(false);
    }
}
