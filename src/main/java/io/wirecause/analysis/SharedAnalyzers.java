package io.wirecause.analysis;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the analyses of one call share, one of each class, so that no work is done twice in a pass. */
public final class SharedAnalyzers {
    private final Map<Class<?>, Object> made = new IdentityHashMap<>();

    /** The one of a class, made by whoever asks first. */
    public <T> T get(Class<T> kind, Supplier<T> maker) {
        return kind.cast(made.computeIfAbsent(kind, k -> maker.get()));
    }
}
