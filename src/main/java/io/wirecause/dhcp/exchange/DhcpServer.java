package io.wirecause.dhcp.exchange;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.dhcp.message.DhcpMessageContext;
import io.wirecause.packet.MacAddress;
import java.util.ArrayList;
import java.util.List;

/** A server. */
public final class DhcpServer {
    private static final int MAX_ADDRESSES = 3;

    final int version;
    final String id;
    final List<String> addresses = new ArrayList<>();
    final List<String> relays = new ArrayList<>();
    String linkAddress;
    String settings = "";
    long offers;
    long acks;
    long refusals;
    final Latencies offerTimes = new Latencies();
    final Latencies ackTimes = new Latencies();
    final long firstFrame;

    DhcpServer(DhcpMessageContext first) {
        this.version = first.version();
        this.id = first.server();
        this.firstFrame = first.frame();
    }

    /**
     * Adds a message.
     *
     * @param link its source link address; -1 if unknown
     */
    void add(DhcpMessageContext context, long link) {
        switch (context.event()) {
            case OFFER -> offers++;
            case ACK -> acks++;
            case NAK -> refusals++;
            default -> { }
        }
        remember(addresses, context.serverAddress());
        String relay = context.relay();
        if (relay != null) {
            remember(relays, relay);
        } else if (linkAddress == null) {
            linkAddress = MacAddress.text(link);
        }
        if (settings.isEmpty()) {
            String handedOut = context.settings();
            settings = handedOut != null ? handedOut : "";
        }
    }

    private static void remember(List<String> list, String item) {
        if (list.size() < MAX_ADDRESSES && !list.contains(item)) {
            list.add(item);
        }
    }

    /** 4 or 6. */
    public int version() {
        return version;
    }

    /** Server identifier: an address, or a DUID in DHCPv6. */
    public String id() {
        return id;
    }

    /** Addresses its messages came from, the first few. */
    public List<String> addresses() {
        return addresses;
    }

    /** Relays it answered through, the first few. */
    public List<String> relays() {
        return relays;
    }

    /** Link address of its messages that came without a relay; null if unknown. */
    public String linkAddress() {
        return linkAddress;
    }

    /** The first settings it handed out, as text. */
    public String settings() {
        return settings;
    }

    /** OFFER and ADVERTISE messages. */
    public long offers() {
        return offers;
    }

    /** ACK and REPLY messages that grant. */
    public long acks() {
        return acks;
    }

    /** NAK messages, and ADVERTISE and REPLY that refuse. */
    public long refusals() {
        return refusals;
    }

    /** Times from DISCOVER or SOLICIT to its offers. */
    public Latencies offerTimes() {
        return offerTimes;
    }

    /** Times from a request to its answers. */
    public Latencies ackTimes() {
        return ackTimes;
    }

    /** Frame of its first message. */
    public long firstFrame() {
        return firstFrame;
    }
}
