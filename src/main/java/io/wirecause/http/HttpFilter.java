package io.wirecause.http;

import io.wirecause.analysis.AddressArgument;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.report.UserFacingException;
import java.util.Locale;

/** Selects exchanges by server, host, path, method, status and duration. */
final class HttpFilter {
    /** Every exchange. */
    static final HttpFilter ALL = new HttpFilter(null, null, -1, -1);
    private static final String DIED = "died";
    private static final int CLASS = 100;
    private static final double NANOS_PER_MILLI = 1e6;

    private final HttpArguments asked;
    private final String server;
    /** Bounds of the status; -1 where it does not count, 0 and 0 for requests without a whole answer. */
    private final int leastStatus;
    private final int greatestStatus;

    private HttpFilter(HttpArguments asked, String server, int leastStatus, int greatestStatus) {
        this.asked = asked;
        this.server = server;
        this.leastStatus = leastStatus;
        this.greatestStatus = greatestStatus;
    }

    /**
     * The filter that the arguments ask for.
     *
     * @throws UserFacingException if an argument cannot be read
     */
    static HttpFilter of(HttpArguments arguments) throws UserFacingException {
        String server = AddressArgument.canonical("server_ip", arguments.serverIp());
        String status = arguments.status() == null ? null : arguments.status().trim().toLowerCase(Locale.ROOT);
        if (status == null) {
            return new HttpFilter(arguments, server, -1, -1);
        }
        if (status.equals(DIED)) {
            return new HttpFilter(arguments, server, 0, 0);
        }
        if (status.matches("[1-9]xx")) {
            int least = (status.charAt(0) - '0') * CLASS;
            return new HttpFilter(arguments, server, least, least + CLASS - 1);
        }
        if (status.matches("[1-9][0-9]{2}")) {
            return new HttpFilter(arguments, server, Integer.parseInt(status), Integer.parseInt(status));
        }
        throw new UserFacingException("The argument status is not a status; a number such as 404, a class such as 5xx, or died "
                + "for"
                + " requests without a whole answer is expected.");
    }

    boolean matches(HttpExchange e) {
        return asked == null || matchesServer(e) && matchesRequest(e) && matchesStatus(e) && matchesTime(e);
    }

    private boolean matchesServer(HttpExchange e) {
        return (server == null || server.equals(e.connection().server().address()))
                && (asked.serverPort() == null || asked.serverPort() == e.connection().server().port());
    }

    private boolean matchesRequest(HttpExchange e) {
        return (asked.host() == null || isHost(e.asked().host()))
                && (asked.path() == null || e.asked().path() != null && e.asked().path().contains(asked.path()))
                && (asked.method() == null || asked.method().equalsIgnoreCase(e.asked().method()));
    }

    /** The host with or without its port. */
    private boolean isHost(String host) {
        String wanted = asked.host().toLowerCase(Locale.ROOT);
        return host != null && (host.equals(wanted) || host.startsWith(wanted) && host.charAt(wanted.length()) == ':');
    }

    private boolean matchesStatus(HttpExchange e) {
        if (leastStatus < 0) {
            return true;
        }
        return leastStatus == 0 ? e.outcome().kind().isFailure() : e.status() >= leastStatus && e.status() <= greatestStatus;
    }

    private boolean matchesTime(HttpExchange e) {
        if (asked.minMs() == null) {
            return true;
        }
        long took = e.times().total() >= 0 ? e.times().total() : e.outcome().time() - e.request().firstTime();
        return took >= asked.minMs() * NANOS_PER_MILLI;
    }
}
