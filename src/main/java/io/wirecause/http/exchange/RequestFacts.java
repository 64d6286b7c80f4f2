package io.wirecause.http.exchange;

import io.wirecause.report.WireText;
import java.util.Locale;

/** What a request says, masked: no value of a query, no credential and no token is kept. */
public final class RequestFacts {
    private static final int LONGEST_METHOD = 24;
    private static final int LONGEST_HOST = 120;
    private static final int LONGEST_AGENT = 80;
    private static final int LONGEST_SCHEME = 20;

    private String method;
    private String host;
    private String path;
    private int targetHash;
    private boolean absolute;
    private boolean longPollByName;
    private String authorization;
    private String proxyAuthorization;
    private String userAgent;
    private String contentType;
    private boolean acceptsEvents;
    private boolean expectsContinue;

    RequestFacts() {
    }

    void target(String wireMethod, String target, String authority) {
        method = WireText.clean(wireMethod, LONGEST_METHOD);
        targetHash = (target.startsWith("/") ? target : TargetMask.originForm(target)).hashCode();
        String rest = target;
        String namedHost = authority;
        int scheme = target.indexOf("://");
        if (isConnect()) {
            namedHost = target.isEmpty() ? authority : target;
            rest = "";
        } else if (scheme > 0 && scheme < "https".length() + 1 && target.charAt(0) != '/') {
            absolute = true;
            int slash = endOfAuthority(target, scheme + "://".length());
            namedHost = target.substring(scheme + "://".length(), slash);
            rest = slash == target.length() ? "/" : target.substring(slash);
        }
        if (namedHost != null && !namedHost.isEmpty()) {
            host = host(namedHost);
        }
        longPollByName = TargetMask.isLongPoll(rest);
        path = TargetMask.masked(rest);
    }

    private static int endOfAuthority(String target, int from) {
        int at = from;
        while (at < target.length() && "/?#".indexOf(target.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** The host without what stands before an at sign, which may be a password. */
    private static String host(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1).trim().toLowerCase(Locale.ROOT);
        return WireText.clean(host, LONGEST_HOST);
    }

    void field(String name, String value) {
        switch (name) {
            case "host" -> host = host == null && !value.isBlank() ? host(value) : host;
            case "authorization" -> authorization = scheme(value);
            case "proxy-authorization" -> proxyAuthorization = scheme(value);
            case "user-agent" -> userAgent = WireText.clean(value, LONGEST_AGENT);
            case "content-type" -> contentType = ResponseFacts.mediaType(value);
            case "accept" -> acceptsEvents = value.regionMatches(true, 0, ResponseFacts.EVENT_STREAM, 0,
                    ResponseFacts.EVENT_STREAM.length());
            case "expect" -> expectsContinue = value.trim().equalsIgnoreCase("100-continue");
            case "prefer" -> longPollByName |= value.contains("wait=");
            default -> {
            }
        }
    }

    /** The authentication scheme that a credential or challenge begins with, never what follows: {@code Bearer}. */
    static String scheme(String value) {
        String trimmed = value.trim();
        int end = 0;
        while (end < trimmed.length() && (Character.isLetterOrDigit(trimmed.charAt(end)) || trimmed.charAt(end) == '-')) {
            end++;
        }
        // A value without a space behind a word is a bare token: nothing of it may be shown.
        boolean bare = end == trimmed.length() && end > "Negotiate".length();
        return bare || end == 0 || end > LONGEST_SCHEME ? "(other)" : trimmed.substring(0, end);
    }

    /** The method, cleaned; null where the request was not captured. */
    public String method() {
        return method;
    }

    /** The host in lower case, with its port where it names one, cleaned; null where it names none. */
    public String host() {
        return host;
    }

    /** Path and query, cleaned, the values of the query and tokens masked; empty for CONNECT, null where not captured. */
    public String path() {
        return path;
    }

    /** A hash of path and query as they were on the wire: equal ones have the same. */
    public int targetHash() {
        return targetHash;
    }

    /** Whether the target is an absolute URI, as clients send it to a forward proxy. */
    public boolean isAbsolute() {
        return absolute;
    }

    /** Whether it asks a proxy for a tunnel. */
    public boolean isConnect() {
        return "CONNECT".equals(method);
    }

    /** Whether the answer has no body whatever it says (RFC 9110, section 9.3.2). */
    public boolean isHead() {
        return "HEAD".equals(method);
    }

    /** Whether name or parameters say that the server may hold it until there is news. */
    public boolean isLongPollByName() {
        return longPollByName;
    }

    /** The scheme of its credentials; null where it has none. */
    public String authorization() {
        return authorization;
    }

    /** The scheme of its credentials for the proxy; null where it has none. */
    public String proxyAuthorization() {
        return proxyAuthorization;
    }

    /** The program that sent it, cleaned; null where it does not say. */
    public String userAgent() {
        return userAgent;
    }

    /** Media type of its body in lower case; null where it does not say. */
    public String contentType() {
        return contentType;
    }

    /** Whether it asks for server-sent events. */
    public boolean acceptsEvents() {
        return acceptsEvents;
    }

    /** Whether it sends its body only when told to go on (100-continue). */
    public boolean expectsContinue() {
        return expectsContinue;
    }
}
