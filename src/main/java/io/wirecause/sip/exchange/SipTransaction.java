package io.wirecause.sip.exchange;

import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.sip.evidence.SipThresholds;
import io.wirecause.sip.message.ByteText;
import io.wirecause.sip.message.HeaderName;
import io.wirecause.sip.message.HeaderValue;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipMessageContext;

/** A request on one hop and its responses (RFC 3261, section 17). */
public final class SipTransaction {
    /** Copies of one message closer than this are one message captured twice: no SIP timer is that short (RFC 3261, table 4). */
    static final long DUPLICATE_NANOS = 10_000_000;

    private final String callId;
    private final String method;
    private final long cseq;
    private final Endpoint client;
    private final Endpoint server;
    private final int stream;
    private final long frame;
    private final long timeNanos;
    private final Copies requests = new Copies();
    private Copies finals = new Copies();
    private String target;
    private long expires = -1;
    private long retransmissionFrame;
    private boolean credentials;
    private String nonce;
    private long firstResponseNanos = -1;
    private long firstProgressNanos = -1;
    private long firstRingNanos = -1;
    private long lastResponseNanos = -1;
    private int lastProvisional;
    private FinalResponse finalResponse;
    private boolean acknowledged;
    private boolean inDialog;
    private boolean refresh;
    private String fault;
    private int reliableStatus;
    private long reliableNumber = -1;
    private int reliableSent;

    /**
     * The final response.
     *
     * @param status      200 to 699
     * @param reason      the reason phrase
     * @param explanation the Warning header, or the Reason header; null for neither
     * @param tag         the To tag; null for none
     * @param frame       the first frame that completed it
     * @param timeNanos       when that was captured
     * @param nonce       the nonce of a challenge; null for none
     * @param stale       whether the challenge or its words say that only the nonce was too old
     * @param expires     seconds that a registration holds; -1 where nothing is said
     */
    public record FinalResponse(int status, String reason, String explanation, String tag, long frame,
            long timeNanos, String nonce, boolean stale, long expires) {
        static FinalResponse of(SipMessageContext context) {
            SipMessage message = context.message();
            boolean proxy = message.statusCode() == 407;
            ByteText challenge = message.first(proxy ? HeaderName.PROXY_AUTHENTICATE : HeaderName.WWW_AUTHENTICATE);
            ByteText warning = message.first(HeaderName.WARNING);
            ByteText explanation = warning == null ? message.first(HeaderName.REASON) : warning;
            return new FinalResponse(message.statusCode(), SipMessage.cut(message.reason()),
                    explanation == null ? null : SipMessage.cut(explanation.toString()), message.toTag(),
                    context.frame(), context.timeNanos(),
                    challenge == null ? null : SipMessage.cut(HeaderValue.credential(challenge, "nonce")),
                    challenge != null && ("true".equalsIgnoreCase(HeaderValue.credential(challenge, "stale"))
                            || isAboutNonce(message.reason())),
                    message.expires());
        }

        /** Servers that do not know the parameter stale say the same in words, such as "nonce has changed". */
        private static boolean isAboutNonce(String reason) {
            String words = reason == null ? "" : reason.toLowerCase(java.util.Locale.ROOT);
            return words.contains("nonce") || words.contains("stale");
        }
    }

    /** How a message relates to earlier ones. */
    public enum Kind {
        /** The first of its kind. */
        NEW,
        /** Sent again by its sender after a timeout. */
        RETRANSMITTED,
        /** A provisional response said once more, as servers do to keep a call alive (RFC 3261, section 13.3.1.1). */
        REPEATED,
        /** The same packet captured twice. */
        DUPLICATE
    }

    /** Counts the copies of a message. */
    private static final class Copies {
        private int sent;
        private long lastNanos;

        Kind take(SipMessageContext context) {
            boolean close = context.timeNanos() - lastNanos < DUPLICATE_NANOS;
            Kind kind = sent == 0 ? Kind.NEW : close || context.copy() ? Kind.DUPLICATE : Kind.RETRANSMITTED;
            if (kind != Kind.DUPLICATE) {
                sent++;
                lastNanos = context.timeNanos();
            }
            return kind;
        }
    }

    /** A transaction that begins with this message, which is a response where the capture lacks the request. */
    SipTransaction(SipMessageContext first, String method) {
        boolean request = first.message().isRequest();
        this.callId = first.message().callId();
        this.method = method;
        this.cseq = first.message().cseqNumber();
        this.client = request ? first.source() : first.destination();
        this.server = request ? first.destination() : first.source();
        this.stream = first.stream();
        this.frame = first.frame();
        this.timeNanos = first.timeNanos();
    }

    /** Adds the next message of the transaction. */
    Kind take(SipMessageContext context) {
        return context.message().isRequest() ? request(context) : response(context);
    }

    private Kind request(SipMessageContext context) {
        SipMessage message = context.message();
        if ("ACK".equals(message.method())) {
            acknowledged = true;
            return Kind.NEW;
        }
        Kind kind = requests.take(context);
        if (kind == Kind.NEW) {
            target = message.uri("to");
            inDialog = message.toTag() != null;
            refresh = message.first(HeaderName.SESSION_EXPIRES) != null;
            fault = message.lengthProblem();
            expires = message.expires();
            ByteText authorization = message.first(HeaderName.AUTHORIZATION);
            authorization = authorization == null ? message.first(HeaderName.PROXY_AUTHORIZATION) : authorization;
            credentials = authorization != null;
            nonce = credentials ? SipMessage.cut(HeaderValue.credential(authorization, "nonce")) : null;
        }
        return remember(kind, context);
    }

