package io.wirecause.diagnosis;

import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.report.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The servers of a diagnosis, worst first: those that fail, then those that let clients wait, then the busiest. */
final class ServiceRows {
    /** Waits that differ by less are equal. */
    private static final long STEP_NANOS = 1_000_000_000L;
    /** Ports of protocols over TCP that are read although their requests are not counted by server. */
    private static final List<String> READ = List.of(":53", ":5060");
    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final Comparator<Service> WORST_FIRST = Comparator
            .comparingLong((Service s) -> s.failedConnections() + s.failedRequests())
            .thenComparingLong(s -> s.longest(Phase.SERVER) / STEP_NANOS)
            .thenComparingLong(Service::connections).reversed().thenComparing(Service::endpoint);

    private final ServiceTable table;

    ServiceRows(ServiceTable table) {
        this.table = table;
    }

    List<DiagnosisAnswer.ServiceRow> worst(Focus focus, int most) {
        return inFocus(focus).sorted(WORST_FIRST).limit(most).map(this::row).toList();
    }

    /** Servers whose connections carried data that no analysis took apart. */
    List<String> unread(Focus focus) {
        return inFocus(focus).filter(s -> s.bytes() > 0 && s.connections() > s.failedConnections() && s.requests() == 0
                && s.times(Phase.TLS) == 0 && READ.stream().noneMatch(s.endpoint()::endsWith))
                .sorted(WORST_FIRST).map(Service::endpoint).toList();
    }

    int count(Focus focus) {
        return (int) inFocus(focus).count();
    }

    private Stream<Service> inFocus(Focus focus) {
        return table.services().stream().filter(s -> focus == null || focus.matches(s.endpoint(), name(s)));
    }

    private String name(Service service) {
        return service.name() != null ? service.name() : table.nameOf(Joins.address(service.endpoint()));
    }

    private DiagnosisAnswer.ServiceRow row(Service s) {
        Map<String, Double> mean = new LinkedHashMap<>();
        long resolve = table.resolveNanos(Joins.address(s.endpoint()));
        for (Phase phase : Phase.values()) {
            double nanos = phase == Phase.RESOLVE ? resolve : s.times(phase) == 0 ? -1 : (double) s.nanos(phase) / s.times(phase);
            if (nanos >= 0) {
                mean.put(phase.name().toLowerCase(Locale.ROOT), rounded(nanos));
            }
        }
        boolean requests = s.requests() > 0;
        return new DiagnosisAnswer.ServiceRow(s.endpoint(), name(s), s.connections(), s.failedConnections(),
                requests ? s.requests() : null, requests ? s.failedRequests() : null, mean,
                s.times(Phase.SERVER) == 0 ? null : rounded(s.longest(Phase.SERVER)));
    }

    /** To three digits: what a mean is worth. */
    private static double rounded(double nanos) {
        double millis = Durations.millis(nanos);
        return millis == 0 ? 0 : BigDecimal.valueOf(millis).round(THREE_DIGITS).doubleValue();
    }
}
