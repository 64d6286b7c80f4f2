package io.pcaplens.packet;

/** One decoded packet. */
public final class Packet {
}
