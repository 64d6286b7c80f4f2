package io.wirecause.analysis.service;

import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.analysis.collect.Distribution;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a server was like, in more detail than a diagnosis needs: how its times and sizes are spread, what it chose, what was
 * lost. Only kept where two captures are compared. Bounded.
 */
public final class Profile {
    /** What an option of TCP is: offered by the client and taken by the server. */
    public static final String AGREED = "agreed on";
    /** Not offered by the client. */
    public static final String NOT_OFFERED = "not offered by clients";
    /** Offered by the client, and not taken by the server. */
    public static final String NOT_TAKEN = "not taken by the server";
    /** Values of a trait that are told apart. */
    private static final int VALUES = 32;

    private final Map<Phase, Distribution> times = new EnumMap<>(Phase.class);
    private final Map<Phase, Integer> precision = new EnumMap<>(Phase.class);
    private final Map<Trait, BoundedCounter> traits = new EnumMap<>(Trait.class);
    private final BoundedCounter answers = new BoundedCounter(VALUES);
    private final Distribution answerBytes = new Distribution();
    private final Distribution roundTrips = new Distribution();
    private final long[] segments = new long[2];
    private final long[] lost = new long[2];
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;

    Profile() {
    }

    /** A connection of it, or a time at which it was in use, nanoseconds since 1970. */
    public void seen(long first, long last) {
        from = Math.min(from, first);
        to = Math.max(to, last);
    }

    /**
     * Adds times of a phase. What is known more precisely takes the place of what was added before.
     *
     * @param exactness 0 for TCP, 1 for a protocol over it
     */
    public void took(Phase phase, Distribution nanos, int exactness) {
        int known = precision.getOrDefault(phase, 0);
        if (nanos.count() == 0 || exactness < known) {
            return;
        }
        if (exactness > known) {
            times.remove(phase);
            precision.put(phase, exactness);
        }
        times.computeIfAbsent(phase, p -> new Distribution()).addAll(nanos);
    }

    /** Adds one time of a phase, by what TCP knows; negative ones are not known. */
    public void took(Phase phase, long nanos) {
        if (nanos >= 0 && precision.getOrDefault(phase, 0) == 0) {
            times.computeIfAbsent(phase, p -> new Distribution()).add(nanos);
        }
    }

    /** Adds the shortest round trip of a connection; a negative one is not known. */
    public void roundTrip(long nanos) {
        if (nanos >= 0) {
            roundTrips.add(nanos);
        }
    }

    /**
     * Counts segments with data.
     *
     * @param byServer whether the server sent them
     * @param sent     all of them
     * @param missing  those that got lost
     */
    public void data(boolean byServer, long sent, long missing) {
        segments[byServer ? 1 : 0] += sent;
        lost[byServer ? 1 : 0] += missing;
    }

    /** Adds what a trait was, so many times; null is not known. Text from the wire has to be clean. */
    public void is(Trait trait, String value, long times) {
        if (value != null && times > 0) {
            traits.computeIfAbsent(trait, t -> new BoundedCounter(VALUES)).add(value, times);
        }
    }

    /** Counts answers by code, such as a status. */
    public void answers(Map<String, Long> byCode) {
        byCode.forEach(answers::add);
    }

    /** Adds sizes of answers, bytes. */
    public void answerBytes(Distribution bytes) {
        answerBytes.addAll(bytes);
    }

    void addAll(Profile other) {
        seen(other.from, other.to);
        other.times.forEach((phase, spread) -> took(phase, spread, other.precision.getOrDefault(phase, 0)));
        other.traits.forEach((trait, values) -> values.commonestFirst(VALUES).forEach((v, n) -> is(trait, v, n)));
        answers(other.answers.commonestFirst(VALUES));
        answerBytes(other.answerBytes);
        roundTrips.addAll(other.roundTrips);
        for (int i = 0; i < 2; i++) {
            segments[i] += other.segments[i];
            lost[i] += other.lost[i];
        }
    }

    /** The times of a phase, nanoseconds; none where it was not measured. */
    public Distribution times(Phase phase) {
        return times.getOrDefault(phase, new Distribution());
    }

    /** How precisely a phase is known: 0 by TCP, 1 by a protocol over it. */
    public int precision(Phase phase) {
        return precision.getOrDefault(phase, 0);
    }

    /** The shortest round trips of connections, nanoseconds. */
    public Distribution roundTrips() {
        return roundTrips;
    }

    /** What a trait was and how often, the commonest first. */
    public Map<String, Long> values(Trait trait) {
        BoundedCounter values = traits.get(trait);
        return values == null ? Map.of() : values.commonestFirst(VALUES);
    }

    /** Answers by code, the commonest first. */
    public Map<String, Long> answers() {
        return answers.commonestFirst(VALUES);
    }

    /** Sizes of answers, bytes. */
    public Distribution answerBytes() {
        return answerBytes;
    }

    /** Segments with data of one side. */
    public long segments(boolean byServer) {
        return segments[byServer ? 1 : 0];
    }

    /** Those of them that got lost. */
    public long lost(boolean byServer) {
        return lost[byServer ? 1 : 0];
    }

    /** From its first use to its last, nanoseconds; 0 where it was not used. */
    public long span() {
        return Math.max(0, to < from ? 0 : to - from);
    }
}
