package io.wirecause.icmp.neighbor;

import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.icmp.message.NeighborOptions;
import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows neighbour discovery (RFC 4861) and duplicate address detection (RFC 4862, section 5.4). */
public final class NeighborTracker {
    /** Routers kept. */
    public static final int MAX_ROUTERS = 256;
    /** Addresses followed. */
    public static final int MAX_NEIGHBORS = 20_000;
    /** How long a host waits for an objection to its address: RetransTimer (1 s), doubled for slow answers. */
    static final long DETECTION_NANOS = 2_000_000_000L;
    /** A host sends its probe again after RetransTimer (1 s) at the soonest: what comes sooner is the same one. */
    static final long REFLECTION_NANOS = 500_000_000L;
    private static final int SOLICITATION = 135;
    private static final int TARGET = 8;
    private static final int OPTIONS = 24;

    private record RouterKey(Address address, String linkAddress) {
    }

    private final Map<RouterKey, Router> routers = new LinkedHashMap<>();
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final List<Neighbor> neighbors = new ArrayList<>();
    private long routerSolicitations;
    private long routerAdvertisements;
    private long neighborSolicitations;
    private long neighborAdvertisements;
    private boolean full;

    /** Adds a neighbour discovery message. */
    public void message(IcmpMessage message) {
        switch (message.kind()) {
            case ROUTER_SOLICITATION -> routerSolicitations++;
            case ROUTER_ADVERTISEMENT -> advertisement(message);
            case NEIGHBOR_SOLICITATION -> {
                neighborSolicitations++;
                solicited(message);
            }
            case NEIGHBOR_ADVERTISEMENT -> {
                neighborAdvertisements++;
                advertised(message);
            }
            default -> { }
        }
    }

    private void advertisement(IcmpMessage message) {
        routerAdvertisements++;
        RouterAdvertisement said = RouterAdvertisement.of(message);
        if (said == null) {
            return;
        }
        Packet packet = message.packet();
        String link = said.linkAddress() != null ? said.linkAddress() : MacAddress.text(MacAddress.source(packet));
        RouterKey of = new RouterKey(Address.sourceOf(packet), link);
        Router router = routers.get(of);
        if (router == null) {
            if (routers.size() == MAX_ROUTERS) {
                full = true;
                return;
            }
            router = new Router(of.address, link, packet.vlan(), packet.frame().interfaceId());
            router.firstFrame = packet.frame().number();
            routers.put(of, router);
        } else if (!said.equals(router.latest)) {
            router.changes++;
        }
        router.latest = said;
        router.advertisements++;
        router.lastFrame = packet.frame().number();
        for (NeighborOptions options = new NeighborOptions(message.bytes(), RouterAdvertisement.OPTIONS); options.next(); ) {
            String fault = options.fault();
            if (fault != null) {
                router.fault(fault, packet.frame().number());
                break;
            }
        }
    }

    private Neighbor neighbor(IcmpMessage message) {
        ByteView bytes = message.bytes();
        return bytes.length() < OPTIONS ? null : neighbor(bytes.i64be(TARGET), bytes.i64be(TARGET + 8));
    }

    private Neighbor neighbor(long hi, long lo) {
        set(hi, lo);
        int index = table.get(key);
        if (index >= 0) {
            return neighbors.get(index);
        }
        if (neighbors.size() == MAX_NEIGHBORS) {
            full = true;
            return null;
        }
        table.put(key, neighbors.size());
        Neighbor neighbor = new Neighbor(new Address(6, hi, lo));
        neighbors.add(neighbor);
        return neighbor;
    }

    private void set(long hi, long lo) {
        key.set(6, 0, hi, lo, 0, hi, lo, 0);
    }

    /** Adds any IP packet: a sign of life of an address that was asked for, or a packet to one. */
    public void packet(Packet packet) {
        if (packet.ipVersion() != 6 || neighbors.isEmpty()) {
            return;
        }
        set(packet.sourceHi(), packet.sourceLo());
        int from = table.get(key);
        if (from >= 0) {
            Neighbor sender = neighbors.get(from);
            sender.sends = true;
            sender.unanswered = 0;
        }
        set(packet.destinationHi(), packet.destinationLo());
        int to = table.get(key);
        if (to >= 0 && !isSolicitation(packet)) {
            Neighbor receiver = neighbors.get(to);
            receiver.receives = true;
            receiver.resolved |= receiver.unanswered > 0 && MacAddress.source(packet) == receiver.solicitorMac;
        }
    }

    private static boolean isSolicitation(Packet packet) {
        return packet.transportLayer() == Layer.ICMPV6 && packet.transport().length() > 0
                && packet.transport().u8(0) == SOLICITATION;
    }

