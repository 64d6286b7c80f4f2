package io.pcaplens.dns;

import io.pcaplens.flow.FlowKey;
import io.pcaplens.flow.FlowKey.Endpoint;
import io.pcaplens.flow.FlowTable;

/** Numbers endpoints from 0 on in the order in which they come; a look-up allocates nothing. */
final class EndpointNumbers {
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final int most;

    /** Numbers for so many endpoints at most. */
    EndpointNumbers(int most) {
        this.most = most;
    }

    /**
     * The number of an endpoint, {@link #size} where it is new.
     *
     * @return -1 where it has none because there are too many
     */
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
