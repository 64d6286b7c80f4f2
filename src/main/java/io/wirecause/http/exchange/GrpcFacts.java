package io.wirecause.http.exchange;

/** What is known of an exchange as a call of gRPC. */
public final class GrpcFacts {
    private final String service;
    private final String method;
    private final long deadlineNanos;
    private int status = -1;
    private String message;
    private boolean trailersOnly;
    private long sent;
    private long received;

    /**
     * A call that begins.
     *
     * @param service       package and service, cleaned
     * @param method        cleaned
     * @param deadlineNanos for how long the client waits by its own word, nanoseconds; -1 where it does not say
     */
    public GrpcFacts(String service, String method, long deadlineNanos) {
        this.service = service;
        this.method = method;
        this.deadlineNanos = deadlineNanos;
    }

    /** Takes in how it ended. */
    public void status(int grpcStatus, String grpcMessage, boolean withoutMessages) {
        status = grpcStatus;
        message = grpcMessage;
        trailersOnly = withoutMessages;
    }

    /** Counts a message. */
    public void message(boolean fromClient) {
        if (fromClient) {
            sent++;
        } else {
            received++;
        }
    }

    /** Package and service, cleaned: {@code helloworld.Greeter}. */
    public String service() {
        return service;
    }

    /** The method, cleaned. */
    public String method() {
        return method;
    }

    /** For how long the client waits by its own word (grpc-timeout), nanoseconds; -1 where it does not say. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** The {@code grpc-status}; -1 where none was seen. */
    public int status() {
        return status;
    }

    /** The {@code grpc-message}, decoded and cleaned; null where there is none. */
    public String message() {
        return message;
    }

    /** Whether the server answered with its status at once, in the place of the headers. */
    public boolean isTrailersOnly() {
        return trailersOnly;
    }

    /** Messages of the client. */
    public long sent() {
        return sent;
    }

    /** Messages of the server. */
    public long received() {
        return received;
    }

    /** Whether either side sends several messages, so that the call lasts as long as the application wants. */
    public boolean isStreaming() {
        return sent > 1 || received > 1;
    }
}
