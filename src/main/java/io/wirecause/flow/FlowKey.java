package io.wirecause.flow;

import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;

/**
 * The two endpoints of a conversation in an order that does not depend on direction: endpoint A is the one with the
 * smaller address, then port. A flyweight, filled anew for each packet.
 */
public final class FlowKey {
    long hiA;
    long loA;
    long hiB;
    long loB;
    /** Port A, port B, protocol and IP version, 16 bits each but for the last two, 8 bits each. */
    long tail;
    /** Above the ports in {@link #tail}: there are none. */
    private static final long NO_PORTS = 1L << 48;
    private boolean fromA;

    /** An empty key, to be filled. */
    public FlowKey() {
    }

    /** Fills the key from a TCP, UDP or SCTP packet. */
    public void set(Packet packet) {
        set(packet.ipVersion(), packet.protocol(), packet.sourceHi(), packet.sourceLo(), packet.sourcePort(),
                packet.destinationHi(), packet.destinationLo(), packet.destinationPort());
    }

    /** Fills the key from an IP packet by its addresses and protocol alone, whatever follows the IP header. */
    public void setAddresses(Packet packet) {
        set(packet.ipVersion(), packet.protocol(), packet.sourceHi(), packet.sourceLo(), 0,
                packet.destinationHi(), packet.destinationLo(), 0);
        tail |= NO_PORTS;
    }

    /** Fills the key with one address of an IP packet, as endpoint A; nothing else is in it. */
    public void setAddress(Packet packet, boolean source) {
        fromA = source;
        hiA = source ? packet.sourceHi() : packet.destinationHi();
        loA = source ? packet.sourceLo() : packet.destinationLo();
        hiB = 0;
        loB = 0;
        tail = NO_PORTS | packet.ipVersion();
    }

    /** Whether the key holds ports rather than addresses alone. */
    public boolean hasPorts() {
        return (tail & NO_PORTS) == 0;
    }

    /** IP protocol number; 0 where the key holds one address alone. */
    public int protocol() {
        return (int) (tail >>> 8) & 0xff;
    }

    /**
     * Fills the key from its parts, as for a packet that an ICMP error quotes.
     *
     * @param sourcePort      0 to 65,535, or any other number of 16 bits that tells conversations of these hosts apart
     * @param destinationPort likewise
     */
    public void set(int version, int protocol, long sourceHi, long sourceLo, int sourcePort,
                    long destinationHi, long destinationLo, int destinationPort) {
        int order = Long.compareUnsigned(sourceHi, destinationHi);
        if (order == 0) {
            order = Long.compareUnsigned(sourceLo, destinationLo);
        }
        fromA = order == 0 ? sourcePort <= destinationPort : order < 0;
        hiA = fromA ? sourceHi : destinationHi;
        loA = fromA ? sourceLo : destinationLo;
        hiB = fromA ? destinationHi : sourceHi;
        loB = fromA ? destinationLo : sourceLo;
        long portA = fromA ? sourcePort : destinationPort;
        long portB = fromA ? destinationPort : sourcePort;
        tail = portA << 32 | portB << 16 | (long) (protocol & 0xff) << 8 | version;
    }

    /** Fills the key from a packet that an ICMP error quotes, where that has ports. */
    public void set(QuotedPacket quoted) {
        set(quoted.version(), quoted.protocol(), quoted.sourceHi(), quoted.sourceLo(), quoted.sourcePort(),
                quoted.destinationHi(), quoted.destinationLo(), quoted.destinationPort());
    }

    /** Whether the packet that filled the key was sent by endpoint A. */
    public boolean fromA() {
        return fromA;
    }

    /** The address and port of an endpoint, as a value that outlives the key. */
    public Endpoint endpoint(boolean a) {
        int version = (int) tail & 0xff;
        return a ? new Endpoint(version, hiA, loA, (int) (tail >>> 32) & 0xffff)
                : new Endpoint(version, hiB, loB, (int) (tail >>> 16) & 0xffff);
    }

    /** Spread over all bits, for a table of a power of two. The products do not wait for each other. */
    int hash() {
        long h = hiA * 0x9e3779b97f4a7c15L + loA * 0xc2b2ae3d27d4eb4fL + hiB * 0x165667b19e3779f9L + loB * 0xd6e8feb86659fd93L
                + tail * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 32) * 0x9e3779b97f4a7c15L;
        return (int) (h >>> 32);
    }

    /**
     * One end of a conversation. The order is of no meaning: it keeps hash tables fast whose keys collide on purpose.
     *
     * @param version 4 or 6
     * @param hi      upper half of the address; 0 for IPv4
     * @param lo      lower half of the address
     * @param port    0 to 65,535
     */
    public record Endpoint(int version, long hi, long lo, int port) implements Comparable<Endpoint> {
        // By hand, because what Java makes of the components when a record is first compared takes long at each start.
        @Override
        public boolean equals(Object other) {
            return other instanceof Endpoint e && version == e.version && hi == e.hi && lo == e.lo && port == e.port;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * (31 * version + Long.hashCode(hi)) + Long.hashCode(lo)) + port;
        }

        /** The same address with port 0: what is common to all ends on one host. */
        public Endpoint host() {
            return new Endpoint(version, hi, lo, 0);
        }

        /** The address alone. */
        public String address() {
            return IpAddress.text(version, hi, lo);
        }

        @Override
        public int compareTo(Endpoint other) {
            int order = Long.compare(lo, other.lo);
            order = order != 0 ? order : Long.compare(hi, other.hi);
            order = order != 0 ? order : Integer.compare(port, other.port);
            return order != 0 ? order : Integer.compare(version, other.version);
        }

        /** {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}. */
        @Override
        public String toString() {
            return version == 6 ? "[" + address() + "]:" + port : address() + ":" + port;
        }
    }
}
