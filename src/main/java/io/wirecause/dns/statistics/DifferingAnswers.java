package io.wirecause.dns.statistics;

import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.message.RecordData;
import io.wirecause.dns.message.ResponseSummary;
import io.wirecause.dns.name.FirstAnswer;
import io.wirecause.report.Describe;
import java.util.ArrayList;
import java.util.List;

/** Questions that two servers answered differently: split views, a filter on the way, stale data, or a forged answer. */
public final class DifferingAnswers {
    /** Questions whose first answer is remembered. */
    static final int MAX_QUESTIONS = 20_000;
    /** Differences kept; the rest is counted. */
    private static final int MAX_DIFFERENCES = 100;
    private static final int RECORDS_SHOWN = 3;

    /** One difference in an answer. */
    public record DifferingAnswerRow(
            @Describe("Name asked for") String name,
            @Describe("Type asked for") String type,
            @Describe("First server") String serverA,
            @Describe("What it answered") String answerA,
            @Describe("Frame of its answer") long frameA,
            @Describe("Another server; the same one where it sent two contradicting responses to one query") String serverB,
            @Describe("What that answered") String answerB,
            @Describe("Frame of that answer") long frameB) {
    }

    private final List<DifferingAnswerRow> differences = new ArrayList<>();
    private final RecordData data = new RecordData(RecordData.SHOWN);
    private int questions;
    private long total;

    /** Adds a response that belongs to a query. */
    public void response(DnsMessage message, DnsExchange e, DnsMessageContext context) {
        if (e.question().nameEntry() == null || e.service() != DnsService.DNS || message.truncated() || message.cut()
                || e.zoneTransfer()
                || !comparable(message)) {
            return;
        }
        ResponseSummary answer = e.responseFrame() == context.frame() ? e.answer() : ResponseSummary.of(message, e.answer());
        FirstAnswer first = e.question().nameEntry().firstAnswer(e.type());
        if (first == null) {
            if (questions < MAX_QUESTIONS) {
                questions++;
                e.question().nameEntry().addFirstAnswer(e.type(), e.server(), answer, text(message), context.frame());
            }
            return;
        }
        boolean second = e.contradictionFrame() == context.frame();
        if (!first.contradicted() && (second || !first.isFrom(e.server())) && first.summary().contradicts(answer)) {
            first.contradict();
            total++;
            if (differences.size() < MAX_DIFFERENCES) {
                differences.add(new DifferingAnswerRow(Mnemonics.shortName(e.name()), Mnemonics.type(e.service(), e.type()),
                        first.server().address(), first.text(), first.frame(), e.server().address(), text(message),
                                context.frame()));
            }
        }
    }

    /** Whether it is an answer to compare: no server error and no referral. */
    private static boolean comparable(DnsMessage message) {
        boolean settled = message.rcode() == DnsMessage.RCODE_NOERROR || message.rcode() == DnsMessage.RCODE_NXDOMAIN;
        boolean referral = message.rcode() == DnsMessage.RCODE_NOERROR && message.count(DnsMessage.ANSWER) == 0
                && !message.authoritative() && !message.recursionAvailable();
        return settled && !referral && message.opcode() == DnsMessage.OPCODE_QUERY;
    }

    private String text(DnsMessage message) {
        int answers = message.count(DnsMessage.ANSWER);
        if (answers == 0) {
            return message.rcode() == DnsMessage.RCODE_NOERROR ? "no data" : Mnemonics.rcode(message.rcode());
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(answers, RECORDS_SHOWN); i++) {
            text.append(i == 0 ? "" : ", ").append(Mnemonics.shortName(data.text(message, message.first(DnsMessage.ANSWER) + i)));
        }
        return answers > RECORDS_SHOWN ? text + " and " + (answers - RECORDS_SHOWN) + " more" : text.toString();
    }

    /** Number of questions answered differently. */
    public long total() {
        return total;
    }

    /** The first differences. */
    public List<DifferingAnswerRow> first(int limit) {
        return differences.size() <= limit ? differences : differences.subList(0, limit);
    }
}
