package io.wirecause.dns.statistics;

import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.flow.FlowTable;

/** Numbers endpoints from 0 on in the order in which they come; a look-up allocates nothing. */
final class EndpointIds {
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final int most;
    private Endpoint last;
    private int lastNumber;

    /** Numbers for so many endpoints at most. */
    EndpointIds(int most) {
        this.most = most;
    }

    /** The number of an endpoint; -1 where it has none because there are too many. */
    int number(Endpoint endpoint) {
        // Mostly the one asked for before, which is kept once as long as it comes repeatedly.
        if (endpoint != last) {
            last = endpoint;
            lastNumber = number(endpoint.version(), endpoint.hi(), endpoint.lo(), endpoint.port());
        }
        return lastNumber;
    }

    /** The same for an endpoint that nobody keeps. */
    int number(int version, long hi, long lo, int port) {
        key.set(version, 0, hi, lo, port, hi, lo, port);
        int number = table.get(key);
        if (number < 0 && table.size() < most) {
            number = table.size();
            table.put(key, number);
        }
        return number;
    }

    /** How many endpoints have a number. */
    int size() {
        return table.size();
    }

    /** The endpoint with this number. */
    Endpoint endpoint(int number) {
        return table.endpoint(number, true);
    }
}
