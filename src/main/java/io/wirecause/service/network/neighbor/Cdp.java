package io.wirecause.service.network.neighbor;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import io.wirecause.service.decode.Speaker;
import java.util.List;
import java.util.function.Consumer;

/** Cisco's discovery protocol, versions 1 and 2: what devices say of themselves, duplex and native VLAN among it. */
public final class Cdp implements PacketWatcher {
    private static final long GROUP = 0x01000cccccccL;
    /** LLC and SNAP: 0xaaaa03, Cisco's number, and the protocol's. */
    private static final long SNAP = 0xaaaa0300000c2000L;
    private static final int SNAP_LENGTH = 8;
    private static final int HEADER = 4;
    private static final int DEVICE = 1;
    private static final int ADDRESSES = 2;
    private static final int PORT = 3;
    private static final int CAPABILITIES = 4;
    private static final int PLATFORM = 6;
    private static final int NATIVE_VLAN = 10;
    private static final int DUPLEX = 11;
    private static final int MANAGEMENT = 22;

    private final LinkEnds ends = new LinkEnds("CDP");

    @Override
    public void packet(Packet packet, Consumer<Incident> incidents) {
        ByteView bytes = packet.bytes();
        int at = LinkEnds.type(packet);
        int from = at + 2 + SNAP_LENGTH;
        if (at < 0 || MacAddress.at(bytes, 0) != GROUP || bytes.length() < from + HEADER || bytes.i64be(at + 2) != SNAP
                || bytes.u8(from) == 0 || bytes.u8(from) > 2) {
            return;
        }
        DeviceWords words = new DeviceWords();
        words.hold = bytes.u8(from + 1);
        try {
            // What pads a short frame is none of it.
            read(bytes, from + HEADER, Math.min(bytes.length(), at + 2 + bytes.u16be(at)), words);
        } catch (IndexOutOfBoundsException shorterThanItSays) {
            // What came before the end still holds.
        }
        if (words.chassis != null && words.port != null) {
            words.name = words.chassis;
            ends.speak(packet, words, true);
        }
    }

    private static void read(ByteView bytes, int from, int end, DeviceWords words) {
        int at = from;
        while (at + HEADER < end) {
            int length = bytes.u16be(at + 2);
            if (length < HEADER) {
                return;
            }
            if (length > HEADER) {
                take(bytes.u16be(at), bytes.slice(at + HEADER, length - HEADER), words);
            }
            at += length;
        }
    }

    private static void take(int type, ByteView value, DeviceWords words) {
        switch (type) {
            case DEVICE -> words.chassis = DeviceWords.text(value, 0, value.length());
            case PORT -> words.port = DeviceWords.text(value, 0, value.length());
            case ADDRESSES -> words.management = words.management == null ? address(value) : words.management;
            case MANAGEMENT -> {
                String address = address(value);
                words.management = address == null ? words.management : address;
            }
            case CAPABILITIES -> words.capabilities = DeviceWords.bits(value.u32be(0), "router", "transparent bridge",
                    "source-route bridge", "switch", "host", "IGMP", "repeater", "telephone");
            case PLATFORM -> words.system = DeviceWords.text(value, 0, value.length());
            case NATIVE_VLAN -> words.vlan = value.u16be(0);
            case DUPLEX -> words.fullDuplex = value.u8(0) != 0;
            default -> {
                // Nothing that is told.
            }
        }
    }

    /** The first of a list of addresses; null where that is none of IP. */
    private static String address(ByteView value) {
        if (value.length() < 6 || value.u32be(0) == 0) {
            return null;
        }
        int at = 6 + value.u8(5);
        return DeviceWords.address(value, at + 2, value.u16be(at));
    }

    @Override
    public void finish(long lastTime, Consumer<Incident> incidents) {
        ends.finish(incidents);
    }

    @Override
    public List<Speaker> speakers() {
        return ends.speakers();
    }

    @Override
    public long messages() {
        return ends.messages();
    }
}
