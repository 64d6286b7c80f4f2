package io.wirecause.dhcp.option;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.MacAddress;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Option values as they are shown: numbers, text, lists, maps of sub-options. A value too short for its layout is shown as
 * bytes and called malformed; nothing throws.
 */
public final class DhcpOptionValues {
    /** Items shown of one list; the rest is counted. */
    static final int MAX_ITEMS = 12;
    /** Characters shown of one text. */
    public static final int MAX_TEXT = 100;
    /** Depth of options inside options; a relayed message does not count. */
    public static final int MAX_DEPTH = 5;
    /** Key of a value that does not fit its layout; no option has this name. */
    static final String MALFORMED = "malformed";
    private static final long FOREVER = 0xffffffffL;

    private DhcpOptionValues() {
    }

    /**
     * A value, decoded; never null. A map with the bytes under {@link #MALFORMED} if they do not fit the layout.
     *
     * @param depth layers of nested options that are still followed
     */
    public static Object decode(ValueKind kind, ByteView value, int depth) {
        Object decoded = kind.fits(value.length()) ? plain(kind, value) : null;
        if (decoded == null && depth > 0) {
            decoded = structured(kind, value, depth - 1);
        }
        return decoded != null ? decoded : kind == ValueKind.BYTES ? Hex.text(value, 0, value.length())
                : Map.of(MALFORMED, Hex.text(value, 0, value.length()));
    }

    /** What is wrong with an option's value; null if it and all values in it fit their layouts. */
    public static String problem(OptionTable table, int code, ByteView value) {
        ValueKind kind = table.kind(code);
        if (value.length() == 0 && kind != ValueKind.FLAG && kind != ValueKind.BYTES) {
            return "option " + code + " (" + table.name(code) + ") is empty";
        }
        return isSound(kind, value) ? null : "option " + code + " (" + table.name(code) + ") has a value that does not fit it";
    }

    private static boolean isSound(ValueKind kind, ByteView value) {
        if (!kind.fits(value.length())) {
            return false;
        }
        return !kind.isStructured() || isSound(structured(kind, value, MAX_DEPTH - 1))
                && (kind != ValueKind.NAMES || DomainNameOption.isSound(value));
    }

    private static boolean isSound(Object decoded) {
        if (decoded instanceof Map<?, ?> values) {
            return !values.containsKey(MALFORMED) && values.values().stream().allMatch(DhcpOptionValues::isSound);
        }
        return decoded instanceof List<?> values ? values.stream().allMatch(DhcpOptionValues::isSound) : decoded != null;
    }

    /** Numbers, addresses and text; null for other kinds. */
    private static Object plain(ValueKind kind, ByteView v) {
        int n = v.length();
        return switch (kind) {
            case FLAG -> true;
            case BOOLEAN -> v.u8(0) != 0;
            case U8 -> v.u8(0);
            case U16 -> v.u16be(0);
            case U32 -> v.u32be(0);
            case S32 -> v.i32be(0);
            case SECONDS -> seconds(v.u32be(0));
            case CENTISECONDS -> v.u16be(0) / 100.0;
            case IP -> ip(v, 0);
            case IPS -> list(n / 4, i -> ip(v, 4 * i));
            case IP_PAIRS -> list(n / 8, i -> ip(v, 8 * i) + " " + ip(v, 8 * i + 4));
            case IPS6 -> list(n / 16, i -> ip6(v, 16 * i));
            case U8S -> list(n, i -> String.valueOf(v.u8(i)));
            case U16S -> list(n / 2, i -> String.valueOf(v.u16be(2 * i)));
            case TEXT -> text(v, 0, n);
            case MESSAGE_TYPE -> MessageTypes.name4(v.u8(0));
            case OVERLOAD -> overload(v.u8(0));
            case DUID -> Duid.text(v);
            case CLIENT_ID -> clientId(v);
            case LINK_ADDRESS -> MacAddress.text(MacAddress.at(v, 2));
            default -> null;
        };
    }