    private void solicited(IcmpMessage message) {
        Neighbor neighbor = neighbor(message);
        if (neighbor == null) {
            return;
        }
        Packet packet = message.packet();
        boolean detection = packet.sourceHi() == 0 && packet.sourceLo() == 0;
        if (detection) {
            detects(message, neighbor);
        } else {
            neighbor.solicitor = neighbor(packet.sourceHi(), packet.sourceLo());
            neighbor.solicitorMac = MacAddress.source(packet);
            neighbor.solicited(packet.frame().number());
        }
    }

    /** A host checks whether its new address is free; if another one does at the same time, both fail (RFC 4862, 5.4.3). */
    private void detects(IcmpMessage message, Neighbor neighbor) {
        Packet packet = message.packet();
        long time = packet.frame().timestampNanos();
        long mac = MacAddress.source(packet);
        int nonceAt = new NeighborOptions(message.bytes(), OPTIONS).find(NeighborOptions.NONCE);
        long nonce = nonceAt < 0 ? 0 : message.bytes().i64be(nonceAt);
        boolean soon = neighbor.detectionTime != Long.MIN_VALUE && time - neighbor.detectionTime <= DETECTION_NANOS;
        boolean otherNonce = nonce == 0 || nonce != neighbor.detectionNonce;
        if (soon && mac >= 0 && neighbor.detectionMac >= 0 && mac != neighbor.detectionMac && otherNonce) {
            neighbor.claim(MacAddress.text(neighbor.detectionMac), neighbor.detectionFrame);
            neighbor.claim(MacAddress.text(mac), packet.frame().number());
            neighbor.duplicate(packet.frame().number());
        } else if (soon && mac >= 0 && (mac == neighbor.detectionMac ? time - neighbor.detectionTime <= REFLECTION_NANOS
                : nonce != 0)) {
            neighbor.reflected(packet.frame().number(), time - neighbor.detectionTime);
        }
        neighbor.detectionTime = time;
        neighbor.detectionMac = mac;
        neighbor.detectionNonce = nonce;
        neighbor.detectionFrame = packet.frame().number();
    }

    private void advertised(IcmpMessage message) {
        Neighbor neighbor = neighbor(message);
        if (neighbor == null) {
            return;
        }
        Packet packet = message.packet();
        long frame = packet.frame().number();
        long mac = MacAddress.source(packet);
        int option = new NeighborOptions(message.bytes(), OPTIONS).find(NeighborOptions.TARGET_LINK_ADDRESS);
        boolean soon = neighbor.detectionTime != Long.MIN_VALUE
                && packet.frame().timestampNanos() - neighbor.detectionTime <= DETECTION_NANOS;
        // After a successful check the host may advertise the address itself, from the same link address.
        boolean conflict = soon && mac >= 0 && neighbor.detectionMac >= 0 && mac != neighbor.detectionMac;
        if (conflict) {
            neighbor.claim(MacAddress.text(neighbor.detectionMac), neighbor.detectionFrame);
        }
        neighbor.claim(MacAddress.text(option < 0 ? mac : MacAddress.at(message.bytes(), option + 2)), frame);
        neighbor.advertisements++;
        neighbor.unanswered = 0;
        if (conflict) {
            neighbor.duplicate(frame);
        }
    }

    /** Routers, in the order of their first advertisements. */
    public Collection<Router> routers() {
        return Collections.unmodifiableCollection(routers.values());
    }

    /** Addresses that more than one host wants. */
    public List<Neighbor> duplicates() {
        return neighbors.stream().filter(n -> !n.duplicateFrames().isEmpty()).toList();
    }

    /** Addresses claimed by several link addresses although no duplicate was detected. */
    public List<Neighbor> moved() {
        return neighbors.stream().filter(n -> n.claims().size() > 1 && n.duplicateFrames().isEmpty()).toList();
    }

    /** Addresses that were solicited and never advertised, those with most solicitations first. */
    public List<Neighbor> silent() {
        return neighbors.stream().filter(n -> n.unanswered > 0 && n.advertisements == 0)
                .sorted((x, y) -> Long.compare(y.unanswered, x.unanswered)).toList();
    }

    /** Addresses whose probes came back to the host that sent them, which then cannot use them. */
    public List<Neighbor> reflected() {
        return neighbors.stream().filter(Neighbor::isReflected).toList();
    }

    /** Router solicitations. */
    public long routerSolicitations() {
        return routerSolicitations;
    }

    /** Router advertisements. */
    public long routerAdvertisements() {
        return routerAdvertisements;
    }

    /** Neighbor solicitations. */
    public long neighborSolicitations() {
        return neighborSolicitations;
    }

    /** Neighbor advertisements. */
    public long neighborAdvertisements() {
        return neighborAdvertisements;
    }

    /** Whether a limit was reached, so that not all routers or addresses are known. */
    public boolean full() {
        return full;
    }
}
