package io.wirecause.dns.exchange;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.ResponseFaults;
import io.wirecause.dns.message.ResponseSummary;
import io.wirecause.dns.name.FirstAnswer;
import io.wirecause.dns.name.NameEntry;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.packet.TransportChecksum;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Pairs responses with queries by addresses, ports, id and question, then those of other senders by the rest. Multicast
 * queries may be answered by any host, so the server's address and port do not count there. mDNS has no ids and is not
 * paired. Each exchange goes to a consumer once, when newer ones displace it or at the end.
 */
public final class DnsExchangeTracker {
    /** Exchanges kept; answered ones too, because a second response may follow. */
    public static final int MAX_OPEN = 65_536;
    /** Questions remembered, to recognise retries with another id or to another server. */
    static final int MAX_QUESTIONS = 65_536;
    /** A query repeated sooner is a copy made by the capture, such as a mirror port: no client retries this fast. */
    static final long COPY_NANOS = 2_000_000L;
    /** A query repeated later starts a new exchange: the first has timed out by then. Wireshark does the same. */
    static final long REPEAT_NANOS = 5_000_000_000L;
    /** A question asked again later is a new one: resolvers give up within half a minute. */
    static final long SAME_QUESTION_NANOS = 30_000_000_000L;
    /** How long an exchange is kept after its last query, for a response or for another try that settles its question. */
    static final long KEPT_NANOS = 30_000_000_000L;
    /**
     * How long an exchange is kept after its response if that settled its question and only another response could follow, to
     * a query repeated up to {@link #REPEAT_NANOS} later; and its question, which is a new one if it is asked again after the
     * answer. Kept for longer, they crowd the caches and the heap.
     */
    static final long SETTLED_KEPT_NANOS = 6_000_000_000L;

    /** Queries that leave one port within this time leave it together. */
    static final long PARALLEL_NANOS = 10_000_000L;

    private static final int SERVERS = 1 << 8;
    /** Queries among which those are looked for. */
    private static final int RECENT = 1 << 2;

    private final Consumer<DnsExchange> finished;
    private final InsertionOrderedHashTable<DnsExchange> open = new InsertionOrderedHashTable<>();
    private final InsertionOrderedHashTable<ClientQuestion> questions = new InsertionOrderedHashTable<>();
    private final Endpoint[] servers = new Endpoint[SERVERS];
    private final SearchSuffixes suffixes = new SearchSuffixes();
    /** Exchanges displaced by one with the same key; a later answer to their question still counts. */
    private final Deque<DnsExchange> replaced = new ArrayDeque<>();
    private final DnsExchange[] recent = new DnsExchange[RECENT];
    private int next;
    /** By TCP stream, when its capture last turned out to lack bytes of the server; no more than there are connections. */
    private final Map<Integer, Long> lostOfStreams = new HashMap<>();
    private long retries;
    private long unmatched;
    private long otherQuestion;
    private long evicted;
    private long damagedResponses;

    /** Finished exchanges go to this consumer. */
    public DnsExchangeTracker(Consumer<DnsExchange> finished) {
        this.finished = finished;
    }

    /** Adds a query and returns the exchange that it starts or repeats. */
    public DnsExchange query(DnsMessage message, DnsMessageContext context) {
        long hash = hash(message.id(), context, false);
        DnsExchange known = find(hash, message.service(), message.id(), context, false);
        if (known != null && !known.answered() && known.hasQuestionOf(message)
                && context.timeNanos() - known.queryTime < REPEAT_NANOS) {
            if (context.timeNanos() - known.lastQueryTime >= COPY_NANOS) {
                retries++;
                known.queries++;
                known.question.repeated(known);
            }
            known.lastQueryTime = context.timeNanos();
            return known;
        }
        ClientQuestion question = question(message, context);
        DnsExchange exchange = new DnsExchange(message, context, question, server(context));
        question.last = exchange;
        question.overTcp |= context.tcp();
        markParallel(exchange);
        if (known != null) {
            open.remove(known);
            replaced.add(known);
        }
        open.add(exchange, hash);
        evict(context.timeNanos());
        forgetQuestions(context.timeNanos());
        return exchange;
    }

    /**
     * Queries that leave one port for one server together: a packet filter may see one connection in them and drop the second.
     */
    private void markParallel(DnsExchange exchange) {
        for (DnsExchange other : recent) {
            if (other != null && exchange.queryTime - other.queryTime < PARALLEL_NANOS && exchange.sharesPortWith(other)) {
                exchange.parallel = true;
                other.parallel = true;
            }
        }
        recent[next++ & RECENT - 1] = exchange;
    }

    /** Without the server, because any host may answer a multicast query, and others may answer by mistake. */
    private static long hash(int id, DnsMessageContext context, boolean response) {
        long hash = KeyedHash.mix(context.clientHi(response), context.clientLo(response));
        return KeyedHash.mix(hash, (long) id << 32 | (long) context.clientPort(response) << 16);
    }

