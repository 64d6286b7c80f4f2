package io.pcaplens.dhcp;

import io.pcaplens.analysis.Latencies;
import io.pcaplens.dhcp.ExchangeState.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Puts messages together into exchanges, and keeps clients, servers and leases. */
final class ExchangeTracker {
    /** Exchanges kept; those that went well make way, messages of others beyond are counted only. */
    static final int MAX_EXCHANGES = 50_000;
    /** Clients kept. */
    static final int MAX_CLIENTS = 50_000;
    /** Servers kept. */
    static final int MAX_SERVERS = 1_000;
    /** A question after this time is a new attempt, even with the transaction id of the one before. */
    static final long NEW_ATTEMPT_NANOS = 60_000_000_000L;

    private record Key(int version, String client, int xid) {
    }

    private record Id(int version, String id) {
    }

    private final Map<Key, Exchange> open = new HashMap<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Map<Id, Client> clients = new LinkedHashMap<>();
    private final Map<Id, Server> servers = new LinkedHashMap<>();
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
     * @param link link address of a server's message; null for none
     * @param arp  knows who else speaks for an address that is declined
     */
    void message(Sighting s, String link, ArpWatch arp) {
        Client client = client(s);
        if (client == null) {
            beyond++;
            return;
        }
        client.add(s);
        Exchange exchange = exchange(s, client);
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

    private void answered(Sighting s, Client client, Exchange exchange, String link) {
        Server server = servers.get(new Id(s.version(), s.server()));
        if (server == null && servers.size() < MAX_SERVERS) {
            server = new Server(s);
            servers.put(new Id(s.version(), s.server()), server);
        }
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
        if (s.event() == Event.ACK && exchange.state == ExchangeState.BOUND && exchange.purpose.isForAddress()) {
            client.bound++;
            client.lastBound = s.time();
            if (exchange.address != null) {
                client.address = exchange.address;
            }
            leases.acknowledged(s, client);
        }
    }

    private Client client(Sighting s) {
        Id id = new Id(s.version(), s.client());
        Client client = clients.get(id);
        if (client == null && clients.size() < MAX_CLIENTS) {
            client = new Client(s);
            clients.put(id, client);
        }
        return client;
    }

    private Exchange exchange(Sighting s, Client client) {
        Key key = new Key(s.version(), s.client(), s.xid());
        Exchange exchange = open.get(key);
        if (exchange != null && !begins(s, exchange)) {
            return exchange;
        }
        if (exchange == null && continues(s, client)) {
            // DHCPv6 takes a new transaction id for each question, and some DHCPv4 clients do.
            open.put(key, client.latest);
            return client.latest;
        }
        if (exchanges.size() == MAX_EXCHANGES && !makeRoom()) {
            return null;
        }
        exchange = new Exchange(s, client);
        exchanges.add(exchange);
        open.put(key, exchange);
        client.latest = exchange;
        return exchange;
    }

    /** Counts plain exchanges and lets them go, but for each client's last one; whether that made room. */
    private boolean makeRoom() {
        if (crowded) {
            return false;
        }
        Predicate<Exchange> leaves = e -> e.isPlain() && e.client.latest != e;
        exchanges.stream().filter(leaves).forEach(e -> retired.merge(e.outcome(), 1, Integer::sum));
        open.values().removeIf(leaves);
        exchanges.removeIf(leaves);
        // With little room made, this would be done again and again for a few exchanges each time.
        crowded = exchanges.size() > MAX_EXCHANGES / 2;
        return exchanges.size() < MAX_EXCHANGES;
    }

    /** Whether a message starts a new attempt although the transaction id is that of an earlier exchange. */
    private static boolean begins(Sighting s, Exchange last) {
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

    private static boolean continues(Sighting s, Client client) {
        Exchange latest = client.latest;
        return latest != null && s.event() == Event.REQUEST && s.purpose() == Purpose.OBTAIN
                && latest.state == ExchangeState.OFFERED && s.time() - latest.lastTime <= NEW_ATTEMPT_NANOS
                && (s.server() == null || latest.offers.stream().anyMatch(o -> Objects.equals(o.server(), s.server())));
    }

    /** How many exchanges were let go because they were plain and there were very many, by how they ended. */
    Map<String, Integer> retired() {
        return Collections.unmodifiableMap(retired);
    }

    /** The exchanges kept, in the order of their first messages. */
    List<Exchange> exchanges() {
        return Collections.unmodifiableList(exchanges);
    }

    /** All clients, in the order of their first messages. */
    Collection<Client> clients() {
        return Collections.unmodifiableCollection(clients.values());
    }

    /** All servers, in the order of their first messages. */
    Collection<Server> servers() {
        return Collections.unmodifiableCollection(servers.values());
    }

    /** Messages of exchanges and clients beyond the bounds. */
    long beyond() {
        return beyond;
    }
}
