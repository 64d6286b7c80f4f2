package io.wirecause.dhcp.message;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.option.DhcpOptionValues;
import io.wirecause.dhcp.option.Dhcpv4Options;
import io.wirecause.dhcp.option.Hex;
import io.wirecause.dhcp.option.MessageTypes;
import io.wirecause.dhcp.option.ValueKind;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.MacAddress;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message of BOOTP or DHCPv4 (RFC 951, RFC 2131), whose options are found once; a flyweight, pointed at each message anew.
 *
 * <pre>
 *   0 op, htype, hlen, hops     12 ciaddr     28 chaddr (16)    236 magic cookie
 *   4 xid                       16 yiaddr     44 sname (64)     240 options: code, length, value
 *   8 secs, flags               20 siaddr    108 file (128)
 *                               24 giaddr
 * </pre>
 */
public final class Dhcpv4Message {
    public static final int REQUEST = 1;
    static final int REPLY = 2;
    /** Above all types, for BOOTP messages. */
    private static final int BOOTP = 1 << Byte.SIZE;
    /** Types and operations are below this. */
    public static final int TYPES_AND_OPS = BOOTP + REPLY + 1;
    /** Bytes of the fixed part. */
    static final int FIXED = 236;
    private static final int COOKIE = 0x63825363;
    private static final int SHORTEST = 8;
    private static final int CHADDR = 28;
    private static final int CHADDR_LENGTH = 16;
    private static final int SNAME = 44;
    private static final int FILE = 108;
    private static final int MAX_OPTIONS = 256;
    private static final int MAX_PROBLEMS = 8;
    private static final int OVERLOAD_FILE = 1;
    private static final int OVERLOAD_SNAME = 2;

    private final ByteView bytes = new ByteView();
    private final int[] codes = new int[MAX_OPTIONS];
    private final int[] offsets = new int[MAX_OPTIONS];
    private final int[] lengths = new int[MAX_OPTIONS];
    /** Index of each code's first option; -1 if there is none. */
    private final int[] firsts = new int[1 << Byte.SIZE];
    /** Whether an option is split over several places. */
    private boolean split;
    private final DecodedValueCache problemsOfValues = new DecodedValueCache();
    private final List<String> problems = new ArrayList<>();
    private int count;
    private int overload;
    private int type;
    private boolean untyped;

    public Dhcpv4Message() {
        Arrays.fill(firsts, -1);
    }

    /**
     * Whether a datagram holds such a message.
     *
     * @param payload its captured bytes
     * @param wireLength its bytes on the wire
     * @param known whether a port is one of DHCP's; on other ports, only the magic cookie shows it
     */
    public static boolean isMessage(ByteView payload, int wireLength, boolean known) {
        if (payload.length() < SHORTEST || wireLength < FIXED) {
            return false;
        }
        int op = payload.u8(0);
        boolean plausible = (op == REQUEST || op == REPLY) && payload.u8(2) <= CHADDR_LENGTH;
        return plausible && (known || payload.length() >= FIXED + 4 && payload.i32be(FIXED) == COOKIE);
    }

    /** Points at a message and locates its options. */
    public void point(ByteView payload, int wireLength) {
        bytes.point(payload, 0, payload.length());
        for (int i = 0; i < count; i++) {
            firsts[codes[i]] = -1;
        }
        count = 0;
        split = false;
        overload = 0;
        problems.clear();
        boolean cut = payload.length() < wireLength;
        if (bytes.length() < FIXED + 4) {
            if (cut) {
                problems.add(MalformedCounter.CUT + " before its options");
            }
        } else if (bytes.i32be(FIXED) == COOKIE) {
            options(FIXED + 4, bytes.length(), cut);
            if ((overload & OVERLOAD_FILE) != 0) {
                options(FILE, FIXED, false);
            }
            if ((overload & OVERLOAD_SNAME) != 0) {
                options(SNAME, FILE, false);
            }
        } else if (bytes.i32be(FIXED) != 0) {
            problems.add("no magic cookie before its options");
        }
        values();
        type = readType();
        untyped = type == 0 && (cut || !problems.isEmpty());
    }

    private int readType() {
        int first = firsts[Dhcpv4Options.MESSAGE_TYPE];
        if (first >= 0 && !split) {
            return lengths[first] == 1 ? bytes.u8(offsets[first]) : 0;
        }
        ByteView value = value(Dhcpv4Options.MESSAGE_TYPE);
        return value != null && value.length() == 1 ? value.u8(0) : 0;
    }

