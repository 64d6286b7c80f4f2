package io.wirecause.dns.exchange;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsService;
import java.util.Arrays;

/**
 * Recognises failures that do not matter: a resolver tries its search suffixes in turn, so a name that fails with one suffix
 * and is found with another, or without one, was found. Tries of one search share the first label; the found name is the
 * failed one without its last labels, or was asked for within {@link #NEAR_NANOS}.
 */
final class SearchSuffixes {
    /** Hosts remembered. */
    static final int MAX_HOSTS = 65_536;
    /** Failures remembered per host: clients have few suffixes, and ask for two types. */
    static final int MAX_FAILURES = 8;
    /** The longest time between two tries of one search. */
    static final long NEAR_NANOS = 2_000_000_000L;
    /** The longest time from a failure to the same name without suffix. */
    static final long PREFIX_NANOS = 10_000_000_000L;

    /** A host that a client did not find yet, by the first label of its name. */
    private static final class Host extends InsertionOrderedHashTable.Node<Host> {
        private DnsExchange[] failures = new DnsExchange[1];
        private int count;

        private void add(DnsExchange failed) {
            if (count < MAX_FAILURES) {
                failures = count < failures.length ? failures : Arrays.copyOf(failures, 2 * count);
                failures[count++] = failed;
            }
        }

        private long lastTime() {
            return failures[count - 1].queryTime;
        }

        private boolean isOf(DnsExchange e, int label) {
            DnsExchange first = failures[0];
            return first.clientLo() == e.clientLo() && first.clientHi() == e.clientHi() && first.asked().firstLabel() == label
                    && first.asked().startsAs(e.asked(), label);
        }
    }

    private final InsertionOrderedHashTable<Host> hosts = new InsertionOrderedHashTable<>();

    /** Adds an exchange that was just answered. */
    void answered(DnsExchange e) {
        if (e.asked() == null || e.service != DnsService.DNS) {
            return;
        }
        if (e.rcode != DnsMessage.RCODE_NOERROR) {
            failed(e);
        } else if (e.answer.answers() > 0 && hosts.size() > 0) {
            found(e);
        }
    }

    private void found(DnsExchange e) {
        int label = e.asked().firstLabel();
        Host host = find(hash(e, label), e, label);
        if (host != null) {
            hosts.remove(host);
            for (int i = 0; i < host.count; i++) {
                host.failures[i].settledElsewhere |= sameSearch(host.failures[i], e);
            }
        }
    }

    private void failed(DnsExchange e) {
        int label = e.asked().firstLabel();
        long hash = hash(e, label);
        Host host = find(hash, e, label);
        if (host == null) {
            host = new Host();
        } else {
            hosts.remove(host);
        }
        host.add(e);
        // Added again, so that the host whose last failure is oldest goes first.
        hosts.add(host, hash);
        forget(e.queryTime);
    }

    /** Lets go of hosts whose search is over; at most two per call, so that the work after a pause is spread. */
    private void forget(long now) {
        for (int i = 0; i < 2; i++) {
            Host oldest = hosts.oldest();
            if (oldest == null || hosts.size() <= MAX_HOSTS && now - oldest.lastTime() <= PREFIX_NANOS) {
                return;
            }
            hosts.remove(oldest);
        }
    }

    private static long hash(DnsExchange e, int label) {
        return KeyedHash.mix(KeyedHash.mix(e.clientHi(), e.clientLo()), e.asked().prefixHash(label));
    }

    private Host find(long hash, DnsExchange e, int label) {
        Host host = hosts.first(hash);
        while (host != null && !host.isOf(e, label)) {
            host = hosts.next();
        }
        return host;
    }

    private static boolean sameSearch(DnsExchange failed, DnsExchange found) {
        long apart = found.queryTime - failed.queryTime;
        String foundName = found.name();
        String failedName = failed.name();
        int length = foundName.length();
        boolean prefix = failedName.length() > length && failedName.charAt(length) == '.'
                && failedName.regionMatches(true, 0, foundName, 0, length);
        return !failedName.equalsIgnoreCase(foundName) && apart <= (prefix ? PREFIX_NANOS : NEAR_NANOS);
    }
}
