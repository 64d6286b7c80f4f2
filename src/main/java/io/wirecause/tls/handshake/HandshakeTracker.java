package io.wirecause.tls.handshake;

import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.TlsRecord;
import io.wirecause.tcp.carrier.CarriedConnection;
import io.wirecause.tcp.carrier.Conditions;
import io.wirecause.tls.certificate.CertificateChain;
import io.wirecause.tls.message.CertificateStatus;
import io.wirecause.tls.message.ClientHello;
import io.wirecause.tls.message.HandshakeType;
import io.wirecause.tls.message.ServerHello;
import io.wirecause.tls.message.ServerKeyExchange;
import io.wirecause.tls.stream.HandshakeMessage;
import io.wirecause.tls.stream.Moment;
import io.wirecause.tls.stream.TlsSink;

/** Follows one handshake of TLS over TCP. */
final class HandshakeTracker implements TlsSink {
    /** Records of a side that are of interest once the handshake is complete. */
    private static final int RECORDS_AFTER = 8;
    private static final int FATAL = 2;
    private static final int OLD_SERVER_HELLO = 4;
    private static final int OLD_VERSION_END = 6;

    private final Handshake handshake;
    private final Flights flights;
    private final boolean openerIsClient;
    private final CarriedConnection connection;
    private final HandshakeParts parts;
    private Conditions clientAtStart = Conditions.NONE;
    private Conditions serverAtStart = Conditions.NONE;
    private Conditions clientAtEnd;
    private Conditions serverAtEnd;
    private boolean clientCiphered;
    private boolean serverCiphered;
    private boolean clientFinishedSeen;
    private boolean serverFinishedSeen;
    private boolean lastWasClient = true;
    private int clientAfter;
    private int serverAfter;

    HandshakeTracker(Handshake handshake, boolean openerIsClient, CarriedConnection connection, HandshakeParts parts) {
        this.handshake = handshake;
        this.flights = handshake.flights();
        this.openerIsClient = openerIsClient;
        this.connection = connection;
        this.parts = parts;
    }

    Handshake handshake() {
        return handshake;
    }

    CarriedConnection connection() {
        return connection;
    }

    boolean isOpenerClient() {
        return openerIsClient;
    }

    /** What the losses within the handshake cost, of both sides; up to now where it is not complete. */
    Conditions losses() {
        if (connection == null) {
            return Conditions.NONE;
        }
        Conditions client = (clientAtEnd == null ? connection.conditions(openerIsClient) : clientAtEnd).since(clientAtStart);
        Conditions server = (serverAtEnd == null ? connection.conditions(!openerIsClient) : serverAtEnd).since(serverAtStart);
        return new Conditions(client.losses() + server.losses(), client.lossNanos() + server.lossNanos(),
                client.blockedNanos() + server.blockedNanos());
    }

    private boolean isClient(boolean opener) {
        return opener == openerIsClient;
    }

    private void turn(boolean client, Moment now) {
        if (client != lastWasClient && clientAtEnd == null) {
            flights.directionChanges++;
            lastWasClient = client;
        }
        if (client) {
            flights.clientLast = now;
        } else {
            flights.serverLast = now;
        }
    }

    @Override
    public void begins(boolean opener, int type, int length, Moment moment) {
        boolean client = isClient(opener);
        if (client && type == HandshakeType.CLIENT_HELLO) {
            if (handshake.at(Step.CLIENT_HELLO) == null && connection != null) {
                clientAtStart = connection.conditions(openerIsClient);
                serverAtStart = connection.conditions(!openerIsClient);
            }
            handshake.reach(handshake.at(Step.HELLO_RETRY_REQUEST) == null ? Step.CLIENT_HELLO : Step.SECOND_CLIENT_HELLO,
                    moment);
            flights.helloOpen = true;
            flights.helloLength = flights.helloLength == 0 ? length : flights.helloLength;
        }
        turn(client, moment);
    }

