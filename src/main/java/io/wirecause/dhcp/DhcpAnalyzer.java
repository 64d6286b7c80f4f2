package io.wirecause.dhcp;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.PageWindow;
import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.exchange.ArpTable;
import io.wirecause.dhcp.exchange.DhcpExchangeTracker;
import io.wirecause.dhcp.message.DhcpMessageContext;
import io.wirecause.dhcp.message.Dhcpv4Message;
import io.wirecause.dhcp.message.Dhcpv4MessageContext;
import io.wirecause.dhcp.message.Dhcpv6Message;
import io.wirecause.dhcp.message.Dhcpv6MessageContext;
import io.wirecause.dhcp.option.MessageTypes;
import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads every DHCP message of a capture once. */
final class DhcpAnalyzer implements Analyzer {
    private static final int SERVER_PORT = 67;
    private static final int CLIENT_PORT = 68;
    private static final int PXE_PORT = 4011;
    /** ICMPv6 (RFC 4861, section 4.2): the M flag sends hosts to DHCPv6 for addresses. */
    private static final int ROUTER_ADVERTISEMENT = 134;
    private static final int ROUTER_FLAGS = 5;
    private static final int MANAGED = 0x80;
    private static final int CLIENT_PORT_6 = 546;
    private static final int SERVER_PORT_6 = 547;

    private final DhcpFilter filter;
    private final PageWindow window;
    private final boolean detailed;
    private final Dhcpv4Message message4 = new Dhcpv4Message();
    private final Dhcpv6Message message6 = new Dhcpv6Message();
    private final Dhcpv4MessageContext context4 = new Dhcpv4MessageContext();
    private final Dhcpv6MessageContext context6 = new Dhcpv6MessageContext();
    final ArpTable arp = new ArpTable();
    private boolean managed;
    final DhcpExchangeTracker tracker = new DhcpExchangeTracker();
    private final long[] types4 = new long[Dhcpv4Message.TYPES_AND_OPS];
    private final long[] types6 = new long[1 << Byte.SIZE];
    final MalformedCounter malformed = new MalformedCounter();
    private final List<DhcpPacketRecord> listed = new ArrayList<>();
    private long found;
    private long analyzed;
    private long elsewhere;
    private long lastTime;

    DhcpAnalyzer(DhcpFilter filter, PageWindow window, boolean detailed) {
        this.filter = filter;
        this.window = window;
        this.detailed = detailed;
    }

    @Override
    public void packet(Packet packet) {
        if (packet.frame().hasTimestamp()) {
            lastTime = packet.frame().timestampNanos();
        }
        if (packet.isUdp()) {
            datagram(packet);
        } else if (packet.innermost() == Layer.ARP) {
            arp.packet(packet);
        } else if (packet.innermost() == Layer.ICMPV6) {
            ByteView message = packet.transport();
            managed |= message.length() > ROUTER_FLAGS && message.u8(0) == ROUTER_ADVERTISEMENT
                    && (message.u8(ROUTER_FLAGS) & MANAGED) != 0;
        }
    }

    private void datagram(Packet packet) {
        int source = packet.sourcePort();
        int destination = packet.destinationPort();
        boolean ports4 = isPort4(source) || isPort4(destination);
        boolean ports6 = isPort6(source) || isPort6(destination);
        ByteView payload = packet.payload();
        int length = packet.payloadLength();
        if (Dhcpv4Message.isMessage(payload, length, ports4)) {
            count(ports4);
            message4.point(payload, length);
            context4.setKnownPort(ports4);
            take(packet, context4.of(packet, message4), message4.problems());
        } else if (!ports4 && Dhcpv6Message.isMessage(payload, length, ports6)) {
            count(ports6);
            message6.point(payload, length);
            context6.setKnownPort(ports6);
            take(packet, context6.of(packet, message6), message6.problems());
        } else if (length > 0 && ((source == SERVER_PORT || source == CLIENT_PORT) && isPort4(destination) || ports6)) {
            found++;
            malformed.add(packet,
                    List.of(payload.length() < length ? MalformedCounter.CUT : "too short for a message between DHCP's ports"));
        }
    }

    private static boolean isPort4(int port) {
        return port == SERVER_PORT || port == CLIENT_PORT || port == PXE_PORT;
    }

    private static boolean isPort6(int port) {
        return port == CLIENT_PORT_6 || port == SERVER_PORT_6;
    }

    private void count(boolean knownPort) {
        found++;
        elsewhere += knownPort ? 0 : 1;
    }

    private void take(Packet packet, DhcpMessageContext context, List<String> wrong) {
        if (!filter.matches(context)) {
            return;
        }
        analyzed++;
        (context == context4 ? types4 : types6)[context == context4 ? message4.typeOrOp() : message6.type()]++;
        malformed.add(packet, wrong);
        tracker.message(context, context.fromServer() ? MacAddress.source(packet) : -1, arp);
        if (filter.lists(context) && window.next()) {
            listed.add(context == context4 ? DhcpPacketRecord.of(packet, message4, detailed)
                    : DhcpPacketRecord.of(packet, message6, detailed));
        }
    }

    /** Whether a router tells hosts to get their IPv6 addresses by DHCPv6. */
    boolean managed() {
        return managed;
    }

    /** Number of messages of each type, by its name. */
    Map<String, Long> typeCounts() {
        Map<String, Long> counts = new HashMap<>();
        for (int type = 0; type < types4.length; type++) {
            count(counts, Dhcpv4Message.typeName(type), types4[type]);
        }
        for (int type = 0; type < types6.length; type++) {
            count(counts, "DHCPv6 " + MessageTypes.name6(type), types6[type]);
        }
        return counts;
    }

    private static void count(Map<String, Long> counts, String name, long count) {
        if (count > 0) {
            counts.merge(name, count, Long::sum);
        }
    }

    /** The messages of the page. */
    List<DhcpPacketRecord> listed() {
        return List.copyOf(listed);
    }

    /** DHCP messages found. */
    long found() {
        return found;
    }

    /** Messages that match the filter and could be read. */
    long analyzed() {
        return analyzed;
    }

    /** Messages on other ports than DHCP's. */
    long elsewhere() {
        return elsewhere;
    }

    /** Time of the last packet, nanoseconds since 1970. */
    long lastTime() {
        return lastTime;
    }
}
