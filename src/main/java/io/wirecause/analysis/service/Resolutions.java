package io.wirecause.analysis.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names that DNS gave to addresses, and how long clients waited for them. Bounded. */
public final class Resolutions {
    /** Addresses whose names are kept. */
    public static final int MAX_NAMES = 20_000;

    /** The first name of an address, and the longest that a client waited for it. */
    private record Resolution(String name, long nanos) {
    }

    private final Map<String, Resolution> byAddress = new LinkedHashMap<>();

    /**
     * DNS gave this address for a name.
     *
     * @param clean the name, fit to be shown
     * @param nanos how long the client waited for it; -1 where that is not known
     */
    public void add(String address, String clean, long nanos) {
        Resolution known = byAddress.get(address);
        if (known == null && byAddress.size() < MAX_NAMES) {
            byAddress.put(address, new Resolution(clean, nanos));
        } else if (known != null && nanos > known.nanos) {
            byAddress.put(address, new Resolution(known.name, nanos));
        }
    }

    void addAll(Resolutions others) {
        others.byAddress.forEach((address, resolution) -> add(address, resolution.name, resolution.nanos));
    }

    /** The name for which DNS gave an address; null where it did not. */
    String nameOf(String address) {
        Resolution resolution = byAddress.get(address);
        return resolution == null ? null : resolution.name;
    }

    /** Names with the addresses that DNS gave for them; an address counts for the first of its names. */
    Map<String, Set<String>> addressesByName() {
        Map<String, Set<String>> byName = new LinkedHashMap<>();
        byAddress.forEach((address, resolution) -> byName.computeIfAbsent(resolution.name, n -> new TreeSet<>()).add(address));
        return byName;
    }

    /** The longest that a client waited until DNS gave an address, nanoseconds; -1 where it did not. */
    long nanosOf(String address) {
        Resolution resolution = byAddress.get(address);
        return resolution == null ? -1 : resolution.nanos;
    }
}
