package io.wirecause.dhcp.message;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.option.DhcpOptionValues;
import io.wirecause.dhcp.option.Dhcpv6OptionReader;
import io.wirecause.dhcp.option.Dhcpv6Options;
import io.wirecause.dhcp.option.DomainNameOption;
import io.wirecause.dhcp.option.Duid;
import io.wirecause.dhcp.option.Hex;
import io.wirecause.dhcp.option.MessageTypes;
import io.wirecause.dhcp.option.StatusCodes;
import io.wirecause.packet.MacAddress;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message of DHCPv6 (RFC 8415, sections 8 and 9): type, transaction id of three bytes, options with code and length of two
 * bytes each. Relays wrap a client's message in an option; this view shows the innermost message and remembers the relays. A
 * flyweight, pointed at each message.
 */
public final class Dhcpv6Message {
    private static final int HEADER = 4;
    private static final int RELAY_HEADER = 34;
    /** Relays followed (hop limit 8 in RFC 8415, section 7.6; 32 in RFC 3315). */
    private static final int MAX_RELAYS = 32;
    /** Relays shown. */
    private static final int RELAYS_SHOWN = 4;
    private static final int MAX_PROBLEMS = 8;
    private static final int IA_OPTIONS = 12;
    private static final int IA_TA_OPTIONS = 4;

    private final ByteView bytes = new ByteView();
    private final List<String> relays = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int relayCount;
    private long relayedMac;

    /**
     * Whether a datagram holds such a message.
     *
     * @param known whether a port is one of DHCPv6's; on other ports the content must be unmistakable: a known type, options
     *         that fill the datagram, and a client identifier
     */
    public static boolean isMessage(ByteView payload, int wireLength, boolean known) {
        if (payload.length() < HEADER) {
            return false;
        }
        if (known) {
            return true;
        }
        int type = payload.u8(0);
        boolean relayed = type == MessageTypes.RELAY_FORWARD || type == MessageTypes.RELAY_REPLY;
        if (!MessageTypes.known6(type) || relayed || payload.length() != wireLength) {
            return false;
        }
        int at = HEADER;
        boolean identified = false;
        while (at + Dhcpv6OptionReader.HEADER <= wireLength) {
            int length = payload.u16be(at + 2);
            identified |= payload.u16be(at) == Dhcpv6Options.CLIENT_ID && length >= 4 && length <= 130;
            at += Dhcpv6OptionReader.HEADER + length;
        }
        return identified && at == wireLength;
    }

    /** Points at a message, or at the innermost one that relays wrap. */
    public void point(ByteView payload, int wireLength) {
        bytes.point(payload, 0, payload.length());
        relays.clear();
        problems.clear();
        relayCount = 0;
        relayedMac = -1;
        if (payload.length() < wireLength) {
            problems.add(MalformedCounter.CUT);
        }
        while (isRelay(type()) && unwrap()) {
            relayCount++;
        }
        check(optionsAt(), bytes.length());
    }

    private static boolean isRelay(int type) {
        return type == MessageTypes.RELAY_FORWARD || type == MessageTypes.RELAY_REPLY;
    }

    private boolean unwrap() {
        if (bytes.length() < RELAY_HEADER || relayCount == MAX_RELAYS) {
            problems.add(relayCount == MAX_RELAYS ? "relayed more than " + MAX_RELAYS + " times"
                    : "cut short in a relay's header");
            return false;
        }
        ByteView link = value(Dhcpv6Options.CLIENT_LINK_ADDRESS);
        if (link != null && link.length() == 2 + MacAddress.LENGTH) {
            relayedMac = MacAddress.at(link, 2);
        }
        if (relays.size() < RELAYS_SHOWN) {
            ByteView id = value(Dhcpv6Options.INTERFACE_ID);
            relays.add("link " + DhcpOptionValues.ip6(bytes, 2) + " peer " + DhcpOptionValues.ip6(bytes, 18)
                    + (id == null ? "" : " interface " + Hex.text(id, 0, id.length())));
        }
        ByteView inner = value(Dhcpv6Options.RELAY_MESSAGE);
        if (inner == null || inner.length() < HEADER) {
            problems.add("relays no message");
            return false;
        }
        bytes.point(inner, 0, inner.length());
        return true;
    }

    /** Reports values that do not fit their options, and the first option that reaches beyond the end. */
    private void check(int from, int end) {
        int at = from;
        while (at + Dhcpv6OptionReader.HEADER <= end) {
            int next = at + Dhcpv6OptionReader.HEADER + bytes.u16be(at + 2);
            if (next > end) {
                problems.add("reaches beyond its end: option " + bytes.u16be(at));
                return;
            }
            String problem = DhcpOptionValues.problem(Dhcpv6Options.TABLE, bytes.u16be(at),
                    bytes.slice(at + Dhcpv6OptionReader.HEADER, bytes.u16be(at + 2)));
            if (problem != null && problems.size() < MAX_PROBLEMS && !problems.contains(problem)) {
                problems.add(problem);
            }
            at = next;
        }
        if (at < end) {
            problems.add("ends within an option's header");
        }
    }

    private int optionsAt() {
        return Math.min(bytes.length(), isRelay(type()) ? RELAY_HEADER : HEADER);
    }

