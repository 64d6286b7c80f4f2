package io.wirecause.dhcp.exchange;

import io.wirecause.analysis.InsertionOrderedHashTable;
import io.wirecause.analysis.KeyedHash;
import io.wirecause.analysis.Latencies;
import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.message.DhcpEvent;
import io.wirecause.dhcp.message.DhcpMessageContext;
import io.wirecause.dhcp.message.DhcpPurpose;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Puts messages together into exchanges, and keeps clients, servers and leases. */
public final class DhcpExchangeTracker {
    /** Exchanges kept; those that went well make way, messages of others beyond are counted only. */
    public static final int MAX_EXCHANGES = 50_000;
    /** Clients kept. */
    public static final int MAX_CLIENTS = 50_000;
    /** Servers kept. */
    public static final int MAX_SERVERS = 1_000;
    /** A question after this time is a new attempt, even with the transaction id of the one before. */
    static final long NEW_ATTEMPT_NANOS = 60_000_000_000L;

    /** The exchange that a client's messages with a transaction id belong to. */
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
    public final LeaseTable leases = new LeaseTable();
    public final Latencies offerTimes = new Latencies();
    public final Latencies ackTimes = new Latencies();
    /** Exchanges let go, by how they ended. */
    private final Map<String, Integer> retired = new TreeMap<>();
    private boolean crowded;
    private long beyond;

    /**
     * Takes in a message.
     *
     * @param link link address of a server's message; -1 for none
     * @param arp  knows who else speaks for an address that is declined
     */
    public void message(DhcpMessageContext s, long link, ArpTable arp) {
        DhcpClient client = client(s);
        if (client == null) {
            beyond++;
            return;
        }
        client.add(s);
        DhcpExchange exchange = exchange(s, client);
        if (exchange == null) {
            beyond++;
            return;
        }
        boolean original = exchange.add(s);
        if (original && s.fromServer()) {
            answered(s, client, exchange, link);
        } else if (original && s.event() == DhcpEvent.DECLINE) {
            leases.declined(s, client, exchange.address, arp.holder(exchange.address, s.mac()));
        } else if (original && s.event() == DhcpEvent.RELEASE) {
            leases.released(s, exchange.address != null ? exchange.address : client.address);
        }
    }

    private void answered(DhcpMessageContext s, DhcpClient client, DhcpExchange exchange, long link) {
        DhcpServer server = server(s);
        boolean offer = s.event() == DhcpEvent.OFFER;
        long since = offer || exchange.requests == 0 ? exchange.asks > 0 ? exchange.lastAsk : -1 : exchange.lastRequest;
        if (since >= 0) {
            (offer ? offerTimes : ackTimes).add(s.time() - since);
        }
        if (server != null) {
            server.add(s, link);
            if (since >= 0) {
                (offer ? server.offerTimes : server.ackTimes).add(s.time() - since);
            }
        }
        if (s.event() == DhcpEvent.ACK && exchange.state == DhcpExchangeState.BOUND && exchange.purpose.isForAddress()) {
            client.bound++;
            client.lastBound = s.time();
            if (exchange.address != null) {
                client.address = exchange.address;
            }
            leases.acknowledged(s, client);
        }
    }

    /** Null where it is new and there are too many. */
    private DhcpServer server(DhcpMessageContext s) {
        Map<String, DhcpServer> known = s.version() == 6 ? servers6 : servers4;
        DhcpServer server = known.get(s.server());
        if (server == null && servers.size() < MAX_SERVERS) {
            server = new DhcpServer(s);
            known.put(server.id, server);
            servers.add(server);
        }
        return server;
    }

    /** Null where it is new and there are too many. */
    private DhcpClient client(DhcpMessageContext s) {
        String id = s.identity() >= 0 ? null : s.client();
        long hash = id == null ? KeyedHash.mix(s.version(), s.identity())
                : KeyedHash.mix(s.version(), KeyedHash.mix(ByteView.of(id.getBytes(StandardCharsets.UTF_8))));
        DhcpClient client = clientTable.first(hash);
        while (client != null && !client.isOf(s, id)) {
            client = clientTable.next();
        }
        if (client == null && clients.size() < MAX_CLIENTS) {
            client = new DhcpClient(s, clients.size());
            clientTable.add(client, hash);
            clients.add(client);
        }
        return client;
    }

    private DhcpExchange exchange(DhcpMessageContext s, DhcpClient client) {
        long hash = KeyedHash.mix(client.number, s.xid());
        Open known = find(client, s.xid(), hash);
        DhcpExchange exchange = known == null ? null : known.exchange;
        if (exchange != null && !begins(s, exchange)) {
            return exchange;
        }
        if (exchange == null && continues(s, client)) {
            // DHCPv6 takes a new transaction id for each question, and some DHCPv4 clients do.
            put(client, s.xid(), hash, client.latest);
            return client.latest;
        }
        if (exchanges.size() == MAX_EXCHANGES && !makeRoom()) {
            return null;
        }
        exchange = new DhcpExchange(s, client);
        exchanges.add(exchange);
        // Not into what was found above, which may have been let go to make room.
        put(client, s.xid(), hash, exchange);
        client.latest = exchange;
        return exchange;
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

    /** Counts plain exchanges and lets them go, but for each client's last one; whether that made room. */
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
        // With little room made, this would be done again and again for a few exchanges each time.
        crowded = exchanges.size() > MAX_EXCHANGES / 2;
        return exchanges.size() < MAX_EXCHANGES;
    }

    /** Whether a message starts a new attempt although the transaction id is that of an earlier exchange. */
    private static boolean begins(DhcpMessageContext s, DhcpExchange last) {
        if (s.fromServer() || s.event() == DhcpEvent.DECLINE || last.isCopy(s)) {
            return false;
        }
        boolean late = s.time() - last.lastTime > NEW_ATTEMPT_NANOS;
        return switch (s.event()) {
            case ASK -> last.state.isEnd() || late;
            // The client repeats its question where the answer got lost on the way to it.
            case REQUEST, RELEASE -> last.state.isEnd() && (late || s.purpose() != last.purpose);
            default -> false;
        };
    }

    private static boolean continues(DhcpMessageContext s, DhcpClient client) {
        DhcpExchange latest = client.latest;
        return latest != null && s.event() == DhcpEvent.REQUEST && s.purpose() == DhcpPurpose.OBTAIN
                && latest.state == DhcpExchangeState.OFFERED && s.time() - latest.lastTime <= NEW_ATTEMPT_NANOS
                && (s.server() == null || latest.offers.stream().anyMatch(o -> Objects.equals(o.server(), s.server())));
    }

    /** How many exchanges were let go because they were plain and there were very many, by how they ended. */
    public Map<String, Integer> retired() {
        return Collections.unmodifiableMap(retired);
    }

    /** The exchanges kept, in the order of their first messages. */
    public List<DhcpExchange> exchanges() {
        return Collections.unmodifiableList(exchanges);
    }

    /** All clients, in the order of their first messages. */
    public Collection<DhcpClient> clients() {
        return Collections.unmodifiableList(clients);
    }

    /** All servers, in the order of their first messages. */
    public Collection<DhcpServer> servers() {
        return Collections.unmodifiableList(servers);
    }

    /** Messages of exchanges and clients beyond the bounds. */
    public long beyond() {
        return beyond;
    }
}
