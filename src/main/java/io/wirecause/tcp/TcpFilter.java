package io.wirecause.tcp;

import io.wirecause.analysis.AddressArgument;
import io.wirecause.flow.FlowKey;
import io.wirecause.report.Plural;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.EndpointState;
import java.util.List;

/** Chooses connections by their server's address and port. */
final class TcpFilter {
    /** Every connection. */
    static final TcpFilter ALL = new TcpFilter(null, null);

    private final String address;
    private final Integer port;

    private TcpFilter(String address, Integer port) {
        this.address = address;
        this.port = port;
    }

    /**
     * A filter; null matches any address or port.
     *
     * @throws UserFacingException if the address is invalid
     */
    static TcpFilter of(String serverIp, Integer serverPort) throws UserFacingException {
        return new TcpFilter(AddressArgument.canonical("server_ip", serverIp), serverPort);
    }

    /**
     * A filter by the arguments that several tools take.
     *
     * @throws UserFacingException if the address is invalid
     */
    static TcpFilter of(ServerArguments server) throws UserFacingException {
        return of(server.serverIp(), server.serverPort());
    }

    /** What is asked for, as an answer names it: address, port or both; "any" for neither. */
    String named() {
        if (address == null) {
            return port == null ? "any" : "any:" + port;
        }
        return port == null ? address : (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }

    /** Whether it leaves anything out. */
    boolean isNarrow() {
        return address != null || port != null;
    }

    /** The connections that fit. Where roles are a guess either end may fit, and a note says so. */
    List<Connection> matching(List<Connection> all, List<String> notes) {
        if (!isNarrow()) {
            return all;
        }
        List<Connection> chosen = all.stream().filter(c -> server(c) != null).toList();
        long guessed = chosen.stream().filter(c -> !c.roleBasis().isKnown()).count();
        if (guessed > 0) {
            notes.add("The filter was applied to either end of " + Plural.of(guessed, "connection")
                    + " whose SYN was not captured, so that the server is not known for sure.");
        }
        if (chosen.isEmpty() && !all.isEmpty()) {
            long turned = all.stream().filter(c -> fits(c.clientEnd())).count();
            notes.add("No connection goes to the server asked for" + (turned == 0 ? "." : "; " + turned
                    + Plural.with(turned, " has", " have") + " that address and port at the client's end."));
        }
        return chosen;
    }

    /** The end that the filter takes for the server; null where the connection does not fit. */
    EndpointState server(Connection c) {
        if (fits(c.serverEnd())) {
            return c.server();
        }
        return !c.roleBasis().isKnown() && fits(c.clientEnd()) ? c.client() : null;
    }

    private boolean fits(FlowKey.Endpoint end) {
        return (port == null || port == end.port()) && (address == null || address.equals(end.address()));
    }
}
