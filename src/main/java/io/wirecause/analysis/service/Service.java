package io.wirecause.analysis.service;

import java.util.List;

/** One server, by address and port, and what is known of its use. Filled while analyses finish; single-threaded. */
public final class Service {
    private static final int PHASES = Phase.values().length;

    private final String endpoint;
    private String name;
    private int nameRank = Integer.MAX_VALUE;
    private long connections;
    private long failedConnections;
    private long requests;
    private long failedRequests;
    private long bytes;
    private final long[] times = new long[PHASES];
    private final long[] nanos = new long[PHASES];
    private final long[] longest = new long[PHASES];
    /** How exactly a phase is known: a protocol that sees requests knows better than TCP. */
    private final int[] precision = new int[PHASES];
    private final Profile profile;

    /** @param compared whether it is to be compared with another */
    Service(String endpoint, boolean compared) {
        this.endpoint = endpoint;
        this.profile = compared ? new Profile() : null;
    }

    /** Several servers as one, such as those behind one name; at least one, to be compared. */
    public static Service together(List<Service> several) {
        Service all = new Service(several.get(0).endpoint, true);
        several.forEach(all::addAll);
        return all;
    }

    private void addAll(Service other) {
        name = name == null ? other.name : name;
        connections += other.connections;
        failedConnections += other.failedConnections;
        requests += other.requests;
        failedRequests += other.failedRequests;
        bytes += other.bytes;
        profile.addAll(other.profile);
    }

    /** What it was like in detail; null unless two captures are compared. */
    public Profile profile() {
        return profile;
    }

    /** Counts a connection. */
    public void connection(boolean failed, long payloadBytes) {
        connections++;
        failedConnections += failed ? 1 : 0;
        bytes += payloadBytes;
    }

    /** One of the connections counted was of no use: a protocol over TCP could not be set up on it. */
    public void failed() {
        failedConnections++;
    }

    /** Counts requests. */
    public void requests(long all, long failed) {
        requests += all;
        failedRequests += failed;
    }

    /**
     * Adds time spent in a phase. What is known more precisely takes the place of what was added before.
     *
     * @param count     how often
     * @param sum       of all, nanoseconds; negative ones are ignored
     * @param most      the longest, nanoseconds
     * @param exactness 0 for TCP, 1 for a protocol over it
     */
    public void spend(Phase phase, long count, long sum, long most, int exactness) {
        int i = phase.ordinal();
        if (count <= 0 || sum < 0 || exactness < precision[i]) {
            return;
        }
        if (exactness > precision[i]) {
            precision[i] = exactness;
            times[i] = 0;
            nanos[i] = 0;
            longest[i] = 0;
        }
        times[i] += count;
        nanos[i] += sum;
        longest[i] = Math.max(longest[i], most);
    }

    /**
     * Says by which name clients know it. Of several the one of the lowest rank counts, of equals the first.
     *
     * @param clean text fit to be shown
     * @param rank  0 for what clients say in the connection, 1 for what DNS answered
     */
    public void name(String clean, int rank) {
        if (rank < nameRank) {
            name = clean;
            nameRank = rank;
        }
    }

    /** Address and port. */
    public String endpoint() {
        return endpoint;
    }

    /** Its name; null where none is known. */
    public String name() {
        return name;
    }

    /** Connections to it, tried ones among them. */
    public long connections() {
        return connections;
    }

    /** Connections that were not established, or on which TLS was not. */
    public long failedConnections() {
        return failedConnections;
    }

    /** Requests to it; 0 where none are understood. */
    public long requests() {
        return requests;
    }

    /** Requests that got no answer, or one that says that it failed. */
    public long failedRequests() {
        return failedRequests;
    }

    /** Payload bytes in both directions. */
    public long bytes() {
        return bytes;
    }

    /** How often a phase was measured. */
    public long times(Phase phase) {
        return times[phase.ordinal()];
    }

    /** Time spent in a phase, nanoseconds. */
    public long nanos(Phase phase) {
        return nanos[phase.ordinal()];
    }

    /** The longest time once spent in a phase, nanoseconds. */
    public long longest(Phase phase) {
        return longest[phase.ordinal()];
    }
}
