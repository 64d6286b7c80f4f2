package io.wirecause.source.download;

import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * An http or https URL, taken apart. Its text form leaves out credentials and the query, which often holds a signature
 * or token.
 *
 * @param uri         the URL without credentials and fragment
 * @param host        the host in lower case, without the brackets of an IPv6 address
 * @param port        the port to connect to
 * @param credentials {@code user:password} for basic authentication, or null
 */
public record WebAddress(URI uri, String host, int port, String credentials) {
    private static final int SHOWN_LENGTH = 200;

    /**
     * Reads what a caller gave.
     *
     * @throws UserFacingException if it is not an http(s) URL with a host; the sentence does not repeat it, as it may hold a
     *                             password
     */
    public static WebAddress parse(String given) throws UserFacingException {
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException e) {
            throw new UserFacingException("The URL is not valid at character " + (e.getIndex() + 1)
                    + "; write spaces and other special characters as %20 and so on.");
        } catch (NumberFormatException e) {
            // What java.net.URI throws at an IPv4 address with a huge number at the end of an IPv6 one.
            throw new UserFacingException("The URL is not valid: its host is not valid.");
        }
        return of(uri, uri.getUserInfo());
    }

    private static WebAddress of(URI uri, String credentials) throws UserFacingException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new UserFacingException("URLs of the scheme " + WireText.quote(scheme, WireText.DEFAULT_LENGTH)
                    + " are not fetched; only http and https are.");
        }
        String host = uri.getHost();
        int port = uri.getPort() < 0 ? (scheme.equals("https") ? 443 : 80) : uri.getPort();
        if (host == null || host.isEmpty() || port < 1 || port > 65535) {
            throw new UserFacingException("The URL has no valid host and port; write it as https://host/path, "
                    + "with a host of ASCII letters, digits, dots and hyphens.");
        }
        try {
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
            String authority = host.toLowerCase(Locale.ROOT) + (uri.getPort() < 0 ? "" : ":" + port);
            URI plain = new URI(new URI(scheme + "://" + authority + path + query).toASCIIString());
            return new WebAddress(plain, bare(host), port, credentials);
        } catch (URISyntaxException e) {
            throw new UserFacingException("The URL is not valid.");
        }
    }

    private static String bare(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /**
     * Where a {@code Location} header leads from here. Credentials stay with the origin that they were given for; those
     * in the header are not used.
     *
     * @throws UserFacingException where it leads to no http(s) URL, or from https back to http
     */
    WebAddress redirect(String location) throws UserFacingException {
        WebAddress next;
        try {
            URI target = uri.resolve(new URI(location.strip()));
            next = of(target, null);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new UserFacingException(this + " redirects to something that is not a valid URL.");
        } catch (UserFacingException e) {
            throw new UserFacingException(this
                    + " redirects to something that is not fetched: only http and https URLs with a host are.", e);
        }
        if (isSecure() && !next.isSecure()) {
            throw new UserFacingException(this + " redirects from https to http, which is not followed because anyone on the way "
                    + "could change the capture.");
        }
        boolean sameOrigin = isSecure() == next.isSecure() && host.equals(next.host) && port == next.port;
        return sameOrigin ? new WebAddress(next.uri, next.host, next.port, credentials) : next;
    }

    boolean isSecure() {
        return uri.getScheme().equals("https");
    }

    /** What stands in the request line: path and query. */
    String target() {
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery());
    }

    /** The value of the {@code Host} header. */
    String authority() {
        return uri.getRawAuthority();
    }

    /** The URL as it may be shown. */
    @Override
    public String toString() {
        String text = uri.getScheme() + "://" + authority() + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?...");
        return WireText.clean(text, SHOWN_LENGTH);
    }
}
