package io.wirecause.service.network;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import java.util.List;
import java.util.function.Consumer;

/** Cisco's HSRP, version 1 (RFC 2281) and 2: which router is the gateway. */
public final class Hsrp implements PacketWatcher {
    private static final int PORT = 1985;
    private static final int PORT_6 = 2029;
    private static final int HEADER_1 = 20;
    private static final int STATE_TLV = 1;
    private static final int TEXT_TLV = 3;
    private static final int MD5_TLV = 4;
    private static final int STATE_LENGTH = 40;
    private static final int HELLO = 0;
    private static final int COUP = 1;
    private static final int RESIGN = 2;
    private static final int ADVERTISE = 3;
    private static final int ACTIVE_1 = 16;
    private static final int ACTIVE_2 = 6;
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    private final GatewayGroups groups = new GatewayGroups("HSRP");
    private long messages;

    @Override
    public void packet(Packet packet, Consumer<Incident> incidents) {
        if (!packet.isUdp() || packet.destinationPort() != PORT && packet.destinationPort() != PORT_6) {
            return;
        }
        ByteView bytes = packet.payload();
        if (bytes.length() >= HEADER_1 && bytes.u8(0) == 0 && bytes.u8(1) <= RESIGN) {
            messages++;
            first(packet, bytes);
        } else if (bytes.length() >= 2 + STATE_LENGTH && bytes.u8(0) == STATE_TLV && bytes.u8(1) >= STATE_LENGTH
                && bytes.u8(2) == 2 && bytes.u8(3) <= RESIGN) {
            messages++;
            second(packet, bytes);
        } else if (bytes.length() > 1 && bytes.u8(0) == 0 && bytes.u8(1) == ADVERTISE) {
            // Which interfaces of a router have passive groups: nothing of who is active.
            messages++;
        }
    }

    private void first(Packet packet, ByteView bytes) {
        long address = bytes.u32be(16);
        tell(packet, bytes.u8(1), bytes.u8(2) == ACTIVE_1, bytes.u8(6), new GatewayWord(IpAddress.source(packet), bytes.u8(5),
                bytes.u8(3) * SECOND, bytes.u8(4) * SECOND, 1, 1, bytes.i64be(8),
                address == 0 ? List.of() : List.of(IpAddress.text(4, 0, address))));
    }

    private void second(Packet packet, ByteView bytes) {
        int authentication = 0;
        long secret = 0;
        int next = 2 + bytes.u8(1);
        if (bytes.length() >= next + 10 && bytes.u8(next) == TEXT_TLV) {
            authentication = 1;
            secret = bytes.i64be(next + 2);
        } else if (bytes.length() > next && bytes.u8(next) == MD5_TLV) {
            authentication = 2;
        }
        boolean four = bytes.u8(5) == 4;
        long hi = four ? 0 : bytes.i64be(26);
        long lo = four ? bytes.u32be(26) : bytes.i64be(34);
        tell(packet, bytes.u8(3), bytes.u8(4) == ACTIVE_2, bytes.u16be(6), new GatewayWord(IpAddress.source(packet),
                (int) Math.min(bytes.u32be(14), Integer.MAX_VALUE), bytes.u32be(18) * MILLISECOND,
                        bytes.u32be(22) * MILLISECOND, 2,
                authentication, secret, lo == 0 ? List.of() : List.of(IpAddress.text(four ? 4 : 6, hi, lo))));
    }

    private void tell(Packet packet, int operation, boolean active, int group, GatewayWord word) {
        if (operation == RESIGN || operation == HELLO && !active) {
            groups.resign(packet, group, word);
        } else if (active || operation == COUP) {
            groups.speak(packet, group, word);
        }
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
