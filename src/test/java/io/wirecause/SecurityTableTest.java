package io.wirecause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md promises no test that is not there. */
class SecurityTableTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Za-z]+(?:Test|IT))\\.(should\\w+)`");

    @Test
    void shouldNameOnlyTestsThatExist() throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(Path.of("docs", "security.md")));
        int count = 0;
        for (; named.find(); count++) {
            if (!source(named.group(1)).contains("void " + named.group(2) + "(")) {
                missing.add(named.group());
            }
        }
        assertTrue(count > 30, count + " tests named");
        assertEquals(List.of(), missing);
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src", "test", "java"))) {
            Path file = all.filter(path -> path.endsWith(test + ".java")).findFirst().orElse(null);
            return file == null ? "" : Files.readString(file);
        }
    }
}
