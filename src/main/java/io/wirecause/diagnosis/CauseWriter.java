package io.wirecause.diagnosis;

import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Subject;
import java.time.Instant;
import java.util.List;

/** Writes causes as answers show them. */
final class CauseWriter {
    private static final int EFFECTS = 5;
    private static final int FRAMES = 5;
    private static final long MICRO = 1_000L;

    private final FrameTimes times;

    CauseWriter(FrameTimes times) {
        this.times = times;
    }

    DiagnosisAnswer.Cause cause(CauseTree.Root root) {
        Finding f = root.finding();
        long first = f.frames().isEmpty() ? 0 : f.frames().get(0);
        boolean known = times.knows(first);
        List<DiagnosisAnswer.Effect> effects = root.effects().stream().limit(EFFECTS).map(effect -> new DiagnosisAnswer.Effect(
                effect.finding().code(), effect.title(), frame(effect.finding(), f))).toList();
        // Microseconds are enough for a "since".
        long since = known ? times.time(first) : 0;
        return new DiagnosisAnswer.Cause(f.code(), root.severity(), f.title(), CauseRules.party(f).label(),
                known ? Instant.EPOCH.plusNanos(since) : null,
                known ? Durations.seconds(Math.round((since - times.first()) / (double) MICRO) * MICRO) : null, affected(f),
                f.detail(), f.confidence(), f.limits(), Finding.spread(f.frames(), FRAMES), f.displayFilter(), f.hint(), effects);
    }

    /** The first frame of an effect that does not lie before all of the cause, if it has one. */
    private static long frame(Finding effect, Finding cause) {
        if (effect.frames().isEmpty()) {
            return 0;
        }
        long from = cause.frames().isEmpty() ? 0 : cause.frames().get(0);
        return effect.frames().stream().filter(frame -> frame >= from).findFirst().orElse(effect.frames().get(0));
    }

    /** A note in a line, with the first frame that shows it. */
    static String line(CauseTree.Root root) {
        Finding f = root.finding();
        return f.title() + (f.frames().isEmpty() ? "" : " (frame " + f.frames().get(0) + ")");
    }

    /** How many of what a finding is about; null where that is not known. */
    private static String affected(Finding f) {
        for (Subject.Kind kind : List.of(Subject.Kind.CONNECTION, Subject.Kind.CALL, Subject.Kind.NAME, Subject.Kind.CLIENT)) {
            long count = f.subjects().stream().filter(subject -> subject.kind() == kind).count();
            if (count > 0) {
                String noun = kind == Subject.Kind.CONNECTION ? "TCP connection" : kind.name().toLowerCase(java.util.Locale.ROOT);
                return (f.subjects().size() >= Finding.MAX_SUBJECTS ? "at least " : "") + Plural.of(count, noun);
            }
        }
        return null;
    }
}
