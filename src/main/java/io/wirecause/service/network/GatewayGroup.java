package io.wirecause.service.network;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.report.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Redundant routers, of which one is the gateway: who is, when that changes, and whether two are at once. In nanoseconds. */
final class GatewayGroup {
    private static final int MOST_ROUTERS = 16;
    private static final int MOST_CHANGES = 6;
    /** Words by turns from which on two are active at once: when one takes over, a few cross. */
    private static final int TURNS = 6;

    final String name;
    private final Map<String, Router> routers = new LruMap<>(MOST_ROUTERS);
    final List<Change> changes = new ArrayList<>(1);
    final List<Long> turnFrames = new ArrayList<>(2);
    long changed;
    private Router active;
    private Router lastSpeaker;
    private int turns;
    /** The two that are active at once; null where none were. */
    Router one;
    Router other;

    /** A router of the group, as it last said it is active. */
    static final class Router {
        GatewayWord word;
        long frame;
        long time;
        boolean resigned;
        /** When it began to speak while another one was active; -1 where it did not. */
        long challenged = -1;
        long challengeFrame;
    }

    /**
     * Another router became active.
     *
     * @param how     why, as far as words tell
     * @param ordered whether that was said, or the priorities explain it
     * @param lastFrame the last word of the one before
     * @param frame     the first one of the other
     */
    record Change(GatewayWord from, GatewayWord to, String how, boolean ordered, long lastFrame, long frame) {
    }

    GatewayGroup(String name) {
        this.name = name;
    }

    boolean isNear(GatewayWord word) {
        return active == null || active.word.isNear(word) || routers.containsKey(word.source());
    }

    /** A router says that it is active. */
    void speak(GatewayWord word, long frame, long time) {
        Router router = routers.computeIfAbsent(word.source(), s -> new Router());
        turn(router, word, frame, time);
        router.word = word;
        if (active == null) {
            active = router;
        } else if (active != router) {
            contest(router, frame, time);
        } else {
            goOn(router, frame, time);
        }
        router.frame = frame;
        router.time = time;
        router.resigned = false;
    }

    /** Words of two routers by turns, while neither had the time to notice that the other is gone. */
    private void turn(Router router, GatewayWord word, long frame, long time) {
        Router before = lastSpeaker;
        if (before != null && before != router) {
            boolean alive = !before.resigned && time - before.time < before.word.patience() && router.word != null
                    && !router.resigned && time - router.time < 2 * router.word.patience();
            turns = alive ? turns + 1 : 0;
            if (alive && turnFrames.size() < MOST_CHANGES) {
                turnFrames.add(frame);
            } else if (!alive && one == null) {
                turnFrames.clear();
            }
            if (turns >= TURNS && one == null) {
                one = before;
                other = router;
                router.word = word;
            }
        }
        lastSpeaker = router;
    }

    private void contest(Router router, long frame, long time) {
        if (router.challenged < 0) {
            router.challenged = time;
            router.challengeFrame = frame;
        }
        if (active.resigned || time - active.time >= active.word.patience()) {
            change(router);
        }
    }

    /** The active one speaks: if it missed a word while another one spoke, that one was active in between. */
    private void goOn(Router router, long frame, long time) {
        Router between = null;
        for (Router each : routers.values()) {
            if (each != router && each.challenged >= 0 && each.time > router.time
                    && time - router.time > 2 * router.word.interval()) {
                between = each;
            }
        }
        if (between != null && one == null) {
            change(between);
            router.challenged = time;
            router.challengeFrame = frame;
        } else {
            routers.values().forEach(each -> each.challenged = -1);
        }
    }

    private void change(Router to) {
        Router from = active;
        boolean gaveUp = from.resigned && from.frame <= to.challengeFrame;
        boolean preempted = !gaveUp && to.challenged - from.time < from.word.patience();
        String how = gaveUp ? from.word.source() + " gave it up"
                : preempted ? to.word.source() + " took it, with priority " + to.word.priority() + " against "
                + from.word.priority()
                : from.word.source() + " fell silent, and after " + Durations.words(to.challenged - from.time) + " "
                + to.word.source() + " took over";
        changed++;
        if (changes.size() < MOST_CHANGES) {
            changes.add(new Change(from.word, to.word, how, gaveUp || preempted, from.frame, to.challengeFrame));
        }
        active = to;
        routers.values().forEach(each -> each.challenged = -1);
    }

    /** A router says that it is active no longer. */
    void resign(GatewayWord word, long frame, long time) {
        Router router = routers.get(word.source());
        if (router != null) {
            if (router != active && router.challenged >= 0 && active.time <= router.time) {
                change(router);
            }
            router.resigned = true;
            router.frame = frame;
            router.time = time;
        }
    }

    /** The last ones: who spoke last while the active one was silent has taken over. */
    void finish() {
        if (one == null && active != null && lastSpeaker != active && lastSpeaker.challenged > active.time) {
            change(lastSpeaker);
        }
    }

    /** Who was active last; null where nobody was. */
    Router active() {
        return active;
    }
}
