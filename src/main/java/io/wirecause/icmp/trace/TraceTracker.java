package io.wirecause.icmp.trace;

import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.flow.PacketHash;
import io.wirecause.icmp.echo.PendingRequests;
import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpExtensions;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import io.wirecause.packet.TcpFlags;
import java.util.ArrayList;
import java.util.List;

/**
 * Reconstructs traceroutes: remembers packets with a low TTL (UDP, TCP and ICMP queries) and matches errors and
 * answers to them. A router's distance is the TTL of the probe that it answers.
 */
public final class TraceTracker {
    /** Pairs of hosts followed at once. */
    public static final int MAX_TRACES = 10_000;
    /** Probes remembered. */
    static final int MAX_PROBES = 1 << 14;
    /** A pause after which the same hosts begin another traceroute. */
    static final long PAUSE_NANOS = 60_000_000_000L;

    private final FlowKey key = new FlowKey();
    private final FlowTable latest = new FlowTable();
    private final List<Trace> traces = new ArrayList<>();
    private final PendingRequests probes = new PendingRequests(MAX_PROBES, slot -> { });
    private long probeFrame;
    private long probeTime;

    /**
     * Adds a TCP or UDP packet: the answer of a probe's destination, or a probe.
     *
     * @param again whether it was seen with a higher TTL before, so that it is no probe of its own
     */
    public void transport(Packet packet, boolean again) {
        boolean low = packet.ttl() <= Trace.MAX_TTL && !again;
        if (!low && probes.isEmpty()) {
            return;
        }
        int source = packet.sourcePort();
        int destination = packet.destinationPort();
        int flags = packet.isTcp() ? packet.tcp().flags() : 0;
        int slot = probes.isEmpty() ? -1 : probes.newest(tuple(packet.ipVersion(), packet.protocol(), packet.destinationHi(),
                packet.destinationLo(), destination, packet.sourceHi(), packet.sourceLo(), source));
        if (slot >= 0) {
            if (probes.state(slot) == 0) {
                reached(packet, slot, (flags & TcpFlags.RST) != 0 ? "reset" : "answered");
            }
        } else if (low && !isMulticast(packet) && (!packet.isTcp() || opens(flags))) {
            probe(packet, source, destination);
        }
    }

