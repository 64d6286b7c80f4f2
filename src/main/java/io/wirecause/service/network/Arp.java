package io.wirecause.service.network;

import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.analysis.collect.LruMap;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.protocol.ArpView;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Party;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import io.wirecause.service.decode.ServiceFindingCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** ARP (RFC 826): addresses that two hosts claim, that nobody answers for, and hosts that ask without end. */
public final class Arp implements PacketWatcher {
    private static final int MOST_ADDRESSES = 8_192;
    private static final int MOST_HOSTS = 4_096;
    private static final int REQUEST = 1;
    /** A host that claims more addresses than this answers for others: proxy ARP (RFC 1027). */
    private static final int PROXY = 4;
    /** Requests without an answer that count, and how long they last at least. */
    private static final int SILENT_REQUESTS = 3;
    private static final long SILENT_NANOS = 2_000_000_000L;
    /** A host that asks in vain for more addresses than this looks for hosts. */
    private static final int SCAN = 16;
    private static final int STORM_A_SECOND = 100;
    private static final int STORM_SECONDS = 3;
    private static final long SECOND = 1_000_000_000L;
    private static final int TOLD = 5;
    private static final int RECENT = 1 << 8;

    private final Map<Long, ArpClaims> addresses = new LruMap<>(MOST_ADDRESSES);
    private final Map<Long, Host> hosts = new LruMap<>(MOST_HOSTS);
    /** Senders and receivers of IP packets since the last message, which need not be looked up again. */
    private final long[] senders = new long[RECENT];
    private final long[] receivers = new long[RECENT];
    private long messages;

    /** A link address. */
    private static final class Host {
        final Set<Long> claims = new HashSet<>(2);
        boolean receives;
        long second = Long.MIN_VALUE;
        int inSecond;
        int stormySeconds;
        int most;
        long stormFrame;
    }

    @Override
    public boolean seesTcp() {
        return true;
    }

    @Override
    public void packet(Packet packet, Consumer<Incident> incidents) {
        if (packet.layerCount() == 0 || packet.layer(0) != Layer.ETHERNET) {
            return;
        }
        if (packet.innermost() == Layer.ARP) {
            ArpView view = ArpView.of(packet);
            if (view != null) {
                messages++;
                message(packet, view);
            }
        } else if (messages > 0 && packet.ipVersion() == 4 && packet.tunnels() == 0
                && packet.bytes().length() > 2 * MacAddress.LENGTH) {
            traffic(packet);
        }
    }

    private void message(Packet packet, ArpView view) {
        Arrays.fill(senders, 0);
        long time = packet.frame().timestampNanos();
        long frame = packet.frame().number();
        long mac = view.senderLink();
        boolean toGroup = MacAddress.toGroup(packet);
        Host host = hosts.computeIfAbsent(mac, m -> new Host());
        if (toGroup) {
            count(host, time, frame);
        } else {
            received(packet);
        }
        if (view.sender() != 0 && !isVirtual(mac)) {
            if (host.claims.size() <= PROXY) {
                host.claims.add(key(packet, view.sender()));
            }
            boolean answer = view.operation() != REQUEST && !toGroup;
            claims(packet, view.sender()).claim(mac, answer ? MacAddress.at(packet.bytes(), 0) : -1, frame, time);
        } else if (view.sender() != 0) {
            // An address of redundant routers: it moves between them on purpose.
            claims(packet, view.sender()).more = true;
            claims(packet, view.sender()).claim(mac, -1, frame, time);
        }
        if (view.operation() == REQUEST && view.sender() != 0 && view.sender() != view.target() && toGroup) {
            claims(packet, view.target()).ask(view.sender(), mac, frame, time);
        }
    }

    private ArpClaims claims(Packet packet, long address) {
        return addresses.computeIfAbsent(key(packet, address), k -> new ArpClaims(address));
    }

    /** Two VLANs may have hosts of the same address. */
    private static long key(Packet packet, long address) {
        return (packet.vlan() + 1L) << 32 | address;
    }

    /** An IP packet shows that its sender is there, and that what goes to its receiver is captured. */
    private void traffic(Packet packet) {
        long from = key(packet, packet.sourceLo());
        long to = MacAddress.at(packet.bytes(), 0);
        int slot = (int) KeyedHash.mix(from, to) & RECENT - 1;
        if (senders[slot] == from && receivers[slot] == to) {
            return;
        }
        senders[slot] = from;
        receivers[slot] = to;
        received(packet);
        ArpClaims sender = addresses.get(from);
        if (sender != null) {
            sender.asked = 0;
            sender.alive = true;
            sender.askedFrames.clear();
        }
    }

    private void received(Packet packet) {
        Host receiver = hosts.get(MacAddress.at(packet.bytes(), 0));
        if (receiver != null) {
            receiver.receives = true;
        }
    }

    private static void count(Host host, long time, long frame) {
        long second = Math.floorDiv(time, SECOND);
        if (second != host.second) {
            host.second = second;
            host.inSecond = 0;
        }
        host.inSecond++;
        host.most = Math.max(host.most, host.inSecond);
        if (host.inSecond == STORM_A_SECOND) {
            host.stormySeconds++;
            host.stormFrame = host.stormFrame == 0 ? frame : host.stormFrame;
        }
    }

