package io.wirecause.compare.service;

import io.wirecause.analysis.service.Profile;
import io.wirecause.analysis.service.Trait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server chooses or is, where that is another than before. */
final class TraitChanges {
    /** Values on each side that a change takes; of what only the server decides, fewer. */
    private static final int LEAST = 3;
    private static final int LEAST_OF_SERVER = 2;
    /** A value that was on neither side alone has to be this much commoner, and not by chance. */
    private static final double MORE = 0.5;
    private static final double CHANCE = 1e-4;
    private static final double MOVED = 95;
    private static final double USED = 300;
    private static final double OLDER = 200;

    private final ServicePair pair;
    private final Profile before;
    private final Profile after;

    TraitChanges(ServicePair pair) {
        this.pair = pair;
        this.before = pair.before().profile();
        this.after = pair.after().profile();
    }

    List<ServiceChange> all() {
        List<ServiceChange> changes = new ArrayList<>();
        if (pair.isMoved()) {
            changes.add(new ServiceChange(pair, "is served by another address", "is served by "
                    + ServiceComparison.some(pair.others()) + " instead of " + ServiceComparison.some(pair.addresses()), MOVED));
        }
        for (Trait trait : Trait.values()) {
            Map<String, Long> first = before.values(trait);
            Map<String, Long> second = after.values(trait);
            // The path to another address is another one.
            if (first.isEmpty() || second.isEmpty() || trait == Trait.TTL && pair.isMoved()) {
                continue;
            }
            Map.Entry<String, Long> now = second.entrySet().iterator().next();
            Map.Entry<String, Long> then = first.entrySet().iterator().next();
            if (!now.getKey().equals(then.getKey()) && isOther(trait, now, first, second)) {
                changes.add(change(trait, then, now, sum(first), sum(second)));
            }
        }
        changes.sort(Comparator.comparingDouble(ServiceChange::weight).reversed());
        boolean worse = !changes.isEmpty() && changes.get(0).isWorse();
        // What else differs belongs to the line of what got worse: it is one change of one server, or of a device before it.
        return worse ? together(changes)
                : Stream.of(false, true).flatMap(better -> together(changes.stream().filter(c -> c.isBetter() == better).toList())
                        .stream()).toList();
    }

    private List<ServiceChange> together(List<ServiceChange> some) {
        return some.isEmpty() ? some : List.of(new ServiceChange(pair, some.get(0).kind(),
                some.stream().map(ServiceChange::words).collect(Collectors.joining("; ")), some.get(0).weight()));
    }

    private static boolean isOther(Trait trait, Map.Entry<String, Long> now, Map<String, Long> first, Map<String, Long> second) {
        long of = sum(first);
        long ofAfter = sum(second);
        boolean byServer = trait == Trait.CERTIFICATE || trait == Trait.SOFTWARE;
        if (Math.min(of, ofAfter) < (byServer ? LEAST_OF_SERVER : LEAST)) {
            return false;
        }
        if (first.keySet().stream().noneMatch(second::containsKey) && first.size() == 1 && second.size() == 1) {
            return true;
        }
        long known = first.getOrDefault(now.getKey(), 0L);
        return (double) now.getValue() / ofAfter - (double) known / of >= MORE
                && Chance.ofMore(known, of, now.getValue(), ofAfter) < CHANCE;
    }

    private static long sum(Map<String, Long> values) {
        return values.values().stream().mapToLong(n -> n).sum();
    }

    private ServiceChange change(Trait trait, Map.Entry<String, Long> then, Map.Entry<String, Long> now, long of, long ofAfter) {
        String counts = now.getValue() == ofAfter && then.getValue() == of ? ""
                : " (" + now.getValue() + " of " + ofAfter + ", before " + then.getValue() + " of " + of + ")";
        String is = trait == Trait.TTL ? "its packets arrive with TTL" : trait.label() + " is";
        return new ServiceChange(pair, "the " + trait.label() + " is another",
                is + " " + now.getKey() + ", before " + then.getKey() + counts, weight(trait, then.getKey(), now.getKey()));
    }

    private static double weight(Trait trait, String then, String now) {
        return switch (trait) {
            case SACK, WINDOW_SCALING -> then.equals(Profile.AGREED) ? USED : now.equals(Profile.AGREED) ? 0 : 50;
            case TIMESTAMPS -> then.equals(Profile.AGREED) ? ServiceChange.FAULT : now.equals(Profile.AGREED) ? 0 : 40;
            case TLS_VERSION -> now.compareTo(then) < 0 ? OLDER : 70;
            case MSS -> number(now) < number(then) ? 85 : 45;
            case CLIENT_MSS -> 40;
            case CERTIFICATE -> 80;
            case CIPHER -> 60;
            case SOFTWARE -> 65;
            case ALPN, HTTP_VERSION -> 62;
            case PROTOCOL -> 75;
            case RESUMPTION -> 30;
            case TTL -> 35;
        };
    }

    private static int number(String mss) {
        return mss.equals("none") ? 0 : Integer.parseInt(mss);
    }
}
