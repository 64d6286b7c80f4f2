package io.wirecause.tls;

import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.Step;
import io.wirecause.tls.stream.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a handshake's failure means beside the other handshakes between the same hosts. */
final class TlsPeers {
    /** Two connections that begin so close to each other race, nanoseconds (RFC 8305). */
    private static final long RACE = 2_000_000_000L;
    private static final int KEPT = 64;

    private final Map<String, List<Handshake>> completeByPair = new HashMap<>();
    private final Map<String, List<Handshake>> completeByServer = new HashMap<>();

    TlsPeers(List<Handshake> all) {
        for (Handshake h : all) {
            if (h.outcome().isComplete()) {
                keep(completeByPair, pair(h), h);
                keep(completeByServer, h.server().toString(), h);
            }
        }
    }

    /** The first few and the last one, which tells whether a later attempt succeeded. */
    private static void keep(Map<String, List<Handshake>> map, String key, Handshake h) {
        List<Handshake> list = map.computeIfAbsent(key, k -> new ArrayList<>(1));
        if (list.size() < KEPT) {
            list.add(h);
        } else {
            list.set(KEPT - 1, h);
        }
    }

    private static String pair(Handshake h) {
        return h.client().address() + " " + (h.serverName() == null ? h.server().toString() : h.serverName());
    }

    /** Whether the client came to the same server or name later and succeeded. */
    boolean isRecovered(Handshake h) {
        Moment failed = h.first();
        return failed != null && completeByPair.getOrDefault(pair(h), List.of()).stream()
                .anyMatch(other -> other.first().frame() > failed.frame());
    }

    /** Whether the client has another connection to the same name that began at the same time and goes on. */
    boolean goesOnElsewhere(Handshake h) {
        Moment failed = h.first();
        return failed != null && completeByPair.getOrDefault(pair(h), List.of()).stream()
                .anyMatch(other -> Math.abs(other.first().nanos() - failed.nanos()) <= RACE);
    }

    /** Whether other names work with the same server, so that it is this name that does not. */
    boolean isNamedOut(Handshake h) {
        return h.serverName() != null && h.at(Step.SERVER_HELLO) == null
                && completeByServer.getOrDefault(h.server().toString(), List.of()).stream()
                .anyMatch(other -> other.serverName() != null && !other.serverName().equalsIgnoreCase(h.serverName()))
                && completeByServer.get(h.server().toString()).stream()
                .noneMatch(other -> h.serverName().equalsIgnoreCase(other.serverName()));
    }
}
