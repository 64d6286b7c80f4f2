package io.wirecause.dns;

import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.statistics.OutcomeCounts;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words and subjects that findings about exchanges have in common. */
final class ExchangeWords {
    /** Names, servers and the like named in a sentence. */
    static final int NAMED = 3;

    private ExchangeWords() {
    }

    /** A finding about exchanges: their names, servers and clients, and where they went over TCP, their connections. */
    static Finding.Builder finding(FindingCode code, Severity severity, Confidence confidence, List<DnsExchange> examples) {
        return Finding.of(code, severity, confidence)
                .connections(examples.stream().map(e -> e.stream()).filter(stream -> stream >= 0).distinct().toList())
                .subjects(examples.stream().flatMap(ExchangeWords::subjects));
    }

    private static Stream<Subject> subjects(DnsExchange e) {
        Stream<Subject> ends = Stream.of(Subject.endpoint(e.server().toString()), Subject.host(e.client().address()));
        return e.asked() == null ? ends : Stream.concat(Stream.of(Subject.name(e.name())), ends);
    }

    /** The first frames that a function gives of exchanges. */
    static List<Long> frames(List<DnsExchange> examples, Function<DnsExchange, Long> frame) {
        return examples.stream().map(frame).filter(number -> number > 0).toList();
    }

    /** {@code 1 query}, {@code 2 queries}. */
    static String queries(int count) {
        return Plural.of(count, "query", "queries");
    }

    /** What became of the questions otherwise; empty for nothing. */
    static String settled(OutcomeCounts counts) {
        return counts.settledElsewhere() == 0 ? "" : counts.unsettled() == 0 ? ", but another try was answered"
                : " (" + counts.settledElsewhere() + " of them answered by another try)";
    }

    /** The servers asked most. */
    static String servers(OutcomeCounts counts) {
        Map<Endpoint, Integer> servers = counts.servers();
        String first = servers.entrySet().stream().sorted(Map.Entry.<Endpoint, Integer>comparingByValue().reversed()
                .thenComparing(e -> e.getKey().toString()))
                .limit(NAMED).map(e -> e.getKey() + " (" + e.getValue() + ")").collect(Collectors.joining(", "));
        boolean more = servers.size() > NAMED;
        String atLeast = servers.size() == OutcomeCounts.MAX_SERVERS ? "at least " : "";
        return "servers: " + first + (more ? " and " + atLeast + (servers.size() - NAMED) + " more" : "");
    }

    /** Some of the questions, with a separator before them; empty if none could be read. */
    static String names(List<DnsExchange> examples) {
        List<String> names = examples.stream().filter(e -> e.asked() != null && e.type() >= 0)
                .map(e -> (e.opcode() == DnsMessage.OPCODE_QUERY ? "" : Mnemonics.opcode(e.service(), e.opcode()) + " ")
                        + type(e) + ' ' + WireText.inQuotes(Mnemonics.shortName(e.name())))
                .distinct().limit(NAMED).toList();
        return names.isEmpty() ? "" : "; e.g. " + String.join(", ", names);
    }

    /** The type that an exchange asks for. */
    static String type(DnsExchange e) {
        return Mnemonics.type(e.service(), e.type());
    }

    /** A duration in seconds, with one decimal. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    /** {@code a}, {@code a and b}, {@code a, b and 3 more}. */
    static String list(List<String> items) {
        if (items.size() == 2) {
            return items.get(0) + " and " + items.get(1);
        }
        String first = items.stream().limit(NAMED).collect(Collectors.joining(", "));
        return items.size() <= NAMED ? first : first + " and " + (items.size() - NAMED) + " more";
    }
}
