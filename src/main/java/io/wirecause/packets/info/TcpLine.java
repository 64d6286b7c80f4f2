package io.wirecause.packets.info;

import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import io.wirecause.packet.TcpView;
import java.util.ArrayList;
import java.util.List;

/** The line of a TCP segment: ports, flags, numbers relative to the connection's start, window, length, options. */
final class TcpLine {
    private static final int[] BITS = {TcpFlags.FIN, TcpFlags.SYN, TcpFlags.RST, TcpFlags.PSH, TcpFlags.ACK, TcpFlags.URG,
        TcpFlags.ECE, TcpFlags.CWR};
    private static final String[] NAMES = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

    private TcpLine() {
    }

    static String of(Packet packet, ConnectionViews connections) {
        TcpView tcp = packet.tcp();
        StringBuilder line = new StringBuilder(96).append(connections.remarks());
        line.append('[').append(flags(tcp)).append("] seq=").append(connections.sequence(tcp));
        if (tcp.has(TcpFlags.ACK)) {
            line.append(" ack=").append(connections.acknowledgment(tcp));
        }
        line.append(" win=").append(connections.window(tcp)).append(" len=").append(packet.payloadLength());
        options(tcp, connections, line);
        if (tcp.headerLength() < 20) {
            line.append(", header length ").append(tcp.headerLength()).append(" is too short");
        }
        return line.toString();
    }

    /** What stands behind the content of a segment: where it is in the connection. */
    static String place(Packet packet, ConnectionViews connections) {
        return " (seq=" + connections.sequence(packet.tcp()) + " len=" + packet.payloadLength()
                + (packet.tcp().has(TcpFlags.SYN) ? " SYN" : "") + (packet.tcp().has(TcpFlags.FIN) ? " FIN" : "")
                + (packet.tcp().has(TcpFlags.RST) ? " RST)" : ")");
    }

    private static void options(TcpView tcp, ConnectionViews connections, StringBuilder line) {
        if (tcp.mss() >= 0) {
            line.append(" mss=").append(tcp.mss());
        }
        if (tcp.windowScale() >= 0) {
            line.append(" ws=").append(1 << Math.min(tcp.windowScale(), 14));
        }
        if (tcp.sackPermitted()) {
            line.append(" sack_perm");
        }
        if (tcp.hasTimestamps()) {
            line.append(" tsval=").append(tcp.tsVal() & 0xffffffffL).append(" tsecr=").append(tcp.tsEcr() & 0xffffffffL);
        }
        if (tcp.fastOpenCookieLength() >= 0) {
            line.append(tcp.fastOpenCookieLength() == 0 ? " tfo=request" : " tfo=cookie");
        }
        for (int i = 0; i < tcp.sackBlocks(); i++) {
            long shift = connections.acknowledgment(tcp) - (tcp.acknowledgment() & 0xffffffffL);
            line.append(i == 0 ? " sack=" : ",").append(tcp.sackLeft(i) + shift & 0xffffffffL).append('-')
                    .append(tcp.sackRight(i) + shift & 0xffffffffL);
        }
    }

    static String flags(TcpView tcp) {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < BITS.length; i++) {
            if (tcp.has(BITS[i])) {
                set.add(NAMES[i]);
            }
        }
        return set.isEmpty() ? "no flags" : String.join(", ", set);
    }
}
