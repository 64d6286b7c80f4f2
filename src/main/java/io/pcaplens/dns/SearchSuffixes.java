package io.pcaplens.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    private record Host(long clientHi, long clientLo, String label) {
        static Host of(Exchange e) {
            int dot = e.name.indexOf('.');
            return new Host(e.client.hi(), e.client.lo(), (dot < 0 ? e.name : e.name.substring(0, dot)).toLowerCase(Locale.ROOT));
        }

        @Override
        public int hashCode() {
            return Spread.hash(Spread.mix(clientHi, clientLo), label.hashCode());
        }
    }

    private final Map<Host, List<Exchange>> failures = new LinkedHashMap<>();

    /** Takes in an exchange that has just been answered. */
    void answered(Exchange e) {
        if (e.name == null || e.service != DnsService.DNS) {
            return;
        }
        if (e.rcode != DnsMessage.RCODE_NOERROR) {
            failed(e);
        } else if (e.answer.answers() > 0 && !failures.isEmpty()) {
            List<Exchange> failed = failures.remove(Host.of(e));
            if (failed != null) {
                failed.forEach(f -> f.settledElsewhere |= sameSearch(f, e));
            }
        }
    }

    private void failed(Exchange e) {
        Host host = Host.of(e);
        List<Exchange> failed = failures.remove(host);
        failed = failed == null ? new ArrayList<>(1) : failed;
        // Put in anew, so that the host that failed longest ago is the first to go.
        failures.put(host, failed);
        if (failures.size() > MAX_HOSTS) {
            failures.remove(failures.keySet().iterator().next());
        }
        if (failed.size() < MAX_FAILURES) {
            failed.add(e);
        }
    }

    private static boolean sameSearch(Exchange failed, Exchange found) {
        long apart = found.queryTime - failed.queryTime;
        int length = found.name.length();
        boolean prefix = failed.name.length() > length && failed.name.charAt(length) == '.'
                && failed.name.regionMatches(true, 0, found.name, 0, length);
        return !failed.name.equalsIgnoreCase(found.name) && apart <= (prefix ? PREFIX_NANOS : NEAR_NANOS);
    }
}
