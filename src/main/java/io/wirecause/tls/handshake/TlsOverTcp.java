package io.wirecause.tls.handshake;

import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.tcp.TcpCarrier;
import io.wirecause.tls.message.Fingerprint.Carrier;
import io.wirecause.tls.stream.Moment;
import io.wirecause.tls.stream.PlainText;
import io.wirecause.tls.stream.Prelude;
import io.wirecause.tls.stream.TlsSink;
import io.wirecause.tls.stream.TlsStreams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The handshakes of TLS over TCP, and the connections in plain text that may concern a server of TLS. */
public final class TlsOverTcp implements TlsStreams.Listener {
    /** Connections in plain text that are kept. */
    private static final int MOST_PLAIN = 1_000;
    /** What servers of HTTPS say of a request in plain text. */
    private static final String[] COMPLAINTS = {"plain HTTP request was sent to HTTPS port", "speaking plain HTTP to an SSL",
        "HTTP request to an HTTPS server", "plain HTTP request was sent to TLS port"};

    private final TcpCarrier tcp;
    private final HandshakeLog log;
    private final HandshakeParts parts = new HandshakeParts();
    private final List<HandshakeTracker> trackers = new ArrayList<>();
    private long withoutHandshake;
    private final List<RefusedUpgrade> refused = new ArrayList<>();
    private final List<PlainConnection> plain = new ArrayList<>();

    /**
     * A request in plain text to a server that did not take it.
     *
     * @param stream  the connection
     * @param server  the server
     * @param what    what the client sent, in words
     * @param told    whether the server said that it wants TLS
     * @param frame   the first frame of the connection
     */
    public record PlainConnection(int stream, Endpoint client, Endpoint server, String what, boolean told, long frame) {
    }

    /**
     * A request for TLS that a server refused.
     *
     * @param stream the connection
     * @param client who asked
     * @param server who refused
     * @param kind   by which protocol
     * @param goesOn whether the client went on in plain text
     * @param frame  the request
     */
    public record RefusedUpgrade(int stream, Endpoint client, Endpoint server, Prelude.Kind kind, boolean goesOn, long frame) {
    }

    /** Handshakes for a log, with what TCP knows. */
    public TlsOverTcp(TcpCarrier tcp, HandshakeLog log) {
        this.tcp = tcp;
        this.log = log;
    }

    @Override
    public TlsSink begin(StreamDirection direction, Prelude prelude, boolean openerIsClient, Moment moment) {
        Handshake handshake = new Handshake(Carrier.TCP, direction.stream(),
                openerIsClient ? direction.client() : direction.server(), openerIsClient ? direction.server() : direction
                        .client());
        handshake.prelude(prelude);
        HandshakeTracker tracker = new HandshakeTracker(handshake, openerIsClient, tcp.connection(direction.stream()), parts);
        if (log.add(handshake)) {
            trackers.add(tracker);
        }
        return tracker;
    }

    @Override
    public void plain(StreamDirection direction, byte[] openerFirst, byte[] acceptorFirst, Moment began) {
        boolean told = PlainText.isResponse(acceptorFirst) && complains(acceptorFirst);
        if (plain.size() < MOST_PLAIN && PlainText.isRequest(openerFirst) && (told || acceptorFirst.length == 0)) {
            plain.add(new PlainConnection(direction.stream(), direction.client(), direction.server(),
                    PlainText.name(openerFirst), told, began.frame()));
        }
    }

    @Override
    public void refused(StreamDirection direction, Prelude.Kind kind, boolean goesOn, Moment moment) {
        if (refused.size() < MOST_PLAIN) {
            refused.add(new RefusedUpgrade(direction.stream(), direction.client(), direction.server(), kind, goesOn, moment
                    .frame()));
        }
    }

    /** Requests for TLS that a server refused, the first {@value #MOST_PLAIN}. */
    public List<RefusedUpgrade> refused() {
        return Collections.unmodifiableList(refused);
    }

    @Override
    public void midStream(StreamDirection direction) {
        withoutHandshake++;
    }

    /** Connections that carry TLS of which the handshake is not in the capture. */
    public long withoutHandshake() {
        return withoutHandshake;
    }

    private static boolean complains(byte[] head) {
        String text = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
        for (String complaint : COMPLAINTS) {
            if (text.contains(complaint)) {
                return true;
            }
        }
        return false;
    }

    /** Judges all handshakes; to be called once, after the streams have ended. */
    public void finish() {
        for (HandshakeTracker tracker : trackers) {
            new HandshakeJudge(tracker, tcp.lastTime()).judge();
            tracker.handshake().timing(TimeKeeper.measure(tracker));
        }
        trackers.clear();
    }

    /** Requests in plain text that no server took, or that one complained about. */
    public List<PlainConnection> plain() {
        return Collections.unmodifiableList(plain);
    }
}
