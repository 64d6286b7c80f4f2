package io.wirecause.icmp.error;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.bytes.ByteView;
import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups redirects by who sent them to whom, for which destination and to which gateway. */
public final class RedirectTracker {
    /** Groups kept. */
    public static final int MAX_REDIRECTS = 4096;
    private static final int TARGET_6 = 8;
    private static final int DESTINATION_6 = 24;
    private static final int FIXED_6 = 40;
    private static final int GATEWAY_4 = 4;

    /**
     * What redirects of a group have in common.
     *
     * @param router      who sent them
     * @param host        whose packets took the detour
     * @param destination where the packets went
     * @param gateway     the better first hop
     */
    public record Redirect(Address router, Address host, Address destination, Address gateway) {
        /** IPv6: the destination is a neighbour itself, which hosts learn in this way (RFC 4861, section 8). */
        public boolean onLink() {
            return gateway.equals(destination);
        }
    }

    /** How often and where. */
    public static final class Count {
        long messages;
        final Examples frames = new Examples();

        /** Redirects. */
        public long messages() {
            return messages;
        }

        /** The first few frames. */
        public List<Long> frames() {
            return frames.frames();
        }
    }

    private final Map<Redirect, Count> redirects = new LinkedHashMap<>();
    private long beyond;

    /** Adds a redirect; {@code quoted} is null where it quotes nothing. */
    public void redirect(IcmpMessage message, QuotedPacket quoted) {
        Address gateway = gateway(message);
        Address destination = destination(message, quoted);
        if (gateway == null || destination == null) {
            return;
        }
        Packet packet = message.packet();
        Redirect redirect = new Redirect(Address.sourceOf(packet), Address.destinationOf(packet), destination, gateway);
        Count count = redirects.get(redirect);
        if (count == null) {
            if (redirects.size() == MAX_REDIRECTS) {
                beyond++;
                return;
            }
            count = new Count();
            redirects.put(redirect, count);
        }
        count.messages++;
        count.frames.add(packet.frame().number());
    }

    /** The better first hop that a redirect names; null if it was truncated. */
    public static Address gateway(IcmpMessage message) {
        ByteView bytes = message.bytes();
        if (message.v6()) {
            return bytes.length() < FIXED_6 ? null : new Address(6, bytes.i64be(TARGET_6), bytes.i64be(TARGET_6 + 8));
        }
        return bytes.length() < IcmpMessage.HEADER ? null : new Address(4, 0, bytes.u32be(GATEWAY_4));
    }

    private static Address destination(IcmpMessage message, QuotedPacket quoted) {
        ByteView bytes = message.bytes();
        if (message.v6()) {
            return bytes.length() < FIXED_6 ? null : new Address(6, bytes.i64be(DESTINATION_6), bytes.i64be(DESTINATION_6 + 8));
        }
        return quoted == null ? null : Address.destinationOf(quoted);
    }

    /** Redirects of groups beyond the bound. */
    public long beyond() {
        return beyond;
    }

    /** All groups with their counts, in the order of their first messages. */
    public Collection<Map.Entry<Redirect, Count>> redirects() {
        return Collections.unmodifiableCollection(redirects.entrySet());
    }
}
