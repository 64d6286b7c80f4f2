package io.wirecause.dhcp.exchange;

import io.wirecause.dhcp.message.AddressBinding;
import io.wirecause.dhcp.message.DhcpMessageContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who has which address until when, and which addresses two hosts want. */
public final class LeaseTable {
    /** Leases kept. */
    public static final int MAX_LEASES = 50_000;
    private static final int MAX_CONFLICTS = 1_000;

    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final List<AddressConflict> conflicts = new ArrayList<>();
    private long beyond;

    /** Adds the addresses that a server granted to a client. */
    void acknowledged(DhcpMessageContext context, DhcpClient client) {
        for (AddressBinding binding : context.bindings()) {
            if (binding.valid() != 0) {
                acknowledged(context, client, binding);
            }
        }
    }

    private void acknowledged(DhcpMessageContext context, DhcpClient client, AddressBinding binding) {
        Lease lease = leases.get(binding.address());
        if (lease != null && lease.client == client) {
            if (!lease.hasEnded()) {
                if (context.timeNanos() - lease.lastAck >= DhcpExchange.COPY_NANOS) {
                    lease.renewed(binding.valid(), context.frame(), context.timeNanos());
                }
                return;
            }
        } else if (lease != null && lease.isActive(context.timeNanos()) && !sameHost(lease.client, client)) {
            if (conflicts.size() < MAX_CONFLICTS) {
                conflicts.add(new AddressConflict(context.version(), binding.address(), client.id(), false, lease.client.id(), 0,
                        List.of(lease.lastFrame, context.frame())));
            }
        }
        if (lease == null && leases.size() == MAX_LEASES) {
            beyond++;
            return;
        }
        leases.put(binding.address(), new Lease(binding.address(), client, context.server(), binding.valid(),
                context.frame(), context.timeNanos()));
    }

    /** A host may change its client identifier, as between boot loader and system, but keeps its link address. */
    private static boolean sameHost(DhcpClient one, DhcpClient other) {
        return one.mac >= 0 && one.mac == other.mac;
    }

    /**
     * Notes that a client found an address in use.
     *
     * @param had the address it was granted, used if the message names none; null for none
     * @param holder link address that uses it; null if unknown
     * @param addresses for how many addresses that answered ARP
     */
    void declined(DhcpMessageContext context, DhcpClient client, String had, String holder, int addresses) {
        for (String address : named(context, had)) {
            end(address, LeaseState.DECLINED);
            if (conflicts.size() < MAX_CONFLICTS) {
                conflicts.add(new AddressConflict(context.version(), address, client.id(), true, holder, addresses,
                        List.of(context.frame())));
            }
        }
    }

    /** Notes that a client released addresses; {@code had} is used if the message names none. */
    void released(DhcpMessageContext context, String had) {
        named(context, had).forEach(address -> end(address, LeaseState.RELEASED));
    }

    private static List<String> named(DhcpMessageContext context, String had) {
        return !context.bindings().isEmpty() ? context.bindings().stream().map(AddressBinding::address).toList()
                : had == null ? List.of() : List.of(had);
    }

    private void end(String address, LeaseState how) {
        Lease lease = leases.get(address);
        if (lease != null) {
            lease.end(how);
        }
    }

    /** The leases, in the order in which their addresses were first granted; of an address the last one. */
    public Collection<Lease> leases() {
        return Collections.unmodifiableCollection(leases.values());
    }

    public List<AddressConflict> conflicts() {
        return Collections.unmodifiableList(conflicts);
    }

    /** Leases beyond the limit. */
    public long beyond() {
        return beyond;
    }
}