    private DnsExchange find(long hash, DnsService service, int id, DnsMessageContext context, boolean response) {
        DnsExchange exchange = open.first(hash);
        while (exchange != null && !exchange.isOf(service, id, context, response)) {
            exchange = open.next();
        }
        return exchange;
    }

    /** The unanswered query that a response from another address or port than was asked answers all the same; null for none. */
    private DnsExchange findOfAnyServer(long hash, DnsMessage response, DnsMessageContext context) {
        if (response.service().multicast() || context.tcp() || response.questions() == 0) {
            return null;
        }
        DnsExchange exchange = open.first(hash);
        while (exchange != null && (exchange.answered() || !exchange.isOfAnyServer(response.service(), response.id(), context,
                true)
                || !exchange.hasQuestionOf(response))) {
            exchange = open.next();
        }
        return exchange;
    }

    /** The server of a query; the same object for queries to a server that was asked recently. */
    private Endpoint server(DnsMessageContext context) {
        int slot = (int) KeyedHash.mix(context.serverLo(false), context.serverPort(false)) & SERVERS - 1;
        Endpoint server = servers[slot];
        if (server == null || server.lo() != context.serverLo(false) || server.hi() != context.serverHi(false)
                || server.port() != context.serverPort(false) || server.version() != context.version()) {
            server = context.destination();
            servers[slot] = server;
        }
        return server;
    }

    private ClientQuestion question(DnsMessage message, DnsMessageContext context) {
        long hash = KeyedHash.mix(KeyedHash.mix(context.clientHi(false), context.clientLo(false)),
                message.asked() == null ? message.questionType() : message.asked().hash() + message.questionType());
        ClientQuestion question = questions.first(hash);
        while (question != null && !question.isOf(message, context)) {
            question = questions.next();
        }
        if (question != null && context.timeNanos() - question.last.lastQueryTime <= SAME_QUESTION_NANOS) {
            if (!question.last.answered() && !context.tcp()) {
                retries++;
            }
            question.asked(question.last, context);
            return question;
        }
        // A new question goes to the end, so that the oldest is the first to go.
        if (question != null) {
            questions.remove(question);
        }
        ClientQuestion fresh = new ClientQuestion(message, context);
        fresh.asked(null, context);
        questions.add(fresh, hash);
        return fresh;
    }

    /** At most two per call, so that the work after a pause in the traffic is spread over the queries that follow. */
    private void evict(long now) {
        for (int i = 0; i < 2 && open.oldest() != null; i++) {
            DnsExchange oldest = open.oldest();
            boolean tooMany = open.size() > MAX_OPEN;
            if (!tooMany && !isOver(oldest, now)) {
                break;
            }
            if (tooMany && !oldest.answered() && now - oldest.lastQueryTime < KEPT_NANOS) {
                evicted++;
            }
            open.remove(oldest);
            finish(oldest);
        }
        for (int i = 0; i < 2 && !replaced.isEmpty(); i++) {
            if (replaced.size() <= MAX_OPEN && now - replaced.peek().lastQueryTime < KEPT_NANOS) {
                break;
            }
            finish(replaced.remove());
        }
    }

    private static boolean isOver(DnsExchange exchange, long now) {
        return now - exchange.lastQueryTime >= KEPT_NANOS || exchange.settled()
                && now - Math.max(exchange.lastQueryTime, exchange.responseTime) >= SETTLED_KEPT_NANOS;
    }

    /** Lets go of questions that would count as new if they were asked again; at most two per call. */
    private void forgetQuestions(long now) {
        for (int i = 0; i < 2; i++) {
            ClientQuestion oldest = questions.oldest();
            if (oldest == null) {
                return;
            }
            long kept = oldest.settledBy == null ? SAME_QUESTION_NANOS : SETTLED_KEPT_NANOS;
            if (questions.size() <= MAX_QUESTIONS && now - oldest.last.lastQueryTime <= kept) {
                return;
            }
            questions.remove(oldest);
        }
    }

    /** Adds a response and returns its exchange; null if its query was not seen. */
    public DnsExchange response(DnsMessage message, DnsMessageContext context) {
        long hash = hash(message.id(), context, true);
        DnsExchange exchange = find(hash, message.service(), message.id(), context, true);
        if (exchange == null) {
            return fromOtherSource(findOfAnyServer(hash, message, context), context);
        }
        // Servers may omit the question in an error; inverse queries (RFC 1035, section 6.4) have it in the response only.
        if (message.questions() > 0 && exchange.asked() != null && !exchange.hasQuestionOf(message)) {
            otherQuestion++;
            return null;
        }
        exchange.responses = (byte) Math.min(Byte.MAX_VALUE, exchange.responses + 1);
        boolean damaged = exchange.intact && context.checksum() == TransportChecksum.BAD;
        if (exchange.answered() && (damaged || !exchange.isDamaged())) {
            damagedResponses += damaged ? 1 : 0;
            again(exchange, message, context);
            return exchange;
        }
        answered(exchange, message, context);
        if (damaged) {
            damagedResponses++;
            exchange.anomaly().damagedFrame = context.frame();
        } else if (exchange.conclusive() && !exchange.truncated) {
            exchange.question.settled(exchange, !exchange.partial());
        }
        suffixes.answered(exchange);
        return exchange;
    }

