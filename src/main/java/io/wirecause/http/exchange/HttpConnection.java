package io.wirecause.http.exchange;

import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.tcp.carrier.CarriedConnection;
import io.wirecause.tcp.carrier.Conditions;

/**
 * A TCP connection that speaks HTTP, as its exchanges see it. The client is who sends the requests, which is not always who
 * opened
 * the connection.
 */
public final class HttpConnection {
    private final int stream;
    private final Endpoint client;
    private final Endpoint server;
    private final boolean fromStart;
    private final CarriedConnection carrier;
    private final boolean requesterIsTcpClient;
    private final ExchangeSink sink;
    private String originalClient;
    private String serverName;
    private boolean answersUnseen;
    private int requests;
    private int answers;
    private long lastAnswerTime = CarriedConnection.NEVER;
    private int idleTimeoutSeconds = -1;

    /**
     * A connection on which nothing was asked yet.
     *
     * @param direction  either direction of it
     * @param asksSource whether the source of this direction sends the requests
     * @param carrier    what TCP knows of it; null where it is beyond those that are followed
     * @param sink       takes in its exchanges as they end
     */
    public HttpConnection(StreamDirection direction, boolean asksSource, CarriedConnection carrier, ExchangeSink sink) {
        this.stream = direction.stream();
        this.client = asksSource ? direction.source() : direction.destination();
        this.server = asksSource ? direction.destination() : direction.source();
        this.fromStart = direction.fromStart();
        this.carrier = carrier;
        this.requesterIsTcpClient = carrier == null || carrier.clientEnd().equals(client);
        this.sink = sink;
    }

    /** The number of the connection, Wireshark's {@code tcp.stream}. */
    public int stream() {
        return stream;
    }

    /** Who sends the requests. */
    public Endpoint client() {
        return client;
    }

    /** Who answers. */
    public Endpoint server() {
        return server;
    }

    /** The server's address and port as text. */
    public String serverName() {
        serverName = serverName == null ? server.toString() : serverName;
        return serverName;
    }

    /** Whether the capture holds its first byte, so that the first request seen is the first one sent. */
    public boolean isFromStart() {
        return fromStart;
    }

    /** The address of the client that a PROXY header names; null where there is none. */
    public String originalClient() {
        return originalClient;
    }

    /** Takes in what a PROXY header says. */
    public void proxiedFor(String address) {
        originalClient = address;
    }

    /** Tells that the server sent something of which the capture holds nothing. */
    public void answersUnseen() {
        answersUnseen = true;
    }

    /** Whether the capture holds nothing of what the server sent, although it sent something. */
    public boolean isAnswersUnseen() {
        return answersUnseen;
    }

    /** What TCP knows of it; null where it is beyond the connections that are followed. */
    public CarriedConnection carrier() {
        return carrier;
    }

    /** What {@link #carrier} calls the client, for the side that sends requests or the one that answers. */
    public boolean tcpClient(boolean ofRequester) {
        return ofRequester == requesterIsTcpClient;
    }

    /** What has slowed a side down as a sender so far. */
    public Conditions conditions(boolean ofRequester) {
        return carrier == null ? Conditions.NONE : carrier.conditions(tcpClient(ofRequester));
    }

    /** Whether a side has ended its direction in good order (FIN). */
    public boolean isClosedBy(boolean requester) {
        return carrier == null || carrier.finFrame(tcpClient(requester)) != 0;
    }

    /** Requests begun so far. */
    public int requests() {
        return requests;
    }

    /** Final answers ended so far. */
    public int answers() {
        return answers;
    }

    /** When the last answer ended; {@link CarriedConnection#NEVER} where none did. */
    public long lastAnswerTime() {
        return lastAnswerTime;
    }

    /** Since when it has been idle: since its last answer, or for its first request since it was opened; NEVER for unknown. */
    public long idleSince(boolean first) {
        return answers > 0 || !first || carrier == null ? lastAnswerTime : carrier.establishedTime();
    }

    /**
     * For how many seconds of idleness the server says that it keeps the connection open (Keep-Alive: timeout); -1 for unknown.
     */
    public int idleTimeoutSeconds() {
        return idleTimeoutSeconds;
    }

    void idleTimeout(int seconds) {
        idleTimeoutSeconds = seconds;
    }

    /**
     * A request begins with the bytes that are at hand; to be called before they are added to it.
     *
     * @param version the version that it is spoken in
     */
    public HttpExchange begin(HttpVersion version) {
        return new HttpExchange(this, version, ++requests);
    }

    /** An answer begins of which the capture does not hold the request. */
    public HttpExchange beginWithoutRequest(HttpVersion version) {
        return new HttpExchange(this, version, 0);
    }

    /** An exchange has ended: hands it on. */
    public void ended(HttpExchange exchange, ExchangeEnd how) {
        exchange.close(how);
        if (exchange.status() > 0) {
            answers++;
            lastAnswerTime = Math.max(lastAnswerTime, exchange.response().lastTime());
        }
        sink.ended(exchange);
    }

    /** The connection or the capture ended before this exchange did: hands it on. */
    public void leftOpen(HttpExchange exchange) {
        exchange.close(ExchangeEnd.CONNECTION_ENDED);
        sink.leftOpen(exchange);
    }
}
