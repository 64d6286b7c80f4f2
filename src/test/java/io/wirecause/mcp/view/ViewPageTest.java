package io.wirecause.mcp.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.CallWatch;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.packet.TcpFlags;
import io.wirecause.testing.PcapBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page runs its own script alone, loads nothing, and shows no markup that came over the wire. */
class ViewPageTest {
    private static final String HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>&lt;!--\u2028'\"";
    private static final Pattern POLICY = Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");
    private static final Pattern READS_HTML_OR_LOADS = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write"
            + "|\\beval\\b|new Function|DOMParser|createContextualFragment|srcdoc|\\bfetch\\(|XMLHttpRequest|WebSocket"
            + "|import\\(");
    private static final Path SOURCES = Path.of("src/main/resources/io/wirecause/mcp/view");

    @TempDir
    private Path folder;

    private static String between(String page, String begin, String end) {
        int from = page.indexOf(begin) + begin.length();
        return page.substring(from, page.indexOf(end, from));
    }

    private static String sha256(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    @Test
    void shouldAllowItsOwnScriptAndStyleByTheirHashes() throws Exception {
        String page = ViewPage.html("title", "{}", "1");
        Matcher policy = POLICY.matcher(page);
        assertTrue(policy.find());
        String allowed = policy.group(1);
        assertTrue(allowed.startsWith("default-src 'none'; "), allowed);
        assertFalse(allowed.contains("unsafe"), allowed);
        assertTrue(allowed.contains("script-src 'sha256-" + sha256(between(page, "<script>", "</script>")) + "'"), allowed);
        assertTrue(allowed.contains("style-src 'sha256-" + sha256(between(page, "<style>", "</style>")) + "'"), allowed);
    }

    @Test
    void shouldLoadNothingAndReadNoHtml() throws IOException {
        String page = ViewPage.html("title", null, "1");
        assertFalse(Pattern.compile("<(link|img|iframe|object|embed|base)\\b|\\bsrc=|@import|url\\(", Pattern.CASE_INSENSITIVE)
                .matcher(page).find());
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".js")).toList()) {
                String code = Files.readString(file);
                assertFalse(READS_HTML_OR_LOADS.matcher(code).find(), file.toString());
            }
        }
    }

    @Test
    void shouldHoldTheLicenceOfTheCharts() {
        assertTrue(ViewPage.html("t", null, "1").contains("Copyright (c) 2022 Leon Sorokin"));
    }

    @Test
    void shouldKeepDataThatNoBrowserReadsAsHtml() {
        String json = Json.compact(Map.of("name", HOSTILE));
        String page = ViewPage.html(HOSTILE, json, "1");
        String data = between(page, "id=\"report\">", "</script>");
        assertFalse(data.contains("<") || data.contains(">") || data.contains("&") || data.contains("\u2028"), data);
        assertEquals(Map.of("name", HOSTILE), Json.parse(data));
        assertFalse(page.contains("<img"));
        assertEquals(2, page.split("<script", -1).length - 1, "the data and the script");
    }

    @Test
    void shouldShowNoMarkupOfACapture() throws IOException {
        int ack = TcpFlags.ACK;
        byte[] request = ("GET /" + "<img/src=x/onerror=alert(1)>" + " HTTP/1.1\r\nHost: <script>alert(2)</script>\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] answer = ("HTTP/1.1 500 <b>bad</b>\r\nServer: </script><svg onload=alert(3)>\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path capture = new PcapBuilder().tcp(1, 5_000, 2, 80, 0, 0, TcpFlags.SYN, new byte[0])
                .after(100).tcp(2, 80, 1, 5_000, 0, 1, TcpFlags.SYN | ack, new byte[0])
                .after(100).tcp(1, 5_000, 2, 80, 1, 1, ack, new byte[0])
                .after(100).tcp(1, 5_000, 2, 80, 1, 1, ack | TcpFlags.PSH, request)
                .after(100).tcp(2, 80, 1, 5_000, 1, 1 + request.length, ack | TcpFlags.PSH, answer)
                .after(100).tcp(1, 5_000, 2, 80, 1 + request.length, 1 + answer.length, ack, new byte[0]).write(folder);
        try (ToolService service = new ToolService()) {
            Report.Made made = new Report(service, CallWatch.News.NONE, "1").of(capture.toString());
            String data = between(made.html(), "id=\"report\">", "</script>");
            assertFalse(data.contains("<") || data.contains(">"), data);
            assertTrue(data.contains("onerror=alert"), "the path is shown, as text");
            for (String tag : List.of("<img", "<svg", "<b>", "<script>alert")) {
                assertFalse(made.html().contains(tag), tag);
            }
        }
    }

    @Test
    void shouldSayWhyThereIsNoReport() {
        try (ToolService service = new ToolService()) {
            Report.Made made = new Report(service, CallWatch.News.NONE, "1").of("/no/such/file");
            assertTrue(made.html() == null && made.failure().contains("no file"), made.failure());
        }
    }
}
