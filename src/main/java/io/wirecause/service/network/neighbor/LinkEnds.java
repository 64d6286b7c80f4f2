package io.wirecause.service.network.neighbor;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.bytes.ByteView;
import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.report.Confidence;
import io.wirecause.report.Party;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ServiceFindingCode;
import io.wirecause.service.decode.Speaker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The devices that speak on links, and what their words show together. */
final class LinkEnds {
    private static final int MOST = 256;
    private static final int TYPE = 12;
    private static final int TAG = 4;
    private static final long SECOND = 1_000_000_000L;

    private final Map<Place, End> ends = new LruMap<>(MOST);
    private final String protocol;
    private long messages;

    /** A port of a device, as an interface of the capture shows it. */
    private record Place(int capturedAt, String chassis, String port) {
    }

    /** What an end said. */
    private static final class End {
        long address;
        DeviceWords words;
        boolean near;
        boolean left;
        int leaves;
        long leaveFrame;
        long frame;
        long first;
        long last;

        /** Until when its last words hold. */
        long until() {
            return last + words.hold * SECOND;
        }

        String title() {
            return words.title() + " (port " + words.port + ")";
        }
    }

    LinkEnds(String protocol) {
        this.protocol = protocol;
    }

    /** Where the type, or the length, of an Ethernet frame stands, behind its VLAN tags; -1 where there is none. */
    static int type(Packet packet) {
        ByteView bytes = packet.bytes();
        if (packet.layerCount() == 0 || packet.layer(0) != Layer.ETHERNET || packet.reassembled()) {
            return -1;
        }
        int at = TYPE;
        for (int tags = 0; tags < 2 && at + 2 <= bytes.length() && (bytes.u16be(at) == 0x8100 || bytes.u16be(at) == 0x88a8);
                tags++) {
            at += TAG;
        }
        return at + 2 <= bytes.length() ? at : -1;
    }

    /**
     * A message.
     *
     * @param near whether it was sent to the other end of the link only
     */
    void speak(Packet packet, DeviceWords words, boolean near) {
        messages++;
        long time = packet.frame().timestampNanos();
        End end = ends.computeIfAbsent(new Place(packet.frame().interfaceId(), words.chassis, words.port), place -> new End());
        if (end.words == null) {
            end.first = time;
        }
        end.address = MacAddress.at(packet.bytes(), MacAddress.LENGTH);
        end.left = words.hold == 0;
        // A message that says that the device leaves says nothing else.
        end.words = end.left && end.words != null ? end.words : words;
        // A tunnel of a switch that mirrors may bring what its neighbours at several ports say.
        end.near = near && packet.tunnelId() < 0;
        end.frame = packet.frame().number();
        end.last = time;
        if (end.left) {
            end.leaves++;
            end.leaveFrame = end.leaveFrame == 0 ? end.frame : end.leaveFrame;
        }
    }

    void finish(Consumer<Incident> incidents) {
        for (End end : ends.values()) {
            if (end.leaves > 0) {
                leave(end, incidents);
            }
        }
        List<Integer> links = ends.keySet().stream().map(Place::capturedAt).distinct().toList();
        for (int link : links) {
            List<End> both = ends.entrySet().stream().filter(each -> each.getKey().capturedAt == link).map(Map.Entry::getValue)
                    .toList();
            // More than two speak where the ports of a switch are mirrored: then nobody knows who is at whose other end.
            if (both.size() == 2 && areEnds(both.get(0), both.get(1))) {
                compare(both.get(0), both.get(1), incidents);
            }
        }
    }

    private static boolean areEnds(End one, End other) {
        return one.near && other.near && !one.left && !other.left && one.address != other.address
                && !one.words.chassis.equals(other.words.chassis) && !one.words.title().equals(other.words.title())
                && one.first <= other.until() && other.first <= one.until()
                && one.last <= other.until() && other.last <= one.until();
    }

    private void compare(End one, End other, Consumer<Incident> incidents) {
        Boolean duplex = one.words.fullDuplex;
        if (duplex != null && other.words.fullDuplex != null && !duplex.equals(other.words.fullDuplex)) {
            End half = duplex ? other : one;
            End full = duplex ? one : other;
            incidents.accept(mismatch("duplex", Severity.WARNING, half, full,
                    "The two ends of a link do not have the same duplex: half at " + half.title() + ", full at " + full.title(),
                    "Set both ends to negotiate, or both to the same: the half duplex end takes frames of the other for "
                            + "collisions, and packets are lost under load."));
        }
        if (one.words.vlan != 0 && other.words.vlan != 0 && one.words.vlan != other.words.vlan) {
            // Two ports that are mirrored in one direction look the same, and may well be of different VLANs.
            incidents.accept(mismatch("vlan", Severity.NOTE, one, other,
                    "Neighbours have different untagged VLANs on their link: " + one.words.vlan + " at " + one.title() + ", "
                            + other.words.vlan + " at " + other.title() + ", if they are the ends of one",
                    "Set the native VLAN (trunk) or the port's VLAN (access) of both ends to the same: untagged frames change "
                            + "from one VLAN to the other."));
        }
    }

    private Incident mismatch(String what, Severity severity, End one, End other, String title, String hint) {
        String key = what + ' ' + Math.min(one.address, other.address) + ' ' + Math.max(one.address, other.address);
        return new Incident(ServiceFindingCode.LINK_MISMATCH, key, severity,
                severity == Severity.NOTE ? Confidence.LOW : Confidence.MEDIUM, title,
                "As both say in " + protocol + ": " + MacAddress.text(one.address) + " in frame " + one.frame + ", "
                        + MacAddress.text(other.address) + " in frame " + other.frame
                        + "; no other device speaks it here, so they are taken for the ends of one link",
                hint, Party.NETWORK, Math.max(one.frame, other.frame), subjects(one, other));
    }

    private static Set<Subject> subjects(End... all) {
        Set<Subject> subjects = new LinkedHashSet<>();
        for (End end : all) {
            subjects.add(Subject.host(MacAddress.text(end.address)));
        }
        return subjects;
    }

    private void leave(End end, Consumer<Incident> incidents) {
        incidents.accept(new Incident(ServiceFindingCode.LINK_NEIGHBOR_LEFT, end.words.chassis + ' ' + end.words.port,
                Severity.NOTE, Confidence.HIGH, end.title() + " says in " + protocol + " that it leaves"
                + (end.left ? "" : ", and speaks again later"), "Time to live 0 came " + Plural.of(end.leaves, "time") + " from "
                + MacAddress.text(end.address), "Look at the device: it restarts, its port is switched off, or " + protocol
                + " is stopped there.", Party.NETWORK, end.leaveFrame, subjects(end)));
    }

    List<Speaker> speakers() {
        List<Speaker> all = new ArrayList<>();
        for (End end : ends.values()) {
            all.add(new Speaker(MacAddress.text(end.address), end.words.line()));
        }
        return all;
    }

    long messages() {
        return messages;
    }
}
