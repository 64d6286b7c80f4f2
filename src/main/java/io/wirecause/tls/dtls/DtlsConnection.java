package io.wirecause.tls.dtls;

import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.TlsAlert;
import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import io.wirecause.tls.certificate.CertificateReader;
import io.wirecause.tls.handshake.Flights.Waiting;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.Step;
import io.wirecause.tls.handshake.Timing;
import io.wirecause.tls.handshake.TlsOutcome;
import io.wirecause.tls.message.ClientHello;
import io.wirecause.tls.message.HandshakeType;
import io.wirecause.tls.message.ServerHello;
import io.wirecause.tls.message.ServerKeyExchange;
import io.wirecause.tls.stream.HeldBytes;
import io.wirecause.tls.stream.Moment;
import java.util.Locale;

/** One handshake of DTLS: fills a {@link Handshake} from its records. */
final class DtlsConnection {
    private static final int ALERT_LENGTH = 2;
    private static final int FATAL = 2;
    private static final int CLOSE_NOTIFY = 0;
    private static final long STALLED_NANOS = 1_000_000_000L;

    /** Whether the client is endpoint A of the key of the packets. */
    final boolean clientIsA;
    final Handshake handshake;
    private final CertificateReader certificates;
    private DtlsMessages fromClient;
    private DtlsMessages fromServer;
    private long randomStart;
    private boolean hasRandom;
    private boolean serverSeen;
    private boolean clientSeen;
    private boolean clientCiphered;
    private boolean serverCiphered;
    private int helloDatagrams;
    private int repeatedHellos;
    private long cookieNanos;
    private Moment last;
    private Moment clientLast;
    private Moment serverLast;

    DtlsConnection(Handshake handshake, boolean clientIsA, CertificateReader certificates, HeldBytes room) {
        this.handshake = handshake;
        this.clientIsA = clientIsA;
        this.certificates = certificates;
        fromClient = new DtlsMessages(room);
        fromServer = new DtlsMessages(room);
    }

    /** Whether a ClientHello with these random bytes begins another handshake. */
    boolean isOther(long random) {
        return hasRandom && randomStart != random && (handshake.choice() != null || handshake.alert() != null);
    }

    /** A datagram has come, whatever is in it. */
    void datagram(boolean client, Moment moment) {
        clientSeen |= client;
        serverSeen |= !client;
        last = moment;
        if (client) {
            clientLast = moment;
        } else {
            serverLast = moment;
        }
    }

    /** An encrypted record: the first of a side ends its handshake in DTLS 1.2, and is a part of it in DTLS 1.3. */
    void ciphered(boolean client, boolean data, Moment moment) {
        boolean early = handshake.isEncryptedEarly();
        if (client && (!early || handshake.choice() != null)) {
            clientCiphered = true;
            handshake.reach(Step.CLIENT_FINISHED, moment);
        } else if (!client) {
            serverCiphered = true;
            if (!early) {
                handshake.reach(Step.SERVER_FINISHED, moment);
            }
        }
        if (data && clientCiphered && serverCiphered) {
            handshake.reach(Step.APPLICATION_DATA, moment);
        }
        if (clientCiphered && serverCiphered && fromClient != null) {
            fromClient.drop();
            fromServer.drop();
            fromClient = null;
            fromServer = null;
        }
    }

    /** An alert in the clear. */
    void alert(boolean client, ByteView record, int at, int length, Moment moment) {
        if (length == ALERT_LENGTH) {
            handshake.alert(new Handshake.Alert(client, record.u8(at) == FATAL, record.u8(at + 1), moment));
        }
    }

    /** The handshake messages of a record in the clear. */
    void messages(boolean client, ByteView datagram, int from, int end, Moment moment) {
        int at = from;
        DtlsMessages messages = client ? fromClient : fromServer;
        while (messages != null && DtlsMessages.isAt(datagram, at, end)) {
            int type = DtlsMessages.type(datagram, at);
            if (client && type == HandshakeType.CLIENT_HELLO) {
                helloDatagrams++;
            }
            ByteView body = messages.add(datagram, at, end);
            if (body != null) {
                message(client, type, body, moment);
            }
            at += DtlsMessages.HEADER + DtlsMessages.fragmentLength(datagram, at);
        }
    }

    private void message(boolean client, int type, ByteView body, Moment moment) {
        if (client) {
            switch (type) {
                case HandshakeType.CLIENT_HELLO -> hello(ClientHello.parse(body, true), moment);
                case HandshakeType.CERTIFICATE -> handshake.clientChain(certificates.read(body));
                default -> {
                }
            }
            return;
        }
        switch (type) {
            case HandshakeType.HELLO_VERIFY_REQUEST -> cookieNanos = cookieNanos == 0 ? moment.nanos() : cookieNanos;
            case HandshakeType.SERVER_HELLO -> choice(ServerHello.parse(body), moment);
            case HandshakeType.CERTIFICATE -> {
                handshake.reach(Step.SERVER_CERTIFICATE, moment);
                handshake.serverChain(certificates.read(body));
            }
            case HandshakeType.SERVER_KEY_EXCHANGE -> {
                int cipher = handshake.choice() == null ? 0 : handshake.choice().cipher();
                int group = ServerKeyExchange.parse(body, cipher).group();
                if (group >= 0) {
                    handshake.useGroup(group);
                }
            }
            case HandshakeType.SERVER_HELLO_DONE -> handshake.reach(Step.SERVER_HELLO_DONE, moment);
            default -> {
            }
        }
    }

