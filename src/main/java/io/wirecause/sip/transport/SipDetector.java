package io.wirecause.sip.transport;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.DuplicateDetector;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import io.wirecause.protocol.TlsRecord;
import io.wirecause.sip.message.SdpCache;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;
import io.wirecause.sip.message.StartLine;
import java.util.function.Consumer;

/** Finds SIP messages in datagrams and streams by content; on SIP's own ports also after a gap. */
public final class SipDetector implements Analyzer {
    private static final int SIP_PORT = 5060;
    private static final int SIPS_PORT = 5061;

    private final Consumer<SipMessageContext> sink;
    private final PayloadStreams streams;
    private final FlowKey key = new FlowKey();
    private final SdpCache sessions = new SdpCache();
    private final DuplicateDetector duplicates = new DuplicateDetector();
    private int encryptedConnections;
    private int lastEncrypted = -1;

    /**
     * Nothing found yet.
     *
     * @param sink           called with each complete message
     * @param maxConnections TCP connections read at most
     */
    public SipDetector(Consumer<SipMessageContext> sink, int maxConnections) {
        this.sink = sink;
        this.streams = new PayloadStreams(this::open, maxConnections);
    }

    @Override
    public void packet(Packet packet) {
        if (packet.isTcp()) {
            streams.packet(packet);
        } else if (packet.isUdp()) {
            datagram(packet);
        }
    }

    private void datagram(Packet packet) {
        ByteView payload = packet.payload();
        int start = StartLine.skipEmptyLines(payload, 0);
        if (start == payload.length() || !StartLine.isAt(payload, start)) {
            return;
        }
        key.set(packet);
        boolean copy = duplicates.look(packet) != DuplicateDetector.Sight.FIRST;
        for (SipMessage message : SipDatagram.messages(payload, payload.length() < packet.payloadLength())) {
            found(new SipMessageContext(message, packet.frame().number(), packet.frame().timestampNanos(),
                    key.endpoint(key.fromA()), key.endpoint(!key.fromA()), SipMessageContext.Transport.UDP, -1, copy));
        }
    }

    private void found(SipMessageContext context) {
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
        if (!known && !StartLine.isAt(first, StartLine.skipEmptyLines(first, 0))) {
            return null;
        }
        return new SipStream((message, frame, timeNanos) -> found(new SipMessageContext(message, frame, timeNanos,
                direction.source(), direction.destination(), SipMessageContext.Transport.TCP, direction.stream(), false)));
    }

    private static boolean isKnown(int port) {
        return port == SIP_PORT || port == SIPS_PORT;
    }

    /** Hands out what still waits. To be called once, after the pass. */
    public void finish() {
        streams.finish();
    }

    /** TCP segments of connections beyond the limit. */
    public long untracked() {
        return streams.untracked();
    }

    /** TCP connections on SIP's ports that are encrypted. */
    public int encryptedConnections() {
        return encryptedConnections;
    }
}
