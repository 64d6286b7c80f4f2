package io.wirecause.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected text in a file. {@code -Dgolden.update=true} writes all such files anew; look at the difference before committing. */
public final class GoldenFile {
    /** Whether the files are being written and not compared. */
    public static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private GoldenFile() {
    }

    /** Asserts that the file has this text, or writes it. Line ends do not matter. */
    public static void check(Path file, String actual) throws IOException {
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertTrue(Files.exists(file), () -> "run with -Dgolden.update=true to make " + file);
        assertEquals(Files.readString(file).replace("\r\n", "\n"), actual, "run with -Dgolden.update=true if this is meant");
    }
}
