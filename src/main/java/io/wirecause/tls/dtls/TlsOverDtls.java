package io.wirecause.tls.dtls;

import io.wirecause.analysis.Analyzer;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.packet.Packet;
import io.wirecause.tls.certificate.CertificateReader;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.HandshakeLog;
import io.wirecause.tls.message.Fingerprint.Carrier;
import io.wirecause.tls.message.HandshakeType;
import io.wirecause.tls.stream.HeldBytes;
import io.wirecause.tls.stream.Moment;
import io.wirecause.tls.stream.UdpStreams;
import java.util.ArrayList;
import java.util.List;

/** The handshakes of DTLS, on any port, beside STUN and RTP on the same one too (RFC 7983). */
public final class TlsOverDtls implements Analyzer {
    /** Handshakes followed; the first ones. */
    public static final int MAX_CONNECTIONS = 20_000;
    /** Version and eight of the random bytes. */
    private static final int RANDOM = 2;
    private static final int FIRST_RANDOM = RANDOM + Long.BYTES;

    private final HandshakeLog log;
    private final UdpStreams streams;
    private final int most;
    private final CertificateReader certificates = new CertificateReader();
    private final HeldBytes room = new HeldBytes();
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final List<DtlsConnection> connections = new ArrayList<>();
    private long lastNanos;
    private long beyond;

    /**
     * Follows handshakes.
     *
     * @param log where they go when they begin
     * @param streams numbers of conversations, shared with others
     * @param most connections at most
     */
    public TlsOverDtls(HandshakeLog log, UdpStreams streams, int most) {
        this.log = log;
        this.streams = streams;
        this.most = Math.min(most, MAX_CONNECTIONS);
    }

    @Override
    public void packet(Packet packet) {
        lastNanos = Math.max(lastNanos, packet.frame().timestampNanos());
        if (!packet.isUdp()) {
            return;
        }
        int stream = streams.of(packet);
        if (!packet.payloadStarts(DtlsRecord.CHANGE_CIPHER_SPEC, 0x3f)) {
            return;
        }
        ByteView payload = packet.payload();
        boolean record = DtlsRecord.isAt(payload, 0);
        if (!record && (connections.isEmpty() || !DtlsRecord.isUnified(payload))) {
            return;
        }
        key.set(packet);
        int index = table.get(key);
        DtlsConnection connection = index < 0 ? null : connections.get(index);
        if (record && beginsHandshake(payload)) {
            connection = begin(connection, payload, stream);
        }
        if (connection != null) {
            Moment moment = new Moment(packet.frame().number(), packet.frame().timestampNanos());
            boolean client = connection.clientIsA == key.fromA();
            connection.datagram(client, moment);
            records(connection, client, payload, moment);
        }
    }

    /** Whether the first record is in the clear and holds the beginning of a ClientHello. */
    private static boolean beginsHandshake(ByteView payload) {
        return DtlsRecord.type(payload, 0) == DtlsRecord.HANDSHAKE && DtlsRecord.epoch(payload, 0) == 0
                && DtlsMessages.isAt(payload, DtlsRecord.HEADER, payload.length())
                && DtlsMessages.type(payload, DtlsRecord.HEADER) == HandshakeType.CLIENT_HELLO
                && DtlsMessages.isFirst(payload, DtlsRecord.HEADER)
                && payload.length() >= DtlsRecord.HEADER + DtlsMessages.HEADER + FIRST_RANDOM;
    }

    private DtlsConnection begin(DtlsConnection known, ByteView payload, int stream) {
        long random = payload.i64be(DtlsRecord.HEADER + DtlsMessages.HEADER + RANDOM);
        if (known != null && (!known.isOther(random) || known.clientIsA != key.fromA())) {
            return known;
        }
        if (connections.size() >= most) {
            beyond++;
            return known;
        }
        boolean a = key.fromA();
        Handshake handshake = new Handshake(Carrier.DTLS, stream, key.endpoint(a), key.endpoint(!a));
        DtlsConnection fresh = new DtlsConnection(handshake, a, certificates, room);
        if (!log.add(handshake)) {
            return known;
        }
        table.put(key, connections.size());
        connections.add(fresh);
        return fresh;
    }

    private static void records(DtlsConnection connection, boolean client, ByteView payload, Moment moment) {
        if (!DtlsRecord.isAt(payload, 0)) {
            connection.ciphered(client, false, moment);
            return;
        }
        int at = 0;
        while (DtlsRecord.isAt(payload, at)) {
            int body = at + DtlsRecord.HEADER;
            int length = DtlsRecord.length(payload, at);
            int end = Math.min(payload.length(), body + length);
            int type = DtlsRecord.type(payload, at);
            if (DtlsRecord.epoch(payload, at) > 0) {
                if (type == DtlsRecord.HANDSHAKE || type == DtlsRecord.APPLICATION_DATA || type > DtlsRecord.APPLICATION_DATA) {
                    connection.ciphered(client, type == DtlsRecord.APPLICATION_DATA, moment);
                }
            } else if (type == DtlsRecord.HANDSHAKE) {
                connection.messages(client, payload, body, end, moment);
            } else if (type == DtlsRecord.ALERT && end == body + length) {
                connection.alert(client, payload, body, length, moment);
            }
            at = body + length;
        }
        if (at > 0 && at < payload.length() && (payload.u8(at) & 0xe0) == 0x20) {
            connection.ciphered(client, false, moment);
        }
    }

    /** The pass has ended. */
    public void finish() {
        connections.forEach(connection -> connection.conclude(lastNanos));
    }

    /** ClientHellos beyond the limit of {@link #MAX_CONNECTIONS}. */
    public long beyond() {
        return beyond;
    }
}
