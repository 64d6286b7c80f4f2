package io.wirecause.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.mcp.call.ToolService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Situations that people reported in public, and what the tools must say of them. The captures are in {@code ../shared/cases};
 * {@code src/test/resources/cases/NAME.json} has the right answer to each, as {@link CaseExpectation} reads it;
 * {@code -Dcases=NAME} runs those whose name contains NAME.
 */
class CasesTest {
    private static final Path CASES = Path.of("..", "shared", "cases").toAbsolutePath().normalize();
    private static final Path EXPECTED = Path.of("src", "test", "resources", "cases");
    private static ToolService service;

    @BeforeAll
    static void open() {
        boolean here = Files.isDirectory(CASES);
        if (!here) {
            System.out.println("skipped: the shared cases are not here: " + CASES);
        }
        Assumptions.assumeTrue(here, "skipped: the shared cases are not here: " + CASES);
        service = new ToolService();
    }

    @AfterAll
    static void close() {
        if (service != null) {
            service.close();
        }
    }

    static List<String> cases() throws IOException {
        String wanted = System.getProperty("cases", "");
        return names().stream().filter(name -> name.contains(wanted)).toList();
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(EXPECTED)) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldAnswerRightly(String name) throws Exception {
        CaseExpectation expectation = CaseExpectation.read(EXPECTED.resolve(name + ".json"));
        List<String> wrong = expectation.check(service, captures().get(name));
        assertEquals("", String.join("\n", wrong), () -> name + ", right: " + expectation.right() + "\n");
    }

    @Test
    void shouldHaveAnExpectationForEachCase() throws IOException {
        assertEquals(List.copyOf(captures().keySet()), names());
    }

    /** The captures by name without ending. */
    private static SortedMap<String, Path> captures() throws IOException {
        SortedMap<String, Path> captures = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CASES)) {
            files.filter(file -> file.toString().matches(".*\\.pcap(ng)?"))
                    .forEach(file -> captures.put(file.getFileName().toString().replaceAll("\\.pcap(ng)?$", ""), file));
        }
        return captures;
    }
}
