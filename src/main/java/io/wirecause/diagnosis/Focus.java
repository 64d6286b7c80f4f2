package io.wirecause.diagnosis;

import io.wirecause.packet.IpAddress;
import io.wirecause.report.Finding;
import io.wirecause.report.Subject;
import io.wirecause.report.UserFacingException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a diagnosis is narrowed to: an address, an address with a port, a name, a connection or a frame. */
final class Focus {
    private static final Pattern CONNECTION = Pattern.compile("(?:connection |tcp\\.stream ?(?:==)? ?|stream )?(\\d{1,9})");
    private static final Pattern FRAME = Pattern.compile("(?:frame |frame\\.number ?(?:==)? ?|#)(\\d{1,18})");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_*-]+(\\.[\\p{L}\\p{N}_-]+)*\\.?");
    private static final int HIGHEST_PORT = 65_535;

    private final Set<Subject> subjects = new HashSet<>();
    private final FrameLocator frame;

    private Focus(FrameLocator frame) {
        this.frame = frame;
    }

    /**
     * Reads the argument.
     *
     * @param given null for no focus
     * @param maxConnections connections that have a number at most
     * @return null for no focus
     * @throws UserFacingException where it is none of these
     */
    static Focus of(String given, int maxConnections) throws UserFacingException {
        if (given == null || given.isBlank()) {
            return null;
        }
        String text = given.strip().toLowerCase(Locale.ROOT);
        Matcher frame = FRAME.matcher(text);
        if (frame.matches()) {
            return new Focus(new FrameLocator(Long.parseLong(frame.group(1)), maxConnections));
        }
        Focus focus = new Focus(null);
        focus.subjects.add(subject(text));
        return focus;
    }

    private static Subject subject(String text) throws UserFacingException {
        Matcher connection = CONNECTION.matcher(text);
        if (connection.matches()) {
            return Subject.connection(Integer.parseInt(connection.group(1)));
        }
        String address = IpAddress.canonical(text);
        if (address != null) {
            return Subject.host(address);
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? null : IpAddress.canonical(text.substring(0, colon).replaceAll("^\\[|]$", ""));
        if (host != null && text.substring(colon + 1).matches("\\d{1,5}")
                && Integer.parseInt(text.substring(colon + 1)) <= HIGHEST_PORT) {
            return Subject.endpoint((host.indexOf(':') < 0 ? host : "[" + host + "]") + text.substring(colon));
        }
        if (!NAME.matcher(text).matches()) {
            throw new UserFacingException("The argument focus is none of these: an IP address, an address with a port such as "
                    + "192.0.2.10:443 or [2001:db8::1]:443, a name, a connection (\"connection 7\", Wireshark's tcp.stream) or "
                    + "a frame (\"frame 120\").");
        }
        return Subject.name(text);
    }

    /** What finds the frame in the pass; null where no frame is asked for. */
    FrameLocator locator() {
        return frame;
    }

    /** Whether a finding is about what the focus names. */
    boolean matches(Finding finding, Joins joins) {
        if (frame != null && finding.frames().contains(frame.number())) {
            return true;
        }
        Set<Subject> wanted = frame == null ? subjects : frame.subjects();
        boolean onlyConnection = frame != null && frame.isTcp();
        return wanted.stream().anyMatch(subject -> finding.subjects().contains(subject)
                || !onlyConnection && joins.rest(finding).contains(subject));
    }

    /** Whether a server is what the focus names; a connection or frame names none. */
    boolean matches(String endpoint, String name) {
        return frame != null && frame.subjects().contains(Subject.endpoint(endpoint))
                || subjects.contains(Subject.endpoint(endpoint)) || subjects.contains(Subject.host(Joins.address(endpoint)))
                || name != null && subjects.contains(Subject.name(name));
    }
}
