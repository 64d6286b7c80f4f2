package io.wirecause.mcp.features;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A map that is made when it is first read: "initialize" is answered before the schemas are built, which "tools/list" needs. */
final class LazyMap extends AbstractMap<String, Object> {
    private final Supplier<Map<String, Object>> source;
    private Map<String, Object> made;

    LazyMap(Supplier<Map<String, Object>> source) {
        this.source = source;
    }

    @Override
    public synchronized Set<Entry<String, Object>> entrySet() {
        if (made == null) {
            made = source.get();
        }
        return made.entrySet();
    }
}
