package io.wirecause.service.network;

import java.util.ArrayList;
import java.util.List;

/**
 * What a router says as the active one of a group of redundant routers.
 *
 * @param source         its address
 * @param priority       its priority; the highest one is to be active
 * @param interval       nanoseconds until it says so again
 * @param patience       nanoseconds of silence after which another one takes over, as far as the first can tell
 * @param version        of the protocol
 * @param authentication kind of authentication; 0 for none
 * @param secret         the password in clear, to be compared and not to be shown
 * @param addresses      the gateway's addresses
 */
record GatewayWord(String source, int priority, long interval, long patience, int version, int authentication, long secret,
                   List<String> addresses) {
    private static final double SECOND = 1e9;

    /** Why two routers do not listen to each other, as far as their words tell. */
    List<String> differences(GatewayWord other) {
        List<String> all = new ArrayList<>(1);
        if (version != other.version) {
            all.add("they speak versions " + version + " and " + other.version);
        }
        if (authentication != other.authentication) {
            all.add("only one of them authenticates, or they do it in different ways");
        } else if (secret != other.secret) {
            all.add("their passwords differ");
        }
        if (!addresses.isEmpty() && !other.addresses.isEmpty() && !addresses.equals(other.addresses)) {
            all.add("their addresses differ, " + String.join(" ", addresses) + " and " + String.join(" ", other.addresses));
        }
        if (interval != other.interval && version == other.version) {
            all.add("their intervals differ, " + interval / SECOND + " s and " + other.interval / SECOND + " s");
        }
        return all;
    }

    /** Whether it may be a router of a group to which another one belongs: the same gateway, or the same network. */
    boolean isNear(GatewayWord other) {
        return other.addresses.stream().anyMatch(addresses::contains) || network(source).equals(network(other.source));
    }

    private static String network(String address) {
        return address.indexOf(':') >= 0 ? address.substring(0, address.indexOf(':'))
                : address.substring(0, address.lastIndexOf('.'));
    }
}