    /** Link addresses that redundant routers share (VRRP, HSRP, GLBP), and those of clusters. */
    static boolean isVirtual(long mac) {
        return mac >>> 16 == 0x00005e00L && (mac >>> 8 & 0xff) <= 2 || mac >>> 8 == 0x00000c07acL || mac >>> 12 == 0x00000c9ffL
                || mac >>> 24 == 0x0007b4L || mac >>> 32 == 0x02bfL || mac >>> 32 == 0x03bfL;
    }

    @Override
    public void finish(long lastTime, Consumer<Incident> incidents) {
        List<ArpClaims> contested = new ArrayList<>();
        List<ArpClaims> silent = new ArrayList<>();
        for (ArpClaims claims : addresses.values()) {
            if (claims.isContested() && !claims.more && !isOneHost(claims)) {
                contested.add(claims);
            }
            if (claims.asked >= SILENT_REQUESTS && claims.askedUntil - claims.askedSince >= SILENT_NANOS
                    && claims.asker != claims.address) {
                silent.add(claims);
            }
        }
        contested.stream().limit(TOLD).forEach(claims -> conflict(claims, incidents));
        Set<Long> scanners = new HashSet<>();
        for (ArpClaims claims : silent) {
            if (silent.stream().filter(other -> other.askerMac == claims.askerMac).count() > SCAN) {
                scanners.add(claims.askerMac);
            }
        }
        silent.stream().filter(claims -> !scanners.contains(claims.askerMac))
                .sorted(Comparator.comparingLong((ArpClaims claims) -> claims.asked).reversed()).limit(TOLD)
                .forEach(claims -> silent(claims, incidents));
        hosts.forEach((mac, host) -> {
            if (host.stormySeconds >= STORM_SECONDS) {
                storm(mac, host, incidents);
            }
        });
    }

    /** Proxies answer for others, and a host with two cards in a network may answer with both for both its addresses. */
    private boolean isOneHost(ArpClaims claims) {
        Host one = hosts.get(claims.first);
        Host other = hosts.get(claims.second);
        if (one == null || other == null || one.claims.size() >= PROXY || other.claims.size() >= PROXY) {
            return true;
        }
        Set<Long> both = new HashSet<>(one.claims);
        both.retainAll(other.claims);
        return both.size() > 1;
    }

    private void conflict(ArpClaims claims, Consumer<Incident> incidents) {
        String address = IpAddress.text(4, 0, claims.address);
        String one = MacAddress.text(claims.first);
        String other = MacAddress.text(claims.second);
        for (long frame : claims.evidence()) {
            incidents.accept(new Incident(ServiceFindingCode.ADDRESS_CONFLICT, address, Severity.ERROR, Confidence.HIGH,
                    "Two hosts use the address " + address + ": " + one + " and " + other,
                    Plural.of(claims.firstClaims, "ARP message") + " of " + one + " and " + claims.secondClaims + " of " + other
                            + " say that they have it" + (claims.answersTwice() ? "; both answered the same request" : "; by "
                            + "turns"),
                    "Find both hosts by their link addresses in the switch's table, and give one of them another address.",
                    Party.NETWORK, frame, Set.of(Subject.host(address))));
        }
    }

    private void silent(ArpClaims claims, Consumer<Incident> incidents) {
        Host asker = hosts.get(claims.askerMac);
        boolean visible = asker != null && asker.receives;
        if (!visible) {
            return;
        }
        String address = IpAddress.text(4, 0, claims.address);
        String who = IpAddress.text(4, 0, claims.asker);
        for (long frame : claims.askedFrames) {
            incidents.accept(new Incident(ServiceFindingCode.ARP_UNANSWERED, address, claims.alive ? Severity.NOTE
                    : Severity.WARNING,
                    claims.alive ? Confidence.MEDIUM : Confidence.HIGH,
                    "Nobody answers ARP requests for " + address + ": " + who + " cannot send it anything",
                    Plural.of(claims.asked, "request") + " within " + Durations.words(claims.askedUntil - claims.askedSince)
                            + ", no answer, while " + who + " gets other packets"
                            + (claims.alive ? "; the address was there before" : ""),
                    "Check that the host is up and in this VLAN, and that address and mask of the one that asks are right.",
                    Party.NETWORK, frame, Set.of(Subject.host(address))));
        }
    }

    private static void storm(long mac, Host host, Consumer<Incident> incidents) {
        String text = MacAddress.text(mac);
        incidents.accept(new Incident(ServiceFindingCode.ARP_STORM, text, Severity.WARNING, Confidence.MEDIUM,
                text + " broadcasts up to " + host.most + " ARP messages a second",
                Plural.of(host.stormySeconds, "second") + " with " + STORM_A_SECOND + " or more",
                "Look at what that host does: a scan, a loop behind it, or software that asks without end.",
                Party.CLIENT, host.stormFrame, Set.of(Subject.host(text))));
    }

    @Override
    public long messages() {
        return messages;
    }
}
