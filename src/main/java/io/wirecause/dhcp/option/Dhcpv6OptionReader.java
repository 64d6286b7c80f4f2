package io.wirecause.dhcp.option;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a sequence of DHCPv6 options: code and length of two bytes each, then the value (RFC 8415, section 21.1). */
public final class Dhcpv6OptionReader {
    /** Bytes before an option's value. */
    public static final int HEADER = 4;
    /** Options read per sequence. */
    public static final int MAX_OPTIONS = 256;

    private Dhcpv6OptionReader() {
    }

    /** The first option of a code; null if it is missing. */
    public static ByteView find(ByteView in, int from, int code) {
        int at = from;
        while (at + HEADER <= in.length()) {
            int length = in.u16be(at + 2);
            if (at + HEADER + length > in.length()) {
                return null;
            }
            if (in.u16be(at) == code) {
                return in.slice(at + HEADER, length);
            }
            at += HEADER + length;
        }
        return null;
    }

    /**
     * Options by name; an option that occurs several times has a list of values.
     *
     * @param table the options' names; null for codes only
     * @param depth layers of nested options that are still followed
     */
    public static Map<String, Object> named(ByteView in, OptionTable table, int depth) {
        Map<String, Object> named = new LinkedHashMap<>();
        int at = 0;
        int shown = 0;
        while (at + HEADER <= in.length() && shown++ < MAX_OPTIONS) {
            int code = in.u16be(at);
            int length = in.u16be(at + 2);
            if (at + HEADER + length > in.length()) {
                named.put(DhcpOptionValues.MALFORMED, "option " + code + " reaches beyond the end");
                break;
            }
            ByteView value = in.slice(at + HEADER, length);
            String name = table == null ? String.valueOf(code) : table.name(code);
            Object decoded = table == null ? Hex.text(value, 0, length) : table.kind(code) == ValueKind.OPTION_CODES
                    ? codes(value, table) : DhcpOptionValues.decode(table.kind(code), value, depth);
            put(named, name, decoded);
            at += HEADER + length;
        }
        return named;
    }

    private static void put(Map<String, Object> named, String name, Object value) {
        Object before = named.get(name);
        if (before == null) {
            named.put(name, value);
        } else {
            List<Object> all = new ArrayList<>(before instanceof List<?> list ? list : List.of(before));
            if (all.size() < DhcpOptionValues.MAX_ITEMS) {
                all.add(value);
            }
            named.put(name, all);
        }
    }

    private static List<String> codes(ByteView list, OptionTable table) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i + 2 <= list.length(); i += 2) {
            names.add(list.u16be(i) + " " + table.name(list.u16be(i)));
        }
        return names;
    }
}
