package io.wirecause.compare.service;

import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.report.Plural;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The services of two captures side by side. */
public final class ServiceComparison {
    /** Services whose change of one kind gets a line each; those of more are told together. */
    private static final int APART = 3;
    private static final int NAMED = 3;
    /** Connections or requests, and the share of the capture over which they are spread, that make a server one in steady use. */
    private static final int LEAST_USES = 4;
    private static final double STEADY = 0.5;
    private static final long LEAST_SPAN = 20_000_000_000L;
    /** Uses that the other capture should have had of such a server. */
    private static final double EXPECTED = 4;

    private final ServicePairs pairs;
    private final long spanBefore;
    private final long spanAfter;
    private final Map<String, Set<String>> namesBefore;
    private final Map<String, Set<String>> namesAfter;
    private final List<ServiceChange> changes = new ArrayList<>();

    /**
     * Compares.
     *
     * @param before     servers of the first capture
     * @param after      servers of the second one
     * @param spanBefore of the first capture, nanoseconds
     * @param spanAfter  of the second one
     * @param wanted     which endpoints to compare; null for all
     */
    public ServiceComparison(ServiceTable before, ServiceTable after, long spanBefore, long spanAfter, Predicate<String> wanted) {
        this.spanBefore = spanBefore;
        this.spanAfter = spanAfter;
        this.pairs = new ServicePairs(before, after, wanted == null ? endpoint -> true : wanted);
        // Which server the other addresses of a name are of is not known.
        this.namesBefore = wanted == null ? before.addressesByName() : Map.of();
        this.namesAfter = wanted == null ? after.addressesByName() : Map.of();
        for (ServicePair pair : pairs.pairs()) {
            changes.addAll(new CountChanges(pair).all(spanBefore, spanAfter));
            changes.addAll(new TimeChanges(pair).all());
            changes.addAll(new TraitChanges(pair).all());
        }
        changes.sort(Comparator.comparingDouble(ServiceChange::weight).reversed());
    }

    /** A few, and how many more. */
    static String some(Collection<String> all) {
        return all.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
    }

    /** Services in both. */
    public int shared() {
        return pairs.pairs().size();
    }

    /** What got worse, the worst first. */
    public List<ServiceChange> worse() {
        return changes.stream().filter(ServiceChange::isWorse).toList();
    }

    /** What differs, a line each: what got worse first, then what is another, then what got better. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(together(changes.stream().filter(ServiceChange::isWorse).toList()));
        lines.addAll(steady(pairs.gone(), false));
        lines.addAll(together(changes.stream().filter(c -> !c.isWorse() && !c.isBetter()).toList()));
        lines.addAll(names());
        lines.addAll(together(changes.stream().filter(ServiceChange::isBetter)
                .sorted(Comparator.comparingDouble(ServiceChange::weight)).toList()));
        lines.addAll(steady(pairs.fresh(), true));
        rest(lines, pairs.gone(), false);
        rest(lines, pairs.fresh(), true);
        return lines;
    }

    /** Changes of one kind at many servers in one line, where the first of them would stand. */
    private List<String> together(List<ServiceChange> some) {
        Map<String, List<ServiceChange>> kinds = some.stream()
                .collect(Collectors.groupingBy(ServiceChange::kind, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        for (ServiceChange change : some) {
            List<ServiceChange> kind = kinds.get(change.kind());
            if (kind.size() <= APART) {
                lines.add(change.line());
            } else if (kind.get(0) == change) {
                lines.add(kind.size() + " of " + shared() + " servers: " + change.kind() + ", such as " + change.line());
            }
        }
        return lines;
    }

    /** Names of which DNS gives none of the addresses of before, in one line. */
    private List<String> names() {
        Map<String, String> others = new TreeMap<>();
        Set<String> moved = pairs.pairs().stream().filter(ServicePair::isMoved).map(ServicePair::name)
                .collect(Collectors.toSet());
        namesBefore.forEach((name, addresses) -> {
            Set<String> now = namesAfter.get(name);
            if (now != null && !moved.contains(name) && now.stream().noneMatch(addresses::contains) && now.size()
                    + addresses.size() <= 2 * NAMED) {
                others.put(name, name + " to " + some(now) + ", before " + some(addresses));
            }
        });
        if (others.isEmpty()) {
            return List.of();
        }
        return List.of("DNS resolves " + (others.size() == 1 ? "" : Plural.of(others.size(), "name")
                + " to other addresses, such as ") + others.values().iterator().next());
    }

    private boolean isSteady(Service service, boolean second) {
        long uses = service.connections() + service.requests();
        long span = second ? spanAfter : spanBefore;
        long other = second ? spanBefore : spanAfter;
        boolean works = service.connections() > service.failedConnections() || service.requests() > 0;
        return works && Math.min(span, other) >= LEAST_SPAN && service.profile().span() >= STEADY * span && uses >= LEAST_USES
                && uses * (double) other / span >= EXPECTED;
    }

    /** Servers that were in use all the time in one capture, and are not in the other. */
    private List<String> steady(List<Service> only, boolean second) {
        List<Service> steady = only.stream().filter(s -> isSteady(s, second)).toList();
        if (steady.size() > APART) {
            return List.of(steady.size() + " servers are " + (second ? "asked now and were not before: " : "no longer asked: ")
                    + some(steady.stream().map(s -> pairs.label(s, second)).toList()));
        }
        return steady.stream().map(s -> pairs.label(s, second) + (second ? ": is asked now, and was not before ("
                : ": is no longer asked (before ") + uses(s) + ")").toList();
    }

    private static String uses(Service service) {
        return service.requests() > 0 ? Plural.of(service.requests(), "request")
                : Plural.of(service.connections(), "connection");
    }

    private void rest(List<String> lines, List<Service> only, boolean second) {
        List<String> rest = only.stream().filter(s -> !isSteady(s, second)).map(s -> pairs.label(s, second)).toList();
        if (!rest.isEmpty()) {
            lines.add("Asked " + (second ? "only now" : "only before") + ", now and then: " + some(rest));
        }
    }

    /** All services side by side, a line each, the busiest first. */
    public List<String> sideBySide() {
        return pairs.pairs().stream()
                .sorted(Comparator.comparingLong((ServicePair p) -> p.before().connections()
                + p.after().connections()).reversed())
                .map(SideBySide::line).toList();
    }
}
