package io.wirecause.mcp.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.analysis.Tool;
import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.features.McpFeatures;
import io.wirecause.testing.GoldenFile;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every tool as a client sees it. {@code -Dgolden.update=true} writes the golden files anew. */
class SchemaTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/tools");
    private static final int MAX_DESCRIPTION = 600;
    private static final int MAX_LIST = 16_000;

    static Stream<Tool<?>> tools() {
        return Catalog.TOOLS.stream();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void shouldShowEachToolAsTheGoldenFileSays(Tool<?> tool) throws IOException {
        Map<String, Object> shown = new LinkedHashMap<>(shown(tool));
        String actual = Json.pretty(shown).replace("\r\n", "\n") + "\n";
        GoldenFile.check(GOLDEN.resolve(tool.name() + ".json"), actual);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void shouldDeriveSchemasThatAreValidThemselves(Tool<?> tool) {
        var validator = McpJsonDefaults.getSchemaValidator();
        validator.assertConforms(tool.name() + " input", Schema.ofArguments(tool.arguments()));
        validator.assertConforms(tool.name() + " output", Schema.ofAnswer(tool));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void shouldDescribeEachToolBriefly(Tool<?> tool) {
        assertTrue(tool.description().length() < MAX_DESCRIPTION, tool.name() + " is described at length");
        assertFalse(tool.title().isBlank());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void shouldLeaveNoPrimitiveArgumentWithoutAValue(Tool<?> tool) {
        for (RecordComponent component : Schema.components(tool.arguments()).toList()) {
            var describe = Schema.describe(component);
            boolean empty = describe.optional() && describe.fallback().isEmpty();
            assertFalse(empty && component.getType().isPrimitive(), tool.name() + "." + component.getName());
        }
    }

    @Test
    void shouldKeepTheListOfToolsSmall() {
        List<Object> list = new ArrayList<>();
        for (Tool<?> tool : Catalog.TOOLS) {
            Map<String, Object> shown = new LinkedHashMap<>(shown(tool));
            shown.remove("outputSchema");
            list.add(shown);
        }
        int length = Json.compact(list).length();
        assertTrue(length < MAX_LIST, "tools/list takes " + length + " bytes without output schemas");
    }

    @Test
    void shouldHaveNoGoldenFileWithoutATool() throws IOException {
        assumeFalse(GoldenFile.UPDATE, "files are being written");
        try (Stream<Path> files = Files.list(GOLDEN)) {
            List<String> names = Catalog.TOOLS.stream().map(tool -> tool.name() + ".json").toList();
            assertEquals(List.of(), files.map(file -> file.getFileName().toString())
                    .filter(name -> !names.contains(name)).toList());
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> shown(Tool<?> tool) {
        McpSchema.Tool described = McpFeatures.describe(tool, true);
        return (Map<String, Object>) Json.parse(Json.line(described));
    }
}
