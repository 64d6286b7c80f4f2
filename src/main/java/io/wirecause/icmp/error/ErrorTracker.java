package io.wirecause.icmp.error;

import io.wirecause.flow.FlowKey;
import io.wirecause.flow.TcpStreams;
import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.icmp.trace.Trace;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Groups errors by type, code, reporter and target, and finds the TCP connections that they quote. */
public final class ErrorTracker {
    /** Groups kept; errors of further ones are counted only. */
    public static final int MAX_GROUPS = 10_000;
    private static final int LAST_SYSTEM_PORT = 1023;
    /** Systems take the ports of their clients from here on, at the latest from 49,152 on (RFC 6335, section 6). */
    private static final int FIRST_CLIENT_PORT = 32_768;

    private final TcpStreams streams;
    private final FlowKey key = new FlowKey();
    private final Map<ErrorGroup.Key, ErrorGroup> groups = new LinkedHashMap<>();
    private long beyond;

    public ErrorTracker(TcpStreams streams) {
        this.streams = streams;
    }

    /**
     * Adds an error.
     *
     * @param quoted the packet it quotes; null if none can be read
     * @param trace  the trace whose probe is quoted; null for none
     */
    public void error(IcmpMessage message, QuotedPacket quoted, Trace trace) {
        Packet packet = message.packet();
        boolean ports = quoted != null && quoted.hasPorts();
        ErrorGroup.Key of = new ErrorGroup.Key(message.v6(), message.type(), message.code(), Address.sourceOf(packet),
                quoted == null ? null : Address.destinationOf(quoted), quoted == null ? -1 : quoted.protocol(),
                ports && trace == null ? quoted.destinationPort() : -1);
        ErrorGroup group = groups.get(of);
        if (group == null) {
            if (groups.size() == MAX_GROUPS) {
                beyond++;
                return;
            }
            group = new ErrorGroup(of);
            group.pointer = message.pointer();
            groups.put(of, group);
        }
        group.add(packet.frame().number());
        if (trace != null) {
            group.probes++;
            group.trace = trace;
        }
        if (quoted != null) {
            source(group, quoted, ports);
        }
    }

    private void source(ErrorGroup group, QuotedPacket quoted, boolean ports) {
        if (group.sources.size() < ErrorGroup.EXAMPLES) {
            String source = endpoint(Address.sourceOf(quoted), ports ? quoted.sourcePort() : -1);
            if (!group.sources.contains(source)) {
                group.sources.add(source);
            }
        }
        if (ports && quoted.protocol() == IpProtocol.UDP && isAnswer(quoted.sourcePort(), quoted.destinationPort())) {
            group.lateAnswers++;
        }
        int stream = stream(quoted);
        if (stream >= 0 && group.streams.size() < ErrorGroup.EXAMPLES && !group.streams.contains(stream)) {
            group.streams.add(stream);
        }
    }

    /** Whether a datagram between these ports is likely a server's: from a port of its own to one that a client took. */
    private static boolean isAnswer(int from, int to) {
        return from <= LAST_SYSTEM_PORT && to > LAST_SYSTEM_PORT || from < FIRST_CLIENT_PORT && to >= FIRST_CLIENT_PORT;
    }

    /** Number of the TCP connection that a quoted packet belongs to, Wireshark's tcp.stream; -1 for none. */
    public int stream(QuotedPacket quoted) {
        if (quoted.protocol() != IpProtocol.TCP || !quoted.hasPorts()) {
            return -1;
        }
        key.set(quoted);
        return streams.of(key);
    }

    /** {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}, or the address alone where the port is -1. */
    public static String endpoint(Address address, int port) {
        if (port < 0) {
            return address.toString();
        }
        return new FlowKey.Endpoint(address.version(), address.hi(), address.lo(), port).toString();
    }

    /** All groups, in the order of their first errors. */
    public Collection<ErrorGroup> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** Errors of groups beyond the bound. */
    public long beyond() {
        return beyond;
    }
}
