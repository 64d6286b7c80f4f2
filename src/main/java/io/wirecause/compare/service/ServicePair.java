package io.wirecause.compare.service;

import io.wirecause.analysis.service.Service;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A service in both captures.
 *
 * @param label       its address and port, and its name where one is known
 * @param before      in the first
 * @param after       in the second
 * @param addresses   its addresses with ports in the first
 * @param others      those in the second
 * @param overUdp     whether it is over UDP
 */
record ServicePair(String label, Service before, Service after, List<String> addresses, List<String> others, boolean overUdp) {
    /** Addresses that a display filter names. */
    private static final int NAMED = 4;

    /** Whether it is reached at other addresses. */
    boolean isMoved() {
        List<String> known = addresses.stream().map(ServicePair::address).toList();
        return others.stream().map(ServicePair::address).noneMatch(known::contains);
    }

    /** The name by which it is known at its new address; of one that moved only. */
    String name() {
        return label.substring(0, label.indexOf(':'));
    }

    /** What shows it in the first capture, or in the second one. */
    String filter(boolean second) {
        return (second ? others : addresses).stream().limit(NAMED).map(end -> filter(end, overUdp))
                .collect(Collectors.joining(" || "));
    }

    /** The address of an endpoint. */
    static String address(String endpoint) {
        return endpoint.substring(0, endpoint.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }

    /** The port of an endpoint. */
    static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    /** A display filter for an endpoint. */
    static String filter(String endpoint, boolean overUdp) {
        return (endpoint.startsWith("[") ? "ipv6.addr == " : "ip.addr == ") + address(endpoint)
                + (overUdp ? " && udp.port == " : " && tcp.port == ") + port(endpoint);
    }
}
