package io.wirecause.icmp.neighbor;

import io.wirecause.bytes.ByteView;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.icmp.message.NeighborOptions;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.MacAddress;
import io.wirecause.report.Describe;
import io.wirecause.report.WireText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a router advertisement says (RFC 4861, section 4.2; RFC 8106 for DNS, RFC 4191 for preference and routes).
 *
 * @param hopLimit        for hosts to use, 0 for unspecified
 * @param managed         addresses come from DHCPv6
 * @param otherConfig     other settings come from DHCPv6
 * @param preference      as default router
 * @param lifetimeSeconds as default router; 0 for none
 * @param linkAddress     of the router; null if not given
 * @param mtu             of the link; 0 if not given
 * @param prefixes        with flags and lifetimes, in words
 * @param dns             addresses of name servers
 * @param others          routes, search domains and the rest, in words
 */
public record RouterAdvertisement(
        @Describe("Hop limit for hosts, 0 for unspecified") int hopLimit,
        @Describe("Addresses come from DHCPv6") boolean managed,
        @Describe("Other settings come from DHCPv6") boolean otherConfig,
        @Describe("As default router") RouterPreference preference,
        @Describe("As default router, seconds; 0 for none") int lifetimeSeconds,
        @Describe(value = "Of the router", optional = true) String linkAddress,
        @Describe("MTU of the link, 0 if absent") long mtu,
        @Describe("Prefixes with flags and lifetimes") List<String> prefixes,
        @Describe("Name servers") List<String> dns,
        @Describe("Routes, search domains and other options") List<String> others) {
    static final int OPTIONS = 16;
    /** Items kept of each list; more are counted in a last item. */
    private static final int MAX_EACH = 4;
    private static final int TEXT_LENGTH = 72;

    /** Reads the message; null where its fixed part was not captured. */
    public static RouterAdvertisement of(IcmpMessage message) {
        ByteView bytes = message.bytes();
        if (bytes.length() < OPTIONS) {
            return null;
        }
        String link = null;
        long mtu = 0;
        List<String> prefixes = new ArrayList<>();
        List<String> dns = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (NeighborOptions options = new NeighborOptions(bytes, OPTIONS); options.next(); ) {
            int at = options.offset();
            int length = options.length();
            switch (options.type()) {
                case NeighborOptions.SOURCE_LINK_ADDRESS -> link = MacAddress.text(MacAddress.at(bytes, at + 2));
                case NeighborOptions.MTU -> mtu = bytes.u32be(at + 4);
                case NeighborOptions.PREFIX -> prefixes.add(length < 32 ? "cut short" : prefix(bytes, at));
                case NeighborOptions.RDNSS -> {
                    for (int address = at + 8; address + 16 <= at + length; address += 16) {
                        dns.add(text6(bytes, address));
                    }
                }
                default -> others.add(other(options.type(), bytes, at, length));
            }
        }
        int flags = bytes.u8(5);
        return new RouterAdvertisement(bytes.u8(4), (flags & 0x80) != 0, (flags & 0x40) != 0, RouterPreference.ofFlags(flags),
                bytes.u16be(6), link, mtu, bounded(prefixes), bounded(dns), bounded(others));
    }

    private static List<String> bounded(List<String> all) {
        if (all.size() <= MAX_EACH) {
            return List.copyOf(all);
        }
        List<String> kept = new ArrayList<>(all.subList(0, MAX_EACH));
        kept.add("and " + (all.size() - MAX_EACH) + " more");
        return List.copyOf(kept);
    }

    private static String text6(ByteView bytes, int at) {
        return IpAddress.read(6, bytes, at);
    }

    private static String prefix(ByteView bytes, int at) {
        int flags = bytes.u8(at + 3);
        return text6(bytes, at + 16) + "/" + bytes.u8(at + 2) + ((flags & 0x80) != 0 ? " on-link" : "")
                + ((flags & 0x40) != 0 ? " autonomous" : "") + " valid " + seconds(bytes.u32be(at + 4)) + " preferred "
                + seconds(bytes.u32be(at + 8));
    }

    private static String seconds(long lifetime) {
        return lifetime == 0xffffffffL ? "forever" : lifetime + " s";
    }

    private static String other(int type, ByteView bytes, int at, int length) {
        return switch (type) {
            case NeighborOptions.ROUTE -> route(bytes, at, length);
            case NeighborOptions.DNSSL -> "search domains " + names(bytes, at + 8, at + length);
            case NeighborOptions.CAPTIVE_PORTAL -> "captive portal "
                    + WireText.clean(new String(bytes.copy(at + 2, length - 2), StandardCharsets.US_ASCII).replace("\0", ""),
                    TEXT_LENGTH);
            case NeighborOptions.PREF64 -> length < 16 ? "PREF64 cut short"
                    : "NAT64 prefix " + IpAddress.text(6, bytes.i64be(at + 4), (long) bytes.i32be(at + 12) << 32);
            default -> String.format(Locale.ROOT, "option %d, %d bytes", type, length);
        };
    }

    /** Route information (RFC 4191, section 2.3): as much of the prefix as is not zero. */
    private static String route(ByteView bytes, int at, int length) {
        long hi = length >= 16 ? bytes.i64be(at + 8) : 0;
        long lo = length >= 24 ? bytes.i64be(at + 16) : 0;
        return "route " + IpAddress.text(6, hi, lo) + "/" + bytes.u8(at + 2) + " preference "
                + RouterPreference.ofFlags(bytes.u8(at + 3)).name().toLowerCase(Locale.ROOT)
                + " lifetime " + seconds(bytes.u32be(at + 4));
    }

    /** Names in the encoding of DNS without compression (RFC 8106, section 5.2). */
    private static String names(ByteView bytes, int at, int end) {
        StringBuilder text = new StringBuilder();
        boolean dot = false;
        while (at < end) {
            int label = bytes.u8(at++);
            if (label == 0) {
                text.append(dot ? " " : "");
                dot = false;
            } else if (at + label <= end) {
                text.append(dot ? "." : "").append(bytes.latin1(at, label));
                dot = true;
                at += label;
            } else {
                break;
            }
        }
        return WireText.clean(text.toString().trim(), TEXT_LENGTH);
    }
}