    @Override
    public void oldHello(boolean opener, ByteView hello, Moment moment) {
        handshake.reach(Step.CLIENT_HELLO, moment);
        flights.oldHello = true;
        flights.helloLength = hello.length();
        handshake.offer(parts.oldHello(hello), moment, 1);
    }

    @Override
    public void message(boolean opener, HandshakeMessage message) {
        Moment last = message.last();
        boolean client = isClient(opener);
        turn(client, last);
        ByteView body = message.bytes() == null ? null
                : message.bytes().slice(HandshakeMessage.HEADER, message.length() - HandshakeMessage.HEADER);
        if (message.type() == HandshakeType.CLIENT_HELLO && client) {
            flights.helloOpen = false;
            if (body != null) {
                handshake.offer(parts.shared(ClientHello.parse(body, false)), last, message.segments());
            }
        } else if (message.type() == HandshakeType.SERVER_HELLO && !client && body != null) {
            serverHello(ServerHello.parse(body), message.first());
        } else if (message.type() == HandshakeType.DRAFT_HELLO_RETRY_REQUEST && !client) {
            handshake.reach(Step.HELLO_RETRY_REQUEST, message.first());
        } else if (body != null && handshake.outcome() == TlsOutcome.UNDER_WAY) {
            rest(client, message.type(), body, last);
        }
        if (!client) {
            flights.serverFlightEnd = last;
        }
    }

    private void serverHello(ServerHello hello, Moment first) {
        if (hello.retry()) {
            handshake.reach(Step.HELLO_RETRY_REQUEST, first);
        } else if (handshake.choice() == null) {
            handshake.reach(Step.SERVER_HELLO, first);
            handshake.choose(hello);
        }
    }

    private void rest(boolean client, int type, ByteView body, Moment last) {
        switch (type) {
            case HandshakeType.CERTIFICATE -> certificate(client, parts.chain(body), last);
            case HandshakeType.CERTIFICATE_STATUS -> flights.stapled |= CertificateStatus.parse(body) != null;
            case HandshakeType.CERTIFICATE_REQUEST -> flights.certificateAsked |= !client;
            case HandshakeType.SERVER_KEY_EXCHANGE -> {
                if (handshake.choice() != null) {
                    handshake.useGroup(ServerKeyExchange.parse(body, handshake.choice().cipher()).group());
                }
            }
            case HandshakeType.SERVER_HELLO_DONE -> handshake.reach(Step.SERVER_HELLO_DONE, last);
            default -> {
            }
        }
    }

    private void certificate(boolean client, CertificateChain chain, Moment last) {
        if (client) {
            handshake.clientChain(chain);
        } else if (handshake.serverChain() == null) {
            handshake.serverChain(chain);
            handshake.reach(Step.SERVER_CERTIFICATE, last);
        }
    }

    @Override
    public void cipherSpec(boolean opener, Moment moment) {
        boolean client = isClient(opener);
        turn(client, moment);
        clientCiphered |= client;
        serverCiphered |= !client;
    }

    @Override
    public void alert(boolean opener, int level, int description, Moment moment) {
        boolean client = isClient(opener);
        turn(client, moment);
        if (!isComplete()) {
            handshake.alert(new Handshake.Alert(client, level == FATAL, description, moment));
        }
    }

    @Override
    public void encrypted(boolean opener, int type, int length, Moment moment) {
        boolean client = isClient(opener);
        turn(client, moment);
        if (isComplete()) {
            clientAfter += client ? 1 : 0;
            serverAfter += client ? 0 : 1;
        }
        if (type == TlsRecord.HEARTBEAT) {
            flights.heartbeat |= !isComplete();
            if (isComplete()) {
                handshake.reach(Step.APPLICATION_DATA, moment);
            }
        } else if (handshake.isEncryptedEarly() || handshake.choice() == null && type == TlsRecord.LAST_TYPE) {
            if (client) {
                clientRecord(length, moment);
            } else {
                serverRecord(length, moment);
            }
        } else if (type == TlsRecord.HANDSHAKE) {
            finished(client, moment);
        } else if (type == TlsRecord.ALERT && client && isComplete() && flights.clientAlertSized == null) {
            flights.clientAlertSized = moment;
        } else if (type == TlsRecord.LAST_TYPE) {
            handshake.reach(Step.APPLICATION_DATA, moment);
        }
    }

