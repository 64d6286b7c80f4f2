package io.wirecause.dns;

import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.Edns;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.message.RecordData;
import io.wirecause.report.Describe;
import io.wirecause.report.WireText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One message in an answer. */
record DnsPacketRecord(
        @Describe("Frame, Wireshark's number; over TCP the one in which the message became complete") long packetNumber,
        @Describe("When it was captured, UTC") Instant timestamp,
        @Describe("Sender's address") String sourceIp,
        @Describe("Sender's port") int sourcePort,
        @Describe("Receiver's address") String destinationIp,
        @Describe("Receiver's port") int destinationPort,
        @Describe(value = "Transport", oneOf = {"UDP", "TCP"}) String protocol,
        @Describe("Name service") DnsService service,
        @Describe("Message id") int dnsId,
        @Describe(value = "Operation, if it is not QUERY", optional = true) String opcode,
        @Describe(value = "Response code of a response", optional = true) String responseCode,
        @Describe(value = "Flags of the header", optional = true) Flags flags,
        @Describe("Questions") List<Question> questions,
        @Describe("Answer records; the first few unless detailed") List<ResourceRecord> answers,
        @Describe(value = "Authority records, if detailed", optional = true) List<ResourceRecord> authorities,
        @Describe(value = "Additional records except OPT, if detailed", optional = true) List<ResourceRecord> additionals,
        @Describe(value = "How many records each section has", optional = true) Counts counts,
        @Describe(value = "What the OPT record says", optional = true) Edns edns,
        @Describe(value = "Outcome of a query that is paired", optional = true) String outcome,
        @Describe(value = "Frame of a query's response, or of a response's query", optional = true)
        Long partnerFrame,
        @Describe(value = "From query to response, milliseconds", optional = true) Double responseTimeMs,
        @Describe(value = "What is malformed; what precedes it is shown", optional = true) List<String> problems,
        @Describe("The message in one line") String summary) {

    /** Answer records shown by default. */
    static final int ANSWERS_SHOWN = 4;
    /** Records and questions shown per section if detailed; only zone transfers have more. */
    static final int RECORDS_SHOWN = 100;
    private static final int QUESTIONS_SHOWN = 4;

    /** The flags of the header. */
    record Flags(
            @Describe("QR") boolean isResponse,
            @Describe("AA: from a server of the zone") boolean authoritative,
            @Describe("TC: truncated to fit a datagram") boolean truncated,
            @Describe("RD") boolean recursionDesired,
            @Describe("RA") boolean recursionAvailable,
            @Describe("AD: validated by DNSSEC") boolean authenticData,
            @Describe("CD: asks not to validate DNSSEC") boolean checkingDisabled) {
    }

    /** One question. */
    record Question(
            @Describe("Name") String name,
            @Describe("Record type") String type,
            @Describe(value = "Class, if it is not IN", optional = true) String dnsClass) {
    }

    /** One resource record. */
    record ResourceRecord(
            @Describe("Name") String name,
            @Describe("Record type") String type,
            @Describe(value = "Class, if it is not IN", optional = true) String dnsClass,
            @Describe("Time to live, seconds") long ttl,
            @Describe("Data, in the form of zone files; \\# with hexadecimal bytes if unknown or malformed") String data) {
    }

    /** Records of the sections, as far as they could be read. */
    record Counts(
            @Describe("Questions") int questions,
            @Describe("Answers") int answers,
            @Describe("Authority records") int authorities,
            @Describe("Additional records") int additionals) {
    }

    /** The record of a message, without what its exchange adds. */
    static DnsPacketRecord of(DnsMessage m, String problem, DnsMessageContext context, RecordData data, boolean detailed) {
        boolean header = m.hasHeader();
        int shown = detailed ? RECORDS_SHOWN : ANSWERS_SHOWN;
        List<ResourceRecord> answers = header ? records(m, DnsMessage.ANSWER, shown, data) : List.of();
        List<ResourceRecord> authorities = header && detailed ? records(m, DnsMessage.AUTHORITY, shown, data) : null;
        List<ResourceRecord> additionals = header && detailed ? records(m, DnsMessage.ADDITIONAL, shown, data) : null;
        List<Question> questions = questions(m, detailed ? RECORDS_SHOWN : QUESTIONS_SHOWN);
        return new DnsPacketRecord(context.frame(), Instant.EPOCH.plusNanos(context.timeNanos()), context.source().address(),
                context.source().port(), context.destination().address(), context.destination().port(), context.tcp() ? "TCP"
                        : "UDP",
                m.service(), header ? m.id() : -1,
                header && m.opcode() != DnsMessage.OPCODE_QUERY ? Mnemonics.opcode(m.service(), m.opcode()) : null,
                header && m.response() ? Mnemonics.rcode(m.rcode()) : null, header ? flags(m) : null, questions, answers,
                authorities, additionals, header ? counts(m) : null, header ? Edns.of(m) : null, null, null, null,
                problem == null ? null : List.of(problem), summary(m, questions, answers));
    }

    /** The same with the outcome of its exchange. */
    DnsPacketRecord with(DnsExchange e, long now) {
        if (e == null) {
            return this;
        }
        boolean response = flags.isResponse();
        Double time = !response || e.responseFrame() == packetNumber ? e.responseMillis() : null;
        Long partner = response ? Long.valueOf(e.queryFrame()) : e.answered() ? Long.valueOf(e.responseFrame()) : null;
        return new DnsPacketRecord(packetNumber, timestamp, sourceIp, sourcePort, destinationIp, destinationPort, protocol,
                service,
                dnsId, opcode, responseCode, flags, questions, answers, authorities, additionals, counts, edns,
                response ? null : DnsOutcome.of(e, now).label(), partner, time, problems, summary);
    }

    private static Flags flags(DnsMessage m) {
        return new Flags(m.response(), m.authoritative(), m.truncated(), m.recursionDesired(), m.recursionAvailable(),
                m.authenticData(), m.checkingDisabled());
    }

    private static Counts counts(DnsMessage m) {
        return new Counts(m.questions(), m.count(DnsMessage.ANSWER), m.count(DnsMessage.AUTHORITY),
                m.count(DnsMessage.ADDITIONAL));
    }

    private static List<Question> questions(DnsMessage m, int shown) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < Math.min(shown, m.questions()); i++) {
            questions.add(new Question(m.questionName(i), Mnemonics.type(m.service(), m.questionType(i)),
                    Mnemonics.dnsClass(m.questionClass(i))));
        }
        return questions;
    }

    private static List<ResourceRecord> records(DnsMessage m, int section, int shown, RecordData data) {
        List<ResourceRecord> records = new ArrayList<>();
        for (int i = m.first(section); i < m.first(section) + m.count(section) && records.size() < shown; i++) {
            int type = m.recordType(i);
            if (type == DnsMessage.TYPE_OPT) {
                continue;
            }
            records.add(new ResourceRecord(m.recordName(i), Mnemonics.type(m.service(), type),
                    Mnemonics.dnsClass(m.recordClass(i)),
                    m.ttl(i), data.text(m, i)));
        }
        return records;
    }

    /** Names and data are quoted, because they come from the wire. */
    private static String summary(DnsMessage m, List<Question> questions, List<ResourceRecord> answers) {
        if (!m.hasHeader()) {
            return "No whole header";
        }
        StringBuilder text = new StringBuilder();
        if (m.opcode() != DnsMessage.OPCODE_QUERY) {
            text.append(Mnemonics.opcode(m.service(), m.opcode())).append(' ');
        }
        text.append(m.response() ? "Response " : "Query ");
        if (!questions.isEmpty()) {
            text.append(questions.get(0).type).append(' ').append(WireText.inQuotes(Mnemonics.shortName(questions.get(0).name)));
            text.append(m.questions() > 1 ? " and " + (m.questions() - 1) + " more" : "");
        }
        if (m.response()) {
            text.append(questions.isEmpty() ? "" : ": ");
            int count = m.count(DnsMessage.ANSWER);
            if (answers.isEmpty()) {
                text.append(m.rcode() == DnsMessage.RCODE_NOERROR ? "no answer records" : Mnemonics.rcode(m.rcode()));
            } else {
                ResourceRecord first = answers.get(0);
                text.append(first.type).append(' ').append(WireText.inQuotes(Mnemonics.shortName(first.data)));
                text.append(count > 1 ? " and " + (count - 1) + " more" : "");
            }
        }
        return text.toString();
    }
}
