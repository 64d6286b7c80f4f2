package io.pcaplens.dns;

import io.pcaplens.analysis.AgedTable;
import io.pcaplens.flow.FlowKey.Endpoint;
import io.pcaplens.report.Durations;

/** A query, its repetitions with the same id, and its response. */
final class Exchange extends AgedTable.Node<Exchange> {
    final DnsService service;
    final boolean tcp;
    final int version;
    final long clientHi;
    final long clientLo;
    final int clientPort;
    final long serverHi;
    final long serverLo;
    final int serverPort;
    final int id;
    /** Null where the query has no question that could be read. */
    final DomainName asked;
    /** The same as on the wire, where that has capitals; else null. */
    private final String spelled;
    final int type;
    /** 0 for a plain query. */
    final int opcode;
    /** Whether the query could be read only in part: servers drop such ones. */
    final boolean malformed;
    final long queryFrame;
    final long queryTime;
    final Lookup lookup;
    /** What is known of the name; null where that is not kept. */
    NameTable.Entry nameEntry;
    long lastQueryTime;
    /** How often the query was sent. */
    int queries = 1;
    /** 0 as long as there is none. */
    long responseFrame;
    long responseTime;
    /** -1 as long as there is no response. */
    int rcode = -1;
    boolean truncated;
    AnswerSet answer;
    int responses;
    /** The frame of a second response that contradicts the first; 0 for none. */
    long contradictionFrame;
    /** The frame of an ICMP error that quotes the query; 0 for none. */
    long icmpFrame;
    String extendedError;
    /** Whether the question was settled by another try or server, or the name found below another search suffix. */
    boolean settledElsewhere;

    Exchange(DnsMessage query, Sighting seen, Lookup lookup) {
        this.service = query.service();
        this.tcp = seen.tcp();
        this.version = seen.version();
        this.clientHi = seen.clientHi(false);
        this.clientLo = seen.clientLo(false);
        this.clientPort = seen.clientPort(false);
        this.serverHi = seen.serverHi(false);
        this.serverLo = seen.serverLo(false);
        this.serverPort = seen.serverPort(false);
        this.id = query.id();
        this.asked = query.asked() == null ? null : query.asked().kept();
        this.spelled = asked != null && query.asked().hasCapitals() ? query.questionName() : null;
        this.type = query.questionType();
        this.opcode = query.opcode();
        this.malformed = query.problem() != null && !query.cut();
        this.queryFrame = seen.frame();
        this.queryTime = seen.timestampNanos();
        this.lastQueryTime = queryTime;
        this.lookup = lookup;
    }

    /** The name asked for as on the wire; null where the query has no question that could be read. */
    String name() {
        return spelled != null || asked == null ? spelled : asked.text();
    }

    Endpoint client() {
        return new Endpoint(version, clientHi, clientLo, clientPort);
    }

    Endpoint server() {
        return new Endpoint(version, serverHi, serverLo, serverPort);
    }

    /** Whether a message belongs to it, as far as addresses, ports, transport and id tell. */
    boolean isOf(DnsService itsService, int itsId, Sighting seen, boolean response) {
        return id == itsId && clientPort == seen.clientPort(response) && clientLo == seen.clientLo(response)
                && clientHi == seen.clientHi(response) && service == itsService && tcp == seen.tcp()
                && (service.multicast() || serverPort == seen.serverPort(response) && serverLo == seen.serverLo(response)
                        && serverHi == seen.serverHi(response));
    }

    /** Whether a message has the same question, if any. */
    boolean hasQuestionOf(DnsMessage message) {
        if (type != message.questionType() || asked == null || message.asked() == null) {
            return type == message.questionType() && asked == null && message.asked() == null;
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
        return type == ZoneTransfers.TYPE_AXFR || type == ZoneTransfers.TYPE_IXFR;
    }
}