    /** Lists and maps; null for other kinds and for values that are too short. */
    private static Object structured(ValueKind kind, ByteView v, int depth) {
        int n = v.length();
        return switch (kind) {
            case NAMES -> bounded(DomainNameOption.read(v, 0));
            case ROUTES -> routes(v);
            case SUBOPTIONS -> vendor(v, depth);
            case RELAY -> subOptions(v, Dhcpv4Options.RELAY, depth);
            case ENTERPRISES -> enterprises(v);
            case ENTERPRISE_PIECES -> n < 4 ? null : enterprise(v, pieces(v.slice(4, n - 4), 2));
            case ENTERPRISE_OPTIONS -> n < 4 ? null : enterprise(v, Dhcpv6OptionReader.named(v.slice(4, n - 4), null, depth));
            case ENTERPRISE_BYTES -> n < 4 ? null : enterprise(v, printable(v, 4, n - 4));
            case PIECES8 -> pieces(v, 1);
            case PIECES16 -> pieces(v, 2);
            case FQDN -> n < 3 ? null : fqdn(v.u8(0), (v.u8(0) & 4) != 0 ? DomainNameOption.read(v, 3)
                    : List.of(text(v, 3, n - 3)));
            case FQDN6 -> n < 1 ? null : fqdn(v.u8(0), DomainNameOption.read(v, 1));
            case SIP -> n < 1 ? null : v.u8(0) == 0 ? bounded(DomainNameOption.read(v, 1)) : (n - 1) % 4 == 0
                    ? list((n - 1) / 4, i -> ip(v, 1 + 4 * i)) : null;
            case STATUS -> n < 1 ? null : StatusCodes.name4(v.u8(0)) + (n > 1 ? ": " + text(v, 1, n - 1) : "");
            case STATUS6 -> n < 2 ? null : StatusCodes.name6(v.u16be(0)) + (n > 2 ? ": " + text(v, 2, n - 2) : "");
            case AUTHENTICATION -> n < 3 ? null : "protocol " + v.u8(0) + " algorithm " + v.u8(1) + ", " + n + " bytes";
            case ARCHITECTURE -> n < 2 || n % 2 != 0 ? null : list(n / 2, i -> architecture(v.u16be(2 * i)));
            case IA -> n < 12 ? null : association(v, v.u32be(4), v.u32be(8), 12, depth);
            case IA_TA -> n < 4 ? null : association(v, -1, -1, 4, depth);
            case IA_ADDRESS -> n < 24 ? null : lifetimes(ip6(v, 0), v, 16, 24, depth);
            case IA_PREFIX -> n < 25 ? null : lifetimes(ip6(v, 9) + "/" + v.u8(8), v, 0, 25, depth);
            case NTP -> ntp(v);
            case OPTIONS6 -> Dhcpv6OptionReader.named(v, Dhcpv6Options.TABLE, depth);
            default -> null;
        };
    }

    public static String ip(ByteView v, int at) {
        return IpAddress.text(4, 0, v.u32be(at));
    }

    public static String ip6(ByteView v, int at) {
        return IpAddress.read(6, v, at);
    }

    /** Seconds, or "forever" for all ones. */
    static Object seconds(long seconds) {
        return seconds == FOREVER ? (Object) "forever" : (Object) seconds;
    }

    /** Text, without the zero byte that some implementations append. */
    public static String text(ByteView v, int from, int length) {
        int end = from + length;
        while (end > from && v.u8(end - 1) == 0) {
            end--;
        }
        return WireText.clean(new String(v.copy(from, end - from), java.nio.charset.StandardCharsets.UTF_8), MAX_TEXT);
    }

