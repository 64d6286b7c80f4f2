package io.wirecause.sip.transport;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.DuplicateDetector;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import io.wirecause.protocol.TlsRecord;
import io.wirecause.report.Subject;
import io.wirecause.sip.evidence.FindingEvidence;
import io.wirecause.sip.message.SdpCache;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.message.StartLine;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Finds SIP messages in datagrams and streams by content; on SIP's own ports also after a gap. */
public final class SipDetector implements Analyzer {
    private static final int SIP_PORT = 5060;
    private static final int SIPS_PORT = 5061;
    /** Bytes of a datagram or a stream looked at. */
    private static final int SEARCHED = 1024;
    /** Where the status stands in a status line of HTTP. */
    private static final int STATUS = "HTTP/1.1 ".length();
    private static final int MAX_WEB_SOCKETS = 10_000;
    private static final Pattern SUBPROTOCOL = Pattern.compile("sec-websocket-protocol:[^\r\n]*\\bsip\\b");

    private final Consumer<SipMessageContext> sink;
    private final PayloadStreams streams;
    private final FlowKey key = new FlowKey();
    private final SdpCache sessions = new SdpCache();
    private final DuplicateDetector duplicates = new DuplicateDetector();
    private final MalformedCounter malformed;
    private final FirstFragments fragments = new FirstFragments(this::deliver);
    private final Set<Integer> webSocketClients = new HashSet<>();
    private final FindingEvidence refused = new FindingEvidence();
    private long webSockets;
    private long compressed;
    private int encryptedConnections;
    private int lastEncrypted = -1;

    /**
     * Nothing found yet.
     *
     * @param sink           called with each complete message
     * @param malformed      counts datagrams on SIP's port that are damaged beyond recognition
     * @param source         where the payload of TCP comes from
     */
    public SipDetector(Consumer<SipMessageContext> sink, MalformedCounter malformed, PayloadStreams.Source source) {
        this.sink = sink;
        this.malformed = malformed;
        this.streams = source.streams(this::open);
    }

    @Override
    public void packet(Packet packet) {
        if (packet.isTcp()) {
            streams.packet(packet);
        } else if (packet.isUdp()) {
            datagram(packet);
        } else {
            fragments.packet(packet);
        }
    }

    private void datagram(Packet packet) {
        ByteView payload = packet.payload();
        int start = StartLine.skipEmptyLines(payload, 0);
        if (start == payload.length() || !StartLine.isAt(payload, start)) {
            if (isKnown(packet.sourcePort()) || isKnown(packet.destinationPort())) {
                damaged(packet, payload);
            }
            return;
        }
        key.set(packet);
        boolean copy = duplicates.look(packet) != DuplicateDetector.Sight.FIRST;
        for (SipMessage message : SipDatagram.messages(payload, payload.length() < packet.payloadLength())) {
            found(new SipMessageContext(message, packet.frame().number(), packet.frame().timestampNanos(),
                    key.endpoint(key.fromA()), key.endpoint(!key.fromA()), SipMessageContext.Transport.UDP, -1, copy));
        }
    }

    /** A datagram on SIP's port that has headers of SIP but no start line is a damaged message; others are not SIP. */
    private void damaged(Packet packet, ByteView payload) {
        int end = Math.min(payload.length(), SEARCHED);
        for (int line = payload.indexOf('\n', 0, end); line >= 0; line = payload.indexOf('\n', line + 1, end)) {
            if (payload.startsWith(line + 1, "Via: SIP/2.0/") || payload.startsWith(line + 1, "v: SIP/2.0/")) {
                malformed.add(packet, List.of("no start line of SIP, but headers of SIP"));
                return;
            }
        }
    }

    private void found(SipMessageContext context) {
        if (!fragments.isEmpty()) {
            fragments.before(context);
        }
        deliver(context);
    }

    private void deliver(SipMessageContext context) {
        context.message().readSdp(sessions);
        sink.accept(context);
    }

