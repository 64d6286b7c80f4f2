package io.wirecause.packets.info;

import io.wirecause.packet.IpAddress;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.protocol.ArpView;

/** The line of an ARP message: who asks for whom, or who is where. */
final class ArpLine {
    private ArpLine() {
    }

    static String of(Packet packet) {
        ArpView arp = ArpView.of(packet);
        if (arp == null) {
            return "not for IPv4 over Ethernet, or cut short";
        }
        String sender = IpAddress.text(4, 0, arp.sender());
        String target = IpAddress.text(4, 0, arp.target());
        String at = MacAddress.text(arp.senderLink());
        return switch (arp.operation()) {
            case 1 -> arp.sender() == arp.target() ? "announces " + sender + " at " + at
                    : arp.sender() == 0 ? "probes whether " + target + " is taken, from " + at
                    : "who has " + target + "? tell " + sender + " at " + at;
            case 2 -> sender + " is at " + at + ", to " + target;
            default -> "operation " + arp.operation() + ", " + sender + " at " + at + " about " + target;
        };
    }
}
