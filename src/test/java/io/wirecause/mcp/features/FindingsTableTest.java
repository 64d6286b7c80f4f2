package io.wirecause.mcp.features;

import io.wirecause.analysis.Tool;
import io.wirecause.catalog.Catalog;
import io.wirecause.report.FindingCode;
import io.wirecause.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of all finding codes in the docs is what the code says. {@code -Dgolden.update=true} writes it anew. */
class FindingsTableTest {
    private static final Path DOCUMENT = Path.of("docs", "findings.md");

    @Test
    void shouldListEveryFindingCodeOfEveryTool() throws IOException {
        GoldenFile.check(DOCUMENT, document());
    }

    private static String document() {
        Map<String, List<String>> tools = new LinkedHashMap<>();
        Map<String, String> meanings = new LinkedHashMap<>();
        for (Tool<?> tool : Catalog.TOOLS) {
            for (FindingCode code : tool.findingCodes()) {
                tools.computeIfAbsent(code.code(), none -> new ArrayList<>()).add(tool.name());
                meanings.put(code.code(), code.explanation());
            }
        }
        StringBuilder out = new StringBuilder("""
                # Finding codes

                Every code that a finding in an answer can have, by the tools that give it. Generated from the code: do not edit
                (`mvn test -Dgolden.update=true`). The server gives the same texts as
                `wirecause://findings/{code}`.
                """);
        for (List<String> given : new LinkedHashSet<>(tools.values())) {
            out.append("\n## ").append(given.size() == Catalog.TOOLS.size() ? "All tools" : "`" + String.join("`, `", given)
                    + "`")
                    .append("\n\n| code | meaning |\n|---|---|\n");
            meanings.forEach((code, meaning) -> {
                if (tools.get(code).equals(given)) {
                    out.append("| `").append(code).append("` | ").append(meaning.replace("|", "\\|")).append(" |\n");
                }
            });
        }
        return out.toString();
    }
}
