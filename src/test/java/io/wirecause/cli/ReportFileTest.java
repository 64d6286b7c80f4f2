package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.options.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a report goes. */
class ReportFileTest {
    private static final String CAPTURE = "testdata/tcp/refused-port/capture.pcap";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private ReportFile file() {
        return new ReportFile(ServerOptions.DEFAULT, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    @Test
    void shouldNameItAsTheCapture() {
        assertEquals("office.html", ReportFile.name("/tmp/office.pcapng"));
        assertEquals("a.b.html", ReportFile.name("a.b.pcap.gz"));
        assertEquals("x.html", ReportFile.name("https://example.com/captures/x.pcap?token=1"));
        assertEquals("report.html", ReportFile.name("/"));
        assertEquals("_script_.html", ReportFile.name("/tmp/<script>.pcap"));
    }

    @Test
    void shouldWriteItWhereAsked() throws IOException {
        Path html = folder.resolve("out.html");
        Files.writeString(html, "old");
        assertEquals(0, file().write(CAPTURE, html.toString(), false));
        assertTrue(Files.readString(html).startsWith("<!DOCTYPE html>"));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(html), left.toList());
        }
        assertEquals(0, file().write(CAPTURE, "-", false));
        assertTrue(bytes.toString(StandardCharsets.UTF_8).endsWith("</html>\n"));
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertEquals(1, file().write("no/such.pcap", folder.resolve("x.html").toString(), false));
        assertEquals(1, file().write(CAPTURE, folder.resolve("no/such/x.html").toString(), false));
    }

    @Test
    void shouldHandTheFileToTheSystemAsOneArgument() {
        assertEquals(List.of("xdg-open", "file:///a%20b"), ReportFile.opener("Linux", "file:///a%20b"));
        assertEquals("open", ReportFile.opener("Mac OS X", "f").get(0));
        assertEquals("rundll32", ReportFile.opener("Windows 11", "f").get(0));
    }
}
