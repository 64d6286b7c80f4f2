package io.wirecause.dns;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.collect.CodeCounts;
import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsExchangeTracker;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.Edns;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.message.NetbiosData;
import io.wirecause.dns.message.RecordData;
import io.wirecause.dns.name.NameEntry;
import io.wirecause.dns.name.NameTable;
import io.wirecause.dns.statistics.DifferingAnswers;
import io.wirecause.dns.statistics.DnsOutcomes;
import io.wirecause.dns.statistics.ResolvedNames;
import io.wirecause.dns.statistics.ServerTable;
import io.wirecause.dns.statistics.TunnelDetector;
import io.wirecause.dns.statistics.ZoneTransfers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.xbill.DNS.Type;

/** All that is counted and kept of the messages of a capture; its size does not grow with their number. */
final class DnsStatistics {
    /** Different types and codes counted of each kind; the rest is counted together. */
    private static final int MAX_KEYS = 64;
    private static final int CODE = 0xffff;
    private static final int NETBIOS = 1 << 16;
    private static final Pattern PLACE = Pattern.compile("^[a-z ]+\\d+: ");

    /** A message of the page, with its exchange, whose outcome is known only after the pass. */
    private record Listed(DnsPacketRecord message, DnsExchange exchange) {
    }

    /** Messages of one service. */
    static final class PerService {
        long queries;
        long responses;
    }

    private final DnsFilter filter;
    private final PageWindow page;
    private final List<Listed> listed = new ArrayList<>();
    private final boolean detailed;
    private final RecordData data;
    final DnsOutcomes outcomes = new DnsOutcomes();
    final ServerTable servers = new ServerTable();
    final NameTable names = new NameTable();
    final TunnelDetector hidden = new TunnelDetector();
    final ZoneTransfers transfers = new ZoneTransfers();
    /** Null where nobody asks for them. */
    private final ResolvedNames resolved;
    final DifferingAnswers differing = new DifferingAnswers();
    final DnsExchangeTracker exchanges = new DnsExchangeTracker(this::finished);
    private final PerService[] perService = new PerService[DnsService.values().length];
    private final CodeCounts typeCounts = new CodeCounts(MAX_KEYS);
    private final CodeCounts rcodeCounts = new CodeCounts(MAX_KEYS);
    private final CodeCounts opcodeCounts = new CodeCounts(MAX_KEYS);
    /** The counts by name, filled by {@link #finish}. */
    final Map<DnsService, PerService> services = new EnumMap<>(DnsService.class);
    final Map<String, Long> types = new TreeMap<>();
    final Map<String, Long> rcodes = new TreeMap<>();
    final Map<String, Long> opcodes = new TreeMap<>();
    final MalformedCounter malformed = new MalformedCounter();
    final Map<String, Long> extendedErrors = new TreeMap<>();
    /** Messages of which only the first fragment was captured. */
    long partial;
    long found;
    long analyzed;
    long overTcp;
    long ednsQueries;
    long ednsResponses;
    long dnssecOk;
    long checkingDisabled;
    long authenticData;
    long signed;
    private long now = Long.MIN_VALUE;

    /** @param resolved what takes in the addresses of answers; null for nothing */
    DnsStatistics(DnsFilter filter, PageWindow page, boolean detailed, ResolvedNames resolved) {
        this.resolved = resolved;
        this.filter = filter;
        this.page = page;
        this.detailed = detailed;
        this.data = new RecordData(detailed ? RecordData.SHOWN_DETAILED : RecordData.SHOWN);
    }

    /** Adds a message. */
    void message(DnsMessage m, DnsMessageContext context) {
        now = Math.max(now, context.timeNanos());
        found++;
        if (!m.hasHeader() ? !filter.isOpen() : !filter.matches(m, context)) {
            return;
        }
        analyzed++;
        overTcp += context.tcp() ? 1 : 0;
        String problem = m.problem() != null ? m.problem() : data.firstProblem(m);
        partial += m.firstFragment() ? 1 : 0;
        if (problem != null && !m.firstFragment()) {
            // "answer 3: a compression loop" and "answer 5: a compression loop" are one kind.
            malformed.add(context.frame(), List.of(PLACE.matcher(problem).replaceFirst("")),
                    () -> context.source().address());
        }
        DnsExchange exchange = m.hasHeader() ? whole(m, context) : null;
        if (page.next()) {
            listed.add(new Listed(DnsPacketRecord.of(m, problem, context, data, detailed), exchange));
        }
    }

    private PerService service(DnsService which) {
        PerService service = perService[which.ordinal()];
        if (service == null) {
            service = new PerService();
            perService[which.ordinal()] = service;
            services.put(which, service);
        }
        return service;
    }

