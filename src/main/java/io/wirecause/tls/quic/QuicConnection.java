package io.wirecause.tls.quic;

import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.report.WireText;
import io.wirecause.tls.message.ClientHello;
import io.wirecause.tls.message.HandshakeType;
import io.wirecause.tls.message.ServerHello;
import io.wirecause.tls.stream.HeldBytes;
import java.util.ArrayList;
import java.util.List;

/** A QUIC connection from its first Initial packet on, as far as it shows from outside. */
final class QuicConnection {
    /** Packets opened of one connection; a handshake takes a handful. */
    private static final int MOST_OPENED = 64;
    private static final int MOST_VERSIONS = 16;
    private static final int HEADER = 4;

    /** Whether the client is endpoint A of the key of the packets. */
    final boolean clientIsA;
    /** Wireshark's udp.stream; -1 where it has none. */
    final int stream;
    final Endpoint client;
    final Endpoint server;
    final QuicSide fromClient;
    final QuicSide fromServer;
    /** What the client began with. */
    final int firstVersion;
    /** The version of the last Initial packet. */
    int version;
    private final InitialKeys.Opener opener;
    private final HeldBytes room;
    /** The server's id as the client chose it, and the one from which keys follow: a Retry sets another. */
    private byte[] original;
    private byte[] keyId;
    private int opened;
    /** Whether a packet was opened, or the server answered: what came is QUIC. */
    boolean confirmed;
    ClientHello hello;
    int hellos;
    int helloDatagrams;
    long helloFrame;
    long helloNanos;
    long secondHelloFrame;
    long secondHelloNanos;
    ServerHello retryRequest;
    long retryRequestFrame;
    long retryRequestNanos;
    ServerHello choice;
    long choiceFrame;
    long choiceNanos;
    long retryFrame;
    long retryNanos;
    /** Versions that the server offers instead; null if it was not asked to. */
    List<Integer> offered;
    long negotiationFrame;
    long negotiationNanos;
    /** ICMP says that datagrams of the client do not arrive: the frame, 0 for none. */
    long unreachableFrame;
    /** Whether that came from the server itself. */
    boolean unreachableByServer;
    int unreachableCode;
    boolean unreachableVersion6;
    long lastNanos;
    /** When the server sent last, or the client first, and what the client has sent since. */
    private long heardNanos;
    private int unheard;
    /** The longest silence of the server in the handshake that it ended itself, and what the client sent meanwhile. */
    long silenceNanos;
    int silenceDatagrams;

    /** Begins with the client's packet that filled the key. */
    QuicConnection(InitialKeys.Opener opener, HeldBytes room, FlowKey key, int stream, int version, byte[] destination,
            byte[] source) {
        this.opener = opener;
        this.room = room;
        fromClient = new QuicSide(room);
        fromServer = new QuicSide(room);
        this.stream = stream;
        clientIsA = key.fromA();
        client = key.endpoint(clientIsA);
        server = key.endpoint(!clientIsA);
        this.firstVersion = version;
        this.version = version;
        this.original = destination;
        this.keyId = destination;
        fromClient.id = source;
    }

    /** A packet with a long header and what it came in. */
    record Arrival(ByteView datagram, LongHeader header, boolean fromClient, long frame, long nanos) {
    }

    /** Counts a datagram, before its packets. */
    void datagram(boolean client, long frame, long nanos) {
        QuicSide side = client ? fromClient : fromServer;
        if (side.datagrams++ == 0) {
            side.firstFrame = frame;
            side.firstNanos = nanos;
        }
        takeSilence(client, nanos);
        lastNanos = Math.max(lastNanos, nanos);
    }

    /** How long the server has been silent, before the client's handshake is over. */
    private void takeSilence(boolean client, long nanos) {
        if (fromClient.shorts > 0) {
            return;
        }
        if (client) {
            heardNanos = fromClient.datagrams == 1 ? nanos : heardNanos;
            unheard++;
        } else {
            if (nanos - heardNanos > silenceNanos) {
                silenceNanos = nanos - heardNanos;
                silenceDatagrams = unheard;
            }
            heardNanos = nanos;
            unheard = 0;
        }
    }

    /** A packet with a short header, to be sent only after the handshake of its sender. */
    void shortPacket(boolean client, long frame, long nanos) {
        QuicSide side = client ? fromClient : fromServer;
        if (side.shorts++ == 0) {
            side.firstShortFrame = frame;
            side.firstShortNanos = nanos;
        }
        if (established()) {
            release();
        }
    }

    private void release() {
        drop(fromClient);
        drop(fromServer);
    }

    private static void drop(QuicSide side) {
        if (side.crypto != null) {
            side.crypto.drop();
            side.crypto = null;
        }
        side.keys = null;
    }

    /** Whether the client has finished its handshake, and with it the server its own. */
    boolean established() {
        return fromClient.shorts > 0 && fromServer.datagrams > 0 && (choice != null || fromServer.shorts > 0);
    }

    /** Whether an Initial packet of the client may be of this connection, by its ids. */
    boolean mayTake(ByteView datagram, LongHeader header) {
        return header.isFor(datagram, original) || header.isFor(datagram, keyId) || header.isFor(datagram, fromServer.id)
                || header.isFrom(datagram, fromClient.id) && header.source(datagram).length() > 0;
    }

    /** The client comes again with a version of those that it was offered. */
    void startAgain(ByteView datagram, LongHeader header) {
        version = header.version();
        original = header.destination(datagram).copy();
        keyId = original;
        fromClient.id = header.source(datagram).copy();
        fromClient.keys = null;
        fromServer.keys = null;
        if (fromClient.crypto != null) {
            fromClient.crypto.drop();
        }
        fromClient.crypto = new CryptoStream(room);
    }

