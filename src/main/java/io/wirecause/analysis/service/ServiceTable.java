package io.wirecause.analysis.service;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The servers of a capture by address and port, and the names that DNS gave to addresses. Bounded. */
public final class ServiceTable {
    /** Servers kept; connections to further ones are counted only. */
    public static final int MAX_SERVICES = 5_000;
    /** Addresses whose names are kept. */
    public static final int MAX_NAMES = 20_000;

    /** A resolution of a name. */
    private record Resolution(String name, long nanos) {
    }

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, Resolution> resolutions = new HashMap<>();
    private final Service beyond = new Service("");

    /** The row of a server, made where there is none; beyond the bound one for all others, which is not listed. */
    public Service of(String addressAndPort) {
        Service known = services.get(addressAndPort);
        if (known != null) {
            return known;
        }
        if (services.size() == MAX_SERVICES) {
            return beyond;
        }
        Service made = new Service(addressAndPort);
        services.put(addressAndPort, made);
        return made;
    }

    /**
     * DNS gave this address for a name.
     *
     * @param clean the name, fit to be shown, in lower case without a final dot
     * @param nanos how long the client waited for it
     */
    public void resolved(String address, String clean, long nanos) {
        Resolution before = resolutions.get(address);
        if (before == null && resolutions.size() < MAX_NAMES || before != null && nanos > before.nanos) {
            resolutions.put(address, new Resolution(before == null ? clean : before.name, nanos));
        }
    }

    /** The name for which DNS gave an address; null where it did not. */
    public String nameOf(String address) {
        Resolution resolution = resolutions.get(address);
        return resolution == null ? null : resolution.name;
    }

    /** The longest that a client waited until DNS gave an address, nanoseconds; -1 where it did not. */
    public long resolveNanos(String address) {
        Resolution resolution = resolutions.get(address);
        return resolution == null ? -1 : resolution.nanos;
    }

    /** All rows, in the order in which they were made. */
    public Collection<Service> services() {
        return Collections.unmodifiableCollection(services.values());
    }

    /** Connections to servers beyond the bound. */
    public long connectionsBeyond() {
        return beyond.connections();
    }
}
