package io.wirecause.dns.exchange;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.DomainName;
import io.wirecause.dns.message.ResponseSummary;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.packet.TransportChecksum;
import io.wirecause.report.Durations;
import org.xbill.DNS.Type;

/** A query, its retransmissions with the same id, and its response. */
public final class DnsExchange extends InsertionOrderedHashTable.Node<DnsExchange> {
    final DnsService service;
    final ClientQuestion question;
    final Endpoint server;
    private final char clientPort;
    private final char id;
    final boolean tcp;
    final int stream;
    final byte opcode;
    /** Whether the server is to ask others: clients want that of resolvers, and resolvers not of authorities. */
    final boolean recursive;
    final boolean malformed;
    /** The name as in the query, if that has capitals; else null. */
    private final String spelled;
    final long queryFrame;
    final long queryTime;
    long lastQueryTime;
    int queries = 1;
    long responseFrame;
    long responseTime;
    short rcode = -1;
    boolean truncated;
    ResponseSummary answer;
    boolean settledElsewhere;
    /** The UDP payload that the query announces with EDNS; 0 without EDNS. */
    private final char udpSize;
    /** Whether the query has a UDP checksum and it is right. */
    final boolean intact;
    /** IP time to live of the response; -1 if unknown. */
    short ttl = -1;
    boolean responseEdns;
    boolean parallel;
    /** Responses, up to 127. */
    byte responses;
    /** Of a response that settled its question, and of the first try without an answer: how long the question was open. */
    long waited;
    /** A server that did not answer a try before; null for none. */
    Endpoint silent;
    /** Null for none. */
    private DnsAnomaly anomaly;

    /**
     * Starts with a query.
     *
     * @param question the question it asks
     * @param server the server it was sent to
     */
    DnsExchange(DnsMessage query, DnsMessageContext context, ClientQuestion question, Endpoint server) {
        this.service = query.service();
        this.question = question;
        this.server = server;
        this.clientPort = (char) context.clientPort(false);
        this.id = (char) query.id();
        this.tcp = context.tcp();
        this.stream = context.stream();
        this.opcode = (byte) query.opcode();
        this.recursive = query.recursionDesired();
        this.malformed = query.problem() != null && !query.cut();
        this.spelled = query.asked() != null && query.asked().hasCapitals() ? query.questionName() : null;
        this.queryFrame = context.frame();
        this.queryTime = context.timeNanos();
        this.lastQueryTime = queryTime;
        this.udpSize = (char) (query.opt() < 0 ? 0 : Math.max(512, query.udpSize()));
        this.intact = context.checksum() == TransportChecksum.GOOD;
    }

    /** The name asked for, without regard to case; null if the question could not be read. */
    public DomainName asked() {
        return question.name;
    }

    /** The type asked for; -1 if the question could not be read. */
    public int type() {
        return question.type;
    }

    /** The name asked for, with the query's capitals; null if the question could not be read. */
    public String name() {
        return spelled != null || asked() == null ? spelled : asked().text();
    }

    public Endpoint client() {
        return new Endpoint(server.version(), question.clientHi, question.clientLo, clientPort);
    }

    /** Upper half of the client's address; 0 for IPv4. */
    long clientHi() {
        return question.clientHi;
    }

    /** Lower half of the client's address. */
    long clientLo() {
        return question.clientLo;
    }

    /** Whether a message belongs to it by addresses, ports, transport and id. */
    boolean isOf(DnsService itsService, int itsId, DnsMessageContext context, boolean response) {
        return id == itsId && clientPort == context.clientPort(response) && service == itsService && tcp == context.tcp()
                && (service.multicast() || isServer(context, response))
                && question.clientLo == context.clientLo(response) && question.clientHi == context.clientHi(response);
    }

    /** Whether a message belongs to it but for the server's address and port. */
    boolean isOfAnyServer(DnsService itsService, int itsId, DnsMessageContext context, boolean response) {
        return id == itsId && clientPort == context.clientPort(response) && service == itsService && tcp == context.tcp()
                && question.clientLo == context.clientLo(response) && question.clientHi == context.clientHi(response);
    }

    /** Whether another query left the same port for the same server. */
    boolean sharesPortWith(DnsExchange other) {
        return clientPort == other.clientPort && id != other.id && server.equals(other.server) && !tcp && !other.tcp
                && question.clientLo == other.question.clientLo && question.clientHi == other.question.clientHi;
    }

