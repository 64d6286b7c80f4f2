package io.wirecause.source.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proper HTTP server on the loopback address, with pages that a test writes. */
final class PageServer implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    /** One page. */
    @FunctionalInterface
    interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    PageServer() throws IOException {
        server.setExecutor(threads);
        server.start();
    }

    void page(String path, Page page) {
        server.createContext(path, exchange -> {
            try (exchange) {
                page.answer(exchange);
            }
        });
    }

    /** A page that knows conditional requests; each answer's status is logged. */
    void page(String path, String header, String validator, byte[] body) {
        String condition = header.equals("ETag") ? "If-None-Match" : "If-Modified-Since";
        page(path, exchange -> {
            exchange.getResponseHeaders().set(header, validator);
            int status = validator.equals(exchange.getRequestHeaders().getFirst(condition)) ? 304 : 200;
            log.add(String.valueOf(status));
            send(exchange, status, status == 304 ? new byte[0] : body);
        });
    }

    void remove(String path) {
        server.removeContext(path);
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** What pages wrote down. */
    Queue<String> log() {
        return log;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
