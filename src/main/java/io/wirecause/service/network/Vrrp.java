package io.wirecause.service.network;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** VRRP, versions 2 (RFC 3768) and 3 (RFC 5798): which router is the gateway. */
public final class Vrrp implements PacketWatcher {
    private static final int PROTOCOL = 112;
    private static final int ADVERTISEMENT = 1;
    private static final int HEADER = 8;
    private static final int SECRET = 8;
    private static final int HOPS = 255;
    private static final int MOST_ADDRESSES = 4;
    private static final long SECOND = 1_000_000_000L;
    private static final long HUNDREDTH = 10_000_000L;

    private final GatewayGroups groups = new GatewayGroups("VRRP");
    private long messages;

    @Override
    public void packet(Packet packet, Consumer<Incident> incidents) {
        if (packet.protocol() != PROTOCOL || packet.laterFragment() || packet.ttl() != HOPS) {
            return;
        }
        ByteView bytes = packet.transport();
        int width = packet.ipVersion() == 4 ? 4 : 16;
        if (bytes.length() < HEADER || (bytes.u8(0) & 0xf) != ADVERTISEMENT) {
            return;
        }
        int version = bytes.u8(0) >> 4;
        int count = bytes.u8(3);
        // CARP has the same number and first bytes, and is shorter than its fourth byte would make VRRP.
        int length = HEADER + count * width + (version == 2 ? SECRET : 0);
        if (version != 2 && version != 3 || count == 0 || bytes.length() < length) {
            return;
        }
        messages++;
        GatewayWord word = word(packet, bytes, version, count, width);
        if (word.priority() == 0) {
            groups.resign(packet, bytes.u8(1), word);
        } else {
            groups.speak(packet, bytes.u8(1), word);
        }
    }

    private static GatewayWord word(Packet packet, ByteView bytes, int version, int count, int width) {
        long interval = version == 2 ? bytes.u8(5) * SECOND : (bytes.u16be(4) & 0xfff) * HUNDREDTH;
        List<String> addresses = new ArrayList<>(1);
        for (int i = 0; i < Math.min(count, MOST_ADDRESSES); i++) {
            addresses.add(IpAddress.read(packet.ipVersion(), bytes, HEADER + i * width));
        }
        int authentication = version == 2 ? bytes.u8(4) : 0;
        return new GatewayWord(IpAddress.source(packet), bytes.u8(2), interval,
                // A backup waits for three intervals and a little longer the lower its priority is.
                3 * interval, version, authentication, authentication == 1 ? bytes.i64be(HEADER + count * width) : 0,
                List.copyOf(addresses));
    }

    @Override
    public void finish(long lastTime, Consumer<Incident> incidents) {
        groups.finish(lastTime, incidents);
    }

    @Override
    public long messages() {
        return messages;
    }
}
