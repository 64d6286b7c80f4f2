package io.wirecause.dns.exchange;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.DomainName;
import io.wirecause.dns.message.ResponseSummary;
import io.wirecause.flow.FlowKey.Endpoint;
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
    long contradictionFrame;
    long icmpFrame;
    String extendedError;
    boolean settledElsewhere;

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
        this.malformed = query.problem() != null && !query.cut();
        this.spelled = query.asked() != null && query.asked().hasCapitals() ? query.questionName() : null;
        this.queryFrame = context.frame();
        this.queryTime = context.timeNanos();
        this.lastQueryTime = queryTime;
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

    /** Notes an extended error of a response (RFC 8914); the first one counts. */
    public void addExtendedError(String error) {
        extendedError = extendedError == null ? error : extendedError;
    }

    /** Ends the exchange: later messages do not belong to it. */
    void finish() {
        // NXDOMAIN settles a question itself; only another search suffix can make up for it.
        settledElsewhere |= rcode != DnsMessage.RCODE_NXDOMAIN && question.resolved();
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

    /** Whether the response settles the question: the name exists, or it does not. */
    boolean conclusive() {
        return answered() && (rcode == DnsMessage.RCODE_NOERROR || rcode == DnsMessage.RCODE_NXDOMAIN);
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
        return contradictionFrame;
    }

    /** The frame of an ICMP error that quotes the query; 0 for none. */
    public long icmpFrame() {
        return icmpFrame;
    }

    /** The extended error of a response (RFC 8914), a number and a phrase; null for none. */
    public String extendedError() {
        return extendedError;
    }

    /** Whether another try, another server or another search suffix settled the question. */
    public boolean settledElsewhere() {
        return settledElsewhere;
    }
}
