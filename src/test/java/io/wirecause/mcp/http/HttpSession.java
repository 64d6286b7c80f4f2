package io.wirecause.mcp.http;

import io.wirecause.mcp.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A client over HTTP, message by message, good and bad. */
public final class HttpSession {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI uri;
    private final Map<String, String> headers = new HashMap<>();
    private int lastId;

    HttpSession(URI uri, Map<String, String> headers) {
        this.uri = uri;
        this.headers.putAll(Map.of("Content-Type", "application/json", "Accept", "application/json, text/event-stream"));
        this.headers.putAll(headers);
    }

    /** Begins a session. */
    public static HttpSession begin(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
        return begin(uri, headers, Map.of());
    }

    /** Begins a session of a client with these capabilities. */
    public static HttpSession begin(URI uri, Map<String, String> headers, Map<String, Object> capabilities)
            throws IOException, InterruptedException {
        HttpSession session = new HttpSession(uri, headers);
        HttpResponse<String> response = session.post(initialize(capabilities));
        session.headers.put("Mcp-Session-Id", response.headers().firstValue("Mcp-Session-Id").orElseThrow());
        return session;
    }

    static String initialize(Map<String, Object> capabilities) {
        return request(0, "initialize", Map.of("protocolVersion", "2025-06-18", "capabilities", capabilities,
                "clientInfo", Map.of("name", "test", "version", "1")));
    }

    public static String request(Object id, String method, Map<String, Object> params) {
        return Json.compact(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
    }

    String id() {
        return headers.get("Mcp-Session-Id");
    }

    /** The id of the last request. */
    int lastId() {
        return lastId;
    }

    HttpResponse<String> post(String body, String... more) throws IOException, InterruptedException {
        return send("POST", body, more);
    }

    /** A message that is not sent again where the server hangs up. */
    HttpResponse<String> postOnce(String body) throws IOException, InterruptedException {
        return sendOnce("POST", body);
    }

    HttpResponse<String> sendOnce(String method, String body) throws IOException, InterruptedException {
        return CLIENT.send(build(method, body), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String body, String... more) throws IOException, InterruptedException {
        HttpRequest request = build(method, body, more);
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException closed) {
            // A server that refuses a request without reading its body closes the connection (RFC 9112, section 9.3), and this
            // client may just have taken that connection for its next request: nothing was answered, so it asks on another.
            if (closed.getMessage() == null || !closed.getMessage().contains("received no bytes")) {
                throw closed;
            }
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private HttpRequest build(String method, String body, String... more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        for (int i = 0; i < more.length; i += 2) {
            request.setHeader(more[i], more[i + 1]);
        }
        return request.build();
    }

    HttpResponse<String> tell(String method, Map<String, Object> params) throws IOException, InterruptedException {
        return post(Json.compact(Map.of("jsonrpc", "2.0", "method", method, "params", params)));
    }

    /** The result of a request. */
    Map<?, ?> result(String method, Map<String, Object> params) throws IOException, InterruptedException {
        return (Map<?, ?>) answer(method, params).get("result");
    }

    /** The error of a request. */
    Map<?, ?> error(String method, Map<String, Object> params) throws IOException, InterruptedException {
        return (Map<?, ?>) answer(method, params).get("error");
    }

    private Map<?, ?> answer(String method, Map<String, Object> params) throws IOException, InterruptedException {
        return last(post(request(++lastId, method, params)).body().lines(), message -> { });
    }

    /** The error in a response that is one JSON object. */
    static Map<?, ?> error(HttpResponse<String> response) {
        return (Map<?, ?>) ((Map<?, ?>) Json.parse(response.body())).get("error");
    }

    public CompletableFuture<Map<?, ?>> later(String method, Map<String, Object> params) {
        return later(method, params, message -> { });
    }

    /** The answer once it comes, null where the stream ends without one; other messages are handed on as they come. */
    public CompletableFuture<Map<?, ?>> later(String method, Map<String, Object> params, Consumer<Map<?, ?>> other) {
        return CLIENT.sendAsync(build("POST", request(++lastId, method, params)), HttpResponse.BodyHandlers.ofLines())
                .thenApply(response -> last(response.body(), other));
    }

    /** One JSON object, or events with one each. */
    private static Map<?, ?> last(Stream<String> lines, Consumer<Map<?, ?>> other) {
        Map<?, ?>[] answer = new Map<?, ?>[1];
        lines.forEach(line -> {
            String json = line.startsWith("data:") ? line.substring(5) : line;
            if (json.strip().startsWith("{")) {
                Map<?, ?> message = (Map<?, ?>) Json.parse(json);
                if (message.containsKey("method")) {
                    other.accept(message);
                } else {
                    answer[0] = message;
                }
            }
        });
        return answer[0];
    }

    Socket rawConnect() throws IOException {
        return new Socket(uri.getHost(), uri.getPort());
    }

    /** Sends what no proper client would: these header lines in the place of Host and length. */
    Socket rawSend(String lines, String body) throws IOException {
        Socket socket = rawConnect();
        StringBuilder head = new StringBuilder("POST /mcp HTTP/1.1\r\n").append(lines).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!lines.contains("Transfer-Encoding") && !lines.contains("Content-Length")) {
            head.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
        }
        socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** The status that such a request gets. */
    int rawStatus(String lines, String body) throws IOException {
        try (Socket socket = rawSend(lines, body);
             BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            return Integer.parseInt(in.readLine().split(" ")[1]);
        }
    }
}
