package io.wirecause.compare.service;

import io.wirecause.analysis.collect.Distribution;
import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.Trait;
import io.wirecause.report.Durations;
import java.util.ArrayList;
import java.util.List;

/** A service before and after in one line, whether or not anything differs. */
final class SideBySide {
    private static final List<Trait> SHOWN = List.of(Trait.SOFTWARE, Trait.TLS_VERSION, Trait.CIPHER, Trait.ALPN);

    private SideBySide() {
    }

    static String line(ServicePair pair) {
        return pair.label() + ": before " + side(pair.before()) + "; now " + side(pair.after());
    }

    private static String side(Service s) {
        List<String> parts = new ArrayList<>();
        if (s.connections() > 0) {
            parts.add(s.connections() + " connections" + failed(s.failedConnections()));
        }
        if (s.requests() > 0) {
            parts.add(s.requests() + " requests" + failed(s.failedRequests()));
        }
        time(parts, "connect", s.profile().times(Phase.CONNECT));
        time(parts, "TLS", s.profile().times(Phase.TLS));
        time(parts, "answers", s.profile().times(Phase.SERVER));
        time(parts, "transfers", s.profile().times(Phase.TRANSFER));
        for (boolean byServer : new boolean[] {true, false}) {
            if (s.profile().lost(byServer) > 0) {
                parts.add(s.profile().lost(byServer) + " of " + s.profile().segments(byServer) + " segments from "
                        + (byServer ? "the server" : "clients") + " lost");
            }
        }
        for (Trait trait : SHOWN) {
            s.profile().values(trait).keySet().stream().findFirst().ifPresent(parts::add);
        }
        return parts.isEmpty() ? "nothing measured" : String.join(", ", parts);
    }

    private static String failed(long failed) {
        return failed == 0 ? "" : " (" + failed + " fail)";
    }

    private static void time(List<String> parts, String what, Distribution times) {
        if (times.count() > 0) {
            parts.add(what + " " + Durations.words(times.quantile(0.5)) + " (p95 " + Durations.words(times.quantile(0.95)) + ")");
        }
    }
}
