package io.wirecause.service.network.neighbor;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.report.WireText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a message says of the device that sent it; all text is cleaned and short. */
final class DeviceWords {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST = 80;

    String chassis;
    String port;
    String name;
    String portWords;
    String system;
    String management;
    String capabilities = "";
    /** Native VLAN or port VLAN; 0 where it is not told. */
    int vlan;
    /** Null where it is not told. */
    Boolean fullDuplex;
    /** How long this holds, seconds; -1 where it is not told. */
    int hold = -1;

    /** Text of a message, without line ends; null where there is none. */
    static String text(ByteView bytes, int at, int length) {
        String text = new String(bytes.copy(at, length), StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return end == 0 ? null : WireText.clean(text.substring(0, end), LONGEST_NAME);
    }

    /** An IP address; null for other lengths. */
    static String address(ByteView bytes, int at, int length) {
        return switch (length) {
            case 4 -> IpAddress.read(4, bytes, at);
            case 16 -> IpAddress.read(6, bytes, at);
            default -> null;
        };
    }

    /** The names of the bits that are set, the lowest first. */
    static String bits(long set, String... names) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if ((set >> i & 1) != 0 && !names[i].isEmpty()) {
                all.add(names[i]);
            }
        }
        return String.join(", ", all);
    }

    /** How sentences name the device. */
    String title() {
        return name != null ? name : chassis;
    }

    /** All of it in one line. */
    String line() {
        StringBuilder line = new StringBuilder(title()).append(", port ").append(port);
        if (portWords != null && !portWords.equals(port)) {
            line.append(" (").append(portWords).append(')');
        }
        add(line, ", VLAN ", vlan == 0 ? null : Integer.toString(vlan));
        add(line, ", ", fullDuplex == null ? null : fullDuplex ? "full duplex" : "half duplex");
        add(line, ", management ", management);
        add(line, ", ", capabilities.isEmpty() ? null : capabilities);
        add(line, ", chassis ", chassis.equals(title()) ? null : chassis);
        add(line, "; ", system == null || system.length() <= LONGEST ? system : system.substring(0, LONGEST));
        return line.toString();
    }

    private static void add(StringBuilder line, String before, String value) {
        if (value != null) {
            line.append(before).append(value);
        }
    }
}