    /** Whether another query of the question was sent from the same port with the same id: only a client without answer does. */
    public boolean isRepeatedBy(DnsExchange other) {
        return other != this && clientPort == other.clientPort && id == other.id;
    }

    /** Whether a response came from the server that was asked; always if any host may answer. */
    public boolean isFromServer(DnsMessageContext context) {
        return service.multicast() || isServer(context, true);
    }

    private boolean isServer(DnsMessageContext context, boolean response) {
        return server.port() == context.serverPort(response) && server.lo() == context.serverLo(response)
                && server.hi() == context.serverHi(response);
    }

    /** Whether a message asks the same question. */
    boolean hasQuestionOf(DnsMessage message) {
        DomainName asked = asked();
        if (type() != message.questionType() || asked == null || message.asked() == null) {
            return type() == message.questionType() && asked == null && message.asked() == null;
        }
        // Beyond ASCII, folding case before comparing and comparing without case do not always agree.
        return asked.isPlain() && message.asked().isPlain() ? message.asked().is(asked)
                : name().equalsIgnoreCase(message.questionName());
    }

    public boolean answered() {
        return responseFrame != 0;
    }

    /** Notes an extended error of a response (RFC 8914) and its number; the first one counts. */
    public void addExtendedError(int code, String error) {
        DnsAnomaly noted = anomaly();
        if (noted.extendedError == null) {
            noted.extendedError = error;
            noted.extendedCode = code;
        }
    }

    /** What is unusual, to be noted. */
    DnsAnomaly anomaly() {
        anomaly = anomaly == null ? new DnsAnomaly() : anomaly;
        return anomaly;
    }

    /** Ends the exchange: later messages do not belong to it. */
    void finish() {
        if (damagedFrame() != 0 && damagedFrame() == responseFrame && question.askedInSpiteOfAnswer) {
            forgetResponse();
        }
        question.over(this);
        // NXDOMAIN settles a question itself; only another search suffix can make up for it.
        settledElsewhere |= rcode != DnsMessage.RCODE_NXDOMAIN && question.resolved();
    }

    /** Its receiver dropped the response. */
    private void forgetResponse() {
        responseFrame = 0;
        responseTime = 0;
        rcode = -1;
        truncated = false;
        answer = null;
    }

    /** Whether only its own response has settled the question, and that may have been dropped. */
    boolean isDamaged() {
        return responseFrame != 0 && damagedFrame() == responseFrame;
    }

    /** Whether the response time is known: it was answered, and the file has timestamps. */
    public boolean timed() {
        return answered() && queryTime != 0 && responseTime != 0;
    }

    /** From the first query to the first response in milliseconds; null if unknown. */
    public Double responseMillis() {
        return timed() ? (Double) Durations.millis(responseNanos()) : null;
    }

    /** From the first query to the first response in nanoseconds, like Wireshark's dns.time; valid only if {@link #timed}. */
    public long responseNanos() {
        return responseTime - queryTime;
    }

    /**
     * How long the client waited, in nanoseconds, over all tries and servers: from the first try of the question to this
     * response, if it settled the question, or without one to what did, or to the last try. 0 if unknown.
     */
    public long waitNanos() {
        return timed() ? Math.max(responseNanos(), waited) : waited;
    }

    /**
     * Whether the answer came soon after the query was repeated, and one only: then the first query or its response was lost,
     * not late.
     */
    public boolean firstTryLost() {
        return queries > 1 && responses < queries && timed() && responseTime - lastQueryTime < DnsThresholds.SLOW_NANOS;
    }

    /** A server that did not answer a try of the question before this response did; null for none. */
    public Endpoint silent() {
        return silent;
    }

    /** Whether the response settles the question: the name exists, or it does not. */
    boolean conclusive() {
        return answered() && (rcode == DnsMessage.RCODE_NOERROR || rcode == DnsMessage.RCODE_NXDOMAIN);
    }

    /** Whether a sound response to it has settled its question; another one may still contradict that. */
    boolean settled() {
        return rcode == DnsMessage.RCODE_NOERROR && !truncated && anomaly == null && !zoneTransfer();
    }

    /** Whether it asks for a zone transfer. */
    public boolean zoneTransfer() {
        return type() == Type.AXFR || type() == Type.IXFR;
    }

