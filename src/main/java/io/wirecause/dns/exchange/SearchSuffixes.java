package io.wirecause.dns.exchange;

import io.wirecause.analysis.InsertionOrderedHashTable;
import io.wirecause.analysis.KeyedHash;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsService;
import java.util.Arrays;

/**
 * Knows failures that are none: a resolver appends its search suffixes one after another, so a name that fails below one
 * suffix and is found below another, or as it stands, was found. Told by the first label: the found name is the failed
 * one without its last labels, or was asked for within {@link #NEAR_NANOS}.
 */
final class SearchSuffixes {
    /** Hosts remembered. */
    static final int MAX_HOSTS = 65_536;
    /** Failures remembered of one host: clients have few suffixes, asked for with two types. */
    static final int MAX_FAILURES = 8;
    /** How far apart in time the tries of one search lie, each waiting for the answer to the one before. */
    static final long NEAR_NANOS = 2_000_000_000L;
    /** How long a failure may wait for the name without suffix. */
    static final long PREFIX_NANOS = 10_000_000_000L;

    /** A host that a client looked for in vain: the first label of names. */
    private static final class Host extends InsertionOrderedHashTable.Node<Host> {
        private DnsExchange[] failures = new DnsExchange[1];
        private int count;

        private void add(DnsExchange failed) {
            if (count < MAX_FAILURES) {
                failures = count < failures.length ? failures : Arrays.copyOf(failures, 2 * count);
                failures[count++] = failed;
            }
        }

        private boolean isOf(DnsExchange e, int label) {
            DnsExchange first = failures[0];
            return first.clientLo() == e.clientLo() && first.clientHi() == e.clientHi() && first.asked().firstLabel() == label
                    && first.asked().startsAs(e.asked(), label);
        }
    }

    private final InsertionOrderedHashTable<Host> hosts = new InsertionOrderedHashTable<>();

    /** Takes in an exchange that has just been answered. */
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
        // Put in anew, so that the host that failed longest ago is the first to go.
        hosts.add(host, hash);
        if (hosts.size() > MAX_HOSTS) {
            hosts.remove(hosts.oldest());
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
