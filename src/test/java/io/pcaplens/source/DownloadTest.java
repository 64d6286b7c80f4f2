package io.pcaplens.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pcaplens.report.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadTest {
    private static final byte[] CAPTURE = Captures.pcap(50);
    private static final SourceLimits SMALL = limits(Duration.ofSeconds(20), Duration.ofSeconds(60));

    @TempDir
    Path folder;
    private HttpServer server;
    private ExecutorService threads;
    private SourceResolver resolver;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    /** One page of the test's server. */
    @FunctionalInterface
    private interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.start();
        resolver = resolver(SMALL);
    }

    @AfterEach
    void stop() {
        resolver.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private SourceResolver resolver(SourceLimits limits) {
        return new SourceResolver(new SourcePolicy(List.of(), List.of("127.0.0.1"), false, limits), folder,
                InetAddress::getAllByName, () -> null);
    }

    private static SourceLimits limits(Duration idle, Duration total) {
        return new SourceLimits(1 << 20, Duration.ofSeconds(20), idle, total, 3, 1 << 20, 200, 1 << 20);
    }

    private void page(String path, Page page) {
        server.createContext(path, exchange -> {
            log.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            try (exchange) {
                page.answer(exchange);
            }
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private String problem(String url) {
        return assertThrows(Problem.class, () -> resolver.open(url).close()).getMessage();
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
        page("/a.pcap", exchange -> send(exchange, 200, CAPTURE));
        LocalCapture opened = resolver.open(" " + url("/a.pcap?sig=secret") + "\n");
        assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()));
        assertEquals(url("/a.pcap?..."), opened.name());
        assertEquals(CAPTURE.length, opened.identity().sizeBytes());
        opened.close();
        assertEquals(0, temporaryFiles(), "a body without a validator is of no use to the next call");
    }

    @Test
    void shouldUnpackWhenTheBodyIsCompressed() throws Exception {
        byte[] packed = gzip(CAPTURE);
        page("/whole", exchange -> send(exchange, 200, packed));
        page("/cut", exchange -> send(exchange, 200, java.util.Arrays.copyOf(packed, packed.length / 2)));
        try (LocalCapture opened = resolver.open(url("/whole"))) {
            assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()));
            assertEquals(1, temporaryFiles(), "the packed body is not needed any more");
        }
        try (LocalCapture opened = resolver.open(url("/cut"))) {
            assertTrue(opened.notice().orElseThrow().contains("is cut off"));
        }
        assertEquals(0, temporaryFiles());
    }

    @ParameterizedTest
    @CsvSource({"404, Not Found", "403, Forbidden", "401, Unauthorized", "500, Internal Server Error", "204, No Content",
        "206, Partial Content", "304, Not Modified", "418, ''"})
    void shouldNameTheStatusWhenItIsNotOk(int status, String reason) {
        page("/a", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            send(exchange, status, status == 204 || status == 304 ? new byte[0] : "<html>secret</html>".getBytes());
        });
        String message = problem(url("/a"));
        assertTrue(message.startsWith(url("/a") + " answers with HTTP status " + status), message);
        assertTrue(message.contains(reason) && !message.contains("secret"), message);
    }

    @Test
    void shouldSayWhatItGotWhenItIsNoFile() throws Exception {
        page("/page", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            send(exchange, 200, "<!DOCTYPE html><p>secret".getBytes());
        });
        page("/empty", exchange -> send(exchange, 200, new byte[0]));
        assertTrue(problem(url("/page")).contains("is a web page, not a capture"));
        assertTrue(problem(url("/empty")).contains("is empty"));
        assertEquals(0, temporaryFiles());
    }

    @Test
    void shouldFollowRedirectsUpToTheLimit() throws Exception {
        page("/r", exchange -> {
            int left = Integer.parseInt(exchange.getRequestURI().getQuery());
            if (left == 0) {
                send(exchange, 200, CAPTURE);
            } else {
                exchange.getResponseHeaders().set("Location", "/r?" + (left - 1));
                send(exchange, List.of(301, 302, 307, 308).get(left % 4), new byte[0]);
            }
        });
        page("/loop", exchange -> {
            exchange.getResponseHeaders().set("Location", url("/loop"));
            send(exchange, 302, new byte[0]);
        });
        page("/nowhere", exchange -> send(exchange, 302, new byte[0]));
        try (LocalCapture opened = resolver.open(url("/r?3"))) {
            assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()));
        }
        assertTrue(problem(url("/r?4")).contains("redirects more than 3 times"));
        log.clear();
        assertTrue(problem(url("/loop")).contains("redirects more than 3 times"));
        assertEquals(4, log.size());
        assertTrue(problem(url("/nowhere")).contains("does not say where to"));
    }

    @Test
    void shouldStopWhenTheBodyIsLargerThanAllowed() throws Exception {
        page("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 << 10];
            while (true) {
                exchange.getResponseBody().write(block);
            }
        });
        assertTrue(problem(url("/endless")).contains("larger than the 1048576 bytes"));
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
        HostGate.NameLookup silent = host -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new java.net.UnknownHostException(host);
        };
        SourcePolicy policy = new SourcePolicy(List.of(), List.of(), false, limits(Duration.ofSeconds(20), Duration.ofMillis(300)));
        try (SourceResolver impatient = new SourceResolver(policy, folder, silent, () -> null)) {
            String message = assertThrows(Problem.class, () -> impatient.open("http://slow.example/").close()).getMessage();
            assertEquals("The download was given up: it was not complete after 0.3 s.", message);
        }
    }

    @Test
    void shouldStopWhenTheCallingThreadIsInterrupted() throws Exception {
        try (RawServer silent = new RawServer(out -> Thread.sleep(10_000))) {
            Thread caller = Thread.currentThread();
            SourceWatch watch = (done, total) -> caller.interrupt();
            String message = assertThrows(Problem.class, () -> resolver.open(silent.url(), watch)).getMessage();
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
                    throw new Problem("cancelled");
                }
            };
            assertEquals("cancelled", assertThrows(Problem.class, () -> resolver.open(silent.url(), watch)).getMessage());
            long late = (System.nanoTime() - start) / 1_000_000 - 300;
            // Some 60 ms on an idle machine; the rest is for one that runs other tests.
            assertTrue(late < 1000, "stopped " + late + " ms after it was asked to");
        }
    }

    @Test
    void shouldFetchOnceWhenTheValidatorHolds() throws Exception {
        Queue<String> tags = new ConcurrentLinkedQueue<>();
        byte[][] content = {CAPTURE};
        page("/a", exchange -> {
            String tag = "\"" + content[0].length + "\"";
            String asked = exchange.getRequestHeaders().getFirst("If-None-Match");
            exchange.getResponseHeaders().set("ETag", tag);
            boolean same = tag.equals(asked);
            tags.add(same ? "304" : "200");
            send(exchange, same ? 304 : 200, same ? new byte[0] : content[0]);
        });
        LocalCapture first = resolver.open(url("/a"));
        LocalCapture second = resolver.open(url("/a"));
        assertEquals(first.path(), second.path());
        assertEquals(first.identity(), second.identity());
        assertEquals(List.of("200", "304"), List.copyOf(tags));
        content[0] = Captures.pcap(7);
        LocalCapture third = resolver.open(url("/a"));
        assertArrayEquals(content[0], Files.readAllBytes(third.path()));
        assertNotEquals(first.identity(), third.identity());
        assertArrayEquals(CAPTURE, Files.readAllBytes(first.path()), "the old one is still in use");
        first.close();
        second.close();
        third.close();
        assertEquals(1, temporaryFiles(), "only the current one is kept");
        resolver.close();
        assertEquals(0, temporaryFiles());
    }

    @Test
    void shouldUnpackOnceWhenTheDateOfACompressedBodyHolds() throws Exception {
        byte[] packed = gzip(CAPTURE);
        String date = "Wed, 21 Oct 2026 07:28:00 GMT";
        page("/a.gz", exchange -> {
            exchange.getResponseHeaders().set("Last-Modified", date);
            boolean same = date.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            send(exchange, same ? 304 : 200, same ? new byte[0] : packed);
        });
        Path path;
        try (LocalCapture opened = resolver.open(url("/a.gz"))) {
            path = opened.path();
        }
        try (LocalCapture opened = resolver.open(url("/a.gz"))) {
            assertEquals(path, opened.path());
            assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()));
        }
    }

    @Test
    void shouldFetchOnceWhenManyCallsNameTheSameUrlAtOnce() throws Exception {
        page("/a", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            boolean same = exchange.getRequestHeaders().containsKey("If-None-Match");
            log.add(same ? "304" : "200");
            send(exchange, same ? 304 : 200, same ? new byte[0] : CAPTURE);
        });
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            Callable<byte[]> call = () -> {
                try (LocalCapture opened = resolver.open(url("/a"))) {
                    return Files.readAllBytes(opened.path());
                }
            };
            for (Future<byte[]> result : callers.invokeAll(java.util.Collections.nCopies(8, call))) {
                assertArrayEquals(CAPTURE, result.get());
            }
        } finally {
            callers.shutdownNow();
        }
        assertEquals(1, log.stream().filter("200"::equals).count());
    }

    @Test
    void shouldSendCredentialsOnlyToTheirOriginWhenTheUrlHasThem() throws Exception {
        page("/private", exchange -> {
            log.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            send(exchange, 401, new byte[0]);
        });
        String given = url("/private").replace("http://", "http://me:hunter2@");
        assertFalse(problem(given).contains("hunter2"));
        assertTrue(log.contains("Basic bWU6aHVudGVyMg=="), log.toString());
    }
}
