package io.pcaplens.dhcp;

import io.pcaplens.analysis.Latencies;
import java.util.ArrayList;
import java.util.List;

/** One server. */
final class Server {
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

    Server(Sighting first) {
        this.version = first.version();
        this.id = first.server();
        this.firstFrame = first.frame();
    }

    void add(Sighting s, String link) {
        switch (s.event()) {
            case OFFER -> offers++;
            case ACK -> acks++;
            case NAK -> refusals++;
            default -> { }
        }
        remember(addresses, s.serverAddress());
        if (s.relay() != null) {
            remember(relays, s.relay());
        } else if (linkAddress == null) {
            linkAddress = link;
        }
        if (settings.isEmpty() && s.settings() != null) {
            settings = s.settings();
        }
    }

    private static void remember(List<String> list, String item) {
        if (list.size() < MAX_ADDRESSES && !list.contains(item)) {
            list.add(item);
        }
    }
}