    /** Reports values that do not fit their options; split ones are joined first. */
    private void values() {
        for (int i = 0; i < count; i++) {
            if (firsts[codes[i]] == i && !fits(i)) {
                String problem = problemsOfValues.of(codes[i], value(codes[i]),
                        (code, value) -> DhcpOptionValues.problem(Dhcpv4Options.TABLE, code, value));
                if (problem != null && problems.size() < MAX_PROBLEMS) {
                    problems.add(problem);
                }
            }
        }
    }

    /** Whether a value obviously fits its option, as nearly all do. */
    private boolean fits(int i) {
        ValueKind kind = Dhcpv4Options.TABLE.kind(codes[i]);
        return !split && !kind.isStructured() && lengths[i] > 0 && kind.fits(lengths[i]);
    }

    private void options(int from, int end, boolean cut) {
        int at = from;
        while (at < end) {
            int code = bytes.u8(at);
            if (code == Dhcpv4Options.PAD) {
                at++;
                continue;
            }
            if (code == Dhcpv4Options.END) {
                return;
            }
            int length = at + 1 < end ? bytes.u8(at + 1) : end;
            if (at + 2 + length > end) {
                problems.add((cut ? MalformedCounter.CUT + " in option " : "reaches beyond its end: option ") + code);
                return;
            }
            if (count == MAX_OPTIONS) {
                problems.add("has more than " + MAX_OPTIONS + " options");
                return;
            }
            if (firsts[code] < 0) {
                firsts[code] = count;
            } else {
                split = true;
            }
            codes[count] = code;
            offsets[count] = at + 2;
            lengths[count++] = length;
            if (code == Dhcpv4Options.OVERLOAD && length == 1 && from == FIXED + 4) {
                overload = bytes.u8(at + 2);
            }
            at += 2 + length;
        }
        problems.add(cut ? MalformedCounter.CUT + " before the end of its options" : "without an end option");
    }

    /** An option's value, joined if it is split (RFC 3396); null if the option is missing. */
    public ByteView value(int code) {
        int first = firsts[code];
        if (first < 0 || !split) {
            return first < 0 ? null : bytes.slice(offsets[first], lengths[first]);
        }
        ByteView value = null;
        byte[] joined = null;
        for (int i = 0; i < count; i++) {
            if (codes[i] == code) {
                if (value == null) {
                    value = bytes.slice(offsets[i], lengths[i]);
                } else {
                    joined = join(joined == null ? value.copy() : joined, i);
                }
            }
        }
        return joined == null ? value : ByteView.of(joined);
    }

    private byte[] join(byte[] first, int i) {
        byte[] all = Arrays.copyOf(first, first.length + lengths[i]);
        System.arraycopy(bytes.copy(offsets[i], lengths[i]), 0, all, first.length, lengths[i]);
        return all;
    }

    /** An option of four bytes as an address; null if it is missing or has another length. */
    public String address(int code) {
        ByteView value = value(code);
        return value == null || value.length() != 4 ? null : DhcpOptionValues.ip(value, 0);
    }

    /** An option of four bytes as a number; -1 if it is missing or has another length. */
    public long number(int code) {
        int first = firsts[code];
        if (first >= 0 && !split) {
            return lengths[first] == 4 ? bytes.u32be(offsets[first]) : -1;
        }
        ByteView value = value(code);
        return value == null || value.length() != 4 ? -1 : value.u32be(0);
    }

