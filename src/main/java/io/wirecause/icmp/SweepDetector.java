package io.wirecause.icmp;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.flow.FlowKey;
import io.wirecause.icmp.echo.EchoSession;
import io.wirecause.icmp.evidence.IcmpThresholds;
import io.wirecause.icmp.message.Address;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds hosts that query many addresses to learn which of them are up. */
final class SweepDetector {

    private static final Comparator<Address> BY_VALUE = Comparator.comparingInt(Address::version)
            .thenComparing(Address::hi, Long::compareUnsigned).thenComparing(Address::lo, Long::compareUnsigned);

    /** The queries of one host. Times in nanoseconds since 1970. */
    static final class Sweep {
        final Address source;
        /** By address, whether it answered. */
        final TreeMap<Address, Boolean> destinations = new TreeMap<>(BY_VALUE);
        long requests;
        long firstFrame = Long.MAX_VALUE;
        long firstTime = Long.MAX_VALUE;
        long lastTime = Long.MIN_VALUE;
        final Examples frames = new Examples();

        Sweep(Address source) {
            this.source = source;
        }

        private void add(EchoSession session) {
            FlowKey.Endpoint to = session.destination();
            destinations.merge(new Address(to.version(), to.hi(), to.lo()), session.answered() > 0, Boolean::logicalOr);
            requests += session.requests();
            firstFrame = Math.min(firstFrame, session.firstFrame());
            firstTime = Math.min(firstTime, session.firstTime());
            lastTime = Math.max(lastTime, session.lastTime());
            frames.add(session.firstFrame());
        }

        int answered() {
            return (int) destinations.values().stream().filter(Boolean::booleanValue).count();
        }

        private boolean isSweep() {
            int asked = destinations.size();
            if (asked < IcmpThresholds.SWEEP_DESTINATIONS || requests > (long) IcmpThresholds.SWEEP_REQUESTS_EACH * asked) {
                return false;
            }
            return asked - answered() >= IcmpThresholds.SWEEP_SILENT_SHARE * asked
                    || longestRun() >= IcmpThresholds.SWEEP_DESTINATIONS;
        }

        /** The longest run of consecutive addresses; one may be missing in between, as the address of the sweeping host. */
        private int longestRun() {
            int run = 0;
            int longest = 0;
            Address last = null;
            for (Address address : destinations.keySet()) {
                boolean follows = last != null && address.hi() == last.hi() && address.lo() - last.lo() <= 2;
                run = follows ? run + 1 : 1;
                longest = Math.max(longest, run);
                last = address;
            }
            return longest;
        }
    }

    private SweepDetector() {
    }

    /** All sweeps, most addresses first. */
    static List<Sweep> of(Collection<EchoSession> sessions) {
        Map<Address, Sweep> bySource = new LinkedHashMap<>();
        for (EchoSession session : sessions) {
            if (session.requests() > 0 && !session.multicast() && !session.isTraceroute()) {
                FlowKey.Endpoint from = session.source();
                bySource.computeIfAbsent(new Address(from.version(), from.hi(), from.lo()), Sweep::new).add(session);
            }
        }
        return bySource.values().stream().filter(Sweep::isSweep)
                .sorted(Comparator.comparingInt((Sweep s) -> s.destinations.size()).reversed()).toList();
    }
}