    /** A TCP segment in mid-stream is not a probe, at any TTL. */
    private static boolean opens(int flags) {
        return (flags & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN;
    }

    /**
     * Adds an ICMP query: a probe where its TTL is low.
     *
     * @param again whether it was seen with a higher TTL before, so that it is no probe of its own
     */
    public void query(IcmpMessage message, boolean again) {
        Packet packet = message.packet();
        if (packet.ttl() <= Trace.MAX_TTL && !again && !isMulticast(packet)) {
            probe(packet, message.identifier(), message.sequence());
        }
    }

    /** Adds the reply to an ICMP query, which shows that a probe arrived. */
    public void reply(IcmpMessage message) {
        Packet packet = message.packet();
        if (probes.isEmpty()) {
            return;
        }
        int slot = probes.newest(tuple(packet.ipVersion(), packet.protocol(), packet.destinationHi(), packet.destinationLo(),
                message.identifier(), packet.sourceHi(), packet.sourceLo(), message.sequence()));
        if (slot >= 0 && probes.state(slot) == 0) {
            reached(packet, slot, "answered");
        }
    }

    /** Whether it goes to a group or to all: routers do not pass on most of that, so its TTL is low by intention. */
    static boolean isMulticast(Packet packet) {
        return packet.ipVersion() == 6 ? packet.destinationHi() >>> 56 == 0xff
                : packet.destinationLo() >>> 28 == 0xe || packet.destinationLo() == 0xffffffffL;
    }

    private void probe(Packet packet, int source, int destination) {
        int index = trace(packet.ipVersion(), packet.protocol(), packet.sourceHi(), packet.sourceLo(), packet.destinationHi(),
                packet.destinationLo(), packet.frame().timestampNanos());
        if (index < 0) {
            return;
        }
        Trace trace = traces.get(index);
        trace.seen(packet.frame().number(), packet.frame().timestampNanos());
        trace.hop(packet.ttl()).probes++;
        long tuple = tuple(packet.ipVersion(), packet.protocol(), packet.sourceHi(), packet.sourceLo(), source,
                packet.destinationHi(), packet.destinationLo(), destination);
        long detail = (long) mark(packet.ipId(), packet.transportLength()) << 8 | packet.ttl();
        probes.add(tuple, index, detail, packet.frame().timestampNanos(), packet.frame().number());
    }

    /** Tells apart probes between the same ports: IPv4 by its identification, IPv6 by the length. */
    private static int mark(int ipId, int transportLength) {
        return ipId >= 0 ? ipId : transportLength & 0xffff;
    }

    private int trace(int version, int protocol, long fromHi, long fromLo, long toHi, long toLo, long time) {
        // The ports mark the direction.
        key.set(version, protocol, fromHi, fromLo, 1, toHi, toLo, 0);
        int index = latest.get(key);
        if (index >= 0 && time - traces.get(index).lastTime <= PAUSE_NANOS) {
            return index;
        }
        if (traces.size() == MAX_TRACES) {
            return -1;
        }
        traces.add(new Trace(new Address(version, fromHi, fromLo), new Address(version, toHi, toLo), protocol));
        latest.put(key, traces.size() - 1);
        return traces.size() - 1;
    }

    /**
     * Ties an error to the probe that it quotes.
     *
     * @return the trace that the probe belongs to; null if unknown
     */
    public Trace error(IcmpMessage message, QuotedPacket quoted) {
        probeFrame = -1;
        if (!quoted.hasPorts() && !quoted.hasIcmp()) {
            return null;
        }
        boolean icmp = !quoted.hasPorts();
        int source = icmp ? quoted.icmpId() : quoted.sourcePort();
        int destination = icmp ? quoted.icmpSequence() : quoted.destinationPort();
        int slot = probes.newest(tuple(quoted.version(), quoted.protocol(), quoted.sourceHi(), quoted.sourceLo(), source,
                quoted.destinationHi(), quoted.destinationLo(), destination));
        slot = sameMark(slot, mark(quoted.ipId(), quoted.totalLength() - 40));
        if (slot < 0) {
            return icmp ? null : byPort(message, quoted, destination);
        }
        probeFrame = probes.frame(slot);
        probeTime = probes.time(slot);
        Trace trace = traces.get(probes.owner(slot));
        if (probes.state(slot) == 0) {
            probes.state(slot, 1);
            answer(message, trace, (int) probes.detail(slot) & 0xff, message.packet().frame().timestampNanos() - probeTime);
        }
        return trace;
    }

    /** The probe with the mark among those of the same tuple; the newest if none has it, as some routers change the field. */
    private int sameMark(int newest, int mark) {
        for (int slot = newest; slot >= 0; slot = probes.older(slot)) {
            if ((int) (probes.detail(slot) >>> 8) == mark) {
                return slot;
            }
        }
        return newest;
    }

    private void answer(IcmpMessage message, Trace trace, int ttl, long rtt) {
        Packet packet = message.packet();
        Trace.Hop hop = trace.hop(ttl);
        Address from = Address.sourceOf(packet);
        trace.seen(packet.frame().number(), packet.frame().timestampNanos());
        hop.answer(from, rtt);
        if (hop.extensions.isEmpty()) {
            hop.extensions = IcmpExtensions.words(message);
        }
        hop.outcome = trace.outcome(message, from);
    }

    /** The probe was not captured, as with a capture filter for ICMP: its port gives the hop (traceroute(8)). */
    private Trace byPort(IcmpMessage message, QuotedPacket quoted, int port) {
        if (quoted.protocol() != IpProtocol.UDP || port < Trace.FIRST_PORT || port > Trace.LAST_PORT) {
            return null;
        }
        int index = trace(quoted.version(), quoted.protocol(), quoted.sourceHi(), quoted.sourceLo(), quoted.destinationHi(),
                quoted.destinationLo(), message.packet().frame().timestampNanos());
        if (index < 0) {
            return null;
        }
        Trace trace = traces.get(index);
        trace.seen(message.packet().frame().number(), message.packet().frame().timestampNanos());
        trace.byPort(port, Address.sourceOf(message.packet()), message);
        return trace;
    }

    private void reached(Packet packet, int slot, String outcome) {
        probes.state(slot, 1);
        Trace trace = traces.get(probes.owner(slot));
        trace.seen(packet.frame().number(), packet.frame().timestampNanos());
        trace.reached = true;
        Trace.Hop hop = trace.hop((int) probes.detail(slot) & 0xff);
        hop.answer(Address.sourceOf(packet), packet.frame().timestampNanos() - probes.time(slot));
        hop.outcome = outcome;
    }

    /** One number for the ends of a probe; two probes share it by chance once in 2^64. */
    private static long tuple(int version, int protocol, long fromHi, long fromLo, int fromPort, long toHi, long toLo,
            int toPort) {
        long hash = PacketHash.mix((long) version << 40 | (long) protocol << 32 | (long) fromPort << 16 | toPort, fromHi);
        return PacketHash.mix(PacketHash.mix(PacketHash.mix(hash, fromLo), toHi), toLo);
    }

    /** The frame of the probe that the last error quotes; -1 if it is not in the capture. */
    public long probeFrame() {
        return probeFrame;
    }

    /** When that probe was captured, nanoseconds. */
    public long probeTime() {
        return probeTime;
    }

    /** Places the answers to probes that were not captured, and tells what only looks like probes because of a loop. */
    public void finish(LoopTracker loops) {
        traces.forEach(Trace::placeByPort);
        traces.stream().filter(trace -> loops.to(trace.destination) != null).forEach(Trace::looped);
    }

    /** All traceroutes, in the order of their first probes. */
    public List<Trace> traceroutes() {
        return traces.stream().filter(Trace::isTraceroute).toList();
    }

    /** Whether the bound on pairs of hosts was reached. */
    public boolean full() {
        return traces.size() == MAX_TRACES;
    }
}
