package io.wirecause.source.download;

import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import io.wirecause.source.SourceWatch;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What must hold of any URL that is fetched, whoever wrote it. */
public final class Urls {
    /** What Java itself may take for an address; all else is a name, which is not looked up here. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f.]*:.*");
    private static final HostPolicy GATE = new HostPolicy(List.of(), Urls::lookup);

    private Urls() {
    }

    private static InetAddress[] lookup(String host) throws UnknownHostException {
        return InetAddress.getAllByName(ADDRESS.matcher(host).matches() ? host : "8.8.8.8");
    }

    /** Follows a URL and a redirect as a download does, without a connection. */
    public static void check(String url, String location) {
        WebAddress address;
        try {
            address = WebAddress.parse(url);
            check(address);
        } catch (UserFacingException e) {
            check(e, url);
            return;
        }
        try {
            WebAddress next = address.redirect(location);
            check(next);
            hold(!address.isSecure() || next.isSecure(), "from https to http: " + next);
            boolean same = next.host().equals(address.host()) && next.port() == address.port();
            hold(next.credentials() == null || same, "credentials for another host: " + next);
        } catch (UserFacingException e) {
            check(e, "");
        }
    }

    private static void check(WebAddress address) throws UserFacingException {
        hold(address.target().matches("/[\\x21-\\x7e]*"), "in the request line: " + address.target());
        hold(address.authority().matches("[a-zA-Z0-9._:%\\[\\]-]+"), "in the Host header: " + address.authority());
        hold(address.uri().getRawUserInfo() == null && address.uri().getRawFragment() == null,
                "left in the URL: " + address.uri());
        hold(WireText.clean(address.toString().replace("\\", ""), 10_000).equals(address.toString().replace("\\", "")),
                "shown: " + address);
        WebAddress again = WebAddress.parse(address.uri().toString());
        hold(again.host().equals(address.host()) && again.port() == address.port() && again.target().equals(address.target()),
                address.uri() + " is read as " + again.uri());
        try (FetchGuard guard = new FetchGuard(SourceWatch.NONE, Duration.ofMinutes(1))) {
            for (InetAddress one : GATE.addresses(address, guard)) {
                hold(!one.isLoopbackAddress() && !one.isAnyLocalAddress() && !one.isLinkLocalAddress()
                        && !one.isSiteLocalAddress()
                        && !one.isMulticastAddress(), address + " leads to " + one);
            }
        }
    }

    /** A sentence may not tell the credentials that were in the URL. */
    private static void check(UserFacingException problem, String url) {
        String sentence = problem.getMessage();
        hold(sentence.endsWith(".") && sentence.length() < 2_000, sentence);
        int end = url.indexOf('@');
        int start = url.lastIndexOf(':', Math.max(end, 0)) + 1;
        if (start > 0 && end - start >= 12) {
            String secret = url.substring(start, end);
            hold(url.substring(0, start).contains(secret) || url.substring(end).contains(secret) || !sentence.contains(secret),
                    "a password is shown: " + sentence);
        }
    }

    private static void hold(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
