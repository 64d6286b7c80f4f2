package io.wirecause.service.network;

import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import java.util.ArrayList;
import java.util.List;

/** A router on a link: what its last hello said, and since when. Times are nanoseconds. */
final class OspfRouter {
    static final long SECOND = 1_000_000_000L;
    private static final int MOST_LISTED = 64;
    private static final int HELLOS_OF_TURN = 6;
    private static final int[] NOBODY = {};

    final Link link;
    final String address;
    private final long hi;
    private final long lo;
    int id;
    int area;
    int authentication;
    long secret;
    int mask;
    int helloInterval;
    long deadInterval;
    int areaKind;
    int designated;
    /** Whether its last hello names others than the one before. */
    boolean relisted;
    /** Routers that it hears. */
    private int[] listed = NOBODY;
    /** Hellos with these settings. */
    int hellos;
    /** Hellos in a row that name no designated router, while they name neighbours. */
    private int withoutDesignated;
    long frame;
    long time;
    /** The largest packet it takes, as its descriptions of the database say; -1 where there was none. */
    int mtu = -1;

    /** What routers share to be neighbours. */
    record Link(int vlan, int version, int instance, int networkInterface, long tunnel) {
    }

    OspfRouter(Link link, Packet packet) {
        this.link = link;
        this.hi = packet.sourceHi();
        this.lo = packet.sourceLo();
        this.address = IpAddress.text(packet.ipVersion(), hi, lo);
    }

    /** The routers that were listed until this hello, and are no longer. */
    List<Integer> hello(OspfMessage message, Packet packet) {
        boolean same = hellos > 0 && id == message.router() && area == message.area()
                && authentication == message.authentication() && secret == message.secret() && mask == message.mask()
                && helloInterval == message.helloInterval() && deadInterval == message.deadInterval()
                && areaKind == message.areaKind();
        hellos = same ? hellos + 1 : 1;
        id = message.router();
        area = message.area();
        authentication = message.authentication();
        secret = message.secret();
        mask = message.mask();
        helloInterval = message.helloInterval();
        deadInterval = message.deadInterval();
        areaKind = message.areaKind();
        designated = message.designated();
        withoutDesignated = designated == 0 && message.neighbours() > 0 ? withoutDesignated + 1 : 0;
        // One that was silent for as long as others wait starts anew, and has lost nobody.
        boolean anew = packet.frame().timestampNanos() - time >= patience();
        frame = packet.frame().number();
        time = packet.frame().timestampNanos();
        List<Integer> gone = relist(message);
        return anew ? List.of() : gone;
    }

    private List<Integer> relist(OspfMessage message) {
        int count = Math.min(MOST_LISTED, message.neighbours());
        boolean same = count == listed.length;
        for (int i = 0; i < count && same; i++) {
            same = listed[i] == message.neighbour(i);
        }
        relisted = !same;
        if (same) {
            return List.of();
        }
        int[] before = listed;
        listed = new int[count];
        for (int i = 0; i < count; i++) {
            listed[i] = message.neighbour(i);
        }
        List<Integer> gone = new ArrayList<>(before.length);
        for (int each : before) {
            if (!hears(each)) {
                gone.add(each);
            }
        }
        return gone;
    }

    /** Whether its last hello names this router. */
    boolean hears(int router) {
        for (int each : listed) {
            if (each == router) {
                return true;
            }
        }
        return false;
    }

    boolean hearsNobody() {
        return listed.length == 0;
    }

    /** Whether it takes the link for one without a designated router, as its hellos still say after the time to wait for one. */
    boolean seesPointToPoint() {
        return withoutDesignated >= HELLOS_OF_TURN;
    }

    /** How long it is silent at a time before it is given up. */
    long patience() {
        return Math.max(1, deadInterval) * SECOND;
    }

    /** Whether another router's address is in the network of this one's, or both are on a link as IPv6 has it. */
    boolean reaches(OspfRouter other) {
        return link.version() == 3 ? hi == other.hi : mask != 0 && ((int) lo & mask) == ((int) other.lo & mask);
    }
}
