package io.wirecause.mcp.jsonrpc;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.HashMap;
import java.util.Map;
import reactor.core.Disposable;

/**
 * The client's requests that are being worked on. A request is answered or cancelled, never both: whoever settles it
 * first wins. Safe for several threads.
 */
public final class PendingClientRequests {
    /** Requests at work or waiting; a client gets as many errors as it sends more. */
    public static final int MAX = 256;
    /** What a client sends to stop a request. */
    public static final String CANCELLED = "notifications/cancelled";

    private static final int TOO_MANY_REQUESTS = -32000;

    private final Map<Object, Request> byId = new HashMap<>();

    /**
     * Takes a request in.
     *
     * @throws JsonRpcCodec.Refused where its id is in use, or too many are at work
     */
    public synchronized void add(Object id) throws JsonRpcCodec.Refused {
        Request same = byId.get(id);
        if (same != null && !same.settled) {
            throw new JsonRpcCodec.Refused(ErrorCodes.INVALID_REQUEST, id, "A request with this id is at work.");
        }
        if (byId.size() >= MAX) {
            throw new JsonRpcCodec.Refused(TOO_MANY_REQUESTS, id, MAX + " requests are at work; wait for some of them.");
        }
        byId.put(id, new Request());
    }

    /** Says how to stop the work on a request; where it was cancelled already, that is done at once. */
    public void started(Object id, Disposable work) {
        synchronized (this) {
            Request request = byId.get(id);
            if (request == null || !request.cancelled) {
                if (request != null) {
                    request.work = work;
                }
                return;
            }
        }
        try {
            work.dispose();
        } finally {
            done(id);
        }
    }

    /** Whether nothing is at work. */
    public synchronized boolean isEmpty() {
        return byId.isEmpty();
    }

    /** How many are at work. */
    public synchronized int size() {
        return byId.size();
    }

    /** Stops what a notification of the kind {@link #CANCELLED} names. */
    public void cancelNamedBy(McpSchema.JSONRPCNotification notification) {
        if (notification.params() instanceof Map<?, ?> params && params.get("requestId") != null) {
            cancel(params.get("requestId"));
        }
    }

    /** Sends an answer unless the request was cancelled. The request counts as pending until {@code send} returns. */
    public void answer(Object id, Runnable send) {
        Request request;
        synchronized (this) {
            request = byId.get(id);
            if (request == null || request.settled) {
                return;
            }
            request.settled = true;
        }
        try {
            send.run();
        } finally {
            over(id, request);
        }
    }

    /** Stops the work on a request that was not answered yet, which gets no answer then; whether there was one. */
    boolean cancel(Object id) {
        Disposable work;
        synchronized (this) {
            Request request = byId.get(id);
            if (request == null || request.settled) {
                return false;
            }
            request.settled = true;
            request.cancelled = true;
            work = request.work;
        }
        if (work != null) {
            try {
                work.dispose();
            } finally {
                done(id);
            }
        }
        return true;
    }

    /**
     * Waits until nothing is pending; after this many milliseconds what is left is cancelled.
     *
     * @return how many were cancelled
     */
    public int finish(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        Object[] left;
        synchronized (this) {
            for (long rest = millis; !byId.isEmpty() && rest > 0; rest = (deadline - System.nanoTime()) / 1_000_000) {
                wait(rest);
            }
            left = byId.keySet().toArray();
        }
        int cancelled = 0;
        for (Object id : left) {
            cancelled += cancel(id) ? 1 : 0;
        }
        return cancelled;
    }

    /** A request is over; its id may be that of another one by now, because the client has the answer. */
    private synchronized void over(Object id, Request request) {
        byId.remove(id, request);
        notifyAll();
    }

    /** Whatever became of a request, it is over. */
    public synchronized void done(Object id) {
        byId.remove(id);
        notifyAll();
    }

    /** One request of these, for a transport that leaves it to the work itself to say how it is stopped. */
    public record Stopper(PendingClientRequests requests, Object id) {
        private static final String KEY = Stopper.class.getName();
        private static final Stopper NONE = new Stopper(null, null);

        /** Whether there is a request. */
        public boolean isGiven() {
            return requests != null;
        }

        /** To be handed to the SDK with the request. */
        public McpTransportContext context() {
            return McpTransportContext.create(Map.of(KEY, this));
        }

        /** The one that came with a request; does nothing where none did. */
        public static Stopper of(McpTransportContext context) {
            return context != null && context.get(KEY) instanceof Stopper stopper ? stopper : NONE;
        }

        /** {@link PendingClientRequests#started} for this request. */
        public void started(Disposable work) {
            if (requests != null) {
                requests.started(id, work);
            }
        }
    }

    private static final class Request {
        private Disposable work;
        private boolean settled;
        private boolean cancelled;
    }
}
