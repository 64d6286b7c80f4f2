package io.wirecause.analysis.collect;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map of bounded size that forgets the entry used longest ago.
 *
 * @param <K> keys
 * @param <V> values
 */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final int FIRST_CAPACITY = 16;
    private static final float LOAD = 0.75f;

    private final int most;

    /**
     * An empty map.
     *
     * @param most entries at most, at least 1
     */
    public LruMap(int most) {
        super(FIRST_CAPACITY, LOAD, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
