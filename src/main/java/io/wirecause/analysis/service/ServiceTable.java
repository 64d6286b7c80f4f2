package io.wirecause.analysis.service;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The servers of a capture by address and port, and the names that DNS gave to addresses. Bounded. */
public final class ServiceTable {
    /** Servers kept; connections to further ones are counted only. */
    public static final int MAX_SERVICES = 5_000;

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Resolutions resolutions = new Resolutions();
    private final Map<String, String> overUdp = new HashMap<>();
    private final Map<String, Service> datagrams = new LinkedHashMap<>();
    private final boolean compared;
    private final Service beyond;

    /** For one capture. */
    public ServiceTable() {
        this(false);
    }

    /** @param compared whether its servers are compared with those of another capture, and therefore described in detail */
    public ServiceTable(boolean compared) {
        this.compared = compared;
        this.beyond = new Service("", compared);
    }

    /** The row of a server, made where there is none; beyond the bound one for all others, which is not listed. */
    public Service of(String addressAndPort) {
        return of(addressAndPort, services);
    }

    /** The row of a server over UDP; null unless two captures are compared. */
    public Service overUdp(String addressAndPort) {
        return compared ? of(addressAndPort, datagrams) : null;
    }

    private Service of(String addressAndPort, Map<String, Service> rows) {
        Service known = rows.get(addressAndPort);
        if (known != null) {
            return known;
        }
        if (rows.size() == MAX_SERVICES) {
            return beyond;
        }
        Service made = new Service(addressAndPort, compared);
        rows.put(addressAndPort, made);
        return made;
    }

    /** By which name clients ask for a server over UDP; the first one counts, and those of further servers are dropped. */
    public void askedOverUdp(String addressAndPort, String clean) {
        if (overUdp.size() < MAX_SERVICES) {
            overUdp.putIfAbsent(addressAndPort, clean);
        }
    }

    /** The name by which a server is asked for over UDP; null where none is known. */
    public String nameOverUdp(String addressAndPort) {
        return overUdp.get(addressAndPort);
    }

    /** DNS gave these names to addresses. */
    public void resolved(Resolutions names) {
        resolutions.addAll(names);
    }

    /** The name for which DNS gave an address; null where it did not. */
    public String nameOf(String address) {
        return resolutions.nameOf(address);
    }

    /** The longest that a client waited until DNS gave an address, nanoseconds; -1 where it did not. */
    public long resolveNanos(String address) {
        return resolutions.nanosOf(address);
    }

    /** All rows, in the order in which they were made. */
    public Collection<Service> services() {
        return Collections.unmodifiableCollection(services.values());
    }

    /** The rows of servers over UDP; none unless two captures are compared. */
    public Collection<Service> servicesOverUdp() {
        return Collections.unmodifiableCollection(datagrams.values());
    }

    /** The addresses that DNS gave for names. */
    public Map<String, Set<String>> addressesByName() {
        return resolutions.addressesByName();
    }

    /** Connections to servers beyond the bound. */
    public long connectionsBeyond() {
        return beyond.connections();
    }
}
