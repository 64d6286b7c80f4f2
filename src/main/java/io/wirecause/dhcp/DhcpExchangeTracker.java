package io.wirecause.dhcp;

import io.wirecause.analysis.InsertionOrderedHashTable;
import io.wirecause.analysis.Latencies;
import io.wirecause.analysis.KeyedHash;
import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.DhcpExchangeState.Event;
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
final class DhcpExchangeTracker {
    /** Exchanges kept; those that went well make way, messages of others beyond are counted only. */
    static final int MAX_EXCHANGES = 50_000;
    /** Clients kept. */
    static final int MAX_CLIENTS = 50_000;
    /** Servers kept. */
    static final int MAX_SERVERS = 1_000;
    /** A question after this time is a new attempt, even with the transaction id of the one before. */
    static final long NEW_ATTEMPT_NANOS = 60_000_000_000L;

    /** The exchange that a client's messages with a transaction id belong to. */
    private static final class Open extends InsertionOrderedHashTable.Node<Open> {
        private final Client client;
        private final int xid;
        private DhcpExchange exchange;

        private Open(Client client, int xid) {
            this.client = client;
            this.xid = xid;
        }
    }

    private final InsertionOrderedHashTable<Open> open = new InsertionOrderedHashTable<>();
    private final List<DhcpExchange> exchanges = new ArrayList<>();
    private final InsertionOrderedHashTable<Client> clientTable = new InsertionOrderedHashTable<>();
    private final List<Client> clients = new ArrayList<>();
    private final Map<String, Server> servers4 = new HashMap<>();
    private final Map<String, Server> servers6 = new HashMap<>();
    private final List<Server> servers = new ArrayList<>();
    final LeaseTable leases = new LeaseTable();
    final Latencies offerTimes = new Latencies();
    final Latencies ackTimes = new Latencies();
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
    void message(DhcpMessageContext s, long link, ArpTable arp) {
        Client client = client(s);
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
        } else if (original && s.event() == Event.DECLINE) {
            leases.declined(s, client, exchange.address, arp.holder(exchange.address, s.mac()));
        } else if (original && s.event() == Event.RELEASE) {
            leases.released(s, exchange.address != null ? exchange.address : client.address);
        }
    }

    private void answered(DhcpMessageContext s, Client client, DhcpExchange exchange, long link) {
        Server server = server(s);
        boolean offer = s.event() == Event.OFFER;
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
        if (s.event() == Event.ACK && exchange.state == DhcpExchangeState.BOUND && exchange.purpose.isForAddress()) {
            client.bound++;
            client.lastBound = s.time();
            if (exchange.address != null) {
                client.address = exchange.address;
            }
            leases.acknowledged(s, client);
        }
    }

    /** Null where it is new and there are too many. */
    private Server server(DhcpMessageContext s) {
        Map<String, Server> known = s.version() == 6 ? servers6 : servers4;
        Server server = known.get(s.server());
        if (server == null && servers.size() < MAX_SERVERS) {
            server = new Server(s);
            known.put(server.id, server);
            servers.add(server);
        }
        return server;
    }

    /** Null where it is new and there are too many. */
    private Client client(DhcpMessageContext s) {
        String id = s.identity() >= 0 ? null : s.client();
        long hash = id == null ? KeyedHash.mix(s.version(), s.identity())
                : KeyedHash.mix(s.version(), KeyedHash.mix(ByteView.of(id.getBytes(StandardCharsets.UTF_8))));
        Client client = clientTable.first(hash);
        while (client != null && !client.isOf(s, id)) {
            client = clientTable.next();
        }
        if (client == null && clients.size() < MAX_CLIENTS) {
            client = new Client(s, clients.size());
            clientTable.add(client, hash);
            clients.add(client);
        }
        return client;
    }

    private DhcpExchange exchange(DhcpMessageContext s, Client client) {
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

    private Open find(Client client, int xid, long hash) {
        Open known = open.first(hash);
        while (known != null && (known.client != client || known.xid != xid)) {
            known = open.next();
        }
        return known;
    }

    private void put(Client client, int xid, long hash, DhcpExchange exchange) {
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
        if (s.fromServer() || s.event() == Event.DECLINE || last.isCopy(s)) {
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

    private static boolean continues(DhcpMessageContext s, Client client) {
        DhcpExchange latest = client.latest;
        return latest != null && s.event() == Event.REQUEST && s.purpose() == Purpose.OBTAIN
                && latest.state == DhcpExchangeState.OFFERED && s.time() - latest.lastTime <= NEW_ATTEMPT_NANOS
                && (s.server() == null || latest.offers.stream().anyMatch(o -> Objects.equals(o.server(), s.server())));
    }

    /** How many exchanges were let go because they were plain and there were very many, by how they ended. */
    Map<String, Integer> retired() {
        return Collections.unmodifiableMap(retired);
    }

    /** The exchanges kept, in the order of their first messages. */
    List<DhcpExchange> exchanges() {
        return Collections.unmodifiableList(exchanges);
    }

    /** All clients, in the order of their first messages. */
    Collection<Client> clients() {
        return Collections.unmodifiableList(clients);
    }

    /** All servers, in the order of their first messages. */
    Collection<Server> servers() {
        return Collections.unmodifiableList(servers);
    }

    /** Messages of exchanges and clients beyond the bounds. */
    long beyond() {
        return beyond;
    }
}
