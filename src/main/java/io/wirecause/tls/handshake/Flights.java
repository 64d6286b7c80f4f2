package io.wirecause.tls.handshake;

import io.wirecause.tls.stream.Moment;

/**
 * What the sizes and the order of messages tell beside their content, most of all in TLS 1.3, where what follows the ServerHello
 * is encrypted. The sizes of encrypted records follow from RFC 8446, sections 4.4.4 and 5.2, unless a sender pads them.
 */
public final class Flights {
    /** An alert of two bytes with its inner type, and a tag of 16 bytes, or of 8 with CCM_8. */
    private static final int ALERT = 19;
    private static final int ALERT_CCM_8 = 11;
    /** EndOfEarlyData: four bytes, inner type and tag. */
    private static final int END_OF_EARLY_DATA = 21;
    /** Finished: four bytes and a hash of 32 or 48, inner type and tag. */
    private static final int FINISHED_SHA256 = 53;
    private static final int FINISHED_SHA384 = 69;

    /** A Certificate without certificates: four bytes, an empty context, an empty list; then inner type and tag. */
    private static final int NO_CERTIFICATE_BODY = 8;
    private static final int NO_CERTIFICATE = 25;

    boolean certificateAsked;
    boolean stapled;
    boolean plainClient;
    byte[] plainHead;
    Moment plainAt;
    boolean serverGap;
    boolean clientGap;
    boolean helloOpen;
    boolean heartbeat;
    boolean oldHello;
    boolean ssl2;
    int helloLength;
    boolean earlySent;
    boolean earlyEnded;
    int serverFlightBytes;
    Moment serverFlightEnd;
    /** Length of the first encrypted record of the client that is no early data; 0 for none. */
    int clientFirst;
    int clientRecords;
    int serverRecordsAfter;
    int serverFirstAfter;
    Moment serverFirstAfterAt;
    Moment clientLast;
    Moment serverLast;
    Moment clientAlertSized;
    int directionChanges;
    /** How long after its end the client closed without data, nanoseconds; negative where it did not. */
    long unusedFor = -1;
    /** The longest silence of the server within it, and what the client sent meanwhile. */
    private long silence;
    private int silentDatagrams;
    boolean answerLost;
    boolean answerLate;
    Waiting waiting = Waiting.NOBODY;
    long waited;

    /** Whom a handshake waits for that does not go on. */
    public enum Waiting {
        /** Nobody: it goes on, or is over. */
        NOBODY,
        /** The server owes the next message. */
        SERVER,
        /** The client owes the next message. */
        CLIENT,
        /** A message was sent and did not arrive. */
        NETWORK
    }

    /** Whether an encrypted record of TLS 1.3 has the size of an alert. */
    static boolean isAlertSized(int length) {
        return length == ALERT || length == ALERT_CCM_8;
    }

    static boolean isEndOfEarlyDataSized(int length) {
        return length == END_OF_EARLY_DATA;
    }

    static boolean isFinishedSized(int length) {
        return length == FINISHED_SHA256 || length == FINISHED_SHA384;
    }

    /**
     * Says whom it waits for.
     *
     * @param nanos how long by now, nanoseconds
     */
    public void waitFor(Waiting who, long nanos) {
        waiting = who;
        waited = nanos;
    }

    /** Whether the client closed at once when it was complete, and sent no data. */
    public boolean isUnused() {
        return unusedFor >= 0 && unusedFor <= TlsThresholds.AFTER_CHECK;
    }

    /** How long after its end the client closed without having sent data, nanoseconds; negative where it did send some. */
    public long unusedFor() {
        return unusedFor;
    }

    /**
     * Says how long the server was silent once.
     *
     * @param nanos     the longest silence, nanoseconds
     * @param datagrams what the client sent meanwhile
     */
    public void silent(long nanos, int datagrams) {
        silence = nanos;
        silentDatagrams = datagrams;
    }

    /** The longest silence of the server while the client went on sending, nanoseconds; 0 where that is not known. */
    public long silence() {
        return silence;
    }

    /** Datagrams of the client in that silence. */
    public int silentDatagrams() {
        return silentDatagrams;
    }

    /** Whether what the network lost is the server's answer rather than the client's message. */
    public boolean isAnswerLost() {
        return answerLost;
    }

    /** Whether the server's answer came only after the client had closed. */
    public boolean isAnswerLate() {
        return answerLate;
    }

    /** Whom it waits for, or waited for when one side gave up. */
    public Waiting waiting() {
        return waiting;
    }

    /** How long it has waited, nanoseconds. */
    public long waited() {
        return waited;
    }

    /** TLS 1.2 and older: whether the server asked for the client's certificate. */
    public boolean isCertificateAsked() {
        return certificateAsked;
    }

    /** TLS 1.3: whether the client sent more than its Finished, which it does where it was asked for a certificate. */
    public boolean isClientFlightLong() {
        return clientFirst > 0 && !isFinishedSized(clientFirst) && !isEndOfEarlyDataSized(clientFirst)
                && !isAlertSized(clientFirst);
    }

    /** TLS 1.3: whether the client's flight begins with a certificate message that has none, alone or with its Finished. */
    public boolean isClientCertificateEmpty() {
        return clientFirst == NO_CERTIFICATE || clientFirst == FINISHED_SHA256 + NO_CERTIFICATE_BODY
                || clientFirst == FINISHED_SHA384 + NO_CERTIFICATE_BODY;
    }

    /** Whether the client's last flight was seen in TLS 1.3, so that {@link #isClientFlightLong} tells something. */
    public boolean isClientFlightSeen() {
        return clientFirst > 0 && !isAlertSized(clientFirst);
    }

    /** What became of the data that the client sent with its hello (0-RTT): accepted, refused or unknown, in words. */
    public String earlyData(Handshake handshake) {
        if (handshake.at(Step.HELLO_RETRY_REQUEST) != null) {
            return "refused: the server asked for another hello";
        }
        if (handshake.choice() != null && !(handshake.isEncryptedEarly() && handshake.outcome() == TlsOutcome.RESUMED)) {
            return "refused: the server did not take up the session";
        }
        return earlyEnded ? "accepted, by the size of the client's EndOfEarlyData"
                : isFinishedSized(clientFirst) ? "refused, by the absence of the client's EndOfEarlyData" : "unknown";
    }

    /** Whether an OCSP response came with the certificate: TLS 1.2 and older. */
    public boolean isStapled() {
        return stapled;
    }

    /** Encrypted bytes that the server sent from its ServerHello until the client answered: TLS 1.3. */
    public int serverFlightBytes() {
        return serverFlightBytes;
    }

    /** Whether the ClientHello came in the form of SSL 2.0. */
    public boolean isOldHello() {
        return oldHello;
    }

    /** Whether the server answered in SSL 2.0. */
    public boolean isSsl2() {
        return ssl2;
    }

    /** Bytes that the ClientHello announces. */
    public int helloLength() {
        return helloLength;
    }

    /** The first bytes that a side sent where TLS was due; null where it did not. */
    public byte[] plainHead() {
        return plainHead;
    }

    /** When they came. */
    public Moment plainAt() {
        return plainAt;
    }

    /** Whether bytes of a side are missing in the capture. */
    public boolean hasGap() {
        return serverGap || clientGap;
    }
}
