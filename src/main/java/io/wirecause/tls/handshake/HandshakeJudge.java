package io.wirecause.tls.handshake;

import io.wirecause.protocol.TlsAlert;
import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import io.wirecause.tcp.carrier.CarriedConnection;
import io.wirecause.tls.stream.Moment;
import io.wirecause.tls.stream.PlainText;
import io.wirecause.tls.stream.Prelude;
import java.util.Set;

/** Says how a handshake over TCP ended, from its messages and from what TCP knows of its connection. */
final class HandshakeJudge {
    private static final int CLOSE_NOTIFY = 0;
    private static final int USER_CANCELED = 90;
    private static final int NO_CERTIFICATE = 41;
    private static final int NO_RENEGOTIATION = 100;
    private static final int UNRECOGNIZED_NAME = 112;
    /** Alerts after which a handshake may go on where they are sent as warnings. */
    private static final Set<Integer> MILD = Set.of(NO_CERTIFICATE, NO_RENEGOTIATION, UNRECOGNIZED_NAME);
    private static final long NEVER = CarriedConnection.NEVER;

    private final HandshakeTracker tracker;
    private final Handshake handshake;
    private final Flights flights;
    private final CarriedConnection connection;
    private final long captureEnd;

    HandshakeJudge(HandshakeTracker tracker, long captureEnd) {
        this.tracker = tracker;
        this.handshake = tracker.handshake();
        this.flights = handshake.flights();
        this.connection = tracker.connection();
        this.captureEnd = captureEnd;
    }

    void judge() {
        if (tracker.isComplete()) {
            complete();
        } else if (flights.ssl2) {
            handshake.conclude(TlsOutcome.COMPLETED, "in SSL 2.0, of which only the hellos are read");
        } else if (isPlain()) {
            handshake.conclude(TlsOutcome.PLAIN_TEXT, plainWords());
        } else if (isRefused()) {
            refused();
        } else if (isGoneOn()) {
            handshake.conclude(handshake.hello() == null || flights.hasGap() || !isBothSeen() ? TlsOutcome.PARTIAL
                    : TlsOutcome.COMPLETED,
                    "parts of the handshake are not in the capture, and data of the application follows");
        } else if (connection == null) {
            handshake.conclude(TlsOutcome.PARTIAL, "its connection is beyond those that are followed");
        } else if (handshake.at(Step.CLIENT_HELLO) == null || !isBothSeen()) {
            handshake.conclude(TlsOutcome.PARTIAL, "the capture holds one side of it only");
        } else {
            broken();
        }
    }

    private boolean isBothSeen() {
        return connection != null && connection.isSeen(true) && connection.isSeen(false);
    }

    private void complete() {
        flights.unusedFor = handshake.at(Step.APPLICATION_DATA) == null && connection != null ? closedByClient() : -1;
        if (isTurnedDownLate()) {
            handshake.alert(new Handshake.Alert(false, true, -1, flights.serverFirstAfterAt));
            handshake.conclude(TlsOutcome.REFUSED_BY_SERVER, "the server answers the client's last flight with a record of the "
                    + "size "
                    + "of an alert and closes");
            return;
        }
        handshake.conclude(isResumed() ? TlsOutcome.RESUMED : TlsOutcome.COMPLETED, null);
    }

    private long lastOfHandshake() {
        long last = Long.MIN_VALUE;
        for (Step each : new Step[] {Step.CLIENT_FINISHED, Step.SERVER_FINISHED}) {
            last = handshake.at(each) == null ? last : Math.max(last, handshake.at(each).nanos());
        }
        return last;
    }

    /**
     * How long after the handshake the client closed; -1 where it did not, or not first. By its FIN, or by the alert that ends
     * the session: some servers close the connection as soon as they read that.
     */
    private long closedByClient() {
        Moment alert = flights.clientAlertSized;
        long client = alert != null && !handshake.isEncryptedEarly() ? alert.nanos()
                : connection.finTime(tracker.isOpenerClient());
        long server = connection.finTime(!tracker.isOpenerClient());
        return client != NEVER && (server == NEVER || client <= server) ? Math.max(0, client - lastOfHandshake()) : -1;
    }

    private boolean isResumed() {
        if (handshake.choice() == null || handshake.hello() == null) {
            return false;
        }
        if (handshake.isEncryptedEarly()) {
            return handshake.choice().resumes(handshake.hello());
        }
        Moment client = handshake.at(Step.CLIENT_FINISHED);
        Moment server = handshake.at(Step.SERVER_FINISHED);
        return handshake.serverChain() == null && handshake.at(Step.SERVER_HELLO_DONE) == null && server.frame() <= client
                .frame();
    }

