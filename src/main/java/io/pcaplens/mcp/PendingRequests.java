package io.pcaplens.mcp;

import java.util.HashMap;
import java.util.Map;
import reactor.core.Disposable;

/**
 * The client's requests that are being worked on. A request is answered or cancelled, never both: whoever settles it
 * first wins. Safe for several threads.
 */
final class PendingRequests {
    /** Requests at work or waiting; a client gets as many errors as it sends more. */
    static final int MAX = 256;

    private final Map<Object, Request> byId = new HashMap<>();

    /** How a request was taken in. */
    enum Admission { ADMITTED, ID_IN_USE, TOO_MANY }

    /** Takes a request in. */
    synchronized Admission add(Object id) {
        if (byId.containsKey(id)) {
            return Admission.ID_IN_USE;
        }
        if (byId.size() >= MAX) {
            return Admission.TOO_MANY;
        }
        byId.put(id, new Request());
        return Admission.ADMITTED;
    }

    /** Says how to stop the work on a request; it may be over already. */
    synchronized void started(Object id, Disposable work) {
        Request request = byId.get(id);
        if (request != null) {
            request.work = work;
        }
    }

    /** Sends an answer unless the request was cancelled. The request counts as pending until {@code send} returns. */
    void answer(Object id, Runnable send) {
        synchronized (this) {
            Request request = byId.get(id);
            if (request == null || request.settled) {
                return;
            }
            request.settled = true;
        }
        try {
            send.run();
        } finally {
            remove(id);
        }
    }

    /** Stops the work on a request that was not answered yet; there will be no answer. */
    void cancel(Object id) {
        Disposable work;
        synchronized (this) {
            Request request = byId.get(id);
            if (request == null || request.settled) {
                return;
            }
            request.settled = true;
            work = request.work;
        }
        try {
            if (work != null) {
                work.dispose();
            }
        } finally {
            remove(id);
        }
    }

    /** Waits until nothing is pending; after this many milliseconds what is left is cancelled. */
    void finish(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        Object[] left;
        synchronized (this) {
            for (long rest = millis; !byId.isEmpty() && rest > 0; rest = (deadline - System.nanoTime()) / 1_000_000) {
                wait(rest);
            }
            left = byId.keySet().toArray();
        }
        for (Object id : left) {
            cancel(id);
        }
    }

    private synchronized void remove(Object id) {
        byId.remove(id);
        notifyAll();
    }

    private static final class Request {
        private Disposable work;
        private boolean settled;
    }
}
