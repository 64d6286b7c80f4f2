package io.wirecause.dhcp.option;

import io.wirecause.bytes.ByteView;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;

/** Names in the encoding of DNS (RFC 1035, section 3.1), with compression that points backwards within the option. */
public final class DomainNameOption {
    private static final int MAX_JUMPS = 16;
    private static final int MAX_NAME = 255;
    private static final int POINTER = 0xc0;

    private DomainNameOption() {
    }

    /** The names of an option's value; the last one as far as it goes where it does not end. */
    public static List<String> read(ByteView value, int from) {
        List<String> names = new ArrayList<>();
        int at = from;
        while (at < value.length() && names.size() <= DhcpOptionValues.MAX_ITEMS) {
            StringBuilder name = new StringBuilder();
            at = name(value, from, at, name);
            names.add(WireText.clean(name, DhcpOptionValues.MAX_TEXT));
        }
        return names;
    }

    /** Whether all labels fit the value, all pointers lead back, and no byte is left. */
    static boolean isSound(ByteView value) {
        int start = 0;
        for (int at = 0; at < value.length(); ) {
            int length = value.u8(at);
            if ((length & POINTER) == POINTER) {
                if (at + 2 > value.length() || (value.u16be(at) & ~(POINTER << 8)) >= start) {
                    return false;
                }
                at += 2;
                start = at;
            } else {
                at += 1 + length;
                start = length == 0 ? at : start;
                if ((length & POINTER) != 0 || at > value.length()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Appends one name and returns where the next one starts. */
    private static int name(ByteView value, int from, int start, StringBuilder name) {
        int at = start;
        int after = -1;
        int lowest = start;
        int jumps = 0;
        while (at < value.length() && name.length() < MAX_NAME) {
            int length = value.u8(at);
            if ((length & POINTER) == POINTER) {
                int target = at + 2 > value.length() ? value.length() : from + ((length & 0x3f) << 8 | value.u8(Math.min(at + 1,
                        value.length() - 1)));
                after = after < 0 ? at + 2 : after;
                // A pointer that does not go back could go round for ever.
                if (target >= lowest || ++jumps > MAX_JUMPS) {
                    return after;
                }
                lowest = target;
                at = target;
            } else if (length == 0) {
                return after < 0 ? at + 1 : after;
            } else {
                int end = Math.min(at + 1 + length, value.length());
                name.append(name.isEmpty() ? "" : ".").append(value.latin1(at + 1, end - at - 1));
                at = end;
            }
        }
        return after < 0 ? value.length() : after;
    }
}
