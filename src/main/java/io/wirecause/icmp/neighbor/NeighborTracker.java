package io.wirecause.icmp.neighbor;

import io.wirecause.bytes.ByteView;
import io.wirecause.icmp.error.ErrorGroup;
import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.icmp.message.NeighborOptions;
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
    private static final int TARGET = 8;
    private static final int OPTIONS = 24;

    /** A router, identified by its address and link address. */
    public static final class Router {
        final Address address;
        final String linkAddress;
        RouterAdvertisement latest;
        long advertisements;
        long changes;
        long firstFrame;
        long lastFrame;

        Router(Address address, String linkAddress) {
            this.address = address;
            this.linkAddress = linkAddress;
        }

        /** Advertisements. */
        public long advertisements() {
            return advertisements;
        }

        /** How often their content changed. */
        public long changes() {
            return changes;
        }

        /** First frame. */
        public long firstFrame() {
            return firstFrame;
        }

        /** Last frame. */
        public long lastFrame() {
            return lastFrame;
        }

        /** The last advertisement. */
        public RouterAdvertisement latest() {
            return latest;
        }

        /** Its address. */
        public Address address() {
            return address;
        }
    }

    /** One address. */
    public static final class Neighbor {
        final Address address;
        long solicitations;
        long unanswered;
        long advertisements;
        /** Link addresses that claimed it. */
        final List<String> claims = new ArrayList<>();
        final List<Long> claimFrames = new ArrayList<>();
        /** Frames that show that two hosts wanted it; empty where none do. */
        final List<Long> duplicateFrames = new ArrayList<>();
        private long detectionTime = Long.MIN_VALUE;
        private long detectionMac = -1;
        private long detectionNonce;
        private long detectionFrame;

        Neighbor(Address address) {
            this.address = address;
        }

        private void claim(String link, long frame) {
            if (link != null && !claims.contains(link) && claims.size() < ErrorGroup.EXAMPLES) {
                claims.add(link);
                claimFrames.add(frame);
            }
        }

        private void duplicate(long frame) {
            if (duplicateFrames.isEmpty()) {
                duplicateFrames.add(detectionFrame);
            }
            if (duplicateFrames.size() < ErrorGroup.EXAMPLES) {
                duplicateFrames.add(frame);
            }
        }

        /** Frames that show that two hosts want it; empty where none do. */
        public List<Long> duplicateFrames() {
            return duplicateFrames;
        }

        /** The frames in which the link addresses claimed it. */
        public List<Long> claimFrames() {
            return claimFrames;
        }

        /** The address. */
        public Address address() {
            return address;
        }

        /** Link addresses that claimed it. */
        public List<String> claims() {
            return claims;
        }
    }

    private record RouterKey(Address address, String linkAddress) {
    }

    private final Map<RouterKey, Router> routers = new LinkedHashMap<>();
    private final Map<Address, Neighbor> neighbors = new LinkedHashMap<>();
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
        RouterKey key = new RouterKey(Address.sourceOf(packet), link);
        Router router = routers.get(key);
        if (router == null) {
            if (routers.size() == MAX_ROUTERS) {
                full = true;
                return;
            }
            router = new Router(key.address, link);
            router.firstFrame = packet.frame().number();
            routers.put(key, router);
        } else if (!said.equals(router.latest)) {
            router.changes++;
        }
        router.latest = said;
        router.advertisements++;
        router.lastFrame = packet.frame().number();
    }

    private Neighbor neighbor(IcmpMessage message) {
        ByteView bytes = message.bytes();
        if (bytes.length() < OPTIONS) {
            return null;
        }
        Address target = new Address(6, bytes.i64be(TARGET), bytes.i64be(TARGET + 8));
        Neighbor neighbor = neighbors.get(target);
        if (neighbor == null) {
            if (neighbors.size() == MAX_NEIGHBORS) {
                full = true;
                return null;
            }
            neighbor = new Neighbor(target);
            neighbors.put(target, neighbor);
        }
        return neighbor;
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
            neighbor.solicitations++;
            neighbor.unanswered++;
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
            neighbor.duplicate(packet.frame().number());
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
        neighbor.claim(MacAddress.text(option < 0 ? mac : MacAddress.at(message.bytes(), option + 2)), frame);
        neighbor.advertisements++;
        neighbor.unanswered = 0;
        boolean soon = neighbor.detectionTime != Long.MIN_VALUE
                && packet.frame().timestampNanos() - neighbor.detectionTime <= DETECTION_NANOS;
        // After a successful check the host may advertise the address itself, from the same link address.
        if (soon && mac >= 0 && neighbor.detectionMac >= 0 && mac != neighbor.detectionMac) {
            neighbor.duplicate(frame);
        }
    }

    /** Routers, in the order of their first advertisements. */
    public Collection<Router> routers() {
        return Collections.unmodifiableCollection(routers.values());
    }

    /** Addresses that more than one host wants. */
    public List<Neighbor> duplicates() {
        return neighbors.values().stream().filter(n -> !n.duplicateFrames.isEmpty()).toList();
    }

    /** Addresses claimed by several link addresses although no duplicate was detected. */
    public List<Neighbor> moved() {
        return neighbors.values().stream().filter(n -> n.claims.size() > 1 && n.duplicateFrames.isEmpty()).toList();
    }

    /** Addresses that were solicited and never advertised, those with most solicitations first. */
    public List<Neighbor> silent() {
        return neighbors.values().stream().filter(n -> n.unanswered > 0 && n.advertisements == 0)
                .sorted((x, y) -> Long.compare(y.unanswered, x.unanswered)).toList();
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
