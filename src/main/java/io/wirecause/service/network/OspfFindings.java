package io.wirecause.service.network;

import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Party;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ServiceFindingCode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The sentences about what OSPF routers make of each other. */
final class OspfFindings {
    private final Consumer<Incident> incidents;

    OspfFindings(Consumer<Incident> incidents) {
        this.incidents = incidents;
    }

    private void tell(ServiceFindingCode code, Severity severity, Confidence confidence, String title, String detail, String hint,
                      List<Long> frames, Set<Subject> subjects) {
        for (long frame : frames) {
            incidents.accept(new Incident(code, "ospf " + title, severity, confidence, title, detail, hint, Party.NETWORK, frame,
                    subjects));
        }
    }

    private static Set<Subject> hosts(String one, String other) {
        return one.equals(other) ? Set.of(Subject.host(one)) : Set.of(Subject.host(one), Subject.host(other));
    }

    private static Severity lasting(boolean mended) {
        return mended ? Severity.NOTE : Severity.ERROR;
    }

    /** Two routers whose settings keep them apart, or who do not take each other's hellos. */
    void pair(OspfPair pair) {
        Set<Subject> subjects = hosts(pair.one.address, pair.other.address);
        String both = pair.one.address + " and " + pair.other.address;
        if (pair.isMismatch()) {
            List<String> all = pair.differences();
            boolean sameId = pair.one.id == pair.other.id;
            tell(ServiceFindingCode.ROUTING_MISMATCH, lasting(pair.isMended()), Confidence.HIGH,
                    "OSPF routers " + both + " do not become neighbours: " + all.get(0),
                    "Neither names the other in its hellos" + (all.size() > 1 ? "; they differ in more: "
                            + String.join("; ", all.subList(1, all.size())) : "")
                            + (pair.isMended() ? "; later they do, with settings that agree" : ""),
                    sameId ? "Give each router an id of its own, and restart OSPF there."
                            : "Make both ends of the link agree: area and its kind, authentication, hello and dead interval, "
                                    + "netmask.",
                    pair.frames(), subjects);
        } else if (pair.isDeaf()) {
            boolean signed = pair.one.authentication == 2;
            tell(ServiceFindingCode.ROUTING_MISMATCH, Severity.ERROR, Confidence.MEDIUM,
                    "OSPF routers " + both + (signed ? " do not take each other's hellos: their passwords for key "
                            + pair.one.secret + " differ" : " do not take each other's hellos, although their settings agree"),
                    "Both say hello, all that is in clear agrees, and neither names the other",
                    signed ? "Enter the same password and algorithm for the key at both routers."
                            : "Look for a filter of multicast or of IP protocol 89 between them, and at their interfaces' state.",
                    pair.frames(), subjects);
        }
    }

    /** An exchange of databases that does not get beyond its beginning: RFC 2328, section 10.6. */
    void exchange(OspfExchange exchange, int fromMtu, int toMtu) {
        if (!exchange.isStuck()) {
            return;
        }
        boolean differ = fromMtu > 0 && toMtu > 0 && fromMtu != toMtu;
        tell(ServiceFindingCode.ROUTING_MISMATCH, lasting(exchange.isOver()), differ ? Confidence.HIGH : Confidence.MEDIUM,
                "OSPF routers " + exchange.from + " and " + exchange.to + " are stuck in ExStart: "
                        + (differ ? "their MTUs differ, " + fromMtu + " and " + toMtu
                        : "database descriptions get no answer that is taken"),
                exchange.from + " sent its first database description " + Plural.of(exchange.offers, "time") + " within "
                        + Durations.words(exchange.until - exchange.since)
                        + (exchange.isOver() ? ", then the exchange went on" : " and never got further"),
                differ ? "Set the same MTU at both ends of the link." : "Check that packets of the full MTU and unicasts pass "
                        + "between both, and that their router ids differ.",
                exchange.frames, hosts(exchange.from, exchange.to));
    }

    /** Neighbours of which one takes the link for a point-to-point one. */
    void networkType(OspfPair pair) {
        OspfRouter one = pair.one;
        OspfRouter other = pair.other;
        if (!one.hears(other.id) || !other.hears(one.id) || one.seesPointToPoint() == other.seesPointToPoint()
                || one.designated == 0 && other.designated == 0) {
            return;
        }
        OspfRouter plain = one.seesPointToPoint() ? one : other;
        OspfRouter elects = plain == one ? other : one;
        tell(ServiceFindingCode.ROUTING_MISMATCH, Severity.WARNING, Confidence.MEDIUM,
                "OSPF routers " + one.address + " and " + other.address + " take their link for different kinds of network",
                elects.address + " elects a designated router, " + plain.address + " names none, as on a point-to-point link",
                "Set the same network type at both ends: they look like neighbours, and have no routes from each other.",
                List.of(elects.frame, plain.frame), hosts(one.address, other.address));
    }

    /** A neighbour that is one no longer; with what is known of the two. */
    void lost(OspfLoss loss, OspfPair pair) {
        String by = loss.by.address;
        String title;
        if (loss.isSilent()) {
            title = "OSPF neighbour " + loss.name() + " of " + by + " is lost: silent for " + Durations.words(loss.silence);
        } else if (loss.restarted) {
            title = "OSPF router " + by + " started anew and lost its neighbour " + loss.name();
        } else if (loss.known == null) {
            title = "OSPF router " + by + " gave up its neighbour " + loss.name();
        } else {
            title = "OSPF router " + by + " no longer hears " + loss.name() + ", whose hellos go on";
        }
        boolean back = loss.back >= 0;
        boolean oneWay = pair != null && !back && loss.known != null && loss.known.hears(loss.by.id) && !loss.isSilent();
        tell(ServiceFindingCode.ROUTING_NEIGHBOR_LOST, back ? Severity.WARNING : Severity.ERROR,
                loss.known == null ? Confidence.MEDIUM : Confidence.HIGH, title,
                (loss.times > 1 ? "Lost " + loss.times + " times; the hello" : "The hello") + " of frame " + loss.frame
                        + " no longer names it" + (loss.known == null ? "; its own hellos are not in the capture" : "")
                        + (oneWay ? "; the other way hellos arrive" : "")
                        + (back ? "; named again " + Durations.words(loss.back - loss.time) + " later" : ""),
                loss.isSilent() ? "See whether that router or the link to it went down, or its routing process hung."
                        : loss.restarted ? "See in the router's log why its OSPF process or interface started anew."
                        : "Look for loss or a filter on the way from that router: multicast to 224.0.0.5, or a link that works "
                        + "one way only.",
                loss.known == null ? List.of(loss.frame) : List.of(loss.frame, loss.known.frame),
                loss.known == null ? Set.of(Subject.host(by)) : hosts(by, loss.known.address));
    }
}