    /** An encrypted record of a client where TLS 1.3 was chosen, or nothing yet. */
    private void clientRecord(int length, Moment moment) {
        boolean early = handshake.hello() != null && handshake.hello().earlyData() && !flights.earlyEnded;
        if (handshake.choice() == null) {
            flights.earlySent |= early;
            return;
        }
        if (clientFinishedSeen) {
            flights.clientRecords++;
            handshake.reach(Step.APPLICATION_DATA, moment);
            if (Flights.isAlertSized(length) && flights.clientAlertSized == null) {
                flights.clientAlertSized = moment;
            }
            return;
        }
        if (early && Flights.isEndOfEarlyDataSized(length)) {
            flights.earlyEnded = true;
            return;
        }
        if (early && !Flights.isFinishedSized(length) && !Flights.isAlertSized(length)) {
            flights.earlySent = true;
            return;
        }
        flights.clientFirst = length;
        if (Flights.isAlertSized(length)) {
            handshake.alert(new Handshake.Alert(true, true, -1, moment));
            return;
        }
        clientFinishedSeen = true;
        handshake.reach(Step.CLIENT_FINISHED, moment);
        completed();
    }

    private void serverRecord(int length, Moment moment) {
        if (handshake.choice() == null) {
            return;
        }
        if (!clientFinishedSeen) {
            flights.serverFlightBytes += length;
            flights.serverFlightEnd = moment;
            return;
        }
        if (flights.serverRecordsAfter++ == 0) {
            flights.serverFirstAfter = length;
            flights.serverFirstAfterAt = moment;
        }
    }

    /** TLS 1.2 and older: a Finished, which is the first encrypted message of a side. */
    private void finished(boolean client, Moment moment) {
        if (client && !clientFinishedSeen) {
            clientFinishedSeen = true;
            handshake.reach(Step.CLIENT_FINISHED, moment);
        } else if (!client && !serverFinishedSeen) {
            serverFinishedSeen = true;
            handshake.reach(Step.SERVER_FINISHED, moment);
        }
        if (clientFinishedSeen && serverFinishedSeen) {
            completed();
        }
    }

    private void completed() {
        if (clientAtEnd == null && connection != null) {
            clientAtEnd = connection.conditions(openerIsClient);
            serverAtEnd = connection.conditions(!openerIsClient);
        }
    }

    /** Whether all messages of the handshake were seen. */
    boolean isComplete() {
        return clientFinishedSeen && (serverFinishedSeen || handshake.isEncryptedEarly());
    }

    boolean isClientCiphered() {
        return clientCiphered;
    }

    boolean isServerCiphered() {
        return serverCiphered;
    }

    @Override
    public void plain(boolean opener, byte[] head, Moment moment) {
        boolean client = isClient(opener);
        if (!client && flights.oldHello && isOldServerHello(head)) {
            flights.ssl2 = true;
            return;
        }
        if (flights.plainHead == null) {
            flights.plainHead = head;
            flights.plainAt = moment;
            flights.plainClient = client;
        }
    }

    /** SSL 2.0: a length with the highest bit set, type 4, and the version. */
    private static boolean isOldServerHello(byte[] head) {
        return head.length > OLD_VERSION_END && (head[0] & 0x80) != 0 && head[2] == OLD_SERVER_HELLO && head[5] == 0
                && head[6] == 2;
    }

    @Override
    public void gap(boolean opener, long bytes) {
        if (isComplete()) {
            return;
        }
        flights.clientGap |= isClient(opener);
        flights.serverGap |= !isClient(opener);
    }

    @Override
    public void end(boolean opener) {
        // What ended it is asked of TCP when all is read.
    }

    @Override
    public boolean wants(boolean opener) {
        int after = isClient(opener) ? clientAfter : serverAfter;
        return !isComplete() || after < RECORDS_AFTER;
    }
}
