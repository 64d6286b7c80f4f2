package io.wirecause.compare.service;

import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which services of two captures are the same: by address and port, else by name and port. */
final class ServicePairs {
    /** From here on ports are given out as needed (Linux; RFC 6335 has 49,152): the same service has another one next time. */
    private static final int DYNAMIC = 32_768;

    private final List<ServicePair> pairs = new ArrayList<>();
    private final List<Service> gone = new ArrayList<>();
    private final List<Service> fresh = new ArrayList<>();
    private final ServiceTable before;
    private final ServiceTable after;

    /** @param wanted which endpoints to compare: a pair of which one end is wanted */
    ServicePairs(ServiceTable before, ServiceTable after, Predicate<String> wanted) {
        this.before = before;
        this.after = after;
        pair(before.services(), after.services(), false);
        pair(before.servicesOverUdp(), after.servicesOverUdp(), true);
        pairs.removeIf(pair -> Stream.concat(pair.addresses().stream(), pair.others().stream()).noneMatch(wanted));
        gone.removeIf(service -> !wanted.test(service.endpoint()));
        fresh.removeIf(service -> !wanted.test(service.endpoint()));
    }

    private void pair(Collection<Service> first, Collection<Service> second, boolean overUdp) {
        Map<String, Service> left = byEndpoint(first);
        Map<String, Service> leftAfter = byEndpoint(second);
        Map<String, List<Service>> named = group(left.values(), this::nameBefore);
        Map<String, List<Service>> namedAfter = group(leftAfter.values(), this::nameAfter);
        for (String endpoint : List.copyOf(left.keySet())) {
            Service other = leftAfter.get(endpoint);
            if (other != null) {
                add(List.of(left.remove(endpoint)), List.of(leftAfter.remove(endpoint)), overUdp);
            }
        }
        named.forEach((name, servers) -> {
            List<Service> others = namedAfter.getOrDefault(name, List.of());
            boolean apart = servers.stream().allMatch(s -> left.containsKey(s.endpoint()))
                    && others.stream().allMatch(s -> leftAfter.containsKey(s.endpoint()));
            if (!others.isEmpty() && apart) {
                add(servers, others, overUdp);
            }
            // Of a name that is still served by an address of before, further addresses are no news.
            if (!others.isEmpty()) {
                servers.forEach(s -> left.remove(s.endpoint()));
                others.forEach(s -> leftAfter.remove(s.endpoint()));
            }
        });
        dynamic(left, leftAfter, overUdp);
        gone.addAll(left.values());
        fresh.addAll(leftAfter.values());
    }

    /** What listens on ports given out as needed is compared by address. */
    private void dynamic(Map<String, Service> left, Map<String, Service> leftAfter, boolean overUdp) {
        Map<String, List<Service>> servers = group(left.values(), ServicePairs::dynamicAddress);
        Map<String, List<Service>> others = group(leftAfter.values(), ServicePairs::dynamicAddress);
        servers.forEach((address, some) -> {
            List<Service> same = others.get(address);
            if (same != null) {
                Service one = Service.together(some);
                Service other = Service.together(same);
                pairs.add(new ServicePair(address + " (ports from " + DYNAMIC + " on)", one, other, endpoints(some),
                        endpoints(same), overUdp));
                some.forEach(s -> left.remove(s.endpoint()));
                same.forEach(s -> leftAfter.remove(s.endpoint()));
            }
        });
    }

    private static String dynamicAddress(Service service) {
        return ServicePair.port(service.endpoint()) < DYNAMIC ? null : ServicePair.address(service.endpoint());
    }

    private static Map<String, Service> byEndpoint(Collection<Service> services) {
        Map<String, Service> byEndpoint = new LinkedHashMap<>();
        services.forEach(s -> byEndpoint.put(s.endpoint(), s));
        return byEndpoint;
    }

    private static Map<String, List<Service>> group(Collection<Service> services, Function<Service, String> by) {
        Map<String, List<Service>> groups = new TreeMap<>();
        for (Service service : services) {
            String key = by.apply(service);
            if (key != null) {
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(service);
            }
        }
        return groups;
    }

    private String nameBefore(Service service) {
        return nameAndPort(service, before);
    }

    private String nameAfter(Service service) {
        return nameAndPort(service, after);
    }

    private static String nameAndPort(Service service, ServiceTable table) {
        String name = name(service, table);
        return name == null ? null : name + ":" + ServicePair.port(service.endpoint());
    }

    private static String name(Service service, ServiceTable table) {
        return service.name() != null ? service.name() : table.nameOf(ServicePair.address(service.endpoint()));
    }

    private void add(List<Service> servers, List<Service> others, boolean overUdp) {
        Service first = servers.size() == 1 ? servers.get(0) : Service.together(servers);
        Service second = others.size() == 1 ? others.get(0) : Service.together(others);
        List<String> was = endpoints(servers);
        List<String> is = endpoints(others);
        String label = !Collections.disjoint(was, is) ? label(second, after, overUdp) : nameAndPort(second, after) + " (now at "
                + address(is) + ", before at " + address(was) + ")";
        pairs.add(new ServicePair(label, first, second, was, is, overUdp));
    }

    private static List<String> endpoints(List<Service> services) {
        return services.stream().map(Service::endpoint).toList();
    }

    private static String address(List<String> ends) {
        return ServicePair.address(ends.get(0)) + (ends.size() == 1 ? "" : " and " + (ends.size() - 1) + " more");
    }

    private static String label(Service service, ServiceTable table, boolean overUdp) {
        String name = name(service, table);
        return service.endpoint() + (overUdp ? "/udp" : "") + (name == null ? "" : " (" + name + ")");
    }

    /** Those in both. */
    List<ServicePair> pairs() {
        return pairs;
    }

    /** Those in the first capture only, the busiest first. */
    List<Service> gone() {
        return busiest(gone);
    }

    /** Those in the second capture only, the busiest first. */
    List<Service> fresh() {
        return busiest(fresh);
    }

    private static List<Service> busiest(List<Service> services) {
        return services.stream().sorted(Comparator.comparingLong((Service s) -> s.connections() + s.requests()).reversed()
                .thenComparing(Service::endpoint)).toList();
    }

    /** A service of one capture only, as a line names it. */
    String label(Service service, boolean second) {
        return label(service, second ? after : before, false);
    }
}
