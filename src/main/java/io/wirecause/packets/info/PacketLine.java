package io.wirecause.packets.info;

/**
 * How a packet stands in a list.
 *
 * @param protocol the protocol it is listed by
 * @param info     what it says, in one line; text from the wire in it is cleaned, and quoted
 */
public record PacketLine(String protocol, String info) {
}
