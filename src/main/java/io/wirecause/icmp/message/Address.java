package io.wirecause.icmp.message;

import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;

/**
 * An IP address as a value.
 *
 * @param version 4 or 6
 * @param hi      upper half; 0 for IPv4
 * @param lo      lower half
 */
public record Address(int version, long hi, long lo) {
    /** Source address of a packet. */
    public static Address sourceOf(Packet packet) {
        return new Address(packet.ipVersion(), packet.sourceHi(), packet.sourceLo());
    }

    /** Destination address of a packet. */
    public static Address destinationOf(Packet packet) {
        return new Address(packet.ipVersion(), packet.destinationHi(), packet.destinationLo());
    }

    /** Source address of a quoted packet. */
    public static Address sourceOf(QuotedPacket quoted) {
        return new Address(quoted.version(), quoted.sourceHi(), quoted.sourceLo());
    }

    /** Destination address of a quoted packet. */
    public static Address destinationOf(QuotedPacket quoted) {
        return new Address(quoted.version(), quoted.destinationHi(), quoted.destinationLo());
    }

    @Override
    public String toString() {
        return IpAddress.text(version, hi, lo);
    }
}
