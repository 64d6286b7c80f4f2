package io.wirecause.dhcp;

import io.wirecause.dhcp.exchange.DhcpClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Very many new clients that look made up, in a short time or, where each of them does, in a long one.
 *
 * @param clients the clients of the busiest minute, or those of the whole capture that look made up
 * @param spoofed those whose frames came from another link address
 * @param unfinished those that never got an address
 * @param makers different vendor halves of their link addresses
 */
record Starvation(List<DhcpClient> clients, int spoofed, int unfinished, int makers) {
    /**
     * The starvation in a capture; null if there is none.
     *
     * @param end time of the last packet, nanoseconds since 1970
     */
    static Starvation of(Iterable<DhcpClient> all, long end) {
        Starvation sudden = sudden(busiest(all));
        return sudden != null ? sudden : slow(all, end);
    }

    private static Starvation sudden(List<DhcpClient> window) {
        if (window.size() < DhcpThresholds.STARVATION_CLIENTS) {
            return null;
        }
        Starvation counted = counted(window);
        int named = (int) window.stream().filter(Starvation::isNamed).count();
        double least = DhcpThresholds.STARVATION_SHARE * window.size();
        // Real hosts give a name or vendor class and come from few vendors; a network without a server is no attack.
        boolean madeUp = counted.spoofed >= least || counted.makers >= least && named < least
                || counted.unfinished >= least && named < least && counted.unfinished < window.size();
        return madeUp ? counted : null;
    }

    /** However slowly they come: hosts without a name that others send for, or that ask once and never again. */
    private static Starvation slow(Iterable<DhcpClient> all, long end) {
        List<DhcpClient> madeUp = new ArrayList<>();
        for (DhcpClient client : all) {
            boolean once = client.askedOnce() && end - client.firstTime() > DhcpThresholds.ASKS_AGAIN_NANOS;
            if (!isNamed(client) && (client.spoofed() || once)) {
                madeUp.add(client);
            }
        }
        Starvation counted = counted(madeUp);
        double least = DhcpThresholds.STARVATION_SHARE * madeUp.size();
        return madeUp.size() >= DhcpThresholds.STARVATION_CLIENTS && (counted.spoofed >= least || counted.makers >= least)
                ? counted : null;
    }

    private static boolean isNamed(DhcpClient client) {
        return client.hostName() != null || client.vendorClass() != null;
    }

    private static Starvation counted(List<DhcpClient> clients) {
        int spoofed = 0;
        int unfinished = 0;
        Set<Long> makers = new HashSet<>();
        for (DhcpClient client : clients) {
            spoofed += client.spoofed() ? 1 : 0;
            unfinished += client.bound() == 0 ? 1 : 0;
            makers.add(client.mac() < 0 ? -1 : client.mac() >>> 24);
        }
        return new Starvation(List.copyOf(clients), spoofed, unfinished, makers.size());
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