    /**
     * TLS 1.3: the server says nothing after the last flight of the client but what has the size of an alert, and closes first.
     * A close_notify has the same size, but a server that closes at once has something against the client.
     */
    private boolean isTurnedDownLate() {
        if (!handshake.isEncryptedEarly() || connection == null || flights.serverRecordsAfter != 1
                || !Flights.isAlertSized(flights.serverFirstAfter)) {
            return false;
        }
        Moment alert = flights.serverFirstAfterAt;
        long clientFin = connection.finTime(tracker.isOpenerClient());
        boolean clientFirst = flights.clientAlertSized != null && flights.clientAlertSized.frame() < alert.frame()
                || clientFin != NEVER && clientFin <= alert.nanos();
        long wait = alert.since(handshake.at(Step.CLIENT_FINISHED));
        boolean serverCloses = connection.finTime(!tracker.isOpenerClient()) != NEVER
                || connection.resetTime(!tracker.isOpenerClient()) != NEVER;
        return !clientFirst && serverCloses && wait <= TlsThresholds.AT_ONCE + Math.max(0, connection.roundTrip())
                && (flights.isClientFlightLong() || flights.clientRecords > 0);
    }

    private boolean isPlain() {
        boolean answered = handshake.choice() != null || handshake.at(Step.HELLO_RETRY_REQUEST) != null;
        if (answered) {
            return false;
        }
        boolean greeted = handshake.prelude().kind() == Prelude.Kind.GREETING;
        boolean alerted = handshake.alert() != null && !handshake.alert().fromClient();
        if (handshake.at(Step.CLIENT_HELLO) == null) {
            // A server's alert upon something that is no hello.
            return alerted && handshake.prelude().kind() == Prelude.Kind.OTHER;
        }
        return !alerted && (flights.plainHead != null && !flights.plainClient || greeted);
    }

    private String plainWords() {
        if (handshake.at(Step.CLIENT_HELLO) == null) {
            return "the client sends " + handshake.prelude().detail() + ", the server answers with the TLS alert "
                    + TlsAlert.name(handshake.alert().description());
        }
        return flights.plainHead == null ? "the server has greeted with " + handshake.prelude().detail()
                : "the server answers the ClientHello with " + PlainText.name(flights.plainHead);
    }

    private boolean isRefused() {
        Handshake.Alert alert = handshake.alert();
        return alert != null && (alert.isEncrypted() || !MILD.contains(alert.description()) || alert.fatal());
    }

    private void refused() {
        Handshake.Alert alert = handshake.alert();
        boolean closed = alert.description() == CLOSE_NOTIFY || alert.description() == USER_CANCELED;
        String what = alert.isEncrypted() ? "a record of the size of an alert, which is encrypted"
                : "alert " + TlsAlert.name(alert.description());
        TlsOutcome outcome = alert.fromClient() ? closed ? TlsOutcome.ABANDONED_BY_CLIENT : TlsOutcome.REFUSED_BY_CLIENT
                : closed ? TlsOutcome.ABANDONED_BY_SERVER : TlsOutcome.REFUSED_BY_SERVER;
        handshake.conclude(outcome, what + " after the " + lastStep(alert.fromClient()));
    }

    /** The last message before an alert: mostly one of the other side. */
    private String lastStep(boolean fromClient) {
        return fromClient && handshake.isEncryptedEarly() ? "server's flight" : handshake.step().label();
    }

    /** Whether the handshake was followed by data although parts of it were not seen. */
    private boolean isGoneOn() {
        return handshake.at(Step.APPLICATION_DATA) != null
                || tracker.isClientCiphered() && tracker.isServerCiphered() && !handshake.isEncryptedEarly()
                && handshake.at(Step.CLIENT_FINISHED) != null && handshake.at(Step.SERVER_FINISHED) != null;
    }

    /** Neither complete nor refused by an alert. */
    private void broken() {
        boolean client = tracker.isOpenerClient();
        long last = lastProgress();
        long clientFin = connection.finTime(client);
        long serverFin = connection.finTime(!client);
        Moment answer = handshake.at(Step.SERVER_HELLO);
        if (clientFin != NEVER && answer != null && answer.nanos() > clientFin && handshake.helloEnd() != null
                && clientFin - handshake.helloEnd().nanos() >= TlsThresholds.STALLED) {
            flights.answerLate = true;
            flights.waiting = Flights.Waiting.SERVER;
            stalled("the server has the ClientHello and sends nothing", clientFin - handshake.helloEnd().nanos(),
                    "; then the client closed, and only then the server answers");
        } else if (connection.isReset()) {
            boolean byClient = connection.resetByClient() == client;
            reset(byClient, connection.resetTime(connection.resetByClient()) - last);
        } else if (clientFin != NEVER && (serverFin == NEVER || clientFin <= serverFin)) {
            closed(true, clientFin - last);
        } else if (serverFin != NEVER) {
            closed(false, serverFin - last);
        } else if (captureEnd - last >= TlsThresholds.STALLED) {
            stalled(waitFor(), captureEnd - last, "");
        } else {
            waitFor();
            handshake.conclude(TlsOutcome.UNDER_WAY, "the capture ends after the " + handshake.step().label());
        }
    }

