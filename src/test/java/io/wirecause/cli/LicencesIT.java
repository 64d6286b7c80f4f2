package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged jar carries the licence of the project and those of all libraries in it, and no library of the tests. */
class LicencesIT {
    private static final Pattern RESOLVED = Pattern.compile("^ {3}([\\w.-]+:[\\w.-]+):jar:", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| ([\\w.-]+:[\\w.-]+) \\| ([\\w.-]+) \\| (META-INF/[\\w./-]+)",
            Pattern.MULTILINE);
    /** A sentence that each licence's text holds. */
    private static final Map<String, String> WORDS = Map.of(
            "Apache-2.0", "Apache License",
            "MIT", "The above copyright notice and this permission notice shall be",
            "MIT-0", "MIT No Attribution",
            "BSD-2-Clause", "Redistributions in binary form must reproduce the above copyright",
            "BSD-3-Clause", "Neither the name of",
            "EPL-2.0", "Eclipse Public License - v 2.0",
            "0BSD", "BSD Zero Clause License");

    private ZipFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new ZipFile(Path.of("target", "wirecause.jar").toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void shouldCarryTheLicenceOfTheProject() throws IOException {
        assertEquals(Files.readString(Path.of("LICENSE")), text("META-INF/LICENSE"));
    }

    @Test
    void shouldCarryTheLicenceOfEveryLibraryInTheJar() throws IOException {
        Set<String> shipped = new TreeSet<>();
        Matcher resolved = RESOLVED.matcher(text("META-INF/licenses/DEPENDENCIES.txt"));
        while (resolved.find()) {
            shipped.add(resolved.group(1));
        }
        Map<String, String> licences = new TreeMap<>();
        Matcher row = ROW.matcher(text("META-INF/licenses/THIRD-PARTY.md"));
        while (row.find()) {
            licences.put(row.group(1), row.group(2));
            // Texts are broken into lines at different places, and some justify their lines.
            String text = text(row.group(3)).replaceAll("\\s+", " ");
            assertTrue(text.contains(WORDS.get(row.group(2))), row.group(1) + ": " + row.group(3));
        }
        assertFalse(shipped.isEmpty());
        assertEquals(shipped, licences.keySet());
    }

    @Test
    void shouldHoldNoClassOfWhatOnlyTestsUse() {
        Set<String> homes = new TreeSet<>();
        jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class"))
                .forEach(name -> homes.add(name.substring(0, Math.max(0, name.lastIndexOf('/')))));
        for (String absent : Set.of("com/networknt", "org/snakeyaml", "org/junit", "org/apache/commons/compress",
                "com/code_intelligence")) {
            assertTrue(homes.stream().noneMatch(home -> home.startsWith(absent)), absent);
        }
    }

    private String text(String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        assertNotNull(entry, name);
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}