    private StreamReader open(StreamDirection direction, ByteView first) {
        boolean known = isKnown(direction.source().port()) || isKnown(direction.destination().port());
        boolean encrypted = TlsRecord.mayStart(first, TlsRecord.HANDSHAKE);
        if (known && encrypted) {
            encryptedConnections += direction.stream() == lastEncrypted ? 0 : 1;
            lastEncrypted = direction.stream();
            return null;
        }
        if (isHttp(first)) {
            return http(direction, first);
        }
        if (WebSocketStream.isFrame(first)) {
            webSockets += webSocketClients.add(direction.stream()) ? 1 : 0;
            return webSocket(direction, true);
        }
        if (!known && !StartLine.isAt(first, StartLine.skipEmptyLines(first, 0))) {
            return null;
        }
        return new SipStream((message, frame, timeNanos) -> found(new SipMessageContext(message, frame, timeNanos,
                direction.source(), direction.destination(), SipMessageContext.Transport.TCP, direction.stream(), false)));
    }

    /** Whether a stream begins as one of HTTP: what it quotes of SIP is none. */
    private static boolean isHttp(ByteView first) {
        if (first.startsWith(0, "HTTP/1.")) {
            return true;
        }
        int end = first.indexOf('\n', 0, Math.min(first.length(), SEARCHED));
        int version = end - (end > 0 && first.u8(end - 1) == '\r' ? 1 : 0) - "HTTP/1.1".length();
        return version > 0 && first.startsWith(version, "HTTP/1.");
    }

    private StreamReader http(StreamDirection direction, ByteView first) {
        if (!WebSocketStream.mayStart(first)) {
            return null;
        }
        boolean answer = first.startsWith(0, "HTTP/1.");
        String head = first.latin1(0, Math.min(first.length(), WebSocketStream.MAX_HANDSHAKE));
        boolean whole = head.contains("\r\n\r\n");
        boolean mentioned = head.toLowerCase(Locale.ROOT).contains("websocket");
        boolean wanted = answer ? webSocketClients.contains(direction.stream()) || mentioned : mentioned || !whole;
        return wanted ? webSocket(direction, false) : null;
    }

    private WebSocketStream webSocket(StreamDirection direction, boolean open) {
        SipStream.Sink messages = (message, frame, timeNanos) -> found(new SipMessageContext(message, frame, timeNanos,
                direction.source(), direction.destination(), SipMessageContext.Transport.WEBSOCKET, direction.stream(), false));
        return new WebSocketStream(messages, new WebSocketStream.Handshakes() {
            @Override
            public boolean handshake(String head, long frame) {
                return SipDetector.this.handshake(direction, head, frame);
            }

            @Override
            public void compressed() {
                compressed++;
            }
        }, open);
    }

    private boolean handshake(StreamDirection direction, String head, long frame) {
        boolean sip = SUBPROTOCOL.matcher(head).find();
        if (!head.startsWith("http/")) {
            boolean asked = sip && head.contains("websocket");
            if (asked && webSocketClients.size() < MAX_WEB_SOCKETS) {
                webSocketClients.add(direction.stream());
            }
            return asked;
        }
        boolean asked = webSocketClients.contains(direction.stream());
        String status = head.length() < STATUS + 3 ? "" : head.substring(STATUS, STATUS + 3);
        if (status.equals("101") && (asked || sip)) {
            webSockets++;
            return true;
        }
        if (asked) {
            refused.add(frame, direction.stream(), null, "upgrade to WebSocket for SIP refused with " + status + " by "
                    + direction.source());
            refused.about(Subject.endpoint(direction.source().toString()));
        }
        return false;
    }

    private static boolean isKnown(int port) {
        return port == SIP_PORT || port == SIPS_PORT;
    }

    /** Hands out what still waits. To be called once, after the pass. */
    public void finish() {
        streams.finish();
        fragments.finish();
    }

    /** TCP segments of connections beyond the limit. */
    public long untracked() {
        return streams.untracked();
    }

    /** TCP connections on SIP's ports that are encrypted. */
    public int encryptedConnections() {
        return encryptedConnections;
    }

    /** Connections that carry SIP over WebSocket. */
    public long webSockets() {
        return webSockets;
    }

    /** WebSocket messages that were compressed and could not be read. */
    public long compressed() {
        return compressed;
    }

    /** Upgrades to WebSocket for SIP that the server refused. */
    public FindingEvidence refused() {
        return refused;
    }

    /** Messages of which only the first fragment is in the capture. */
    public long inPart() {
        return fragments.released();
    }
}