    private long lastProgress() {
        long last = Long.MIN_VALUE;
        for (Moment moment : new Moment[] {flights.clientLast, flights.serverLast, handshake.helloEnd(), handshake.first()}) {
            last = moment == null ? last : Math.max(last, moment.nanos());
        }
        return last;
    }

    private void reset(boolean byClient, long wait) {
        String ttls = connection.resetTtls();
        String after = " after the " + handshake.step().label() + (ttls.isEmpty() ? "" : "; " + ttls);
        if (connection.isResetForeign()) {
            handshake.conclude(TlsOutcome.RESET_ON_THE_PATH, "RST in the " + (byClient ? "client" : "server") + "'s name"
                    + after);
        } else if (wait >= TlsThresholds.STALLED) {
            stalled(waitFor(), wait, "; then the " + (byClient ? "client" : "server") + " gave up with a RST");
        } else {
            waitFor();
            handshake.conclude(byClient ? TlsOutcome.RESET_BY_CLIENT : TlsOutcome.RESET_BY_SERVER, "RST " + ms(wait) + after);
        }
    }

    private void closed(boolean byClient, long wait) {
        String waitedFor = waitFor();
        // A client that owes the next message and closes instead has changed its mind, however long it took to.
        if (wait >= TlsThresholds.STALLED && !(byClient && flights.waiting == Flights.Waiting.CLIENT && !flights.helloOpen)) {
            stalled(waitedFor, wait, "; then the " + (byClient ? "client" : "server") + " closed");
            return;
        }
        handshake.conclude(byClient ? TlsOutcome.ABANDONED_BY_CLIENT : TlsOutcome.ABANDONED_BY_SERVER,
                "closed without an alert " + ms(wait) + " after the " + handshake.step().label() + (flights.heartbeat
                        ? "; a Heartbeat was sent within the handshake, as probes for Heartbleed do" : ""));
    }

    private void stalled(String waitedFor, long wait, String then) {
        flights.waited = wait;
        handshake.conclude(TlsOutcome.STALLED, waitedFor + " for " + Durations.words(wait) + then);
    }

    /** Who owes the next message, or whether one was lost on the way; in words. */
    private String waitFor() {
        boolean client = tracker.isOpenerClient();
        long clientLacks = lacks(client);
        long serverLacks = lacks(!client);
        int clientLosses = connection.conditions(client).losses();
        int serverLosses = connection.conditions(!client).losses();
        if (flights.helloOpen) {
            flights.waiting = clientLosses > 0 || flights.clientGap ? Flights.Waiting.NETWORK : Flights.Waiting.CLIENT;
            return "only a part of the ClientHello of " + flights.helloLength + " bytes has arrived, nothing more came";
        }
        if (connection.skipped(!client) > 0 || serverLacks > 0) {
            flights.waiting = Flights.Waiting.NETWORK;
            flights.answerLost = true;
            return Math.max(serverLacks, connection.skipped(!client)) + " bytes of the server's flight do not arrive (sent again "
                    + Plural.of(serverLosses, "time") + "), nothing more came";
        }
        boolean serverOwes = handshake.choice() == null
                || !handshake.isEncryptedEarly() && (handshake.at(Step.SERVER_HELLO_DONE) == null
                || handshake.at(Step.CLIENT_FINISHED) != null);
        if (clientLacks > 0 && (clientLosses > 0 || handshake.choice() == null)) {
            flights.waiting = Flights.Waiting.NETWORK;
            return "the server does not acknowledge the " + clientMessage() + " (" + clientLacks + " bytes missing, sent again "
                    + Plural.of(clientLosses, "time") + "), nothing more came";
        }
        flights.waiting = serverOwes ? Flights.Waiting.SERVER : Flights.Waiting.CLIENT;
        return serverOwes ? "the server has acknowledged the " + clientMessage() + " and sends nothing"
                : "the client has the server's flight and sends nothing";
    }

    /** Bytes of a side that the other one has not acknowledged; a FIN is none. */
    private long lacks(boolean opener) {
        return Math.max(0, connection.unacknowledged(opener) - (connection.finTime(opener) == NEVER ? 0 : 1));
    }

    private String clientMessage() {
        return handshake.at(Step.CLIENT_FINISHED) != null ? "client's flight"
                : handshake.at(Step.SECOND_CLIENT_HELLO) != null ? "second ClientHello" : "ClientHello";
    }

    private static String ms(long nanos) {
        return Durations.words(nanos);
    }
}
