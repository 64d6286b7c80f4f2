package io.wirecause.service.network;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import io.wirecause.service.decode.ServiceFindingCode;
import java.util.Set;
import java.util.function.Consumer;

/** Frames to all that come again and again without a change, as they do in a loop of switches. */
public final class Broadcasts implements PacketWatcher {
    private static final int SLOTS = 1 << 10;
    private static final int HASHED = 256;
    /** Copies of one frame within a second, from which on no sender repeats itself. */
    private static final int COPIES = 30;
    private static final long WINDOW = 1_000_000_000L;
    /** Copies that a mirror port makes come within this. */
    private static final long MIRRORED = 20_000L;
    private static final int ETHERTYPE = 12;

    private final long[] hashes = new long[SLOTS];
    private final long[] since = new long[SLOTS];
    private final long[] last = new long[SLOTS];
    private final int[] copies = new int[SLOTS];
    private long frames;
    private long worstFrame;
    private int worst;
    private long looping;
    private long longest;
    private String sender;

    @Override
    public boolean seesTcp() {
        return true;
    }

    @Override
    public void packet(Packet packet, Consumer<Incident> incidents) {
        ByteView bytes = packet.bytes();
        if (packet.layerCount() < 2 || packet.layer(0) != Layer.ETHERNET || bytes.length() <= ETHERTYPE || (bytes.u8(0) & 1) == 0
                || packet.reassembled() || !isFresh(packet)) {
            return;
        }
        frames++;
        long hash = hash(bytes);
        int slot = (int) (hash ^ hash >>> 32) & SLOTS - 1;
        long time = packet.frame().timestampNanos();
        if (hashes[slot] != hash || time - since[slot] > WINDOW && copies[slot] < COPIES || time - last[slot] > WINDOW) {
            hashes[slot] = hash;
            since[slot] = time;
            last[slot] = time;
            copies[slot] = 1;
            return;
        }
        if (time - last[slot] < MIRRORED) {
            return;
        }
        last[slot] = time;
        if (++copies[slot] >= COPIES) {
            looping += copies[slot] == COPIES ? 1 : 0;
            if (copies[slot] > worst) {
                worst = copies[slot];
                longest = time - since[slot];
                worstFrame = packet.frame().number();
                sender = MacAddress.text(MacAddress.at(bytes, MacAddress.LENGTH));
            }
        }
    }

    /**
     * Whether a sender would not send the very same bytes again and again: ARP, neighbour discovery, and IP packets with a
     * number.
     */
    private static boolean isFresh(Packet packet) {
        return packet.innermost() == Layer.ARP || packet.ipVersion() == 4 && packet.ipId() > 0
                || packet.transportLayer() == Layer.ICMPV6;
    }

    private static long hash(ByteView bytes) {
        long hash = 0xcbf29ce484222325L ^ bytes.length();
        int end = Math.min(HASHED, bytes.length());
        for (int i = 0; i < end; i++) {
            hash = (hash ^ bytes.u8(i)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }

    @Override
    public void finish(long lastTime, Consumer<Incident> incidents) {
        if (worst == 0) {
            return;
        }
        incidents.accept(new Incident(ServiceFindingCode.LOOP_SUSPECTED, "", Severity.ERROR, Confidence.MEDIUM,
                "A loop of switches is suspected: the same broadcast frame of " + sender + " came " + worst + " times within "
                        + Durations.words(longest),
                looping + (looping == 1 ? " frame" : " different frames") + " came " + COPIES + " times or more within a second,"
                        + " byte for byte the same",
                "Look for a cable too many between switches, and for ports where spanning tree is off; a host that floods "
                + "with one"
                        + " and the same frame looks the same.",
                Party.NETWORK, worstFrame, Set.of(Subject.host(sender))));
    }

    @Override
    public long messages() {
        return 0;
    }
}
