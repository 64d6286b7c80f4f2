package io.wirecause.dns.statistics;

import io.wirecause.flow.FlowKey.Endpoint;
import java.util.Arrays;

/**
 * For each client or server how many of its answered exchanges went badly: what is rare among all may be all that one of them
 * gets. Hosts beyond the bound are not told apart.
 */
final class Sufferers {
    /** As many as questions are remembered of: clients are far more than servers. */
    private static final int MAX_HOSTS = 1 << 16;

    private final EndpointIds hosts = new EndpointIds(MAX_HOSTS);
    private int[] answered = new int[4];
    private int[] bad = new int[4];

    /** Counts an answered exchange of a host, whatever the port. */
    void add(Endpoint host, boolean isBad) {
        int number = hosts.number(host.version(), host.hi(), host.lo(), 0);
        if (number < 0) {
            return;
        }
        if (number >= answered.length) {
            answered = Arrays.copyOf(answered, 2 * number);
            bad = Arrays.copyOf(bad, 2 * number);
        }
        answered[number]++;
        bad[number] += isBad ? 1 : 0;
    }

    /** Whether a host had so many bad exchanges at least, and more than this share of all its own. */
    boolean any(int least, double share) {
        for (int i = 0; i < hosts.size(); i++) {
            if (bad[i] >= least && bad[i] > share * answered[i]) {
                return true;
            }
        }
        return false;
    }
}