    private static List<String> list(int count, IntFunction<String> item) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < Math.min(count, MAX_ITEMS); i++) {
            items.add(item.apply(i));
        }
        if (count > MAX_ITEMS) {
            items.add("and " + (count - MAX_ITEMS) + " more");
        }
        return items;
    }

    private static List<String> bounded(List<String> all) {
        return list(all.size(), all::get);
    }

    private static String overload(int fields) {
        return switch (fields) {
            case 1 -> "file";
            case 2 -> "sname";
            case 3 -> "file and sname";
            default -> "unknown " + fields;
        };
    }

    /** Type and address, or an IAID and a DUID (RFC 4361). */
    private static String clientId(ByteView v) {
        int type = v.u8(0);
        if (type == 1 && v.length() == 1 + MacAddress.LENGTH) {
            return "01:" + MacAddress.text(MacAddress.at(v, 1));
        }
        if (type == 255 && v.length() > 7) {
            return "iaid " + Hex.text(v, 1, 4) + " duid " + Duid.text(v.slice(5, v.length() - 5));
        }
        return type == 0 ? "name " + text(v, 1, v.length() - 1) : Hex.text(v, 0, v.length());
    }

    private static List<String> routes(ByteView v) {
        List<String> routes = new ArrayList<>();
        int at = 0;
        while (at < v.length()) {
            int width = v.u8(at);
            int octets = width + 7 >>> 3;
            if (width > 32 || at + 1 + octets + 4 > v.length()) {
                return null;
            }
            long prefix = 0;
            for (int i = 0; i < octets; i++) {
                prefix |= (long) v.u8(at + 1 + i) << 24 - 8 * i;
            }
            routes.add(IpAddress.text(4, 0, prefix) + "/" + width + " via " + ip(v, at + 1 + octets));
            at += 1 + octets + 4;
        }
        return bounded(routes);
    }

    /** Vendor data, mostly sub-options (RFC 2132, section 8.4); otherwise text or bytes. */
    private static Object vendor(ByteView v, int depth) {
        Map<String, Object> options = subOptions(v, null, depth);
        return options.containsKey(MALFORMED) ? printable(v, 0, v.length()) : options;
    }

    /** Sub-options with code and length of one byte each; without a table they have no names. */
    private static Map<String, Object> subOptions(ByteView v, OptionTable table, int depth) {
        Map<String, Object> all = new LinkedHashMap<>();
        int at = 0;
        while (at < v.length() && all.size() < MAX_ITEMS) {
            int code = v.u8(at);
            if (table == null && (code == Dhcpv4Options.PAD || code == Dhcpv4Options.END)) {
                at++;
                continue;
            }
            int length = at + 1 < v.length() ? v.u8(at + 1) : Integer.MAX_VALUE;
            if (length > v.length() - at - 2) {
                all.put(MALFORMED, Hex.text(v, at, v.length() - at));
                break;
            }
            ByteView value = v.slice(at + 2, length);
            ValueKind kind = table == null ? ValueKind.BYTES : table.kind(code);
            all.put(table == null ? String.valueOf(code) : table.name(code),
                    kind == ValueKind.BYTES ? printable(value, 0, length) : decode(kind, value, depth));
            at += 2 + length;
        }
        return all;
    }

    /** Bytes as text if all are printable, as in most circuit ids and vendor data. */
    private static String printable(ByteView v, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (v.u8(i) < 0x20 || v.u8(i) > 0x7e) {
                return Hex.text(v, from, length);
            }
        }
        return text(v, from, length);
    }

    private static Map<String, Object> enterprises(ByteView v) {
        Map<String, Object> all = new LinkedHashMap<>();
        int at = 0;
        while (at + 5 <= v.length() && all.size() < MAX_ITEMS) {
            int length = v.u8(at + 4);
            if (at + 5 + length > v.length()) {
                return null;
            }
            all.put("enterprise_" + v.u32be(at), printable(v, at + 5, length));
            at += 5 + length;
        }
        return at == v.length() || all.size() == MAX_ITEMS ? all : null;
    }

    private static Map<String, Object> enterprise(ByteView v, Object data) {
        return Map.of("enterprise_" + v.u32be(0), data);
    }

    /** Strings that follow a length of one or two bytes. Many clients omit the lengths of RFC 3004: then it is one text. */
    private static List<String> pieces(ByteView v, int lengthBytes) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        while (at + lengthBytes <= v.length()) {
            int length = lengthBytes == 1 ? v.u8(at) : v.u16be(at);
            if (length == 0 || at + lengthBytes + length > v.length()) {
                return List.of(printable(v, 0, v.length()));
            }
            pieces.add(printable(v, at + lengthBytes, length));
            at += lengthBytes + length;
        }
        return bounded(pieces);
    }

    private static Map<String, Object> fqdn(int flags, List<String> name) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", name.isEmpty() ? "" : name.get(0));
        all.put("server_updates_dns", (flags & 1) != 0);
        if ((flags & 2) != 0) {
            all.put("server_overrides", true);
        }
        if ((flags & 8) != 0) {
            all.put("no_server_update", true);
        }
        return all;
    }

    private static String architecture(int code) {
        String[] names = {"x86 BIOS", "NEC PC98", "Itanium EFI", "DEC Alpha", "Arc x86", "Intel lean client", "x86 UEFI",
                "x64 UEFI", "XScale EFI", "EBC", "ARM 32-bit UEFI", "ARM 64-bit UEFI"};
        return code < names.length ? names[code] : code == 15 ? "x86 UEFI HTTP" : code == 16 ? "x64 UEFI HTTP"
                : code == 19 ? "ARM 64-bit UEFI HTTP" : "architecture " + code;
    }

    private static Map<String, Object> association(ByteView v, long t1, long t2, int options, int depth) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("iaid", Hex.text(v, 0, 4));
        if (t1 >= 0) {
            all.put("t1", seconds(t1));
            all.put("t2", seconds(t2));
        }
        all.putAll(Dhcpv6OptionReader.named(v.slice(options, v.length() - options), Dhcpv6Options.TABLE, depth));
        return all;
    }

    private static Map<String, Object> lifetimes(String what, ByteView v, int at, int options, int depth) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("address", what);
        all.put("preferred_lifetime", seconds(v.u32be(at)));
        all.put("valid_lifetime", seconds(v.u32be(at + 4)));
        all.putAll(Dhcpv6OptionReader.named(v.slice(options, v.length() - options), Dhcpv6Options.TABLE, depth));
        return all;
    }

    /** RFC 5908: 1 address, 2 multicast address, 3 name. */
    private static List<String> ntp(ByteView v) {
        List<String> servers = new ArrayList<>();
        int at = 0;
        while (at + 4 <= v.length()) {
            int length = v.u16be(at + 2);
            if (at + 4 + length > v.length()) {
                return null;
            }
            ByteView value = v.slice(at + 4, length);
            servers.add(v.u16be(at) == 3 ? String.join(" ", DomainNameOption.read(value, 0)) : length == 16 ? ip6(value, 0)
                    : Hex.text(value, 0, length));
            at += 4 + length;
        }
        return bounded(servers);
    }
}
