package io.wirecause.tls.handshake;

import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.report.WireText;
import io.wirecause.tls.certificate.CertificateChain;
import io.wirecause.tls.message.ClientHello;
import io.wirecause.tls.message.Fingerprint.Carrier;
import io.wirecause.tls.message.ServerHello;
import io.wirecause.tls.message.TlsVersion;
import io.wirecause.tls.stream.Moment;
import io.wirecause.tls.stream.Prelude;

/** One handshake, over whatever transport: filled while the capture is read, judged at its end. */
public final class Handshake {
    private static final int NAME_LENGTH = 120;
    private static final Moment[] NO_MOMENTS = {};
    private static final Step[] STEPS = Step.values();

    private final Carrier carrier;
    private final int stream;
    private final Endpoint client;
    private final Endpoint server;
    private Moment[] moments = NO_MOMENTS;
    private Step step = Step.NOTHING;
    private ClientHello hello;
    private String serverName;
    private Moment helloEnd;
    private int helloPackets;
    private int hellos;
    private ServerHello choice;
    private int group = -1;
    private CertificateChain serverChain;
    private CertificateChain clientChain;
    private Prelude prelude = Prelude.NONE;
    private Alert alert;
    private TlsOutcome outcome = TlsOutcome.UNDER_WAY;
    private String why;
    private final Flights flights = new Flights();
    private Timing timing = Timing.UNKNOWN;

    /**
     * An alert.
     *
     * @param fromClient  who sent it
     * @param fatal       whether it says that it is fatal
     * @param description its number, 0 to 255; -1 where it is encrypted
     * @param moment      when
     */
    public record Alert(boolean fromClient, boolean fatal, int description, Moment moment) {
        /** Whether only its size shows it. */
        public boolean isEncrypted() {
            return description < 0;
        }
    }

    /**
     * A handshake of which nothing was seen yet.
     *
     * @param stream number of the connection as Wireshark counts those of this transport; -1 where there is none
     */
    public Handshake(Carrier carrier, int stream, Endpoint client, Endpoint server) {
        this.carrier = carrier;
        this.stream = stream;
        this.client = client;
        this.server = server;
    }

    /** A step is reached; only the first time counts. */
    public void reach(Step reached, Moment moment) {
        if (moments.length == 0) {
            moments = new Moment[STEPS.length];
        }
        if (moments[reached.ordinal()] == null) {
            moments[reached.ordinal()] = moment;
        }
        step = reached.compareTo(step) > 0 ? reached : step;
    }

    /**
     * A whole ClientHello; the one after a HelloRetryRequest too.
     *
     * @param last    when the last byte of it came
     * @param packets segments or datagrams over which it was spread
     */
    public void offer(ClientHello clientHello, Moment last, int packets) {
        hellos++;
        if (hello == null) {
            hello = clientHello;
            serverName = clientHello.serverName() == null ? null : WireText.clean(clientHello.serverName(), NAME_LENGTH);
            helloPackets = packets;
        }
        helloEnd = last;
    }

    /** The ServerHello. */
    public void choose(ServerHello serverHello) {
        choice = serverHello;
        group = serverHello.group() >= 0 ? serverHello.group() : group;
    }

    /** The group that a ServerKeyExchange names. */
    public void useGroup(int named) {
        group = named;
    }

    /** The server's certificates, TLS 1.2 and older. */
    public void serverChain(CertificateChain chain) {
        serverChain = chain;
    }

    /** The client's certificates, TLS 1.2 and older; none in it where the client has none to show. */
    public void clientChain(CertificateChain chain) {
        clientChain = chain;
    }

    /** What came before TLS. */
    public void prelude(Prelude before) {
        prelude = before;
    }

    /** An alert; a fatal one is not forgotten for another. */
    public void alert(Alert given) {
        if (alert == null || !alert.fatal()) {
            alert = given;
        }
    }

    /**
     * How it ended.
     *
     * @param sentence why, without a full stop; null for nothing to add
     */
    public void conclude(TlsOutcome result, String sentence) {
        outcome = result;
        why = sentence;
    }

    /** How long its parts took. */
    public void timing(Timing measured) {
        timing = measured;
    }

    /** What carries it. */
    public Carrier carrier() {
        return carrier;
    }

    /** Wireshark's number of the connection; -1 where there is none. */
    public int stream() {
        return stream;
    }

    /** The client of TLS. */
    public Endpoint client() {
        return client;
    }

    /** The server of TLS. */
    public Endpoint server() {
        return server;
    }

    /** The last step reached. */
    public Step step() {
        return step;
    }

    /** When a step was first reached; null where it was not seen. */
    public Moment at(Step wanted) {
        return moments.length == 0 ? null : moments[wanted.ordinal()];
    }

    /** The first step that was seen; null where none was. */
    public Moment first() {
        for (Moment moment : moments) {
            if (moment != null) {
                return moment;
            }
        }
        return null;
    }

    /** The first ClientHello; null where none was read. */
    public ClientHello hello() {
        return hello;
    }

    /** When the last ClientHello was complete; null where none was. */
    public Moment helloEnd() {
        return helloEnd;
    }

    /** Segments or datagrams of the first ClientHello. */
    public int helloPackets() {
        return helloPackets;
    }

    /** Whole ClientHellos. */
    public int hellos() {
        return hellos;
    }

    /** The host name asked for, cleaned; null where none was. */
    public String serverName() {
        return serverName;
    }

    /** The ServerHello; null where none was read. */
    public ServerHello choice() {
        return choice;
    }

    /** Whether the version chosen is 1.3, so that certificates and most else are encrypted. */
    public boolean isEncryptedEarly() {
        return choice != null && TlsVersion.asTls(choice.version()) >= TlsVersion.TLS_1_3;
    }

    /** The group of the key exchange; -1 where it is not known. */
    public int group() {
        return group;
    }

    /** The server's certificates; null where they were not seen. */
    public CertificateChain serverChain() {
        return serverChain;
    }

    /** The client's certificates; null where they were not seen. */
    public CertificateChain clientChain() {
        return clientChain;
    }

    /** What came before TLS. */
    public Prelude prelude() {
        return prelude;
    }

    /** The alert; null for none. */
    public Alert alert() {
        return alert;
    }

    /** How it ended. */
    public TlsOutcome outcome() {
        return outcome;
    }

    /** Why it ended so; null for nothing to add. */
    public String why() {
        return why;
    }

    /** What the flights of messages looked like. */
    public Flights flights() {
        return flights;
    }

    /** How long its parts took. */
    public Timing timing() {
        return timing;
    }
}