    /** Takes in a packet with a long header. */
    void longPacket(Arrival packet) {
        QuicSide side = packet.fromClient ? fromClient : fromServer;
        switch (packet.header.kind()) {
            case INITIAL -> initial(packet, side);
            case HANDSHAKE -> {
                if (side.handshakes++ == 0) {
                    side.firstHandshakeFrame = packet.frame;
                    side.firstHandshakeNanos = packet.nanos;
                }
                learn(packet, side);
            }
            case ZERO_RTT -> side.zeroRtt++;
            case RETRY -> retry(packet);
            case NEGOTIATION -> negotiation(packet);
            default -> {
                side.initials++;
                side.lastInitialFrame = packet.frame;
                side.lastInitialNanos = packet.nanos;
            }
        }
    }

    private void learn(Arrival packet, QuicSide side) {
        if (side.id == null || side == fromServer && opened > 0 && confirmed) {
            side.id = packet.header.source(packet.datagram).copy();
        }
    }

    private void retry(Arrival packet) {
        if (!packet.fromClient && retryFrame == 0 && packet.header.isFor(packet.datagram, fromClient.id)) {
            retryFrame = packet.frame;
            retryNanos = packet.nanos;
            confirmed = true;
            keyId = packet.header.source(packet.datagram).copy();
            fromClient.keys = null;
            fromServer.keys = null;
        }
    }

    private void negotiation(Arrival packet) {
        ByteView datagram = packet.datagram;
        LongHeader header = packet.header;
        if (packet.fromClient || offered != null || !header.isFor(datagram, fromClient.id)
                || !header.isFrom(datagram, original)) {
            return;
        }
        offered = new ArrayList<>();
        for (int at = header.numberAt(); at + Integer.BYTES <= datagram.length() && offered.size() < MOST_VERSIONS;
                at += Integer.BYTES) {
            offered.add(datagram.i32be(at));
        }
        negotiationFrame = packet.frame;
        negotiationNanos = packet.nanos;
        confirmed = true;
    }

    private void initial(Arrival packet, QuicSide side) {
        if (side.lastInitialFrame != packet.frame) {
            side.initials++;
        }
        side.lastInitialFrame = packet.frame;
        side.lastInitialNanos = packet.nanos;
        if (opened >= MOST_OPENED || side.crypto == null) {
            return;
        }
        opened++;
        byte[] frames = keys(side, packet.header.version(), packet.fromClient).open(packet.datagram, packet.header);
        if (frames == null) {
            return;
        }
        version = packet.header.version();
        confirmed = true;
        if (!packet.fromClient) {
            side.id = packet.header.source(packet.datagram).copy();
        }
        new InitialFrames(frames).read(new InitialFrames.Sink() {
            @Override
            public void crypto(long offset, ByteView bytes, int start, int length) {
                if (side.crypto != null) {
                    side.crypto.add(offset, bytes, start, length);
                }
            }

            @Override
            public void close(long code, String reason) {
                closed(side, packet, code, reason);
            }
        });
        for (ByteView message = side.crypto.next(); message != null; message = side.crypto.next()) {
            message(packet, message);
        }
    }

    private InitialKeys keys(QuicSide side, int wanted, boolean client) {
        if (side.keys == null || side.keysVersion != wanted) {
            side.keys = new InitialKeys(opener, wanted, keyId, client);
            side.keysVersion = wanted;
        }
        return side.keys;
    }

    private static void closed(QuicSide side, Arrival packet, long code, String reason) {
        if (side.closeCode < 0) {
            side.closeCode = code;
            side.closeReason = WireText.clean(reason);
            side.closeFrame = packet.frame;
            side.closeNanos = packet.nanos;
        }
    }

    private void message(Arrival packet, ByteView message) {
        ByteView body = message.slice(HEADER, message.length() - HEADER);
        if (packet.fromClient && message.u8(0) == HandshakeType.CLIENT_HELLO) {
            hellos++;
            if (hello == null) {
                hello = ClientHello.parse(body, false);
                helloFrame = packet.frame;
                helloNanos = packet.nanos;
                helloDatagrams = fromClient.initials;
            } else if (secondHelloFrame == 0) {
                secondHelloFrame = packet.frame;
                secondHelloNanos = packet.nanos;
            }
        } else if (!packet.fromClient && message.u8(0) == HandshakeType.SERVER_HELLO) {
            ServerHello server = ServerHello.parse(body);
            if (server.retry() && retryRequest == null) {
                retryRequest = server;
                retryRequestFrame = packet.frame;
                retryRequestNanos = packet.nanos;
            } else if (!server.retry() && choice == null) {
                choice = server;
                choiceFrame = packet.frame;
                choiceNanos = packet.nanos;
            }
        }
    }

    /** Whether the server never sent anything, and the client nothing that it could have sent only after an answer. */
    boolean unanswered() {
        return fromServer.datagrams == 0 && fromClient.handshakes == 0 && fromClient.shorts == 0 && retryFrame == 0
                && offered == null;
    }

    /** The name asked for, or the address. */
    String serverName() {
        return hello != null && hello.serverName() != null ? hello.serverName() : server.address();
    }

    /** The server in words: its address and port, and the name asked for. */
    String serverWords() {
        return hello != null && hello.serverName() != null ? server + " (" + hello.serverName() + ")" : server.toString();
    }
}
