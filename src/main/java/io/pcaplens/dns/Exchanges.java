package io.pcaplens.dns;

import io.pcaplens.flow.FlowKey.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Pairs responses with queries: by addresses, ports and id, and the question has to be the same. Answers to queries to a
 * group come from whoever has the name, so there the server's side does not count. Multicast DNS has no ids and is not
 * paired. What is over is handed to a consumer once, when it gives way to newer ones or at the end.
 */
final class Exchanges {
    /** Exchanges kept, answered ones for a while too: a second response may come. */
    static final int MAX_OPEN = 65_536;
    /** Questions of clients remembered, to know repetitions with another id or of another server. */
    static final int MAX_LOOKUPS = 65_536;
    /** A query repeated sooner is a copy made by the capture (mirrored twice): no client is so impatient. */
    static final long COPY_NANOS = 2_000_000L;
    /** A query repeated later begins an exchange of its own: by then the first has timed out. Wireshark does the same. */
    static final long REPEAT_NANOS = 5_000_000_000L;
    /** A question asked again later than this is a new one: resolvers give up within half a minute. */
    static final long LOOKUP_NANOS = 30_000_000_000L;
    /** How long after its last query an exchange is kept for a response, or for another try that settles its question. */
    static final long KEPT_NANOS = 30_000_000_000L;

    private record Key(long clientHi, long clientLo, long serverHi, long serverLo, long rest) {
        static Key of(DnsMessage message, Sighting seen) {
            Endpoint client = seen.client(message.response());
            Endpoint server = seen.server(message.response());
            boolean group = message.service().multicast();
            long rest = (long) message.service().ordinal() << 49 | (seen.tcp() ? 1L << 48 : 0) | (long) client.port() << 32
                    | (group ? 0 : (long) server.port() << 16) | message.id();
            return new Key(client.hi(), client.lo(), group ? 0 : server.hi(), group ? 0 : server.lo(), rest);
        }

        @Override
        public int hashCode() {
            return Spread.hash(Spread.mix(Spread.mix(clientHi, clientLo), Spread.mix(serverHi, serverLo)), rest);
        }
    }

    private record Question(DnsService service, long clientHi, long clientLo, String name, int type) {
        @Override
        public int hashCode() {
            return Spread.hash(Spread.mix(clientHi, clientLo),
                    (long) Objects.hashCode(name) << 32 | service.ordinal() << 16 | type);
        }
    }

    private final Consumer<Exchange> over;
    private final Map<Key, Exchange> open = new LinkedHashMap<>();
    private final Map<Question, Lookup> lookups = new LinkedHashMap<>();
    private final SearchSuffixes suffixes = new SearchSuffixes();
    /** Exchanges whose place another one with the same key took; a later answer to their question still counts. */
    private final Deque<Exchange> replaced = new ArrayDeque<>();
    private long retries;
    private long unmatched;
    private long otherQuestion;
    private long evicted;

    /** What is over goes to this consumer. */
    Exchanges(Consumer<Exchange> over) {
        this.over = over;
    }

    /** Takes in a query; the exchange that it begins or repeats. */
    Exchange query(DnsMessage message, Sighting seen) {
        Key key = Key.of(message, seen);
        Exchange known = open.get(key);
        if (known != null && !known.answered() && sameQuestion(known, message)
                && seen.timestampNanos() - known.queryTime < REPEAT_NANOS) {
            if (seen.timestampNanos() - known.lastQueryTime >= COPY_NANOS) {
                retries++;
                known.queries++;
                known.lookup.queries++;
            }
            known.lastQueryTime = seen.timestampNanos();
            return known;
        }
        Lookup lookup = lookup(message, seen);
        Exchange exchange = new Exchange(message, seen, lookup);
        lookup.queries++;
        lookup.last = exchange;
        lookup.overTcp |= seen.tcp();
        if (known != null) {
            open.remove(key);
            replaced.add(known);
        }
        open.put(key, exchange);
        evict(seen.timestampNanos());
        return exchange;
    }

