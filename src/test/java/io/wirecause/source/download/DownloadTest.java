package io.wirecause.source.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.RandomCapture;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.SourceWatch;
import io.wirecause.source.resolve.SourceResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadTest {
    private static final byte[] CAPTURE = RandomCapture.pcap(50);
    private static final SourceLimits SMALL = limits(Duration.ofSeconds(20), Duration.ofSeconds(60));

    @TempDir
    Path folder;
    private PageServer server;
    private SourceResolver resolver;

    @BeforeEach
    void start() throws IOException {
        server = new PageServer();
        resolver = resolver(SMALL);
    }

    @AfterEach
    void stop() {
        resolver.close();
        server.close();
    }

    private SourceResolver resolver(SourceLimits limits) {
        return new SourceResolver(new SourcePolicy(List.of(), List.of("127.0.0.1"), false, limits), folder,
                InetAddress::getAllByName, () -> null);
    }

    private static SourceLimits limits(Duration idle, Duration total) {
        return new SourceLimits(1 << 20, Duration.ofSeconds(20), idle, total, 3, 1 << 20, 200, 1 << 20);
    }

    private String problem(String url) {
        return assertThrows(UserFacingException.class, () -> resolver.open(url).close()).getMessage();
    }

    private long temporaryFiles() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> Files.isRegularFile(path) && !path.endsWith("lock")).count();
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void shouldGiveALocalFileThatGoesWhenItIsClosed() throws Exception {
        server.page("/a.pcap", exchange -> PageServer.send(exchange, 200, CAPTURE));
        LocalCapture opened = resolver.open(" " + server.url("/a.pcap?sig=secret") + "\n");
        assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()));
        assertEquals(server.url("/a.pcap?..."), opened.name());
        assertEquals(CAPTURE.length, opened.identity().sizeBytes());
        opened.close();
        assertEquals(0, temporaryFiles(), "a body without a validator is of no use to the next call");
    }

    @Test
    void shouldUnpackWhenTheBodyIsCompressed() throws Exception {
        byte[] packed = gzip(CAPTURE);
        server.page("/whole", exchange -> PageServer.send(exchange, 200, packed));
        server.page("/cut", exchange -> PageServer.send(exchange, 200, java.util.Arrays.copyOf(packed, packed.length / 2)));
        try (LocalCapture opened = resolver.open(server.url("/whole"))) {
            assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()));
            assertEquals(1, temporaryFiles(), "the packed body is not needed any more");
        }
        try (LocalCapture opened = resolver.open(server.url("/cut"))) {
            assertTrue(opened.notice().orElseThrow().contains("is cut off"));
        }
        assertEquals(0, temporaryFiles());
    }

    @ParameterizedTest
    @CsvSource({"404, Not Found", "403, Forbidden", "401, Unauthorized", "500, Internal Server Error", "204, No Content",
        "206, Partial Content", "304, Not Modified", "418, ''"})
    void shouldNameTheStatusWhenItIsNotOk(int status, String reason) {
        server.page("/a", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            PageServer.send(exchange, status, status == 204 || status == 304 ? new byte[0] : "<html>secret</html>".getBytes());
        });
        String message = problem(server.url("/a"));
        assertTrue(message.startsWith(server.url("/a") + " answers with HTTP status " + status), message);
        assertTrue(message.contains(reason) && !message.contains("secret"), message);
    }

    @Test
    void shouldSayWhatItGotWhenItIsNoFile() throws Exception {
        server.page("/page", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            PageServer.send(exchange, 200, "<!DOCTYPE html><p>secret".getBytes());
        });
        server.page("/empty", exchange -> PageServer.send(exchange, 200, new byte[0]));
        assertTrue(problem(server.url("/page")).contains("is a web page, perhaps one to log in"));
        assertTrue(problem(server.url("/empty")).contains("is empty"));
        assertEquals(0, temporaryFiles());
    }

    @Test
    void shouldFollowRedirectsUpToTheLimit() throws Exception {
        server.page("/r", exchange -> {
            int left = Integer.parseInt(exchange.getRequestURI().getQuery());
            if (left == 0) {
                PageServer.send(exchange, 200, CAPTURE);
            } else {
                exchange.getResponseHeaders().set("Location", "/r?" + (left - 1));
                PageServer.send(exchange, List.of(301, 302, 307, 308).get(left % 4), new byte[0]);
            }
        });
        server.page("/loop", exchange -> {
            server.log().add("loop");
            exchange.getResponseHeaders().set("Location", server.url("/loop"));
            PageServer.send(exchange, 302, new byte[0]);
        });
        server.page("/nowhere", exchange -> PageServer.send(exchange, 302, new byte[0]));
        try (LocalCapture opened = resolver.open(server.url("/r?3"))) {
            assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()));
        }
        assertTrue(problem(server.url("/r?4")).contains("redirects more than 3 times"));
        server.log().clear();
        assertTrue(problem(server.url("/loop")).contains("redirects more than 3 times"));
        assertEquals(4, server.log().size());
        assertTrue(problem(server.url("/nowhere")).contains("does not say where to"));
    }

    @Test
    void shouldStopWhenTheBodyIsLargerThanAllowed() throws Exception {
        server.page("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 << 10];
            while (true) {
                exchange.getResponseBody().write(block);
            }
        });
        assertTrue(problem(server.url("/endless")).contains("larger than the 1048576 bytes"));
        try (RawServer liar = new RawServer(out -> out.write(RawServer.text(
                "HTTP/1.1 200 OK\r\nContent-Length: 9000000000000\r\n\r\nx")))) {
            assertTrue(problem(liar.url()).contains("larger than the 1048576 bytes"));
        }
        try (RawServer liar = new RawServer(out -> {
            out.write(RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: " + CAPTURE.length + "\r\n\r\n"));
            out.write(CAPTURE);
            out.write(new byte[5 << 20]);
        }); LocalCapture opened = resolver.open(liar.url())) {
            assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()), "what follows the body is not part of it");
        }
        assertEquals(0, temporaryFiles());
    }

    @Test
    void shouldSayThatItBrokeWhenTheBodyIsShorterThanAnnounced() throws Exception {
        try (RawServer liar = new RawServer(out -> out.write(RawServer.text(
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")))) {
            assertTrue(problem(liar.url()).contains("broke before the answer was complete"));
        }
        try (RawServer liar = new RawServer(out -> out.write(RawServer.text(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")))) {
            assertTrue(problem(liar.url()).contains("broke before the answer was complete"));
        }
        assertEquals(0, temporaryFiles());
    }

    @Test
    void shouldSayThatItIsNoHttpWhenTheServerSpeaksSomethingElse() throws Exception {
        try (RawServer other = new RawServer(out -> out.write(RawServer.text("SSH-2.0-OpenSSH_9.2 secret\r\n\r\n\r\n")))) {
            String message = problem(other.url());
            assertTrue(message.contains("HTTP") || message.contains("broke"), message);
            assertFalse(message.contains("secret"), message);
        }
        try (RawServer flood = new RawServer(out -> {
            out.write(RawServer.text("HTTP/1.1 200 OK\r\n"));
            for (int i = 0; i < 100_000; i++) {
                out.write(RawServer.text("X-" + i + ": y\r\n"));
            }
        })) {
            assertTrue(problem(flood.url()).contains("does not answer with valid HTTP")
                    || problem(flood.url()).contains("broke"), "headers are bounded");
        }
    }

    @Test
    void shouldGiveUpWhenTheServerIsSilent() throws Exception {
        resolver.close();
        resolver = resolver(limits(Duration.ofMillis(300), Duration.ofSeconds(60)));
        try (RawServer silent = new RawServer(out -> Thread.sleep(5000))) {
            assertTrue(problem(silent.url()).contains("fell silent for 300 ms"));
        }
        try (RawServer stalled = new RawServer(out -> {
            out.write(RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc"));
            Thread.sleep(5000);
        })) {
            assertTrue(problem(stalled.url()).contains("fell silent for 300 ms"));
        }
        assertEquals(0, temporaryFiles());
    }

    @Test
    void shouldGiveUpWhenTheWholeTakesTooLong() throws Exception {
        resolver.close();
        resolver = resolver(limits(Duration.ofSeconds(20), Duration.ofMillis(1500)));
        try (RawServer dripping = new RawServer(out -> {
            for (byte one : RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + "x".repeat(100))) {
                out.write(one);
                out.flush();
                Thread.sleep(100);
            }
        })) {
            long start = System.nanoTime();
            assertEquals("The download was given up: it was not complete after 1.5 s.", problem(dripping.url()));
            assertTrue(System.nanoTime() - start < 8_000_000_000L, "each byte is in time, the whole is not");
        }
        assertEquals(0, temporaryFiles());
    }

    @Test
    void shouldGiveUpWhenTheNameServerIsSilent() throws Exception {
        HostPolicy.NameLookup silent = host -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new java.net.UnknownHostException(host);
        };
        SourcePolicy policy = new SourcePolicy(List.of(), List.of(), false,
                limits(Duration.ofSeconds(20), Duration.ofMillis(300)));
        try (SourceResolver impatient = new SourceResolver(policy, folder, silent, () -> null)) {
            String message = assertThrows(UserFacingException.class, () -> impatient.open("http://slow.example/").close())
                    .getMessage();
            assertEquals("The download was given up: it was not complete after 0.3 s.", message);
        }
    }

    @Test
    void shouldStopWhenTheCallingThreadIsInterrupted() throws Exception {
        try (RawServer silent = new RawServer(out -> Thread.sleep(10_000))) {
            Thread caller = Thread.currentThread();
            SourceWatch watch = (done, total) -> caller.interrupt();
            String message = assertThrows(UserFacingException.class, () -> resolver.open(silent.url(), watch)).getMessage();
            assertTrue(Thread.interrupted());
            assertTrue(message.contains("interrupted"), message);
        }
    }

    @Test
    void shouldSayThatItIsRefusedWhenNobodyListens() throws Exception {
        int port;
        try (RawServer gone = new RawServer(out -> { })) {
            port = gone.port();
        }
        assertTrue(problem("http://127.0.0.1:" + port + "/a").contains("the connection was refused"));
    }

    @Test
    void shouldStopAtOnceWhenTheWatchSaysSo() throws Exception {
        try (RawServer silent = new RawServer(out -> Thread.sleep(10_000))) {
            long start = System.nanoTime();
            SourceWatch watch = (done, total) -> {
                if (System.nanoTime() - start > 300_000_000L) {
                    throw new UserFacingException("cancelled");
                }
            };
            assertEquals("cancelled", assertThrows(UserFacingException.class, () -> resolver.open(silent.url(), watch))
                    .getMessage());
            long late = (System.nanoTime() - start) / 1_000_000 - 300;
            // Some 60 ms on an idle machine; the rest is for one that runs other tests.
            assertTrue(late < 1000, "stopped " + late + " ms after it was asked to");
        }
    }

    @Test
    void shouldSendCredentialsOnlyToTheirOriginWhenTheUrlHasThem() throws Exception {
        server.page("/private", exchange -> {
            server.log().add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            PageServer.send(exchange, 401, new byte[0]);
        });
        String given = server.url("/private").replace("http://", "http://me:hunter2@");
        assertFalse(problem(given).contains("hunter2"));
        assertTrue(server.log().contains("Basic bWU6aHVudGVyMg=="), server.log().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HTTP/1.1 600 Odd|answers with 600, which is no status of HTTP", "HTTP/1.1 999|answers with 999",
        "HTTP/1.1 000 X|does not answer with valid HTTP", "HTTP/1.1 599 X|answers with HTTP status 599; try again later",
        "HTTP/1.1 1000 X|does not answer with valid HTTP", "HTTP/1.1 20 OK|does not answer with valid HTTP",
        "HTTP/1.1 -20 OK|does not answer with valid HTTP", "HTTP/1.1|does not answer with valid HTTP",
        "ICY 200 OK|does not answer with valid HTTP", "HTTP/2 200|does not answer with valid HTTP",
        "SSH-2.0-OpenSSH_9|does not answer with valid HTTP", "HTTP/1.1 204 N|answers with HTTP status 204 No Content"})
    void shouldSayInOneSentenceWhatIsOddAboutAStatusLine(String line, String said) throws Exception {
        try (RawServer odd = new RawServer(out -> out.write(RawServer.text(line + "\r\nContent-Length: 2\r\n\r\nhi")))) {
            String message = problem(odd.url());
            assertTrue(message.contains(said) && message.endsWith("."), message);
        }
    }

    @Test
    void shouldSayThatAnEncodingIsNotUndone() throws Exception {
        try (RawServer odd = new RawServer(out -> out.write(RawServer.text(
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\nhi")))) {
            assertTrue(problem(odd.url()).contains("comes in the content encoding \"br\""), problem(odd.url()));
        }
    }
}
