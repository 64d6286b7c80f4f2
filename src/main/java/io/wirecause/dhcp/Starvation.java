package io.wirecause.dhcp;

import io.wirecause.dhcp.exchange.DhcpClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Very many new clients in a short time that look made up.
 *
 * @param clients the clients of the busiest minute
 * @param spoofed those whose frames came from another link address
 * @param unfinished those that never got an address
 * @param makers different vendor halves of their link addresses
 */
record Starvation(List<DhcpClient> clients, int spoofed, int unfinished, int makers) {
    /** The starvation in a capture; null if there is none. */
    static Starvation of(Iterable<DhcpClient> all) {
        List<DhcpClient> window = busiest(all);
        if (window.size() < DhcpThresholds.STARVATION_CLIENTS) {
            return null;
        }
        int spoofed = 0;
        int unfinished = 0;
        int named = 0;
        Set<Long> makers = new HashSet<>();
        for (DhcpClient client : window) {
            spoofed += client.spoofed() ? 1 : 0;
            unfinished += client.bound() == 0 ? 1 : 0;
            named += client.hostName() != null || client.vendorClass() != null ? 1 : 0;
            makers.add(client.mac() < 0 ? -1 : client.mac() >>> 24);
        }
        double least = DhcpThresholds.STARVATION_SHARE * window.size();
        // Real hosts give a name or vendor class and come from few vendors; a network without a server is no attack.
        boolean madeUp = spoofed >= least || makers.size() >= least && named < least || unfinished >= least && named < least
                && unfinished < window.size();
        return madeUp ? new Starvation(List.copyOf(window), spoofed, unfinished, makers.size()) : null;
    }

    private static List<DhcpClient> busiest(Iterable<DhcpClient> all) {
        List<DhcpClient> clients = new ArrayList<>();
        all.forEach(clients::add);
        int from = 0;
        int bestFrom = 0;
        int bestTo = 0;
        for (int to = 0; to < clients.size(); to++) {
            while (clients.get(to).firstTime() - clients.get(from).firstTime() > DhcpThresholds.STARVATION_NANOS) {
                from++;
            }
            if (to + 1 - from > bestTo - bestFrom) {
                bestFrom = from;
                bestTo = to + 1;
            }
        }
        return clients.subList(bestFrom, bestTo);
    }
}
