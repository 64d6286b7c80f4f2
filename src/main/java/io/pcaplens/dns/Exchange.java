package io.pcaplens.dns;

import io.pcaplens.flow.FlowKey.Endpoint;
import io.pcaplens.report.Durations;

/** A query, its repetitions with the same id, and its response. */
final class Exchange {
    final DnsService service;
    final boolean tcp;
    final Endpoint client;
    final Endpoint server;
    final int id;
    /** As on the wire; null where the query has no question that could be read. */
    final String name;
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
        this.client = seen.source();
        this.server = seen.destination();
        this.id = query.id();
        this.name = query.questionName();
        this.type = query.questionType();
        this.opcode = query.opcode();
        this.malformed = query.problem() != null && !query.cut();
        this.queryFrame = seen.frame();
        this.queryTime = seen.timestampNanos();
        this.lastQueryTime = queryTime;
        this.lookup = lookup;
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
