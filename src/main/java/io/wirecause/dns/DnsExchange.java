package io.wirecause.dns;

import io.wirecause.analysis.InsertionOrderedHashTable;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.report.Durations;

/** A query, its repetitions with the same id, and its response. */
final class DnsExchange extends InsertionOrderedHashTable.Node<DnsExchange> {
    final DnsService service;
    /** The question, which other exchanges have too. */
    final ClientQuestion lookup;
    final Endpoint server;
    private final char clientPort;
    private final char id;
    final boolean tcp;
    /** The TCP connection of the query, Wireshark's tcp.stream; -1 for none. */
    final int stream;
    /** 0 for a plain query. */
    final byte opcode;
    /** Whether the query could be read only in part: servers drop such ones. */
    final boolean malformed;
    /** The name as on the wire, where that has capitals; else null. */
    private final String spelled;
    final long queryFrame;
    final long queryTime;
    long lastQueryTime;
    /** How often the query was sent. */
    int queries = 1;
    /** 0 as long as there is none. */
    long responseFrame;
    long responseTime;
    /** -1 as long as there is no response. */
    short rcode = -1;
    boolean truncated;
    ResponseSummary answer;
    int responses;
    /** The frame of a second response that contradicts the first; 0 for none. */
    long contradictionFrame;
    /** The frame of an ICMP error that quotes the query; 0 for none. */
    long icmpFrame;
    String extendedError;
    /** Whether the question was settled by another try or server, or the name found below another search suffix. */
    boolean settledElsewhere;

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
    DomainName asked() {
        return lookup.name;
    }

    /** The type asked for; -1 where the query has no question that could be read. */
    int type() {
        return lookup.type;
    }

    /** The name asked for as on the wire; null where the query has no question that could be read. */
    String name() {
        return spelled != null || asked() == null ? spelled : asked().text();
    }

    Endpoint client() {
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

    boolean answered() {
        return responseFrame != 0;
    }

    /** Whether the response time is known: there is a response, and the file has times (simple packet blocks have none). */
    boolean timed() {
        return answered() && queryTime != 0 && responseTime != 0;
    }

    /** From the first query to the first response in milliseconds; null where it is not known. */
    Double responseMillis() {
        return timed() ? (Double) Durations.millis(responseNanos()) : null;
    }

    /** From the first query to the first response, as Wireshark's dns.time; counts only where {@link #timed}. */
    long responseNanos() {
        return responseTime - queryTime;
    }

    /** Whether the response settles the question: the name exists or it does not. */
    boolean conclusive() {
        return answered() && (rcode == DnsMessage.RCODE_NOERROR || rcode == DnsMessage.RCODE_NXDOMAIN);
    }

    /** Whether it asks for a whole zone or its changes. */
    boolean zoneTransfer() {
        return type() == ZoneTransfers.TYPE_AXFR || type() == ZoneTransfers.TYPE_IXFR;
    }
}
