package io.wirecause.source.download;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says whatever a test wants, which a proper HTTP server would not. */
final class RawServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();

    /** What is said once a request has been read. */
    @FunctionalInterface
    interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    RawServer(Answer answer) throws IOException {
        Thread thread = new Thread(() -> {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    connections.incrementAndGet();
                    BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
                    String line;
                    while ((line = request.readLine()) != null && !line.isEmpty()) {
                        continue;
                    }
                    answer.write(socket.getOutputStream());
                } catch (IOException e) {
                    // The client went away, or the test is over.
                } catch (InterruptedException e) {
                    return;
                }
            }
        }, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/a.pcap";
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
