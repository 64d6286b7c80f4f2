package io.wirecause.service.network;

import java.util.ArrayList;
import java.util.List;

/** What two routers on a link make of each other's hellos. Times are nanoseconds. */
final class OspfPair {
    private static final int MOST_FRAMES = 6;
    /** Hellos of both that differ from which on they count. */
    private static final int ENOUGH = 4;
    private static final String[] AUTHENTICATION = {"no authentication", "a password in clear", "a signature"};

    final OspfRouter one;
    final OspfRouter other;
    private final List<Long> frames = new ArrayList<>(2);
    /** How their settings differ, worst first; empty where they agree. */
    private List<String> differences = List.of();
    private int differing;
    private int deafOne;
    private int deafOther;
    private long since = -1;
    private long until;
    private boolean mended;

    OspfPair(OspfRouter one, OspfRouter other) {
        this.one = one;
        this.other = other;
    }

    /** A hello of one of them came while the other is alive. */
    void hello(OspfRouter from, long frame, long time) {
        boolean heard = one.hears(other.id) || other.hears(one.id);
        if (heard && one.id != other.id) {
            mended = true;
            deafOne = 0;
            deafOther = 0;
            since = -1;
            return;
        }
        List<String> now = differences(one, other);
        if (!now.isEmpty()) {
            differences = now;
            differing++;
            mended = false;
        } else if (since < 0) {
            since = time;
        }
        until = time;
        deafOne += from == one ? 0 : 1;
        deafOther += from == one ? 1 : 0;
        if (frames.size() < MOST_FRAMES) {
            frames.add(frame);
        }
    }

    /** Whether their settings keep them apart. */
    boolean isMismatch() {
        return differing >= ENOUGH && deafOne > 1 && deafOther > 1 || mended && differing >= ENOUGH;
    }

    /** Whether both speak for longer than either waits and neither names the other, although nothing in clear differs. */
    boolean isDeaf() {
        return differing == 0 && !mended && since >= 0 && deafOne > 2 && deafOther > 2
                && until - since > Math.max(one.patience(), other.patience());
    }

    boolean isMended() {
        return mended;
    }

    List<String> differences() {
        return differences;
    }

    List<Long> frames() {
        return frames;
    }

    /** What keeps two routers from becoming neighbours: RFC 2328, sections 8.2 and 10.5. Passwords are compared, not told. */
    private static List<String> differences(OspfRouter a, OspfRouter b) {
        if (a.id == b.id) {
            return List.of("both have the router id " + OspfMessage.id(a.id));
        }
        List<String> all = new ArrayList<>(1);
        if (a.area != b.area) {
            all.add("area " + OspfMessage.id(a.area) + " and area " + OspfMessage.id(b.area));
        }
        if (a.authentication != b.authentication) {
            all.add(authentication(a) + " and " + authentication(b));
        } else if (a.secret != b.secret) {
            all.add(a.authentication == 1 ? "their passwords differ" : "key " + a.secret + " and key " + b.secret);
        }
        if (a.helloInterval != b.helloInterval) {
            all.add("hello interval " + a.helloInterval + " s and " + b.helloInterval + " s");
        }
        if (a.deadInterval != b.deadInterval) {
            all.add("dead interval " + a.deadInterval + " s and " + b.deadInterval + " s");
        }
        if (a.mask != b.mask) {
            all.add("netmask /" + Integer.bitCount(a.mask) + " and /" + Integer.bitCount(b.mask));
        }
        if (a.areaKind != b.areaKind) {
            all.add(kind(a) + " and " + kind(b) + " for area " + OspfMessage.id(a.area));
        }
        return all;
    }

    private static String authentication(OspfRouter router) {
        return router.authentication < AUTHENTICATION.length ? AUTHENTICATION[router.authentication]
                : "authentication " + router.authentication;
    }

    private static String kind(OspfRouter router) {
        return (router.areaKind & 8) != 0 ? "not so stubby" : (router.areaKind & 2) != 0 ? "ordinary" : "stub";
    }
}
