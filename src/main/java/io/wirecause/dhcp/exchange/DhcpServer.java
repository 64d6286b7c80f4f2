package io.wirecause.dhcp.exchange;

import io.wirecause.analysis.Latencies;
import io.wirecause.dhcp.message.DhcpMessageContext;
import io.wirecause.packet.MacAddress;
import java.util.ArrayList;
import java.util.List;

/** One server. */
public final class DhcpServer {
    private static final int MAX_ADDRESSES = 3;

    final int version;
    public final String id;
    public final List<String> addresses = new ArrayList<>();
    public final List<String> relays = new ArrayList<>();
    public String linkAddress;
    public String settings = "";
    public long offers;
    public long acks;
    public long refusals;
    public final Latencies offerTimes = new Latencies();
    public final Latencies ackTimes = new Latencies();
    public final long firstFrame;

    DhcpServer(DhcpMessageContext first) {
        this.version = first.version();
        this.id = first.server();
        this.firstFrame = first.frame();
    }

    /** Takes in a message that came from this link address, -1 where it is not known. */
    void add(DhcpMessageContext s, long link) {
        switch (s.event()) {
            case OFFER -> offers++;
            case ACK -> acks++;
            case NAK -> refusals++;
            default -> { }
        }
        remember(addresses, s.serverAddress());
        String relay = s.relay();
        if (relay != null) {
            remember(relays, relay);
        } else if (linkAddress == null) {
            linkAddress = MacAddress.text(link);
        }
        if (settings.isEmpty()) {
            String told = s.settings();
            settings = told != null ? told : "";
        }
    }

    private static void remember(List<String> list, String item) {
        if (list.size() < MAX_ADDRESSES && !list.contains(item)) {
            list.add(item);
        }
    }
}
