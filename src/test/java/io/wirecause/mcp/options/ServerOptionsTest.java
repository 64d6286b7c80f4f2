package io.wirecause.mcp.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.options.ServerOptions.Name;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.TestCaptures;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerOptionsTest {
    @TempDir
    Path folder;

    @Test
    void shouldOfferEverythingUnlessTold() throws UserFacingException {
        assertEquals(ServerOptions.DEFAULT, ServerOptions.read(Map.of(), Map.of("WIRECAUSE_OFFLINE", " ", "PATH", "/bin")));
        try (ToolService service = new ToolService(ServerOptions.DEFAULT)) {
            assertEquals(Catalog.TOOLS.size(), service.names().size());
        }
    }

    @Test
    void shouldTakeTheCommandLineBeforeTheEnvironment() throws Exception {
        Path second = Files.createDirectory(folder.resolve("second"));
        Map<String, String> environment = Map.of("WIRECAUSE_MODULES", "dns", "WIRECAUSE_MAX_PACKETS", "7",
                "WIRECAUSE_OFFLINE", "true",
                "WIRECAUSE_ALLOW_DIR", folder + File.pathSeparator + second, "WIRECAUSE_TIME_LIMIT", "9",
                "WIRECAUSE_ALLOW_URL_HOST", "a.example, B.example", "WIRECAUSE_MAX_DOWNLOAD", "2");
        ServerOptions options = ServerOptions.read(
                Map.of(Name.MAX_PACKETS, List.of("8"), Name.MODULES, List.of("tcp,capinfos")), environment);
        assertEquals(8, options.maxPackets());
        assertEquals(Set.of("tcp", "capinfos"), options.modules());
        assertEquals(List.of(folder.toAbsolutePath(), second.toAbsolutePath()), options.sources().allowedDirectories());
        assertEquals(List.of("a.example", "b.example"), options.sources().allowedUrlHosts());
        assertEquals(Duration.ofSeconds(9), options.timeLimit());
        assertTrue(options.sources().offline());
        assertEquals(2 << 20, options.sources().limits().maxDownloadBytes());
    }

    @Test
    void shouldOfferOnlyTheToolsOfTheModulesThatAreChosen() throws UserFacingException {
        try (ToolService service = new ToolService(ServerOptions.read(Map.of(Name.MODULES, List.of("dns")), Map.of()))) {
            assertEquals(List.of("analyze_dns_packets"), service.names());
        }
    }

    @Test
    void shouldReadNoMoreFramesThanAllowed() throws UserFacingException {
        try (ToolService service = new ToolService(ServerOptions.read(Map.of(Name.MAX_PACKETS, List.of("3")), Map.of()))) {
            CallOutcome outcome = service.call("analyze_tcp_connections",
                    Map.of("pcap_file", TestCaptures.of("tcp/http-clean").toString()));
            Map<?, ?> coverage = (Map<?, ?>) outcome.answer().get("coverage");
            assertEquals(3L, coverage.get("packets_read"));
            assertEquals(false, coverage.get("complete"));
        }
    }

    @Test
    void shouldShareTheMemoryAmongCalls() throws UserFacingException {
        assertEquals(Limits.mostMemory(), ServerOptions.DEFAULT.memory());
        assertEquals(Limits.mostMemory(), ServerOptions.read(Map.of(Name.MEMORY_LIMIT, List.of("1048576")), Map.of()).memory());
        ServerOptions small = ServerOptions.read(Map.of(Name.MEMORY_LIMIT, List.of("1")), Map.of());
        assertEquals(1 << 20, small.memory());
        try (ToolService one = new ToolService(small); ToolService four = new ToolService(small, 4)) {
            int alone = (int) one.limits().get("max_connections");
            assertEquals(alone / 4, (int) four.limits().get("max_connections"));
            assertTrue(alone > 100 && alone < 1_000, alone + " connections in a MiB");
        }
    }

    @Test
    void shouldServeOverHttpWhereToldTo() throws UserFacingException {
        assertNull(ServerOptions.DEFAULT.http());
        assertNull(ServerOptions.read(Map.of(Name.TRANSPORT, List.of("stdio")), Map.of("WIRECAUSE_PORT", "9")).http());
        HttpOptions http = ServerOptions.read(Map.of(Name.TRANSPORT, List.of("http")), Map.of()).http();
        assertEquals("127.0.0.1:8080", http.toString());
        http = ServerOptions.read(Map.of(Name.PORT, List.of("9")), Map.of("WIRECAUSE_TRANSPORT", "HTTP",
                "WIRECAUSE_HOST", "0.0.0.0", "WIRECAUSE_HTTP_TOKEN", "secret-of-24-characters.")).http();
        assertEquals("0.0.0.0:9 with a token", http.toString());
        assertEquals("secret-of-24-characters.", http.token());
        Map<Name, List<String>> open = Map.of(Name.TRANSPORT, List.of("http"), Name.HOST, List.of("0.0.0.0"));
        assertThrows(UserFacingException.class, () -> ServerOptions.read(open, Map.of()));
        assertNull(ServerOptions.read(open, Map.of("WIRECAUSE_ALLOW_UNAUTHENTICATED_HTTP", "true")).http().token());
        String secret = "not a token";
        String refused = assertThrows(UserFacingException.class,
                () -> ServerOptions.read(open, Map.of("WIRECAUSE_HTTP_TOKEN", secret))).getMessage();
        assertFalse(refused.contains(secret), refused);
    }

    @Test
    void shouldNameTheOptionThatDoesNotFit() {
        for (Name name : List.of(Name.MODULES, Name.MAX_PACKETS, Name.TIME_LIMIT, Name.ALLOW_DIR, Name.OFFLINE, Name.MAX_RATIO,
                Name.TRANSPORT)) {
            String sentence = assertThrows(UserFacingException.class,
                    () -> ServerOptions.read(Map.of(name, List.of("/no/such")), Map.of())).getMessage();
            assertTrue(sentence.startsWith(name.option() + " (or WIRECAUSE_" + name.name() + ") must be "), sentence);
        }
        assertThrows(UserFacingException.class, () -> ServerOptions.read(Map.of(Name.TIME_LIMIT, List.of("0")), Map.of()));
    }
}
