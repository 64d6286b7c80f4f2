package io.wirecause.dhcp.exchange;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.message.DhcpEvent;
import io.wirecause.dhcp.message.DhcpMessageContext;
import io.wirecause.dhcp.message.DhcpPurpose;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Assembles messages into exchanges, and keeps clients, servers and leases. */
public final class DhcpExchangeTracker {
    /** Exchanges kept; successful ones make room, and messages of further ones are only counted. */
    public static final int MAX_EXCHANGES = 50_000;
    /** Clients kept. */
    public static final int MAX_CLIENTS = 50_000;
    /** Servers kept. */
    public static final int MAX_SERVERS = 1_000;
    /** A request after this time is a new attempt, even if it repeats the transaction id. */
    static final long NEW_ATTEMPT_NANOS = 60_000_000_000L;

    /** Clients and captures count the end of a lease from moments that differ a little. */
    private static final long LEASE_SLACK_NANOS = 2_000_000_000L;
    private static final long NANOS = 1_000_000_000L;

    /** The exchange of a client's transaction id. */
    private static final class Open extends InsertionOrderedHashTable.Node<Open> {
        private final DhcpClient client;
        private final int xid;
        private DhcpExchange exchange;

        private Open(DhcpClient client, int xid) {
            this.client = client;
            this.xid = xid;
        }
    }

    private final InsertionOrderedHashTable<Open> open = new InsertionOrderedHashTable<>();
    private final List<DhcpExchange> exchanges = new ArrayList<>();
    private final InsertionOrderedHashTable<DhcpClient> clientTable = new InsertionOrderedHashTable<>();
    private final List<DhcpClient> clients = new ArrayList<>();
    private final Map<String, DhcpServer> servers4 = new HashMap<>();
    private final Map<String, DhcpServer> servers6 = new HashMap<>();
    private final List<DhcpServer> servers = new ArrayList<>();
    final LeaseTable leases = new LeaseTable();
    final Latencies offerTimes = new Latencies();
    final Latencies ackTimes = new Latencies();
    /** Exchanges removed, by outcome. */
    private final Map<DhcpOutcome, Integer> retired = new EnumMap<>(DhcpOutcome.class);
    private boolean crowded;
    private long beyond;

    /**
     * Adds a message.
     *
     * @param link source link address of a server's message; -1 if unknown
     * @param arp knows which other host uses an address that is declined
     */
    public void message(DhcpMessageContext context, long link, ArpTable arp) {
        DhcpClient client = client(context);
        if (client == null) {
            beyond++;
            return;
        }
        client.add(context);
        DhcpExchange exchange = exchange(context, client);
        if (exchange == null) {
            beyond++;
            return;
        }
        boolean original = exchange.add(context);
        if (!context.fromServer()) {
            client.rate().add(context.timeNanos(), original);
        }
        if (original && context.fromServer()) {
            answered(context, client, exchange, link);
        } else if (original && context.event() == DhcpEvent.DECLINE) {
            String holder = arp.holder(exchange.address, context.mac());
            leases.declined(context, client, exchange.address, holder, arp.addressesOf(holder));
        } else if (original && context.event() == DhcpEvent.RELEASE) {
            leases.released(context, exchange.address != null ? exchange.address : client.address);
        }
    }

    private void answered(DhcpMessageContext context, DhcpClient client, DhcpExchange exchange, long link) {
        if (context.event() == DhcpEvent.OTHER) {
            return;
        }
        DhcpServer server = server(context);
        boolean offer = context.event() == DhcpEvent.OFFER;
        long since = offer || exchange.requests == 0 ? exchange.asks > 0 ? exchange.lastAsk : -1 : exchange.lastRequest;
        if (since >= 0) {
            (offer ? offerTimes : ackTimes).add(context.timeNanos() - since);
        }
        if (server != null) {
            server.add(context, link);
            if (since >= 0) {
                (offer ? server.offerTimes : server.ackTimes).add(context.timeNanos() - since);
            }
        }
        if (context.event() == DhcpEvent.ACK && exchange.purpose == DhcpPurpose.INFORM) {
            client.informed++;
        }
        if (context.event() == DhcpEvent.ACK && exchange.state == DhcpExchangeState.BOUND && exchange.purpose.isForAddress()) {
            client.bound++;
            client.lastBound = context.timeNanos();
            client.grantedBy = context.server();
            if (exchange.address != null) {
                client.address = exchange.address;
            }
            if (!context.bindings().isEmpty()) {
                long seconds = context.bindings().get(0).valid();
                boolean runsOut = seconds >= 0 && seconds != Lease.FOREVER;
                client.leaseEnd = runsOut ? context.timeNanos() + seconds * NANOS : Long.MAX_VALUE;
            }
            leases.acknowledged(context, client);
        }
    }

    /** Null if it is new and there are too many. */
    private DhcpServer server(DhcpMessageContext context) {
        Map<String, DhcpServer> known = context.version() == 6 ? servers6 : servers4;
        DhcpServer server = known.get(context.server());
        if (server == null && servers.size() < MAX_SERVERS) {
            server = new DhcpServer(context);
            known.put(server.id, server);
            servers.add(server);
        }
        return server;
    }

    /** Null if it is new and there are too many. */
    private DhcpClient client(DhcpMessageContext context) {
        String id = context.identity() >= 0 ? null : context.client();
        long hash = id == null ? KeyedHash.mix(context.version(), context.identity())
                : KeyedHash.mix(context.version(), KeyedHash.mix(ByteView.of(id.getBytes(StandardCharsets.UTF_8))));
        DhcpClient client = clientTable.first(hash);
        while (client != null && !client.isOf(context, id)) {
            client = clientTable.next();
        }
        if (client == null && clients.size() < MAX_CLIENTS) {
            client = new DhcpClient(context, clients.size());
            clientTable.add(client, hash);
            clients.add(client);
        }
        return client;
    }