    /** The name service. */
    public DnsService service() {
        return service;
    }

    /** The question; several exchanges may ask it. */
    public ClientQuestion question() {
        return question;
    }

    /** The server asked. */
    public Endpoint server() {
        return server;
    }

    /** Whether it went over TCP. */
    public boolean tcp() {
        return tcp;
    }

    /** The TCP connection of the query, Wireshark's tcp.stream; -1 for none. */
    public int stream() {
        return stream;
    }

    /** The operation; 0 for a standard query. */
    public int opcode() {
        return opcode;
    }

    /** Whether the query is malformed, so that servers drop it. */
    public boolean malformed() {
        return malformed;
    }

    /** Frame of the first query. */
    public long queryFrame() {
        return queryFrame;
    }

    /** How often the query was sent, with this id. */
    public int queries() {
        return queries;
    }

    /** Frame of the first response; 0 if there is none. */
    public long responseFrame() {
        return responseFrame;
    }

    /** Response code, 0 to 4,095; -1 if there is no response. */
    public int rcode() {
        return rcode;
    }

    /** Whether the response has the TC flag. */
    public boolean truncated() {
        return truncated;
    }

    /** Code and addresses of the response; null if there is none. */
    public ResponseSummary answer() {
        return answer;
    }

    /** The frame of a second response that contradicts the first; 0 for none. */
    public long contradictionFrame() {
        return anomaly == null ? 0 : anomaly.contradictionFrame;
    }

    /** The frame of an ICMP error that quotes the query; 0 for none. */
    public long icmpFrame() {
        return anomaly == null ? 0 : anomaly.icmpFrame;
    }

    /** The extended error of a response (RFC 8914), a number and a phrase; null for none. */
    public String extendedError() {
        return anomaly == null ? null : anomaly.extendedError;
    }

    /** Whether another try, another server or another search suffix settled the question. */
    public boolean settledElsewhere() {
        return settledElsewhere;
    }

    /** The number of that error; -1 for none. */
    public int extendedCode() {
        return anomaly == null ? -1 : anomaly.extendedCode;
    }

    /** The error of a response's TSIG record (RFC 8945, section 5.2), such as 18 for BADTIME; 0 for none. */
    public int tsigError() {
        return anomaly == null ? 0 : anomaly.tsigError;
    }

    /** The frame of a response that came from another address or port than was asked; 0 for none. */
    public long otherSourceFrame() {
        return anomaly == null ? 0 : anomaly.otherSourceFrame;
    }

    /** Where that came from; null for none. */
    public Endpoint otherSource() {
        return anomaly == null ? null : anomaly.otherSource;
    }

    /** The frame of a response with a wrong UDP checksum; 0 for none. */
    public long damagedFrame() {
        return anomaly == null ? 0 : anomaly.damagedFrame;
    }

    /** Whether the server, asked as an authority, referred upwards or refused: it does not serve the zone (lame delegation). */
    public boolean lame() {
        return anomaly != null && anomaly.lame;
    }

    /** Whether the capture lacks bytes that the server sent after the query, which may be its response. */
    public boolean responseLost() {
        return anomaly != null && anomaly.responseLost;
    }

    /** Whether only the first fragment of the response was captured. */
    public boolean partial() {
        return anomaly != null && anomaly.partial;
    }

    /** Whether another query left the same client port for the same server at nearly the same time. */
    public boolean parallel() {
        return parallel;
    }

    /** Nanoseconds from the query to the second response that contradicts the first; 0 for none. */
    public long contradictionNanos() {
        return anomaly == null || anomaly.contradictionFrame == 0 ? 0 : anomaly.contradictionTime - queryTime;
    }

    /** IP time to live of that response; -1 if unknown. */
    public int contradictionTtl() {
        return anomaly == null ? -1 : anomaly.contradictionTtl;
    }

    /** IP time to live of the response; -1 if unknown. */
    public int ttl() {
        return ttl;
    }

    /** The UDP payload that the query announces with EDNS; 0 without EDNS. */
    public int udpSize() {
        return udpSize;
    }

    /** Whether the response has an OPT record. */
    public boolean responseEdns() {
        return responseEdns;
    }

    /** Time of the first query, nanoseconds since 1970. */
    public long queryTime() {
        return queryTime;
    }
}
