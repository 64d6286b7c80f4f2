package io.wirecause.source.download;

import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import io.wirecause.source.SourceWatch;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Decides which hosts are fetched from, by every address that a name resolves to. The addresses that it gives are the
 * ones to connect to: a second look-up could answer differently.
 */
public final class HostPolicy {
    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,2})){3}");
    /** What the C library, and so some look-ups, take for an IPv4 address: 2130706433, 0x7f.1, 0177.0.0.1. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)");

    private final List<String> allowed;
    private final NameLookup names;

    /** Finds the addresses of a name. */
    @FunctionalInterface
    public interface NameLookup {
        InetAddress[] lookup(String host) throws UnknownHostException;
    }

    public HostPolicy(List<String> allowedHosts, NameLookup names) {
        this.allowed = allowedHosts.stream().map(HostPolicy::normal).toList();
        this.names = names;
    }

    private static String normal(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /**
     * The addresses to connect to, all of them allowed.
     *
     * @throws UserFacingException where the host is not allowed, unknown, or has one address that is not allowed
     */
    List<InetAddress> addresses(WebAddress address, FetchGuard guard) throws UserFacingException {
        String host = address.host();
        String shown = WireText.quote(host, WireText.DEFAULT_LENGTH);
        boolean listed = allowed.contains(host);
        if (!listed && !allowed.isEmpty() && !allowed.contains("*")) {
            throw new UserFacingException("URLs of the host " + shown + " are not fetched; the allowed hosts are "
                    + WireText.clean(String.join(", ", allowed)) + ".");
        }
        boolean literal = host.indexOf(':') >= 0 || DOTTED_QUAD.matcher(host).matches();
        if (!literal && ENDS_IN_NUMBER.matcher(host).matches()) {
            throw new UserFacingException("The host " + shown
                    + " is an unusual spelling of an address; write it as four decimal numbers.");
        }
        List<InetAddress> found = List.of(lookup(host, shown, guard));
        for (InetAddress one : found) {
            DestinationScope reach = DestinationScope.of(one);
            boolean open = reach == DestinationScope.PUBLIC || listed && (reach == DestinationScope.PRIVATE || literal);
            if (!open) {
                throw new UserFacingException("The host " + shown
                        + " has a private, local or otherwise internal address, which is not "
                        + "fetched from unless the server was started with this host allowed (--allow-url-host).");
            }
        }
        return found;
    }

    private InetAddress[] lookup(String host, String shown, FetchGuard guard) throws UserFacingException {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> names.lookup(host));
        Thread thread = new Thread(task, "wirecause-lookup");
        thread.setDaemon(true);
        thread.start();
        while (true) {
            guard.check();
            try {
                return task.get(SourceWatch.POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // The look-up cannot be interrupted; the guard says when to leave it behind.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UserFacingException("The download was interrupted.", e);
            } catch (ExecutionException e) {
                throw new UserFacingException("The host " + shown + " is not known: its name does not resolve.", e.getCause());
            }
        }
    }
}
