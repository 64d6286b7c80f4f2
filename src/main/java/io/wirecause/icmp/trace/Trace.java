package io.wirecause.icmp.trace;

import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpExtensions;
import io.wirecause.icmp.message.IcmpKind;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.icmp.message.IcmpNames;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Packets with a low TTL from one host to another, by TTL: a traceroute, if several TTLs occur. */
public final class Trace {
    /** Probes with a higher TTL are ordinary traffic. */
    static final int MAX_TTL = 32;
    /** First destination port of traceroute, one up with each probe (traceroute(8)). */
    static final int FIRST_PORT = 33_434;
    private static final int PROBES_PER_HOP = 3;
    /** Last port that belongs to a hop we look at. */
    static final int LAST_PORT = FIRST_PORT + PROBES_PER_HOP * MAX_TTL;
    /** Addresses kept of one hop; load balancing gives several. */
    static final int MAX_ROUTERS = 4;

    /** How the hop of a router is known. */
    public enum Basis {
        /** The probe's own TTL, seen in the capture. */
        PROBE_TTL,
        /** The probe's port in the error's quote, three probes a hop; the probes were not captured. A hop may be one off. */
        PROBE_PORT
    }

    /** One distance from the source. */
    public static final class Hop {
        final List<Address> routers = new ArrayList<>();
        long probes;
        long answers;
        long timed;
        long rttLeast = Long.MAX_VALUE;
        long rttGreatest;
        private double rttSum;
        /** What an answer other than "time exceeded" said; null for none. */
        String outcome;
        List<String> extensions = List.of();

        /** Adds the answer to a probe; a negative round trip is unknown. */
        void answer(Address from, long rtt) {
            answers++;
            if (!routers.contains(from) && routers.size() < MAX_ROUTERS) {
                routers.add(from);
            }
            if (rtt >= 0) {
                timed++;
                rttLeast = Math.min(rttLeast, rtt);
                rttGreatest = Math.max(rttGreatest, rtt);
                rttSum += rtt;
            }
        }

        /** Mean round trip, nanoseconds. */
        public double rttMean() {
            return rttSum / timed;
        }

        /** Who answered. */
        public List<Address> routers() {
            return routers;
        }

        /** Answers whose round trip is known. */
        public long timed() {
            return timed;
        }

        /** Probes sent. */
        public long probes() {
            return probes;
        }

        /** Probes answered. */
        public long answers() {
            return answers;
        }

        /** What an answer other than time exceeded said; null for none. */
        public String outcome() {
            return outcome;
        }

        /** Shortest round trip, nanoseconds. */
        public long rttLeast() {
            return rttLeast;
        }

        /** Longest round trip, nanoseconds. */
        public long rttGreatest() {
            return rttGreatest;
        }

        /** MPLS labels and interfaces that the router added. */
        public List<String> extensions() {
            return extensions;
        }
    }

    final Address source;
    final Address destination;
    final int protocol;
    final TreeMap<Integer, Hop> hops = new TreeMap<>();
    private final TreeMap<Integer, PortAnswer> portAnswers = new TreeMap<>();
    long firstFrame = -1;
    long lastFrame;
    long lastTime;
    private long exceeded;
    boolean reached;
    private boolean placedByPort;
    private boolean looped;

    /** The answer to a probe that was not captured. */
    private record PortAnswer(Address from, String outcome, List<String> extensions) {
    }

    Trace(Address source, Address destination, int protocol) {
        this.source = source;
        this.destination = destination;
        this.protocol = protocol;
    }

    Hop hop(int ttl) {
        return hops.computeIfAbsent(ttl, t -> new Hop());
    }

    void seen(long frame, long time) {
        if (firstFrame < 0) {
            firstFrame = frame;
        }
        lastFrame = frame;
        lastTime = time;
    }

    /** What an error says about the probe; null if its TTL was exceeded, as intended. */
    String outcome(IcmpMessage message, Address from) {
        if (message.kind() == IcmpKind.TIME_EXCEEDED) {
            exceeded++;
            return null;
        }
        reached |= from.equals(destination);
        return IcmpNames.code(message.v6(), message.type(), message.code());
    }

    /** Keeps the answer to a probe of which only the port is known, until the capture has been read. */
    void byPort(int port, Address from, IcmpMessage message) {
        portAnswers.put(port, new PortAnswer(from, outcome(message, from), IcmpExtensions.words(message)));
    }

    /** Gives the answers of {@link #byPort} a hop, where no probe was captured: three ports each, from the lowest on. */
    void placeByPort() {
        if (!hops.isEmpty() || portAnswers.isEmpty()) {
            return;
        }
        placedByPort = true;
        // Programs differ in whether the first probe goes to the first port or the one after it.
        int first = FIRST_PORT + (portAnswers.firstKey() - FIRST_PORT) % PROBES_PER_HOP;
        portAnswers.forEach((port, answer) -> {
            Hop hop = hop((port - first) / PROBES_PER_HOP + 1);
            hop.probes++;
            hop.answer(answer.from, -1);
            hop.extensions = answer.extensions;
            hop.outcome = answer.outcome;
        });
    }

    /** A routing loop keeps packets from their destination: some with a low TTL and an error do not make a traceroute. */
    void looped() {
        looped = true;
    }

    /** How the distances are known. */
    public Basis basis() {
        return placedByPort ? Basis.PROBE_PORT : Basis.PROBE_TTL;
    }

    /** Whether this is a traceroute: consecutive TTLs, or several TTLs one of which was exceeded. */
    public boolean isTraceroute() {
        if (placedByPort) {
            return exceeded > 0;
        }
        return hops.size() >= 2 && exceeded > 0 && !looped || hops.size() >= 3
                && hops.lastKey() - hops.firstKey() == hops.size() - 1;
    }

    /** Whether the destination answered. */
    public boolean reached() {
        return reached;
    }

    /** First frame. */
    public long firstFrame() {
        return firstFrame;
    }

    /** Last frame. */
    public long lastFrame() {
        return lastFrame;
    }

    /** Who probes. */
    public Address source() {
        return source;
    }

    /** Who is probed. */
    public Address destination() {
        return destination;
    }

    /** IP protocol of the probes. */
    public int protocol() {
        return protocol;
    }

    /** The hops by TTL. */
    public TreeMap<Integer, Hop> hops() {
        return hops;
    }
}
