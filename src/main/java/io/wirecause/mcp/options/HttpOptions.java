package io.wirecause.mcp.options;

import io.wirecause.report.UserFacingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * How MCP is served over HTTP.
 *
 * @param host    name or address to listen on
 * @param address what the name resolved to
 * @param port    TCP port from 1 to 65535; 0 for any free one
 * @param token   what callers must send as bearer token; null where they need none
 */
public record HttpOptions(String host, InetAddress address, int port, String token) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int USUAL_PORT = 8080;
    /** Fewer can be guessed. */
    private static final int LEAST_TOKEN = 16;
    /** RFC 6750, section 2.1: what can stand after "Bearer ". */
    private static final Pattern TOKEN = Pattern.compile("[-._~+/A-Za-z0-9]+=*");

    static HttpOptions read(OptionValues all) throws UserFacingException {
        String host = all.text(ServerOptions.Name.HOST, LOOPBACK);
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw OptionValues.wrong(ServerOptions.Name.HOST, host, "a name or address of this machine");
        }
        String token = all.text(ServerOptions.Name.HTTP_TOKEN, null);
        if (token != null && (token.length() < LEAST_TOKEN || !TOKEN.matcher(token).matches())) {
            // The value is a secret, even where it is wrong.
            throw OptionValues.wrong(ServerOptions.Name.HTTP_TOKEN, "...", "at least " + LEAST_TOKEN
                    + " letters, digits and - . _ ~ + / (openssl rand -hex 16 makes one)");
        }
        if (token == null && !address.isLoopbackAddress() && !all.truth(ServerOptions.Name.ALLOW_UNAUTHENTICATED_HTTP)) {
            throw new UserFacingException("Others can reach the server at " + host
                    + ": set a token in WIRECAUSE_HTTP_TOKEN, or give "
                    + ServerOptions.Name.ALLOW_UNAUTHENTICATED_HTTP.option() + " where nobody else can.");
        }
        return new HttpOptions(host, address, (int) all.whole(ServerOptions.Name.PORT, USUAL_PORT, 0, 65_535), token);
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
        return host + ":" + port + (token == null ? "" : " with a token");
    }
}
