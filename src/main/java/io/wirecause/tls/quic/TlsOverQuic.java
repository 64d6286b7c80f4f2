package io.wirecause.tls.quic;

import io.wirecause.analysis.Analyzer;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.tls.handshake.Flights.Waiting;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.HandshakeLog;
import io.wirecause.tls.handshake.Step;
import io.wirecause.tls.handshake.Timing;
import io.wirecause.tls.handshake.TlsOutcome;
import io.wirecause.tls.message.Fingerprint.Carrier;
import io.wirecause.tls.stream.Moment;
import io.wirecause.tls.stream.UdpStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The handshakes of QUIC connections. */
public final class TlsOverQuic {
    /** A side that is there goes on within this time. */
    private static final long STALLED_NANOS = 1_000_000_000L;

    private final QuicAnalyzer analyzer;
    private final HandshakeLog log;
    private final List<Followed> followed = new ArrayList<>();

    private record Followed(QuicConnection quic, Handshake handshake) {
    }

    /**
     * Follows connections.
     *
     * @param log where their handshakes go at the end of the pass
     * @param streams numbers of conversations, shared with others
     * @param most connections at most
     */
    public TlsOverQuic(HandshakeLog log, UdpStreams streams, int most) {
        this.log = log;
        this.analyzer = new QuicAnalyzer(streams, most);
    }

    /** What takes part in the pass. */
    public Analyzer analyzer() {
        return analyzer;
    }

    /** The pass has ended. */
    public void finish() {
        for (QuicConnection connection : analyzer.connections()) {
            Handshake handshake = new Handshake(Carrier.QUIC, connection.stream, connection.client, connection.server);
            steps(connection, handshake);
            conclude(connection, handshake);
            log.add(handshake);
            followed.add(new Followed(connection, handshake));
        }
    }

    /** What is wrong with those whose handshakes match. */
    public List<Finding> findings(Predicate<Handshake> filter) {
        analyzer.tcp().named(log.all());
        return QuicFindings.of(followed.stream().filter(each -> filter.test(each.handshake)).map(Followed::quic).toList(),
                analyzer.tcp(), analyzer.lastNanos());
    }

    /** Whether {@link #findings} say what is wrong with a handshake, so that nothing else has to. */
    public boolean explains(Handshake handshake) {
        return handshake.carrier() == Carrier.QUIC && handshake.outcome().isFailed()
                && (handshake.outcome() != TlsOutcome.STALLED || handshake.choice() == null);
    }

    /** What limits them. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (analyzer.beyond() > 0) {
            notes.add(analyzer.beyond() + " QUIC connections are beyond the limit of " + QuicAnalyzer.MAX_CONNECTIONS
                    + " and were not read.");
        }
        if (analyzer.cut() > 0) {
            notes.add(analyzer.cut() + " QUIC Initial packets were cut by the snaplen, so that they cannot be decrypted.");
        }
        if (!followed.isEmpty()) {
            notes.add("QUIC encrypts all behind the hellos: certificates, late alerts and the end of connections do not show.");
        }
        return notes;
    }

    private static void steps(QuicConnection quic, Handshake handshake) {
        handshake.reach(Step.CLIENT_HELLO, new Moment(quic.fromClient.firstFrame, quic.fromClient.firstNanos));
        if (quic.hello != null) {
            handshake.offer(quic.hello, new Moment(quic.helloFrame, quic.helloNanos), quic.helloDatagrams);
        }
        if (quic.retryRequest != null) {
            handshake.reach(Step.HELLO_RETRY_REQUEST, new Moment(quic.retryRequestFrame, quic.retryRequestNanos));
        }
        if (quic.secondHelloFrame > 0) {
            handshake.reach(Step.SECOND_CLIENT_HELLO, new Moment(quic.secondHelloFrame, quic.secondHelloNanos));
        }
        if (quic.choice != null) {
            handshake.reach(Step.SERVER_HELLO, new Moment(quic.choiceFrame, quic.choiceNanos));
            handshake.choose(quic.choice);
        }
        if (quic.established()) {
            handshake.reach(Step.CLIENT_FINISHED, finished(quic));
            handshake.reach(Step.APPLICATION_DATA, new Moment(quic.fromClient.firstShortFrame, quic.fromClient.firstShortNanos));
        }
    }

    /** The client's Finished is in one of its Handshake packets, at the latest in what comes before its first short header. */
    private static Moment finished(QuicConnection quic) {
        return new Moment(quic.fromClient.firstShortFrame, quic.fromClient.firstShortNanos);
    }

