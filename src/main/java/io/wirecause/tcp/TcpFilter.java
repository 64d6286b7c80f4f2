package io.wirecause.tcp;

import io.wirecause.flow.FlowKey;
import io.wirecause.packet.IpAddress;
import io.wirecause.report.Plural;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.EndpointState;
import java.util.List;

/** Chooses connections by their server's address and port. */
final class TcpFilter {
    private final String address;
    private final Integer port;

    private TcpFilter(String address, Integer port) {
        this.address = address;
        this.port = port;
    }

    /**
     * A filter; null lets any address or port through.
     *
     * @throws Problem where the address is none
     */
    static TcpFilter of(String serverIp, Integer serverPort) throws UserFacingException {
        if (serverIp == null) {
            return new TcpFilter(null, serverPort);
        }
        String canonical = IpAddress.canonical(serverIp);
        if (canonical == null) {
            throw new UserFacingException("The argument server_ip is no IP address; an IPv4 or IPv6 address is expected, such as 192.0.2.10.");
        }
        return new TcpFilter(canonical, serverPort);
    }

    /** What is asked for, as an answer names it: address, port or both; "any" for neither. */
    String named() {
        if (address == null) {
            return port == null ? "any" : "any:" + port;
        }
        return port == null ? address : (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }

    /** The connections that fit. Where roles are a guess either end may fit, and a note says so. */
    List<Connection> apply(List<Connection> all, List<String> notes) {
        if (address == null && port == null) {
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
