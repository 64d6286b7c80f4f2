package io.pcaplens.flow;

import io.pcaplens.packet.Packet;
import io.pcaplens.packet.TcpFlags;
import java.util.Arrays;

/**
 * Numbers TCP connections as Wireshark's {@code tcp.stream} does: by endpoints, and anew where a SYN with another ISN
 * opens the same endpoints again. For analyzers that only need to name the connection that something belongs to.
 */
public final class TcpStreams {
    private static final byte SEEN_A = 1;
    private static final byte SEEN_B = 2;
    private static final byte SYN_A = 4;
    private static final byte SYN_B = 8;

    private final int most;
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private byte[] state = new byte[64];
    private int[] isnA = new int[64];
    private int[] isnB = new int[64];
    private int streams;

    /**
     * No connections yet.
     *
     * @param most connections numbered at most; further ones get no number
     */
    public TcpStreams(int most) {
        this.most = most;
    }

    /** Takes in one TCP segment, in file order. */
    public void segment(Packet packet) {
        key.set(packet);
        int flags = packet.tcp().flags();
        int index = table.get(key);
        boolean opens = (flags & (TcpFlags.SYN | TcpFlags.ACK | TcpFlags.RST)) == TcpFlags.SYN;
        if (index < 0 || opens && reopens(index, packet.tcp().sequence())) {
            if (streams == most) {
                return;
            }
            index = streams++;
            table.put(key, index);
            if (index == state.length) {
                state = Arrays.copyOf(state, 2 * index);
                isnA = Arrays.copyOf(isnA, 2 * index);
                isnB = Arrays.copyOf(isnB, 2 * index);
            }
        }
        note(index, flags, packet.tcp().sequence());
    }

    private boolean reopens(int index, int isn) {
        boolean a = key.fromA();
        boolean seen = (state[index] & (a ? SEEN_A : SEEN_B)) != 0;
        boolean sameSyn = (state[index] & (a ? SYN_A : SYN_B)) != 0 && (a ? isnA : isnB)[index] == isn;
        return seen && !sameSyn;
    }

    private void note(int index, int flags, int sequence) {
        boolean a = key.fromA();
        state[index] |= a ? SEEN_A : SEEN_B;
        byte syn = a ? SYN_A : SYN_B;
        if ((flags & TcpFlags.SYN) != 0 && (state[index] & syn) == 0) {
            state[index] |= syn;
            (a ? isnA : isnB)[index] = sequence;
        }
    }

    /** The number of the connection that now has these endpoints, in either direction; -1 where none was seen. */
    public int of(FlowKey endpoints) {
        return table.get(endpoints);
    }
}