    /** The first option of a code; null if it is missing. */
    ByteView value(int code) {
        return Dhcpv6OptionReader.find(bytes, optionsAt(), code);
    }

    /** Collects the addresses and prefixes of all identity associations, and their error status codes. */
    public void bindings(List<AddressBinding> into, List<Integer> failures) {
        ByteView status = value(Dhcpv6Options.STATUS_CODE);
        note(status, failures);
        int at = optionsAt();
        for (int i = 0; i < Dhcpv6OptionReader.MAX_OPTIONS && at + Dhcpv6OptionReader.HEADER <= bytes.length(); i++) {
            int length = bytes.u16be(at + 2);
            if (at + Dhcpv6OptionReader.HEADER + length > bytes.length()) {
                return;
            }
            int fixed = switch (bytes.u16be(at)) {
                case Dhcpv6Options.IA_NA, Dhcpv6Options.IA_PD -> IA_OPTIONS;
                case Dhcpv6Options.IA_TA -> IA_TA_OPTIONS;
                default -> Integer.MAX_VALUE;
            };
            if (fixed <= length) {
                association(bytes.slice(at + Dhcpv6OptionReader.HEADER + fixed, length - fixed), into, failures);
            }
            at += Dhcpv6OptionReader.HEADER + length;
        }
    }

    private static void association(ByteView options, List<AddressBinding> into, List<Integer> failures) {
        note(Dhcpv6OptionReader.find(options, 0, Dhcpv6Options.STATUS_CODE), failures);
        int at = 0;
        for (int i = 0; i < Dhcpv6OptionReader.MAX_OPTIONS && at + Dhcpv6OptionReader.HEADER <= options.length(); i++) {
            int code = options.u16be(at);
            int length = options.u16be(at + 2);
            if (at + Dhcpv6OptionReader.HEADER + length > options.length()) {
                return;
            }
            int value = at + Dhcpv6OptionReader.HEADER;
            if (code == Dhcpv6Options.IA_ADDRESS && length >= 24) {
                into.add(new AddressBinding(DhcpOptionValues.ip6(options, value),
                        options.u32be(value + 16), options.u32be(value + 20)));
            } else if (code == Dhcpv6Options.IA_PREFIX && length >= 25) {
                into.add(new AddressBinding(DhcpOptionValues.ip6(options, value + 9) + "/" + options.u8(value + 8),
                        options.u32be(value), options.u32be(value + 4)));
            }
            at = value + length;
        }
    }

    private static void note(ByteView status, List<Integer> failures) {
        if (status != null && status.length() >= 2 && status.u16be(0) != StatusCodes.SUCCESS) {
            failures.add(status.u16be(0));
        }
    }

    /**
     * All options by name, in message order, except the identifiers, which have fields of their own in a record.
     *
     * @param names whether to give the names of the options that a client asks for, besides their codes
     */
    public Map<String, Object> named(boolean names) {
        Map<String, Object> named = Dhcpv6OptionReader.named(bytes.slice(optionsAt(), bytes.length() - optionsAt()),
                Dhcpv6Options.TABLE,
                DhcpOptionValues.MAX_DEPTH);
        named.remove(Dhcpv6Options.TABLE.name(Dhcpv6Options.CLIENT_ID));
        named.remove(Dhcpv6Options.TABLE.name(Dhcpv6Options.SERVER_ID));
        if (!names) {
            named.computeIfPresent(Dhcpv6Options.TABLE.name(Dhcpv6Options.REQUEST_LIST), (name, codes) -> parameterList());
        }
        return named;
    }

    /**
     * Codes of the options that the client asks for, in its order, which is typical of its software; null if it asks for
     * none.
     */
    String parameterList() {
        ByteView list = value(Dhcpv6Options.REQUEST_LIST);
        if (list == null) {
            return null;
        }
        StringBuilder codes = new StringBuilder();
        for (int i = 0; i + 2 <= list.length(); i += 2) {
            codes.append(i == 0 ? "" : ",").append(list.u16be(i));
        }
        return WireText.clean(codes, DhcpOptionValues.MAX_TEXT);
    }

    /** Type of the innermost message. */
    public int type() {
        return bytes.u8(0);
    }

    /** Transaction id of the innermost message, three bytes; 0 for a relay message. */
    public int xid() {
        return isRelay(type()) ? 0 : bytes.u24be(1);
    }

    /** Number of relays. */
    public int relayCount() {
        return relayCount;
    }

    /** The outermost relays, as text. */
    public List<String> relays() {
        return List.copyOf(relays);
    }

    /** An identifier as text; null if the option is missing. */
    public String duid(int code) {
        ByteView id = value(code);
        return id == null || id.length() < 3 ? null : Duid.text(id);
    }

    /** The client's link address, from the relay or its identifier; -1 if unknown. */
    public long mac() {
        ByteView id = value(Dhcpv6Options.CLIENT_ID);
        return relayedMac >= 0 ? relayedMac : id == null ? -1 : Duid.mac(id);
    }

    /** The client's name; null if it gives none. */
    String hostName() {
        ByteView fqdn = value(Dhcpv6Options.CLIENT_FQDN);
        List<String> names = fqdn == null || fqdn.length() < 2 ? List.of() : DomainNameOption.read(fqdn, 1);
        return names.isEmpty() ? null : names.get(0);
    }

    /** What is wrong with the message, one phrase each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
