package io.wirecause.packets.info;

import io.wirecause.icmp.message.IcmpKind;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.icmp.message.IcmpNames;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import java.util.Locale;

/** The line of an ICMP or ICMPv6 message: what it is, and for an error the packet that it quotes. */
final class IcmpLine {
    private static final int NEIGHBOR_SOLICITATION = 135;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;
    private static final int NEIGHBOR_TARGET = 8;

    private final IcmpMessage message = new IcmpMessage();
    private final QuotedPacket quoted = new QuotedPacket();

    String of(Packet packet) {
        boolean v6 = packet.transportLayer() == Layer.ICMPV6;
        if (!message.point(packet, v6)) {
            return "cut short";
        }
        StringBuilder line = new StringBuilder(IcmpNames.type(v6, message.type()));
        if (message.kind().isError() || message.kind() == IcmpKind.REDIRECT) {
            line.append(": ").append(IcmpNames.code(v6, message.type(), message.code()));
        }
        if (message.isQuery()) {
            line.append(String.format(Locale.ROOT, " id=0x%04x seq=%d ttl=%d data=%d", message.identifier(), message.sequence(),
                    packet.ttl(), message.dataLength()));
        }
        if (message.kind() == IcmpKind.TOO_BIG) {
            line.append(", mtu ").append(message.mtu());
        }
        if (v6 && (message.type() == NEIGHBOR_SOLICITATION || message.type() == NEIGHBOR_ADVERTISEMENT)
                && message.bytes().length() >= NEIGHBOR_TARGET + 16) {
            line.append(message.type() == NEIGHBOR_SOLICITATION ? " for " : " of ")
                    .append(IpAddress.text(6, message.bytes().i64be(NEIGHBOR_TARGET),
                    message.bytes().i64be(NEIGHBOR_TARGET + 8)));
        }
        if (message.quote(quoted)) {
            line.append(", about ").append(quoted());
        }
        return line.toString();
    }

    private String quoted() {
        String name = IcmpNames.ipProtocol(quoted.protocol());
        String seq = quoted.hasSequence() && quoted.protocol() == 6 ? " seq " + (quoted.sequence() & 0xffffffffL) + " (raw)" : "";
        return name + " " + end(true) + " > " + end(false) + seq;
    }

    private String end(boolean source) {
        String address = IpAddress.text(quoted.version(), source ? quoted.sourceHi() : quoted.destinationHi(),
                source ? quoted.sourceLo() : quoted.destinationLo());
        int port = !quoted.hasPorts() ? -1 : source ? quoted.sourcePort() : quoted.destinationPort();
        return port < 0 ? address : quoted.version() == 6 ? "[" + address + "]:" + port : address + ":" + port;
    }
}
