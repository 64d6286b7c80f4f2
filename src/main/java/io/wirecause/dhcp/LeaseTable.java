package io.wirecause.dhcp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who has which address until when, and where two want the same. */
final class LeaseTable {
    /** Leases kept. */
    static final int MAX_LEASES = 50_000;
    private static final int MAX_CONFLICTS = 1_000;

    /**
     * An address that two hosts have or want.
     *
     * @param declined whether a client said so itself
     * @param other    the other host, where it is known; else null
     */
    record Conflict(int version, String address, String client, boolean declined, String other, List<Long> frames) {
    }

    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private long beyond;

    /** A server acknowledged these addresses to a client. */
    void acknowledged(DhcpMessageContext s, Client client) {
        for (Dhcpv6Message.Binding binding : s.bindings()) {
            if (binding.valid() != 0) {
                acknowledged(s, client, binding);
            }
        }
    }

    private void acknowledged(DhcpMessageContext s, Client client, Dhcpv6Message.Binding binding) {
        Lease lease = leases.get(binding.address());
        if (lease != null && lease.client == client) {
            if (lease.end == null) {
                if (s.time() - lease.lastAck >= DhcpExchange.COPY_NANOS) {
                    lease.renewed(binding.valid(), s.frame(), s.time());
                }
                return;
            }
        } else if (lease != null && lease.isActive(s.time()) && !sameHost(lease.client, client)) {
            if (conflicts.size() < MAX_CONFLICTS) {
                conflicts.add(new Conflict(s.version(), binding.address(), client.id(), false, lease.client.id(),
                        List.of(lease.lastFrame, s.frame())));
            }
        }
        if (lease == null && leases.size() == MAX_LEASES) {
            beyond++;
            return;
        }
        leases.put(binding.address(), new Lease(binding.address(), client, s.server(), binding.valid(), s.frame(), s.time()));
    }

    /** A host may change its identifier, as from a boot loader to a system, and keep its link address. */
    private static boolean sameHost(Client one, Client other) {
        return one.mac >= 0 && one.mac == other.mac;
    }

    /**
     * A client found an address in use.
     *
     * @param had    the address it was given, which counts where the message names none; null for none
     * @param holder link address that answers for it; null where it is not known
     */
    void declined(DhcpMessageContext s, Client client, String had, String holder) {
        for (String address : named(s, had)) {
            end(address, "declined");
            if (conflicts.size() < MAX_CONFLICTS) {
                conflicts.add(new Conflict(s.version(), address, client.id(), true, holder, List.of(s.frame())));
            }
        }
    }

    /** A client gave addresses back; {@code had} counts where the message names none. */
    void released(DhcpMessageContext s, String had) {
        named(s, had).forEach(address -> end(address, "released"));
    }

    private static List<String> named(DhcpMessageContext s, String had) {
        return !s.bindings().isEmpty() ? s.bindings().stream().map(Dhcpv6Message.Binding::address).toList()
                : had == null ? List.of() : List.of(had);
    }

    private void end(String address, String how) {
        Lease lease = leases.get(address);
        if (lease != null) {
            lease.end = lease.end == null ? how : lease.end;
        }
    }

    /** All leases, in the order in which their addresses were first given; one given to another client has the last one's. */
    Collection<Lease> leases() {
        return Collections.unmodifiableCollection(leases.values());
    }

    List<Conflict> conflicts() {
        return Collections.unmodifiableList(conflicts);
    }

    /** Leases beyond the bound. */
    long beyond() {
        return beyond;
    }
}