    private DnsExchange fromOtherSource(DnsExchange exchange, DnsMessageContext context) {
        if (exchange == null) {
            unmatched++;
        } else if (exchange.otherSourceFrame() == 0) {
            DnsAnomaly anomaly = exchange.anomaly();
            anomaly.otherSourceFrame = context.frame();
            anomaly.otherSource = context.source();
        }
        return exchange;
    }

    /** Another response. Where each of several queries got one, as after a retry, they may differ without contradiction. */
    private static void again(DnsExchange exchange, DnsMessage message, DnsMessageContext context) {
        if (exchange.service.multicast() || exchange.zoneTransfer() || message.cut() || exchange.partial()
                || exchange.contradictionFrame() != 0) {
            return;
        }
        ResponseSummary answer = ResponseSummary.of(message, exchange.answer);
        if (!exchange.answer.contradicts(answer)) {
            return;
        }
        DnsAnomaly anomaly = exchange.anomaly();
        if (anomaly.contradiction == null || anomaly.contradiction.contradicts(answer)) {
            anomaly.contradictions++;
            anomaly.contradiction = answer;
        }
        if (1 + anomaly.contradictions > exchange.queries) {
            anomaly.contradictionFrame = context.frame();
            anomaly.contradictionTime = context.timeNanos();
            anomaly.contradictionTtl = context.ttl();
        }
    }

    private static void answered(DnsExchange exchange, DnsMessage message, DnsMessageContext context) {
        NameEntry entry = exchange.question.nameEntry;
        FirstAnswer first = entry == null ? null : entry.firstAnswer(exchange.type());
        exchange.responseFrame = context.frame();
        exchange.responseTime = context.timeNanos();
        exchange.ttl = (short) context.ttl();
        exchange.rcode = (short) message.rcode();
        exchange.truncated = message.truncated();
        exchange.responseEdns = message.opt() >= 0;
        exchange.answer = ResponseSummary.of(message, first == null ? null : first.summary());
        int tsig = ResponseFaults.tsigError(message);
        if (tsig != 0) {
            exchange.anomaly().tsigError = tsig;
        }
        if (message.firstFragment()) {
            exchange.anomaly().partial = true;
        }
        // Of which zone is only known where the question could be read.
        if (exchange.service == DnsService.DNS && exchange.asked() != null && (ResponseFaults.isUpwardReferral(message, context)
                || !exchange.recursive && !exchange.zoneTransfer() && ResponseFaults.isRefusalOfAuthority(message))) {
            exchange.anomaly().lame = true;
        }
    }

    /** Notes that the capture lacks bytes which a server sent over a TCP connection, at this time or before. */
    public void responseLost(int stream, long timeNanos) {
        lostOfStreams.merge(stream, timeNanos, Math::max);
    }

    /** Adds an ICMP error that quotes a datagram from a client to a server. */
    public void unreachable(Endpoint client, Endpoint server, int id, long frame) {
        DnsMessageContext query = new DnsMessageContext(frame, 0, client, server, false);
        DnsExchange exchange = find(hash(id, query, false), DnsService.DNS, id, query, false);
        if (exchange != null && exchange.icmpFrame() == 0) {
            exchange.anomaly().icmpFrame = frame;
        }
    }

    /** Ends all exchanges that are left. */
    public void finish() {
        List<DnsExchange> rest = new ArrayList<>(replaced);
        replaced.clear();
        for (DnsExchange each = open.oldest(); each != null; each = open.newer(each)) {
            rest.add(each);
        }
        rest.sort(Comparator.comparingLong(e -> e.queryFrame));
        rest.forEach(this::finish);
    }

    private void finish(DnsExchange exchange) {
        if (exchange.tcp && !exchange.answered()
                && lostOfStreams.getOrDefault(exchange.stream, Long.MIN_VALUE) >= exchange.queryTime) {
            exchange.anomaly().responseLost = true;
        }
        exchange.finish();
        finished.accept(exchange);
    }

    /** Queries that were retried because no answer came. */
    public long retries() {
        return retries;
    }

    /** Responses whose query was not seen. */
    public long unmatched() {
        return unmatched;
    }

    /** Responses with the id of a query but another question: late or forged. */
    public long otherQuestion() {
        return otherQuestion;
    }

    /** Responses with a wrong UDP checksum to queries with a right one. */
    public long damaged() {
        return damagedResponses;
    }

    /** Unanswered exchanges displaced because too many were open. */
    public long evicted() {
        return evicted;
    }
}
