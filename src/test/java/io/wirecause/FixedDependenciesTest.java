package io.wirecause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The libraries that the user of this project has fixed stay what the product is built on. */
class FixedDependenciesTest {
    private static final Set<String> FIXED = Set.of("io.modelcontextprotocol.sdk:mcp", "tools.jackson.core:jackson-databind",
            "org.pcap4j:pcap4j-core", "org.pcap4j:pcap4j-packetfactory-static", "org.slf4j:slf4j-simple");

    @Test
    void shouldShipWhatTheUserFixed() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("pom.xml").toFile());
        XPath path = XPathFactory.newInstance().newXPath();
        NodeList shipped = (NodeList) path.evaluate(
                "/project/dependencies/dependency[not(scope) or scope = 'compile' or scope = 'runtime']",
                pom, XPathConstants.NODESET);
        Set<String> missing = new TreeSet<>(FIXED);
        for (int i = 0; i < shipped.getLength(); i++) {
            missing.remove(path.evaluate("groupId", shipped.item(i)) + ":" + path.evaluate("artifactId", shipped.item(i)));
        }
        assertEquals(Set.of(), missing, "fixed by the user, not shipped");
    }
}
