package io.wirecause.dns.exchange;

import io.wirecause.analysis.InsertionOrderedHashTable;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.DomainName;
import io.wirecause.dns.message.ResponseSummary;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.report.Durations;
import org.xbill.DNS.Type;

/** A query, its repetitions with the same id, and its response. */
public final class DnsExchange extends InsertionOrderedHashTable.Node<DnsExchange> {
    public final DnsService service;
    /** The question, which other exchanges have too. */
    public final ClientQuestion lookup;
    public final Endpoint server;
    private final char clientPort;
    private final char id;
    public final boolean tcp;
    /** The TCP connection of the query, Wireshark's tcp.stream; -1 for none. */
    public final int stream;
    /** 0 for a plain query. */
    public final byte opcode;
    /** Whether the query could be read only in part: servers drop such ones. */
    public final boolean malformed;
    /** The name as on the wire, where that has capitals; else null. */
    private final String spelled;
    public final long queryFrame;
    final long queryTime;
    long lastQueryTime;
    /** How often the query was sent. */
    public int queries = 1;
    /** 0 as long as there is none. */
    public long responseFrame;
    long responseTime;
    /** -1 as long as there is no response. */
    public short rcode = -1;
    public boolean truncated;
    public ResponseSummary answer;
    int responses;
    /** The frame of a second response that contradicts the first; 0 for none. */
    public long contradictionFrame;
    /** The frame of an ICMP error that quotes the query; 0 for none. */
    public long icmpFrame;
    public String extendedError;
    /** Whether the question was settled by another try or server, or the name found below another search suffix. */
    public boolean settledElsewhere;

    /**
     * Begins with a query.
     *
     * @param lookup its question
     * @param server whom it was sent to
     */
    DnsExchange(DnsMessage query, DnsMessageContext seen, ClientQuestion lookup, Endpoint server) {
        this.service = query.service();
        this.lookup = lookup;
        this.server = server;
        this.clientPort = (char) seen.clientPort(false);
        this.id = (char) query.id();
        this.tcp = seen.tcp();
        this.stream = seen.stream();
        this.opcode = (byte) query.opcode();
        this.malformed = query.problem() != null && !query.cut();
        this.spelled = query.asked() != null && query.asked().hasCapitals() ? query.questionName() : null;
        this.queryFrame = seen.frame();
        this.queryTime = seen.timestampNanos();
        this.lastQueryTime = queryTime;
    }

    /** The name to compare; null where the query has no question that could be read. */
    public DomainName asked() {
        return lookup.name;
    }

    /** The type asked for; -1 where the query has no question that could be read. */
    public int type() {
        return lookup.type;
    }

    /** The name asked for as on the wire; null where the query has no question that could be read. */
    public String name() {
        return spelled != null || asked() == null ? spelled : asked().text();
    }

    public Endpoint client() {
        return new Endpoint(server.version(), lookup.clientHi, lookup.clientLo, clientPort);
    }

    /** Upper half of the client's address; 0 for IPv4. */
    long clientHi() {
        return lookup.clientHi;
    }

    /** Lower half of the client's address. */
    long clientLo() {
        return lookup.clientLo;
    }

    /** Whether a message belongs to it, as far as addresses, ports, transport and id tell. */
    boolean isOf(DnsService itsService, int itsId, DnsMessageContext seen, boolean response) {
        return id == itsId && clientPort == seen.clientPort(response) && service == itsService && tcp == seen.tcp()
                && (service.multicast() || isServer(seen, response))
                && lookup.clientLo == seen.clientLo(response) && lookup.clientHi == seen.clientHi(response);
    }

    private boolean isServer(DnsMessageContext seen, boolean response) {
        return server.port() == seen.serverPort(response) && server.lo() == seen.serverLo(response)
                && server.hi() == seen.serverHi(response);
    }

    /** Whether a message has the same question, if any. */
    boolean hasQuestionOf(DnsMessage message) {
        DomainName asked = asked();
        if (type() != message.questionType() || asked == null || message.asked() == null) {
            return type() == message.questionType() && asked == null && message.asked() == null;
        }
        // Beyond ASCII there are letters of which only one of two ways to compare says that they are the same.
        return asked.isPlain() && message.asked().isPlain() ? message.asked().is(asked)
                : name().equalsIgnoreCase(message.questionName());
    }

    public boolean answered() {
        return responseFrame != 0;
    }

    /** Whether the response time is known: there is a response, and the file has times (simple packet blocks have none). */
    public boolean timed() {
        return answered() && queryTime != 0 && responseTime != 0;
    }

    /** From the first query to the first response in milliseconds; null where it is not known. */
    public Double responseMillis() {
        return timed() ? (Double) Durations.millis(responseNanos()) : null;
    }

    /** From the first query to the first response, as Wireshark's dns.time; counts only where {@link #timed}. */
    public long responseNanos() {
        return responseTime - queryTime;
    }

    /** Whether the response settles the question: the name exists or it does not. */
    boolean conclusive() {
        return answered() && (rcode == DnsMessage.RCODE_NOERROR || rcode == DnsMessage.RCODE_NXDOMAIN);
    }

    /** Whether it asks for a whole zone or its changes. */
    public boolean zoneTransfer() {
        return type() == Type.AXFR || type() == Type.IXFR;
    }
}