    /**
     * All options by name, in message order, except those that have a field of their own in a record.
     *
     * @param names whether to give the names of the options that a client asks for, besides their codes
     */
    public Map<String, Object> named(boolean names) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            switch (codes[i]) {
                case Dhcpv4Options.MESSAGE_TYPE, Dhcpv4Options.SERVER_ID, Dhcpv4Options.REQUESTED_ADDRESS,
                        Dhcpv4Options.CLIENT_ID -> { }
                case Dhcpv4Options.PARAMETER_LIST -> named.put(Dhcpv4Options.TABLE.name(codes[i]),
                        names ? codes(value(codes[i])) : parameterList());
                default -> {
                    if (!named.containsKey(Dhcpv4Options.TABLE.name(codes[i]))) {
                        ValueKind kind = Dhcpv4Options.TABLE.kind(codes[i]);
                        named.put(Dhcpv4Options.TABLE.name(codes[i]),
                                DhcpOptionValues.decode(kind, value(codes[i]), DhcpOptionValues.MAX_DEPTH));
                    }
                }
            }
        }
        return named;
    }

    private static List<String> codes(ByteView list) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < list.length(); i++) {
            names.add(list.u8(i) + " " + Dhcpv4Options.TABLE.name(list.u8(i)));
        }
        return names;
    }

    /**
     * Codes of the options that the client asks for, in its order, which is typical of its software; null if it asks for
     * none.
     */
    String parameterList() {
        ByteView list = value(Dhcpv4Options.PARAMETER_LIST);
        if (list == null) {
            return null;
        }
        StringBuilder codes = new StringBuilder();
        for (int i = 0; i < list.length(); i++) {
            codes.append(i == 0 ? "" : ",").append(list.u8(i));
        }
        return WireText.clean(codes, DhcpOptionValues.MAX_TEXT);
    }

    /** Whether the client asks for an option. */
    boolean asksFor(int code) {
        int list = firsts[Dhcpv4Options.PARAMETER_LIST];
        for (int i = 0; list >= 0 && i < lengths[list]; i++) {
            if (bytes.u8(offsets[list] + i) == code) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has an option. */
    boolean has(int code) {
        return firsts[code] >= 0;
    }

    /** DHCP message type; 0 for BOOTP or if the options were cut off. */
    public int type() {
        return type;
    }

    /** Whether the type may have been lost because the message is cut off or malformed, so that it looks like BOOTP. */
    boolean isUntyped() {
        return untyped;
    }

    /** The type, or {@link #BOOTP} plus the operation if there is none. */
    public int typeOrOp() {
        return type > 0 ? type : BOOTP + op();
    }

    /** Name of the type, or of the BOOTP operation. */
    public String typeName() {
        return typeName(typeOrOp());
    }

    /** Name of what {@link #typeOrOp} returns. */
    public static String typeName(int typeOrOp) {
        return typeOrOp < BOOTP ? MessageTypes.name4(typeOrOp) : typeOrOp == BOOTP + REQUEST ? "BOOTREQUEST" : "BOOTREPLY";
    }

    /** 1 for a request, 2 for a reply. */
    public int op() {
        return bytes.u8(0);
    }

    int hops() {
        return bytes.u8(3);
    }

    /** Transaction id. */
    public int xid() {
        return bytes.i32be(4);
    }

    /** The client's current address (ciaddr). */
    public long clientAddress() {
        return field(12);
    }

    /** The address for the client (yiaddr). */
    public long yourAddress() {
        return field(16);
    }

    /** The next server to boot from (siaddr). */
    public long serverAddress() {
        return field(20);
    }

    /** The relay agent (giaddr). */
    public long relayAddress() {
        return field(24);
    }

    private long field(int at) {
        return bytes.length() < at + 4 ? 0 : bytes.u32be(at);
    }

    /** An address field as text. */
    public static String text(long address) {
        return IpAddress.text(4, 0, address);
    }

    /** The client's link address (chaddr); -1 if it has not 48 bits or was cut off. */
    public long mac() {
        boolean there = bytes.u8(2) == MacAddress.LENGTH && bytes.length() >= CHADDR + MacAddress.LENGTH;
        return there ? MacAddress.at(bytes, CHADDR) : -1;
    }

    /** Identifier of the client: its link address, else its client identifier. */
    String client() {
        if (mac() >= 0) {
            return MacAddress.text(mac());
        }
        int length = Math.min(bytes.u8(2), bytes.length() - CHADDR);
        if (length > 0) {
            return Hex.text(bytes, CHADDR, length);
        }
        ByteView id = value(Dhcpv4Options.CLIENT_ID);
        return id == null ? "unknown" : "id " + Hex.text(id, 0, id.length());
    }

    /** Boot server name (sname); null if empty or used for options. */
    public String serverName() {
        return (overload & OVERLOAD_SNAME) != 0 ? null : fixedText(SNAME, FILE);
    }

    /** Boot file (file); null if empty or used for options. */
    public String bootFile() {
        return (overload & OVERLOAD_FILE) != 0 ? null : fixedText(FILE, FIXED);
    }

    private String fixedText(int from, int to) {
        if (bytes.length() < to || bytes.u8(from) == 0) {
            return null;
        }
        int end = from;
        while (end < to && bytes.u8(end) != 0) {
            end++;
        }
        return DhcpOptionValues.text(bytes, from, end - from);
    }

    /** What is wrong with the message, one phrase each. */
    public List<String> problems() {
        return problems.isEmpty() ? List.of() : List.copyOf(problems);
    }
}
