package io.wirecause.source.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.LocalCapture;
import io.wirecause.source.RandomCapture;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import io.wirecause.source.resolve.SourceResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UrlCacheTest {
    private static final byte[] CAPTURE = RandomCapture.pcap(50);
    private static final String DATE = "Wed, 21 Oct 2026 07:28:00 GMT";

    @TempDir
    Path folder;
    private PageServer server;
    private SourceResolver resolver;

    @BeforeEach
    void start() throws IOException {
        server = new PageServer();
        resolver = new SourceResolver(new SourcePolicy(List.of(), List.of("127.0.0.1"), false, SourceLimits.DEFAULT), folder,
                InetAddress::getAllByName, () -> null);
    }

    @AfterEach
    void stop() {
        resolver.close();
        server.close();
    }

    private long temporaryFiles() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> Files.isRegularFile(path) && !path.endsWith("lock")).count();
        }
    }

    private LocalCapture open(String path) throws UserFacingException {
        return resolver.open(server.url(path));
    }

    @Test
    void shouldFetchOnceWhenTheEntityTagHolds() throws Exception {
        server.page("/a", "ETag", "\"1\"", CAPTURE);
        LocalCapture first = open("/a");
        LocalCapture second = open("/a");
        assertEquals(first.path(), second.path());
        assertEquals(first.identity(), second.identity());
        assertEquals(List.of("200", "304"), List.copyOf(server.log()));
        first.close();
        assertArrayEquals(CAPTURE, Files.readAllBytes(second.path()), "one is still in use");
        second.close();
        assertEquals(1, temporaryFiles(), "kept for the next call");
        resolver.close();
        assertEquals(0, temporaryFiles());
    }

    @Test
    void shouldFetchAgainWhenTheEntityTagChanged() throws Exception {
        server.page("/a", "ETag", "\"1\"", CAPTURE);
        LocalCapture first = open("/a");
        server.remove("/a");
        byte[] changed = RandomCapture.pcap(7);
        server.page("/a", "ETag", "\"2\"", changed);
        LocalCapture second = open("/a");
        assertArrayEquals(changed, Files.readAllBytes(second.path()));
        assertNotEquals(first.identity(), second.identity());
        assertArrayEquals(CAPTURE, Files.readAllBytes(first.path()), "the old one is still in use");
        first.close();
        second.close();
        assertEquals(1, temporaryFiles(), "only the current one is kept");
    }

    @Test
    void shouldKeepNothingWhenThereIsNoValidator() throws Exception {
        server.page("/a", exchange -> PageServer.send(exchange, 200, CAPTURE));
        open("/a").close();
        assertEquals(0, temporaryFiles());
    }

    @Test
    void shouldUnpackOnceWhenTheDateOfACompressedBodyHolds() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(CAPTURE);
        }
        server.page("/a.gz", "Last-Modified", DATE, packed.toByteArray());
        Path path;
        try (LocalCapture opened = open("/a.gz")) {
            path = opened.path();
        }
        try (LocalCapture opened = open("/a.gz")) {
            assertEquals(path, opened.path());
            assertArrayEquals(CAPTURE, Files.readAllBytes(opened.path()));
        }
        assertEquals(List.of("200", "304"), List.copyOf(server.log()));
    }

    @Test
    void shouldFetchOnceWhenManyCallsNameTheSameUrlAtOnce() throws Exception {
        server.page("/a", "ETag", "\"1\"", CAPTURE);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            Callable<byte[]> call = () -> {
                try (LocalCapture opened = open("/a")) {
                    return Files.readAllBytes(opened.path());
                }
            };
            for (Future<byte[]> result : callers.invokeAll(Collections.nCopies(8, call))) {
                assertArrayEquals(CAPTURE, result.get());
            }
        } finally {
            callers.shutdownNow();
        }
        assertEquals(1, server.log().stream().filter("200"::equals).count());
    }

    @Test
    void shouldAskTheServerThatGaveTheCopyWhenItWasReachedByARedirect() throws Exception {
        server.page("/old", exchange -> {
            server.log().add("old asked for " + exchange.getRequestHeaders().getFirst("If-None-Match"));
            exchange.getResponseHeaders().set("Location", "/new");
            PageServer.send(exchange, 302, new byte[0]);
        });
        server.page("/new", "ETag", "\"1\"", CAPTURE);
        open("/old").close();
        open("/old").close();
        assertEquals(List.of("old asked for null", "200", "old asked for null", "304"), List.copyOf(server.log()));
    }
}