    /** Responses of a name service, or queries to it. */
    long count(DnsService which, boolean responses) {
        PerService service = services.get(which);
        return service == null ? 0 : responses ? service.responses : service.queries;
    }

    private DnsExchange whole(DnsMessage m, DnsMessageContext context) {
        PerService service = service(m.service());
        opcodeCounts.add(ofService(m.service() == DnsService.NBNS, m.opcode()));
        boolean paired = m.service() != DnsService.MDNS;
        if (m.response()) {
            service.responses++;
            rcodeCounts.add(m.rcode());
            DnsExchange exchange = paired ? exchanges.response(m, context) : null;
            response(m, context, exchange);
            return exchange;
        }
        service.queries++;
        NameEntry entry = query(m, context);
        if (!paired) {
            return null;
        }
        DnsExchange exchange = exchanges.query(m, context);
        exchange.question().setNameEntry(entry);
        transfers.query(exchange);
        return exchange;
    }

    private NameEntry query(DnsMessage m, DnsMessageContext context) {
        NameEntry entry = null;
        if (m.questionType() >= 0) {
            boolean netbios = m.service() == DnsService.NBNS && NetbiosData.type(m.questionType()) != null;
            typeCounts.add(ofService(netbios, m.questionType()));
            entry = names.query(m);
            if (m.service() == DnsService.DNS) {
                hidden.query(m, context, entry);
            }
        }
        ednsQueries += m.opt() >= 0 ? 1 : 0;
        dnssecOk += m.opt() >= 0 && (m.ttl(m.opt()) & 0x8000) != 0 ? 1 : 0;
        checkingDisabled += m.service() == DnsService.DNS && m.checkingDisabled() ? 1 : 0;
        return entry;
    }

    private void response(DnsMessage m, DnsMessageContext context, DnsExchange exchange) {
        if (m.asked() != null) {
            NameEntry entry = exchange == null || exchange.asked() == null ? null : exchange.question().nameEntry();
            names.response(m, entry);
            if (m.service() == DnsService.DNS) {
                hidden.response(m, context, entry);
            }
        }
        if (m.service() != DnsService.DNS) {
            return;
        }
        authenticData += m.authenticData() ? 1 : 0;
        signed += isSigned(m) ? 1 : 0;
        if (m.opt() >= 0) {
            ednsResponses++;
            String error = Edns.extendedError(m);
            if (error != null) {
                count(extendedErrors, error);
                if (exchange != null && exchange.isFromServer(context)) {
                    exchange.addExtendedError(Edns.extendedErrorCode(m), error);
                }
            }
        }
        if (exchange != null && exchange.isFromServer(context)) {
            transfers.response(exchange, m);
            differing.response(m, exchange, context);
            if (resolved != null) {
                resolved.response(m, exchange);
            }
        }
    }

    private static boolean isSigned(DnsMessage m) {
        for (int i = 0; i < m.first(DnsMessage.ADDITIONAL); i++) {
            if (m.recordType(i) == Type.RRSIG) {
                return true;
            }
        }
        return false;
    }

    /** The NetBIOS name service has its own names for some numbers. */
    private static int ofService(boolean netbios, int code) {
        return netbios ? code | NETBIOS : code;
    }

    private static DnsService serviceOf(int code) {
        return (code & NETBIOS) == 0 ? DnsService.DNS : DnsService.NBNS;
    }

    private static void count(Map<String, Long> counts, String key) {
        counts.merge(counts.size() < MAX_KEYS || counts.containsKey(key) ? key : CodeCounts.OTHER, 1L, Long::sum);
    }

    private void finished(DnsExchange exchange) {
        outcomes.add(exchange, now);
        servers.add(exchange, now);
    }

    /**
     * Ends all exchanges.
     *
     * @param end the time of the capture's last packet
     */
    void finish(long end) {
        now = Math.max(now, end);
        exchanges.finish();
        types.putAll(typeCounts.named(code -> Mnemonics.type(serviceOf(code), code & CODE)));
        rcodes.putAll(rcodeCounts.named(Mnemonics::rcode));
        opcodes.putAll(opcodeCounts.named(code -> Mnemonics.opcode(serviceOf(code), code & CODE)));
    }

    /** The messages of the page in the order of their frames, with their outcomes; some come late, having waited for others. */
    List<DnsPacketRecord> listed() {
        return listed.stream().map(l -> l.message.with(l.exchange, now))
                .sorted(Comparator.comparingLong(DnsPacketRecord::packetNumber)).toList();
    }

    /** The latest time seen, in nanoseconds since 1970. */
    long now() {
        return now;
    }
}