    private DhcpExchange exchange(DhcpMessageContext context, DhcpClient client) {
        long hash = KeyedHash.mix(client.number, context.xid());
        Open known = find(client, context.xid(), hash);
        DhcpExchange exchange = known == null ? null : known.exchange;
        if (exchange != null && !begins(context, exchange)) {
            return exchange;
        }
        if (exchange == null && continues(context, client)) {
            // DHCPv6 uses a new transaction id for each request, and so do some DHCPv4 clients.
            put(client, context.xid(), hash, client.latest);
            return client.latest;
        }
        if (exchanges.size() == MAX_EXCHANGES && !makeRoom()) {
            return null;
        }
        exchange = new DhcpExchange(context, client);
        if (context.event() == DhcpEvent.ASK && client.latest != null) {
            beginsAnew(client.latest, context.timeNanos());
        }
        exchanges.add(exchange);
        // Looked up again: the entry found above may have been removed to make room.
        put(client, context.xid(), hash, exchange);
        client.latest = exchange;
        return exchange;
    }

    /** Notes of a client's last exchange that it asks for an address again. */
    private static void beginsAnew(DhcpExchange last, long now) {
        last.startedOver = last.state == DhcpExchangeState.BOUND && now - last.lastTime <= NEW_ATTEMPT_NANOS;
        if (last.isOfferIgnored()) {
            last.path().askedElsewhere(now);
        }
        boolean extending = last.purpose == DhcpPurpose.RENEW || last.purpose == DhcpPurpose.REBIND;
        boolean waited = extending && last.state == DhcpExchangeState.REQUESTED;
        last.leaseLost = waited && last.leaseEnd != Long.MAX_VALUE && now >= last.leaseEnd - LEASE_SLACK_NANOS;
        last.leaseGivenUp = waited && !last.leaseLost && last.rebinds > 0;
    }

    private Open find(DhcpClient client, int xid, long hash) {
        Open known = open.first(hash);
        while (known != null && (known.client != client || known.xid != xid)) {
            known = open.next();
        }
        return known;
    }

    private void put(DhcpClient client, int xid, long hash, DhcpExchange exchange) {
        Open place = find(client, xid, hash);
        if (place == null) {
            place = new Open(client, xid);
            open.add(place, hash);
        }
        place.exchange = exchange;
    }

    /** Counts successful exchanges and removes them, except each client's last one; whether that made room. */
    private boolean makeRoom() {
        if (crowded) {
            return false;
        }
        Predicate<DhcpExchange> leaves = e -> e.isPlain() && e.client.latest != e;
        exchanges.stream().filter(leaves).forEach(e -> retired.merge(e.outcome(), 1, Integer::sum));
        Open each = open.oldest();
        while (each != null) {
            Open next = open.newer(each);
            if (leaves.test(each.exchange)) {
                open.remove(each);
            }
            each = next;
        }
        exchanges.removeIf(leaves);
        // If little was removed, trying again would cost much and free little.
        crowded = exchanges.size() > MAX_EXCHANGES / 2;
        return exchanges.size() < MAX_EXCHANGES;
    }

    /** Whether a message starts a new attempt although it has the transaction id of an earlier exchange. */
    private static boolean begins(DhcpMessageContext context, DhcpExchange last) {
        if (context.fromServer() || context.event() == DhcpEvent.DECLINE || last.isCopy(context)) {
            return false;
        }
        boolean late = context.timeNanos() - last.lastTime > NEW_ATTEMPT_NANOS;
        return switch (context.event()) {
            case ASK -> last.state.isEnd() || late;
            // The client repeats its request if the answer was lost on the way.
            case REQUEST, RELEASE -> last.state.isEnd() && (late || context.purpose() != last.purpose);
            default -> false;
        };
    }

    private static boolean continues(DhcpMessageContext context, DhcpClient client) {
        DhcpExchange latest = client.latest;
        return latest != null && context.event() == DhcpEvent.REQUEST && context.purpose() == DhcpPurpose.OBTAIN
                && latest.state == DhcpExchangeState.OFFERED && context.timeNanos() - latest.lastTime <= NEW_ATTEMPT_NANOS
                && (context.server() == null || latest.hasOfferOf(context.server()));
    }

    /** Successful exchanges removed because there were too many, by outcome. */
    public Map<DhcpOutcome, Integer> retired() {
        return Collections.unmodifiableMap(retired);
    }

    /** The exchanges kept, by first message. */
    public List<DhcpExchange> exchanges() {
        return Collections.unmodifiableList(exchanges);
    }

    /** The clients, by first message. */
    public Collection<DhcpClient> clients() {
        return Collections.unmodifiableList(clients);
    }

    /** The servers, by first message. */
    public Collection<DhcpServer> servers() {
        return Collections.unmodifiableList(servers);
    }

    /** Messages of clients and exchanges beyond the limits. */
    public long beyond() {
        return beyond;
    }

    /** The leases. */
    public LeaseTable leases() {
        return leases;
    }

    /** Times from DISCOVER or SOLICIT to each offer, all servers. */
    public Latencies offerTimes() {
        return offerTimes;
    }

    /** Times from a request to its answer, all servers. */
    public Latencies ackTimes() {
        return ackTimes;
    }
}