    private void hello(ClientHello hello, Moment moment) {
        boolean repeated = hasRandom && randomStart == hello.randomStart();
        if (repeated && handshake.hello() != null && handshake.hello().cookieLength() == hello.cookieLength()) {
            repeatedHellos++;
            return;
        }
        randomStart = hello.randomStart();
        hasRandom = true;
        handshake.reach(handshake.at(Step.HELLO_RETRY_REQUEST) == null ? Step.CLIENT_HELLO : Step.SECOND_CLIENT_HELLO, moment);
        handshake.offer(hello, moment, Math.max(1, helloDatagrams));
        helloDatagrams = 0;
    }

    private void choice(ServerHello hello, Moment moment) {
        if (hello.retry()) {
            handshake.reach(Step.HELLO_RETRY_REQUEST, moment);
        } else if (handshake.choice() == null) {
            handshake.reach(Step.SERVER_HELLO, moment);
            handshake.choose(hello);
        }
    }

    /** The pass has ended: says how the handshake did. */
    void conclude(long captureEnd) {
        Handshake.Alert alert = handshake.alert();
        boolean complete = clientCiphered && serverCiphered && handshake.choice() != null;
        if (alert != null && alert.fatal() && alert.description() != CLOSE_NOTIFY) {
            handshake.conclude(alert.fromClient() ? TlsOutcome.REFUSED_BY_CLIENT : TlsOutcome.REFUSED_BY_SERVER,
                    "alert " + TlsAlert.name(alert.description()) + " after the " + handshake.step().label());
        } else if (complete) {
            handshake.conclude(isResumed() ? TlsOutcome.RESUMED : TlsOutcome.COMPLETED, null);
            timing();
        } else if (handshake.hello() == null || !clientSeen || !serverSeen && (clientCiphered || serverCiphered)
                || clientCiphered && handshake.choice() == null) {
            handshake.conclude(TlsOutcome.PARTIAL, "parts of the handshake are not in the capture");
        } else if (captureEnd - last.nanos() >= STALLED_NANOS
                || captureEnd - handshake.first().nanos() >= STALLED_NANOS && repeatedHellos > 0 && handshake.choice() == null) {
            stalled(captureEnd);
        } else {
            handshake.conclude(TlsOutcome.UNDER_WAY, "the capture ends after the " + handshake.step().label());
        }
    }

    private boolean isResumed() {
        return handshake.hello() != null && handshake.choice().resumes(handshake.hello())
                && handshake.at(Step.SERVER_HELLO_DONE) == null;
    }

    private void stalled(long captureEnd) {
        boolean serverOwes = handshake.choice() == null
                || !handshake.isEncryptedEarly() && (handshake.at(Step.SERVER_HELLO_DONE) == null || clientCiphered);
        Moment since = serverOwes ? clientLast : serverLast;
        long waited = Math.max(0, captureEnd - (serverOwes && handshake.choice() == null ? handshake.first() : since).nanos());
        handshake.flights().waitFor(serverOwes ? Waiting.SERVER : Waiting.CLIENT, waited);
        handshake.conclude(TlsOutcome.STALLED, String.format(Locale.ROOT, "%s for %s%s%s",
                serverOwes ? "the server does not go on" : "the client does not go on after the server's flight",
                Durations.words(waited),
                repeatedHellos == 0 ? "" : "; the ClientHello was sent again " + Plural.of(repeatedHellos, "time"),
                serverSeen ? "" : "; nothing came back at all"));
    }

    private void timing() {
        Moment begin = handshake.first();
        Moment end = handshake.isEncryptedEarly() ? handshake.at(Step.CLIENT_FINISHED) : later(handshake.at(Step.SERVER_FINISHED),
                handshake.at(Step.CLIENT_FINISHED));
        if (begin == null || end == null) {
            return;
        }
        Timing unknown = Timing.UNKNOWN;
        int trips = (handshake.isEncryptedEarly() || isResumed() ? 1 : 2) + (cookieNanos > 0 ? 1 : 0)
                + (handshake.at(Step.HELLO_RETRY_REQUEST) == null ? 0 : 1);
        handshake.timing(new Timing(unknown.setUp(), end.since(begin), unknown.serverThink(), unknown.clientThink(),
                unknown.roundTrip(), trips, unknown.losses(), unknown.lossNanos()));
    }

    private static Moment later(Moment one, Moment another) {
        return one == null || another != null && another.nanos() > one.nanos() ? another : one;
    }
}