    private void conclude(QuicConnection quic, Handshake handshake) {
        QuicSide server = quic.fromServer;
        QuicSide client = quic.fromClient;
        if (quic.established()) {
            boolean resumed = quic.choice != null && quic.hello != null && quic.choice.resumes(quic.hello);
            handshake.conclude(resumed ? TlsOutcome.RESUMED : TlsOutcome.COMPLETED, null);
            timing(quic, handshake);
            handshake.flights().silent(quic.silenceNanos, quic.silenceDatagrams);
        } else if (server.closeCode >= 0) {
            handshake.conclude(server.closeCode == QuicError.NO_ERROR ? TlsOutcome.ABANDONED_BY_SERVER
                    : TlsOutcome.REFUSED_BY_SERVER,
                    "CONNECTION_CLOSE with " + QuicError.name(server.closeCode));
        } else if (client.closeCode >= 0 && !quic.unanswered()) {
            handshake.conclude(client.closeCode == QuicError.NO_ERROR ? TlsOutcome.ABANDONED_BY_CLIENT
                    : TlsOutcome.REFUSED_BY_CLIENT,
                    "CONNECTION_CLOSE with " + QuicError.name(client.closeCode));
        } else if (quic.offered != null && quic.hello == null) {
            handshake.conclude(TlsOutcome.ABANDONED_BY_CLIENT, "no version in common: the server answers with Version "
                    + "Negotiation");
        } else if (quic.unreachableFrame > 0 && quic.unanswered()) {
            handshake.conclude(TlsOutcome.ABANDONED_BY_CLIENT, "ICMP says that the server's port cannot be reached");
        } else if (analyzer.lastNanos() - quic.lastNanos >= STALLED_NANOS
                || quic.unanswered() && analyzer.lastNanos() - client.firstNanos >= STALLED_NANOS) {
            stalled(quic, handshake);
        } else {
            boolean oneSided = server.datagrams == 0 && (client.handshakes > 0 || client.shorts > 0);
            handshake.conclude(oneSided ? TlsOutcome.PARTIAL : TlsOutcome.UNDER_WAY,
                    oneSided ? "the capture holds one side of it only" : "the capture ends before the handshake does");
        }
    }

    private void stalled(QuicConnection quic, Handshake handshake) {
        if (quic.fromServer.datagrams == 0 && !quic.unanswered()) {
            handshake.conclude(TlsOutcome.PARTIAL, "the capture holds one side of it only");
            return;
        }
        if (quic.fromClient.shorts > 0) {
            handshake.conclude(TlsOutcome.PARTIAL, "parts of the handshake are not in the capture");
            return;
        }
        boolean serverOwes = quic.choice == null;
        long waited = analyzer.lastNanos() - (serverOwes ? quic.fromClient.firstNanos : quic.choiceNanos);
        handshake.flights().waitFor(serverOwes ? Waiting.SERVER : Waiting.CLIENT, waited);
        handshake.conclude(TlsOutcome.STALLED, (quic.unanswered()
                ? "the server does not answer the client's " + quic.fromClient.initials + " datagrams with Initial packets"
                : serverOwes ? "the server answers, but without a ServerHello"
                : "the client does not go on after the server's flight") + " for " + Durations.words(waited));
    }

    private static void timing(QuicConnection quic, Handshake handshake) {
        long total = quic.fromClient.firstShortNanos - quic.fromClient.firstNanos;
        int trips = 1 + (quic.retryFrame > 0 ? 1 : 0) + (quic.offered != null ? 1 : 0) + (quic.retryRequest != null ? 1 : 0);
        Timing unknown = Timing.UNKNOWN;
        handshake.timing(new Timing(unknown.setUp(), Math.max(0, total), unknown.serverThink(), unknown.clientThink(),
                unknown.roundTrip(), trips, unknown.losses(), unknown.lossNanos()));
    }
}