    private Lookup lookup(DnsMessage message, Sighting seen) {
        Question question = new Question(message.service(), seen.source().hi(), seen.source().lo(), message.questionKey(),
                message.questionType());
        Lookup lookup = lookups.get(question);
        if (lookup != null && seen.timestampNanos() - lookup.last.lastQueryTime <= LOOKUP_NANOS) {
            if (!lookup.last.answered() && !seen.tcp()) {
                retries++;
            }
            return lookup;
        }
        // A new question goes to the end of the order, so that the oldest is the first to go.
        lookups.remove(question);
        Lookup fresh = new Lookup();
        lookups.put(question, fresh);
        if (lookups.size() > MAX_LOOKUPS) {
            removeOldest(lookups);
        }
        return fresh;
    }

    private static <K, V> V removeOldest(Map<K, V> map) {
        Iterator<V> oldest = map.values().iterator();
        V value = oldest.next();
        oldest.remove();
        return value;
    }

    /** Two at a time, so that the time after a pause in the traffic is spread over the queries that follow. */
    private void evict(long now) {
        for (int i = 0; i < 2 && !open.isEmpty(); i++) {
            Exchange oldest = open.values().iterator().next();
            boolean tooMany = open.size() > MAX_OPEN;
            if (!tooMany && now - oldest.lastQueryTime < KEPT_NANOS) {
                break;
            }
            if (tooMany && !oldest.answered() && now - oldest.lastQueryTime < KEPT_NANOS) {
                evicted++;
            }
            over.accept(removeOldest(open));
        }
        for (int i = 0; i < 2 && !replaced.isEmpty(); i++) {
            if (replaced.size() <= MAX_OPEN && now - replaced.peek().lastQueryTime < KEPT_NANOS) {
                break;
            }
            over.accept(replaced.remove());
        }
    }

    /** Takes in a response; the exchange that it belongs to, null where its query was not seen. */
    Exchange response(DnsMessage message, Sighting seen) {
        Exchange exchange = open.get(Key.of(message, seen));
        if (exchange == null) {
            unmatched++;
            return null;
        }
        // Servers may leave the question out of an error; inverse queries (RFC 1035, section 6.4) get it in the response only.
        if (message.questions() > 0 && exchange.name != null && !sameQuestion(exchange, message)) {
            otherQuestion++;
            return null;
        }
        exchange.responses++;
        AnswerSet answer = AnswerSet.of(message);
        if (exchange.answered()) {
            if (!exchange.service.multicast() && !exchange.zoneTransfer() && exchange.contradictionFrame == 0
                    && !exchange.answer.sameAs(answer) && exchange.answer.contradicts(answer)) {
                exchange.contradictionFrame = seen.frame();
            }
            return exchange;
        }
        exchange.responseFrame = seen.frame();
        exchange.responseTime = seen.timestampNanos();
        exchange.rcode = message.rcode();
        exchange.truncated = message.truncated();
        exchange.answer = answer;
        if (exchange.conclusive() && !exchange.truncated) {
            exchange.lookup.resolved = true;
        }
        suffixes.answered(exchange);
        return exchange;
    }

    private static boolean sameQuestion(Exchange exchange, DnsMessage message) {
        return exchange.type == message.questionType() && (exchange.name == null ? message.questionName() == null
                : exchange.name.equalsIgnoreCase(message.questionName()));
    }

    /** Takes in an ICMP error that quotes a datagram from a client to a server. */
    void unreachable(Endpoint client, Endpoint server, int id, long frame) {
        long rest = (long) DnsService.DNS.ordinal() << 49 | (long) client.port() << 32 | (long) server.port() << 16 | id;
        Exchange exchange = open.get(new Key(client.hi(), client.lo(), server.hi(), server.lo(), rest));
        if (exchange != null && exchange.icmpFrame == 0) {
            exchange.icmpFrame = frame;
        }
    }

    /** Hands out all that is left. */
    void finish() {
        List<Exchange> rest = new ArrayList<>(replaced);
        rest.addAll(open.values());
        replaced.clear();
        open.clear();
        rest.sort(Comparator.comparingLong(e -> e.queryFrame));
        rest.forEach(over);
    }

    /** Queries repeated for want of an answer. */
    long retries() {
        return retries;
    }

    /** Responses whose query was not seen. */
    long unmatched() {
        return unmatched;
    }

    /** Responses with the id of a query but another question: late, or forged. */
    long otherQuestion() {
        return otherQuestion;
    }

    /** Exchanges without a response that gave way to newer ones. */
    long evicted() {
        return evicted;
    }
}
