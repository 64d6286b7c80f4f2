package io.wirecause.flow;

import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import java.util.Arrays;

/**
 * Numbers TCP connections as Wireshark's {@code tcp.stream} does: by endpoints, and anew where a SYN with another ISN
 * opens the same endpoints again.
 */
public final class TcpStreams {
    private static final byte SEEN_A = 1;
    private static final byte SEEN_B = 2;
    private static final byte SYN_A = 4;
    private static final byte SYN_B = 8;
    /** Endpoint A is the client by the SYN or SYN-ACK that set one of the next two bits, else it sent the first segment. */
    private static final byte CLIENT_A = 16;
    private static final byte BY_SYN = 32;
    private static final byte BY_SYN_ACK = 64;

    private final int most;
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private byte[] state = new byte[64];
    private int[] isnA = new int[64];
    private int[] isnB = new int[64];
    private int streams;
    private boolean reused;
    private int replaced;
    private long frame = -1;
    private int index;

    /**
     * No connections yet.
     *
     * @param most connections numbered at most; further ones get no number
     */
    public TcpStreams(int most) {
        this.most = most;
    }

    /**
     * Takes in one TCP segment, in file order. Several who share the numbers may do so one after another with the same segment.
     *
     * @return the number of its connection, one above the highest so far where the segment is the first of it; -1 where
     *         the connection is beyond those that are numbered
     */
    public int segment(Packet packet) {
        if (frame != packet.frame().number()) {
            frame = packet.frame().number();
            index = number(packet);
        }
        return index;
    }

    private int number(Packet packet) {
        key.set(packet);
        int flags = packet.tcp().flags();
        int known = table.get(key);
        reused = known >= 0;
        replaced = -1;
        boolean opens = (flags & (TcpFlags.SYN | TcpFlags.ACK | TcpFlags.RST)) == TcpFlags.SYN;
        if (known < 0 || opens && reopens(known, packet.tcp().sequence())) {
            if (streams == most) {
                return -1;
            }
            replaced = known;
            known = streams++;
            table.put(key, known);
            if (known == state.length) {
                int length = known + (known >>> 1);
                state = Arrays.copyOf(state, length);
                isnA = Arrays.copyOf(isnA, length);
                isnB = Arrays.copyOf(isnB, length);
            }
            state[known] = key.fromA() ? CLIENT_A : 0;
        }
        note(known, flags, packet.tcp().sequence());
        return known;
    }

    /** A SYN without ACK opens a new connection where its side has sent other things than this SYN, or the other side has. */
    private boolean reopens(int index, int isn) {
        boolean a = key.fromA();
        if ((state[index] & (a ? SEEN_A : SEEN_B)) == 0) {
            // The first segment of this side: with the other one's SYN it makes a simultaneous open.
            return (state[index] & (a ? SYN_B : SYN_A)) == 0;
        }
        return (state[index] & (a ? SYN_A : SYN_B)) == 0 || (a ? isnA : isnB)[index] != isn;
    }

    private void note(int index, int flags, int sequence) {
        boolean a = key.fromA();
        state[index] |= a ? SEEN_A : SEEN_B;
        if ((flags & TcpFlags.SYN) != 0) {
            byte syn = a ? SYN_A : SYN_B;
            if ((state[index] & syn) == 0) {
                state[index] |= syn;
                (a ? isnA : isnB)[index] = sequence;
            }
            role(index, (flags & TcpFlags.ACK) != 0);
        }
    }

    /** A SYN tells more than a SYN-ACK; of each, the first counts. */
    private void role(int index, boolean answer) {
        if ((state[index] & (answer ? BY_SYN | BY_SYN_ACK : BY_SYN)) == 0) {
            state[index] |= answer ? BY_SYN_ACK : BY_SYN;
            state[index] = (byte) (key.fromA() == answer ? state[index] & ~CLIENT_A : state[index] | CLIENT_A);
        }
    }

    /**
     * How it is known which end of a connection is the client, as far as its segments were seen.
     *
     * @param stream its number
     * @param portA  the port of its endpoint A, 0 to 65,535
     * @param portB  that of endpoint B
     */
    public RoleBasis roleBasis(int stream, int portA, int portB) {
        if ((state[stream] & BY_SYN) != 0) {
            return RoleBasis.SYN;
        }
        if ((state[stream] & BY_SYN_ACK) != 0) {
            return RoleBasis.SYN_ACK;
        }
        return WellKnownPorts.compare(portA, portB) == 0 ? RoleBasis.FIRST_PACKET : RoleBasis.PORT;
    }

    /** Whether endpoint A is the client, known as {@link #roleBasis} says. */
    public boolean clientIsA(int stream, int portA, int portB) {
        return roleBasis(stream, portA, portB) == RoleBasis.PORT ? WellKnownPorts.compare(portA, portB) > 0
                : (state[stream] & CLIENT_A) != 0;
    }

    /** Whether endpoint A has sent the last segment, see {@link FlowKey}. */
    public boolean fromA() {
        return key.fromA();
    }

    /** Whether the endpoints of the last segment had been seen before it. */
    public boolean endpointsSeenBefore() {
        return reused;
    }

    /** The number of the connection in whose place the last segment opened another on the same endpoints; -1 for none. */
    public int replaced() {
        return replaced;
    }

    /** An end of the last segment's connection, as a value. */
    public FlowKey.Endpoint endpoint(boolean a) {
        return key.endpoint(a);
    }

    /** The endpoints of all connections; the number that it has for the last segment is that of {@link #entry}. */
    public FlowTable endpoints() {
        return table;
    }

    /** Where the endpoints of the last segment stand in {@link #endpoints}. */
    public int entry() {
        return table.entry(key);
    }

    /** The number of the connection that now has these endpoints, in either direction; -1 where none was seen. */
    public int of(FlowKey endpoints) {
        return table.get(endpoints);
    }
}
