package io.wirecause.service.exchange;

import io.wirecause.service.decode.ServiceEvents;
import java.util.Arrays;

/** Requests of one connection or flow that wait for their replies, in the order in which they came. Bounded. */
final class OpenRequests {
    /** Requests that wait at once; of more the oldest is given up. */
    static final int MOST = 512;
    private static final int AT_FIRST = 2;

    private Asked[] open = new Asked[AT_FIRST];
    private int size;
    private Asked free;

    /** A request. */
    static final class Asked {
        long id;
        String what;
        String user;
        boolean login;
        boolean patient;
        /** Whether the reply may have been in what the capture lacks. */
        boolean doubtful;
        int tries;
        long frame;
        long time;
        int losses;
        /** How much the server had said by then. */
        long heard;
    }

    int size() {
        return size;
    }

    Asked get(int index) {
        return open[index];
    }

    /** One more; the object of one that was taken out before is used again. */
    Asked add(long id, String what) {
        if (size == open.length) {
            open = Arrays.copyOf(open, 2 * size);
        }
        Asked asked = free == null ? new Asked() : free;
        free = null;
        asked.id = id;
        asked.what = what;
        asked.user = null;
        asked.login = false;
        asked.patient = false;
        asked.doubtful = false;
        asked.tries = 1;
        open[size++] = asked;
        return asked;
    }

    /** Where the request with an id stands; the oldest for {@link ServiceEvents#IN_ORDER}; -1 for none. */
    int find(long id) {
        if (id == ServiceEvents.IN_ORDER) {
            return size == 0 ? -1 : 0;
        }
        for (int i = 0; i < size; i++) {
            if (open[i].id == id) {
                return i;
            }
        }
        return -1;
    }

    /** Takes one out; it is valid until the next is added. */
    Asked remove(int index) {
        Asked asked = open[index];
        size--;
        System.arraycopy(open, index + 1, open, index, size - index);
        open[size] = null;
        free = asked;
        return asked;
    }

    void clear() {
        Arrays.fill(open, 0, size, null);
        size = 0;
    }
}
