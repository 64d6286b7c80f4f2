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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every tool as a client sees it. {@code -Dgolden.update=true} writes the golden files anew. */
class SchemaTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/tools");
    private static final int MAX_DESCRIPTION = 600;
    private static final int MAX_INPUTS = 22_500;
    /** Two thirds of what a client should have to take, so that tools can come. */
    private static final int MAX_LIST = 70_000;

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
        validator.assertConforms(tool.name() + " whole output", Schema.ofWholeAnswer(tool));
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
        List<Object> inputs = new ArrayList<>();
        List<Object> all = new ArrayList<>();
        for (Tool<?> tool : Catalog.TOOLS) {
            Map<String, Object> shown = new LinkedHashMap<>(shown(tool));
            all.add(Map.copyOf(shown));
            shown.remove("outputSchema");
            inputs.add(shown);
        }
        int length = Json.compact(inputs).length();
        assertTrue(length < MAX_INPUTS, "tools/list takes " + length + " bytes without output schemas");
        length = Json.compact(all).length();
        assertTrue(length < MAX_LIST, "tools/list takes " + length + " bytes");
    }

    /** What the makers of models take of JSON Schema differs; this is what all of them take. */
    @ParameterizedTest
    @MethodSource("tools")
    void shouldDescribeArgumentsInWordsThatStrictClientsTake(Tool<?> tool) {
        Map<?, ?> schema = Schema.ofArguments(tool.arguments());
        assertEquals(Set.of(), others(schema, Set.of("type", "properties", "required")));
        ((Map<?, ?>) schema.get("properties")).forEach((name, property) -> assertEquals(Set.of(),
                others((Map<?, ?>) property, Set.of("type", "description", "enum", "minimum", "maximum")), name.toString()));
    }

    private static Set<Object> others(Map<?, ?> schema, Set<String> known) {
        Set<Object> others = new HashSet<>(schema.keySet());
        others.removeAll(known);
        return others;
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
