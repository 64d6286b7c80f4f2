package io.wirecause.mcp.call;

import io.wirecause.source.SourceWatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of calls that compute; calls that wait for something else hold none. A place that becomes free goes to the
 * client that holds the fewest, and among equals to the call that has waited longest. A client that does not take its answers
 * gets no more places than there are answers in wait for it, so that it costs little and stops nobody else. Safe for several
 * threads.
 */
final class ComputePlaces {
    private final int most;
    private int free;
    /** By client, its turns that hold a place or have an answer that is not sent yet. */
    private final Map<String, Integer> taken = new HashMap<>();
    /** In the order of arrival. */
    private final List<Turn> queue = new ArrayList<>();

    /** @param places calls that compute at once */
    ComputePlaces(int places) {
        most = places;
        free = places;
    }

    /** One call's turn: it waits for a place, then holds it, then may have an answer to be sent. */
    static final class Turn {
        private final String client;
        private boolean granted;
        private boolean computed;

        private Turn(String client) {
            this.client = client;
        }
    }

    /** Asks for a place; to be followed by {@link #leave} in any case. */
    synchronized Turn ask(String client) {
        Turn turn = new Turn(client);
        queue.add(turn);
        grant();
        return turn;
    }

    /** Whether the turn has its place, after a short wait at most. */
    synchronized boolean await(Turn turn) throws InterruptedException {
        if (!turn.granted) {
            wait(SourceWatch.POLL_MILLIS);
        }
        return turn.granted;
    }

    /** Calls that wait for a place. */
    synchronized int waiting() {
        return queue.size();
    }

    /** Gives up the place of a turn whose answer is to be sent now; {@link #leave} once it is. */
    synchronized void computed(Turn turn) {
        if (turn.granted && !turn.computed) {
            turn.computed = true;
            free++;
            grant();
        }
    }

    /** Gives up a place, or the wait for one. */
    synchronized void leave(Turn turn) {
        if (turn.granted) {
            computed(turn);
            turn.granted = false;
            taken.computeIfPresent(turn.client, (client, turns) -> turns == 1 ? null : turns - 1);
            grant();
        } else {
            queue.remove(turn);
        }
    }

    private void grant() {
        for (Turn next = next(); free > 0 && next != null; next = next()) {
            queue.remove(next);
            next.granted = true;
            taken.merge(next.client, 1, Integer::sum);
            free--;
        }
        notifyAll();
    }

    private Turn next() {
        Turn next = null;
        int fewest = most;
        for (Turn each : queue) {
            int turns = taken.getOrDefault(each.client, 0);
            if (turns < fewest) {
                next = each;
                fewest = turns;
            }
        }
        return next;
    }
}
