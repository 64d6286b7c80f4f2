package io.wirecause.explain.life;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which of the frames that findings name belong to a connection or exchange. */
public final class Members {
    private final Set<Long> cited;
    private final Set<Long> own = new HashSet<>();

    /** Of these frames, none yet. */
    public Members(Collection<Long> cited) {
        this.cited = new HashSet<>(cited);
    }

    void add(long frame) {
        if (cited.contains(frame)) {
            own.add(frame);
        }
    }

    /** The frames that findings name. */
    Set<Long> frames() {
        return cited;
    }

    /** Whether one of these frames belongs to it. */
    public boolean hasAny(Collection<Long> frames) {
        return frames.stream().anyMatch(own::contains);
    }
}
