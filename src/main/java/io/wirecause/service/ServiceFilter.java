package io.wirecause.service;

import io.wirecause.analysis.AddressArgument;
import io.wirecause.report.Subject;
import io.wirecause.report.UserFacingException;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.Speaker;
import io.wirecause.service.exchange.ServiceConnection;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Selects connections and flows.
 *
 * @param server   the server's address; null for all
 * @param port     the server's port; null for all
 * @param protocol the name of a protocol; null for all
 */
record ServiceFilter(String server, Integer port, String protocol) {
    /** Everything. */
    static final ServiceFilter ALL = new ServiceFilter(null, null, null);

    /**
     * The filter that the arguments ask for.
     *
     * @throws UserFacingException if an argument cannot be taken
     */
    static ServiceFilter of(ServiceArguments arguments) throws UserFacingException {
        String server = AddressArgument.canonical("server_ip", arguments.serverIp());
        String protocol = arguments.protocol() == null ? null : arguments.protocol().strip().toLowerCase(Locale.ROOT);
        if (protocol != null && ServiceProtocols.ALL.stream().noneMatch(each -> isNamed(each, protocol))) {
            throw new UserFacingException("The argument protocol is not one that is read; expected is one of "
                    + ServiceProtocols.ALL.stream().map(ServiceProtocol::name).distinct().sorted()
                    .collect(Collectors.joining(", ")) + ".");
        }
        return new ServiceFilter(server, arguments.serverPort(), protocol);
    }

    private static boolean isNamed(ServiceProtocol protocol, String name) {
        return protocol.name().equals(name) || protocol.title().toLowerCase(Locale.ROOT).equals(name);
    }

    boolean isAll() {
        return server == null && port == null && protocol == null;
    }

    /** Whether something that belongs to no connection matches: by its protocol, and by the hosts that it is about. */
    boolean matches(ServiceProtocol watched, Incident incident) {
        return isAll() || port == null && (protocol == null || watched != null && isNamed(watched, protocol))
                && (server == null || incident.subjects().contains(Subject.host(server)));
    }

    /** Whether a device that tells of itself matches. */
    boolean matches(ServiceProtocol watched, Speaker speaker) {
        return port == null && (protocol == null || isNamed(watched, protocol))
                && (server == null || server.equals(speaker.address()));
    }

    boolean matches(ServiceConnection connection) {
        return isAll() || (port == null || port == connection.server().port())
                && (protocol == null || isNamed(connection.protocol(), protocol))
                && (server == null || server.equals(connection.server().address()));
    }
}
