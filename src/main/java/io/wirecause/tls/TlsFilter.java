package io.wirecause.tls;

import io.wirecause.analysis.AddressArgument;
import io.wirecause.report.UserFacingException;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.TlsOverTcp.PlainConnection;
import io.wirecause.tls.handshake.TlsOverTcp.RefusedUpgrade;
import java.util.Locale;

/** Selects handshakes by server and name. */
final class TlsFilter {
    /** Every handshake. */
    static final TlsFilter ALL = new TlsFilter(null, -1, null);

    private final String server;
    private final int port;
    private final String name;

    private TlsFilter(String server, int port, String name) {
        this.server = server;
        this.port = port;
        this.name = name;
    }

    /**
     * The filter that the arguments ask for.
     *
     * @throws UserFacingException if the address is invalid
     */
    static TlsFilter of(TlsArguments arguments) throws UserFacingException {
        return new TlsFilter(AddressArgument.canonical("server_ip", arguments.serverIp()),
                arguments.serverPort() == null ? -1 : arguments.serverPort(),
                arguments.serverName() == null ? null : plain(arguments.serverName()));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
    }

    /** Whether all handshakes match. */
    boolean isOpen() {
        return server == null && port < 0 && name == null;
    }

    boolean matches(Handshake handshake) {
        return (server == null || server.equals(handshake.server().address())) && (port < 0 || port == handshake.server().port())
                && (name == null || handshake.serverName() != null && isBelow(plain(handshake.serverName())));
    }

    boolean matches(PlainConnection connection) {
        return (server == null || server.equals(connection.server().address())) && (port < 0 || port == connection.server()
                .port())
                && name == null;
    }

    boolean matches(RefusedUpgrade upgrade) {
        return (server == null || server.equals(upgrade.server().address())) && (port < 0 || port == upgrade.server().port())
                && name == null;
    }

    private boolean isBelow(String asked) {
        return asked.endsWith(name)
                && (asked.length() == name.length() || asked.charAt(asked.length() - name.length() - 1) == '.');
    }
}
