package io.wirecause.packets.info;

import io.wirecause.flow.TcpStreams;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import io.wirecause.packet.TcpView;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.segment.SynOptions;
import io.wirecause.tcp.wireshark.WiresharkAnalysis;
import io.wirecause.tcp.wireshark.WiresharkFlag;
import io.wirecause.tcp.wireshark.WiresharkView;
import java.util.ArrayList;
import java.util.List;

/**
 * What a line about a TCP segment needs of its connection: its number, where sequence numbers start, the scale of its windows,
 * and what Wireshark says of the segment. Memory is that of the connections followed.
 */
public final class ConnectionViews {
    private static final int NO_SCALE = -1;

    private final TcpStreams streams;
    private final List<View> views = new ArrayList<>();
    private final WiresharkAnalysis analysis = new WiresharkAnalysis();
    private final Segment segment = new Segment();
    private final SynOptions.Pool pool = new SynOptions.Pool();
    private View view;
    private int flags;

    /** One connection; sequence numbers count from these bases. */
    private static final class View {
        private final WiresharkView wireshark;
        private final Side a = new Side();
        private final Side b = new Side();

        View(boolean reusesPorts) {
            wireshark = new WiresharkView(reusesPorts);
        }
    }

    /** One end. */
    private static final class Side {
        private boolean based;
        private boolean sure;
        private int base;
        private boolean opened;
        private byte scale = NO_SCALE;

        /** @param certain whether the number is that of a SYN, or of a segment that belongs to the connection for certain */
        void baseAt(int number, boolean certain) {
            if (!based || certain && !sure) {
                based = true;
                sure = certain;
                base = number;
            }
        }
    }

    /** @param most connections numbered at most */
    public ConnectionViews(int most) {
        this.streams = new TcpStreams(most);
    }

    /** Takes in the next TCP segment of the capture; its connection's number, -1 where it has none. */
    public int number(Packet packet) {
        view = null;
        flags = 0;
        return streams.segment(packet);
    }

    /** Follows the connection of the segment taken in last, which is to be told of this or a later segment. */
    public void follow(Packet packet, int stream) {
        if (stream < 0) {
            return;
        }
        while (views.size() <= stream) {
            views.add(null);
        }
        view = views.get(stream);
        if (view == null) {
            view = new View(streams.endpointsSeenBefore());
            views.set(stream, view);
        }
        TcpView tcp = packet.tcp();
        boolean syn = tcp.has(TcpFlags.SYN);
        Side from = streams.fromA() ? view.a : view.b;
        Side to = streams.fromA() ? view.b : view.a;
        // A RST may be forged, or answer something else.
        boolean certain = !tcp.has(TcpFlags.RST);
        from.baseAt(syn ? tcp.sequence() : tcp.sequence() - 1, certain);
        if (tcp.has(TcpFlags.ACK) && tcp.acknowledgment() != 0) {
            to.baseAt(tcp.acknowledgment() - 1, certain);
        }
        if (syn) {
            from.opened = true;
            from.scale = (byte) Math.min(tcp.windowScale(), 14);
        }
        segment.load(packet, pool, streams.fromA(), false);
        flags = analysis.flag(segment, view.wireshark);
    }

    /** The sequence number of the segment followed last, relative to the first one of its side; as it stands where unknown. */
    long sequence(TcpView tcp) {
        return view == null ? tcp.sequence() & 0xffffffffL : tcp.sequence() - side(true).base & 0xffffffffL;
    }

    /** The acknowledgment number likewise. */
    long acknowledgment(TcpView tcp) {
        return view == null ? tcp.acknowledgment() & 0xffffffffL : tcp.acknowledgment() - side(false).base & 0xffffffffL;
    }

    /** The window in bytes, where both SYNs were seen and agree to scale it; else as it stands (RFC 7323, section 2.2). */
    long window(TcpView tcp) {
        boolean scaled = view != null && !tcp.has(TcpFlags.SYN) && side(true).scale >= 0
                && (side(false).scale >= 0 || !side(false).opened);
        return scaled ? (long) tcp.window() << side(true).scale : tcp.window();
    }

    private Side side(boolean from) {
        return streams.fromA() == from ? view.a : view.b;
    }

    /** What Wireshark says of the segment followed last, in brackets and with a blank behind; empty where it says nothing. */
    String remarks() {
        StringBuilder text = new StringBuilder();
        for (WiresharkFlag flag : WiresharkFlag.values()) {
            if (flag.in(flags) && !isToldBetter(flag)) {
                text.append('[').append(words(flag)).append("] ");
            }
        }
        return text.toString();
    }

    private boolean isToldBetter(WiresharkFlag flag) {
        return flag == WiresharkFlag.RETRANSMISSION
                && (WiresharkFlag.FAST_RETRANSMISSION.in(flags) || WiresharkFlag.SPURIOUS_RETRANSMISSION.in(flags));
    }

    private static String words(WiresharkFlag flag) {
        return switch (flag) {
            case LOST_SEGMENT -> "segment before it not captured";
            case ACK_LOST_SEGMENT -> "acknowledges what was not captured";
            case DUPLICATE_ACK -> "duplicate ack";
            case REUSED_PORTS -> "ports used again";
            case OUT_OF_ORDER -> "out of order";
            default -> flag.label().replace('_', ' ');
        };
    }
}