    private Kind response(SipMessageContext context) {
        SipMessage message = context.message();
        int status = message.statusCode();
        if (firstResponseNanos < 0) {
            firstResponseNanos = context.timeNanos();
        }
        lastResponseNanos = context.timeNanos();
        if (status < 200) {
            if (status > 100 && firstProgressNanos < 0) {
                firstProgressNanos = context.timeNanos();
            }
            if (status == 180 && firstRingNanos < 0) {
                firstRingNanos = context.timeNanos();
            }
            reliable(message, context.copy());
            Kind kind = status == lastProvisional ? Kind.REPEATED : Kind.NEW;
            lastProvisional = status;
            return kind;
        }
        String tag = message.toTag();
        boolean another = finalResponse != null
                && (finalResponse.status != status || finalResponse.tag != null && !finalResponse.tag.equals(tag));
        if (another && finalResponse.status / 100 <= status / 100) {
            // A response of another fork: the first one, or the better one, counts.
            return Kind.NEW;
        }
        if (finalResponse == null || another) {
            finalResponse = FinalResponse.of(context);
            finals = new Copies();
        }
        return remember(finals.take(context), context);
    }

    /** A provisional response that asks for a PRACK is sent again until that comes (RFC 3262, section 3). */
    private void reliable(SipMessage message, boolean copy) {
        long rseq = message.reliableNumber();
        if (rseq < 0 || copy) {
            return;
        }
        reliableSent = rseq == reliableNumber ? reliableSent + 1 : 1;
        reliableNumber = rseq;
        reliableStatus = message.statusCode();
    }

    private Kind remember(Kind kind, SipMessageContext context) {
        if (kind == Kind.RETRANSMITTED && retransmissionFrame == 0) {
            retransmissionFrame = context.frame();
        }
        return kind;
    }

    /** The Call-ID; null where the message had none. */
    public String callId() {
        return callId;
    }

    /** The method of the request. */
    public String method() {
        return method;
    }

    /** The number in CSeq; -1 for none. */
    public long cseq() {
        return cseq;
    }

    /** The number of the TCP connection of its first message, Wireshark's tcp.stream; -1 over UDP. */
    public int stream() {
        return stream;
    }

    /** The first frame seen of it. */
    public long frame() {
        return frame;
    }

    /** When that was captured, nanoseconds since 1970. */
    public long timeNanos() {
        return timeNanos;
    }

    /** Whether the capture holds the request. */
    public boolean hasRequest() {
        return requests.sent > 0;
    }

    /** Who sent the request. */
    public Endpoint client() {
        return client;
    }

    /** Whom the request was sent to. */
    public Endpoint server() {
        return server;
    }

    /** How often the request was retransmitted. */
    public int requestRetransmissions() {
        return Math.max(0, requests.sent - 1);
    }

    /** How often the final response was retransmitted. */
    public int finalRetransmissions() {
        return Math.max(0, finals.sent - 1);
    }

    /** The URI in To: in a REGISTER the one that is registered; null for none. */
    public String target() {
        return target;
    }

    /** Seconds that a registration shall hold, 0 to end it; -1 where nothing is said. */
    public long expires() {
        return expires;
    }

    /** The first retransmission; 0 for none. */
    public long retransmissionFrame() {
        return retransmissionFrame;
    }

    /** Whether the request carried credentials. */
    public boolean hasCredentials() {
        return credentials;
    }

    /** The nonce that the credentials were made for; null for none. */
    public String nonce() {
        return nonce;
    }

    /** When the first response came; -1 for never. */
    public long firstResponseNanos() {
        return firstResponseNanos;
    }

    /** Time of the first provisional response other than 100; -1 for never. */
    public long firstProgressNanos() {
        return firstProgressNanos;
    }

    /** When 180 Ringing came first; -1 for never. */
    public long firstRingNanos() {
        return firstRingNanos;
    }

    /** When the last response came; -1 for never. */
    public long lastResponseNanos() {
        return lastResponseNanos;
    }

    /** The final response that counts; null for none. */
    public FinalResponse finalResponse() {
        return finalResponse;
    }

    /** The status of the final response; 0 for none. */
    public int finalStatus() {
        return finalResponse == null ? 0 : finalResponse.status;
    }

    /** Whether the request belongs to a dialog. */
    public boolean isInDialog() {
        return inDialog;
    }

    /** Whether the request carries a session timer (RFC 4028): within a dialog it refreshes the session. */
    public boolean isRefresh() {
        return refresh;
    }

    /** What is wrong with the length of the request's body, in words; null for nothing. */
    public String fault() {
        return fault;
    }

    /** Status of the last provisional response that asks for a PRACK; 0 for none. */
    public int reliableStatus() {
        return reliableStatus;
    }

    /** Its RSeq. */
    public long reliableNumber() {
        return reliableNumber;
    }

    /** How often it was sent. */
    public int reliableSent() {
        return reliableSent;
    }

    /** Whether the server asks for credentials, or for other ones. */
    public boolean isChallenged() {
        return finalStatus() == 401 || finalStatus() == 407;
    }

    /** Whether the request got no response and waited for one long enough, by its repetitions or by the clock. */
    public boolean isUnanswered(long nowNanos) {
        return hasRequest() && firstResponseNanos < 0 && !acknowledged
                && (requestRetransmissions() >= SipThresholds.RETRANSMISSIONS_TO_BE_SURE
                || nowNanos - timeNanos >= SipThresholds.TRANSACTION_NANOS);
    }
}
