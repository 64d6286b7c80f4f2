package io.wirecause.service.network;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.packet.Packet;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ServiceFindingCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Groups of redundant routers of a protocol, and the sentences about them. */
final class GatewayGroups {
    private static final int MOST_GROUPS = 512;
    /** Groups of one number on one link, as a capture of several links may show them. */
    private static final int MOST_ALIKE = 8;
    private static final int FLAPPING = 3;
    private static final int TOLD = 4;

    private final String protocol;
    private final Map<Key, List<GatewayGroup>> groups = new LruMap<>(MOST_GROUPS);

    /** A group's number on a link. */
    private record Key(int vlan, int networkInterface, long tunnel, int ipVersion, int number) {
    }

    GatewayGroups(String protocol) {
        this.protocol = protocol;
    }

    private GatewayGroup group(Packet packet, int number, GatewayWord word) {
        Key key = new Key(packet.vlan(), packet.frame().interfaceId(), packet.tunnelId(), packet.ipVersion(), number);
        List<GatewayGroup> alike = groups.computeIfAbsent(key, k -> new ArrayList<>(1));
        for (GatewayGroup group : alike) {
            if (group.isNear(word)) {
                return group;
            }
        }
        GatewayGroup group = new GatewayGroup(protocol + " group " + number);
        if (alike.size() < MOST_ALIKE) {
            alike.add(group);
        }
        return group;
    }

    /** A router says that it is the active one. */
    void speak(Packet packet, int number, GatewayWord word) {
        group(packet, number, word).speak(word, packet.frame().number(), packet.frame().timestampNanos());
    }

    /** A router says that it no longer is. */
    void resign(Packet packet, int number, GatewayWord word) {
        group(packet, number, word).resign(word, packet.frame().number(), packet.frame().timestampNanos());
    }

    void finish(long lastTime, Consumer<Incident> incidents) {
        for (List<GatewayGroup> alike : groups.values()) {
            for (GatewayGroup group : alike) {
                group.finish();
                if (group.one != null) {
                    conflict(group, incidents);
                } else if (group.changed > 0) {
                    changes(group, incidents);
                }
                if (group.one == null && group.active() != null) {
                    absent(group, lastTime, incidents);
                }
            }
        }
    }

    private static String gateway(GatewayGroup group, GatewayWord word) {
        List<String> addresses = word.addresses();
        return addresses.isEmpty() ? "The gateway of " + group.name : "The gateway " + addresses.get(0)
                + (addresses.size() > 1 ? " and more" : "") + " (" + group.name + ")";
    }

    private static Set<Subject> subjects(GatewayWord... words) {
        Set<Subject> all = new HashSet<>();
        for (GatewayWord word : words) {
            all.add(Subject.host(word.source()));
            word.addresses().forEach(address -> all.add(Subject.host(address)));
        }
        return all;
    }

    private static void tell(Consumer<Incident> incidents, List<Long> frames, Incident incident) {
        frames.stream().distinct().forEach(frame -> incidents.accept(incident.in(frame)));
    }

    private static void conflict(GatewayGroup group, Consumer<Incident> incidents) {
        GatewayWord one = group.one.word;
        GatewayWord other = group.other.word;
        List<String> why = one.differences(other);
        tell(incidents, group.turnFrames, new Incident(ServiceFindingCode.GATEWAY_CONFLICT, group.name + one.source(),
                Severity.ERROR, Confidence.HIGH, "Two routers are the gateway of " + group.name + " at once, " + one.source()
                + " and " + other.source() + (why.isEmpty() ? ": neither hears the other" : ": " + why.get(0)),
                "Both say by turns that they are active for " + String.join(" ", one.addresses()) + ", with priorities "
                        + one.priority() + " and " + other.priority()
                        + (why.size() > 1 ? "; beside that " + String.join("; ", why.subList(1, why.size())) : ""),
                why.isEmpty() ? "Look for a filter of the protocol's multicasts between them, at a host or a switch (IGMP "
                        + "snooping), and for a broken link." : "Give both the same version, authentication, addresses and "
                                + "timers.",
                Party.NETWORK, Incident.THIS_FRAME, subjects(one, other)));
    }

    private static void changes(GatewayGroup group, Consumer<Incident> incidents) {
        GatewayGroup.Change first = group.changes.get(0);
        boolean flapping = group.changed >= FLAPPING;
        boolean ordered = group.changes.stream().allMatch(GatewayGroup.Change::ordered);
        String move = first.from().source() + " to " + first.to().source();
        String both = first.from().source() + " and " + first.to().source();
        List<Long> frames = new ArrayList<>();
        group.changes.forEach(change -> {
            frames.add(change.lastFrame());
            frames.add(change.frame());
        });
        String all = group.changed == 1 ? "Frame " + first.lastFrame() + " is the last word of the one, frame " + first.frame()
                + " the first of the other" : group.changes.stream().limit(TOLD).map(change -> "frame " + change.frame() + ": "
                        + change.how())
                .collect(Collectors.joining("; "));
        tell(incidents, frames, new Incident(ServiceFindingCode.GATEWAY_FAILOVER, group.name + first.from().source(),
                flapping ? Severity.ERROR : ordered ? Severity.NOTE : Severity.WARNING, Confidence.HIGH,
gateway(group, first.from()) + (flapping ? " moved " + group.changed + " times between " + both
                        : " moved from " + move + (isBack(group) ? " and back" : "") + ": " + first.how()), all,
                flapping ? "Find out what lets the routers change places again and again: a link that flaps, lost multicasts, or "
                        + "load." : ordered ? "Said in order: nothing to do where it was planned."
                        : "See what happened to " + first.from().source() + " or its link at that time.",
                Party.NETWORK, Incident.THIS_FRAME, subjects(first.from(), first.to())));
    }

    private static boolean isBack(GatewayGroup group) {
        return group.changed == 2 && group.changes.get(1).to().source().equals(group.changes.get(0).from().source());
    }

    /** The last active router is heard no longer, and no other one took its place. */
    private static void absent(GatewayGroup group, long lastTime, Consumer<Incident> incidents) {
        GatewayGroup.Router last = group.active();
        long silence = lastTime - last.time;
        if (silence < 2 * last.word.patience() + last.word.interval()) {
            return;
        }
        tell(incidents, List.of(last.frame), new Incident(ServiceFindingCode.GATEWAY_FAILOVER, group.name + " absent",
                last.resigned ? Severity.ERROR : Severity.WARNING, last.resigned ? Confidence.HIGH : Confidence.MEDIUM,
                gateway(group, last.word) + (last.resigned ? " was given up by " : " is no longer announced by ")
                        + last.word.source() + ", and no other router takes over",
                "Nothing for the last " + Durations.words(silence) + " of the capture; said each "
                        + Durations.words(last.word.interval()) + " before",
                "See what happened to that router, and why no other one of the group is ready.", Party.NETWORK,
                Incident.THIS_FRAME, subjects(last.word)));
    }
}
