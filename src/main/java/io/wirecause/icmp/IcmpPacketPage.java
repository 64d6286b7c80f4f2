package io.wirecause.icmp;

import io.wirecause.analysis.PageWindow;
import io.wirecause.bytes.ByteView;
import io.wirecause.icmp.error.ErrorTracker;
import io.wirecause.icmp.error.RedirectTracker;
import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.message.IcmpChecksum;
import io.wirecause.icmp.message.IcmpExtensions;
import io.wirecause.icmp.message.IcmpKind;
import io.wirecause.icmp.message.IcmpMessage;
import io.wirecause.icmp.message.IcmpNames;
import io.wirecause.icmp.message.NeighborOptions;
import io.wirecause.icmp.neighbor.RouterAdvertisement;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import io.wirecause.report.Durations;
import io.wirecause.report.Page;
import io.wirecause.report.UserFacingException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the messages of the requested page, and adds to requests the replies that follow. */
final class IcmpPacketPage {
    private static final int TARGET = 8;
    private static final int TARGET_END = 24;

    private final PageWindow window;
    private final boolean detailed;
    private final Map<Long, IcmpPacketRecord> records = new LinkedHashMap<>();
    private long lastListed = -1;

    /**
     * A page without messages yet.
     *
     * @param detailed whether each message shows what routers advertise and add
     */
    IcmpPacketPage(PageWindow window, boolean detailed) {
        this.window = window;
        this.detailed = detailed;
    }

    /** What the trackers know of a message; a flyweight, set anew for each. */
    static final class Links {
        /** The query it answers or quotes; -1 if unknown. */
        private long requestFrame;
        /** Nanoseconds since that query; -1 if unknown. */
        private long rtt;
        /** The TCP connection it quotes; -1 for none. */
        private int stream;

        void set(long requestFrame, long rtt, int stream) {
            this.requestFrame = requestFrame;
            this.rtt = rtt;
            this.stream = stream;
        }
    }

    /** Counts a message and keeps it if it is on the page. */
    void add(IcmpMessage message, IcmpChecksum.Status checksum, QuotedPacket quoted, Links links, List<String> problems) {
        if (window.next()) {
            IcmpPacketRecord record = record(message, checksum, quoted, links, problems);
            records.put(record.packetNumber(), record);
            lastListed = record.packetNumber();
        }
        // Only replies to requests on the page need a look-up.
        if (message.kind() == IcmpKind.REPLY && links.requestFrame >= 0 && links.requestFrame <= lastListed) {
            records.computeIfPresent(links.requestFrame, (frame, request) -> request.responseFrame() != null ? request
                    : request.withResponse(message.packet().frame().number(), Durations.millis(links.rtt)));
        }
    }

    private IcmpPacketRecord record(IcmpMessage message, IcmpChecksum.Status checksum, QuotedPacket quoted, Links links,
                                    List<String> problems) {
        Packet packet = message.packet();
        boolean six = packet.ipVersion() == 6;
        boolean query = message.isQuery();
        List<String> extensions = detailed ? IcmpExtensions.words(message) : List.of();
        return new IcmpPacketRecord(packet.frame().number(), Instant.EPOCH.plusNanos(packet.frame().timestampNanos()),
                Address.sourceOf(packet).toString(), Address.destinationOf(packet).toString(), packet.ipVersion(),
                six ? null : packet.ttl(), six ? packet.ttl() : null, packet.frame().wireLength(), message.type(), message.code(),
                IcmpNames.type(message.v6(), message.type()), IcmpNames.code(message.v6(), message.type(), message.code()),
                query ? message.identifier() : null, query ? message.sequence() : null, message.checksum(), checksum.label(),
                query ? message.dataLength() : null, null, links.requestFrame < 0 ? null : links.requestFrame,
                links.rtt < 0 ? null : Durations.millis(links.rtt), message.kind() == IcmpKind.TOO_BIG ? message.mtu() : null,
                gateway(message), target(message), linkAddress(message),
                detailed && message.kind() == IcmpKind.ROUTER_ADVERTISEMENT ? RouterAdvertisement.of(message) : null,
                quoted == null ? null : quoted(quoted, links.stream), extensions.isEmpty() ? null : extensions,
                problems.isEmpty() ? null : problems);
    }

    private static String gateway(IcmpMessage message) {
        Address gateway = message.kind() == IcmpKind.REDIRECT ? RedirectTracker.gateway(message) : null;
        return gateway == null ? null : gateway.toString();
    }

    private static String target(IcmpMessage message) {
        boolean has = message.kind() == IcmpKind.NEIGHBOR_SOLICITATION || message.kind() == IcmpKind.NEIGHBOR_ADVERTISEMENT;
        ByteView bytes = message.bytes();
        return has && bytes.length() >= TARGET_END ? IpAddress.text(6, bytes.i64be(TARGET), bytes.i64be(TARGET + 8)) : null;
    }

    private static String linkAddress(IcmpMessage message) {
        int from = switch (message.kind()) {
            case ROUTER_SOLICITATION -> TARGET;
            case NEIGHBOR_SOLICITATION, NEIGHBOR_ADVERTISEMENT -> TARGET_END;
            default -> Integer.MAX_VALUE;
        };
        if (from >= message.bytes().length()) {
            return null;
        }
        NeighborOptions options = new NeighborOptions(message.bytes(), from);
        int type = message.kind() == IcmpKind.NEIGHBOR_ADVERTISEMENT ? NeighborOptions.TARGET_LINK_ADDRESS
                : NeighborOptions.SOURCE_LINK_ADDRESS;
        int at = options.find(type);
        return at < 0 ? null : MacAddress.text(MacAddress.at(message.bytes(), at + 2));
    }

    private static IcmpPacketRecord.Quoted quoted(QuotedPacket quoted, int stream) {
        boolean ports = quoted.hasPorts();
        return new IcmpPacketRecord.Quoted(IcmpNames.ipProtocol(quoted.protocol()),
                ErrorTracker.endpoint(Address.sourceOf(quoted), ports ? quoted.sourcePort() : -1),
                ErrorTracker.endpoint(Address.destinationOf(quoted), ports ? quoted.destinationPort() : -1), quoted.ttl(),
                quoted.totalLength(), quoted.hasSequence() ? quoted.sequence() & 0xffffffffL : null,
                quoted.hasIcmp() ? quoted.icmpId() : null, quoted.hasIcmp() ? quoted.icmpSequence() : null,
                stream < 0 ? null : stream);
    }

    List<IcmpPacketRecord> records() {
        return window.listed(List.copyOf(records.values()));
    }

    /** The part of all messages that the page holds if it has room for so many. */
    Page page(int room) throws UserFacingException {
        return window.page(room);
    }
}
