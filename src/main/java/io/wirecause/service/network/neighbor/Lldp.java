package io.wirecause.service.network.neighbor;

import io.wirecause.bytes.ByteView;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import io.wirecause.service.decode.Speaker;
import java.util.List;
import java.util.function.Consumer;

/** LLDP, IEEE 802.1AB: what devices say of themselves, and where two ends of a link say that they do not agree. */
public final class Lldp implements PacketWatcher {
    private static final int ETHERTYPE = 0x88cc;
    private static final long NEAREST_BRIDGE = 0x0180c200000eL;
    private static final int CHASSIS = 1;
    private static final int PORT = 2;
    private static final int HOLD = 3;
    private static final int PORT_WORDS = 4;
    private static final int NAME = 5;
    private static final int SYSTEM = 6;
    private static final int CAPABILITIES = 7;
    private static final int MANAGEMENT = 8;
    private static final int ORGANISATION = 127;
    private static final int PORT_VLAN = 0x0080c201;
    private static final int PHYSICAL = 0x00120f01;
    /** Types of MAU (RFC 4836) that come in pairs, half duplex first; of the second run the odd ones are half. */
    private static final int FIRST_MAU = 10;
    private static final int SECOND_MAU = 15;
    private static final int LAST_MAU = 30;

    private final LinkEnds ends = new LinkEnds("LLDP");

    @Override
    public void packet(Packet packet, Consumer<Incident> incidents) {
        ByteView bytes = packet.bytes();
        int at = LinkEnds.type(packet);
        if (at < 0 || bytes.u16be(at) != ETHERTYPE) {
            return;
        }
        DeviceWords words = new DeviceWords();
        try {
            read(bytes, at + 2, words);
        } catch (IndexOutOfBoundsException shorterThanItSays) {
            // What came before the end still holds; without the three parts that each message begins with it is none.
        }
        if (words.chassis != null && words.port != null && words.hold >= 0) {
            ends.speak(packet, words, MacAddress.at(bytes, 0) == NEAREST_BRIDGE);
        }
    }

    private static void read(ByteView bytes, int from, DeviceWords words) {
        int at = from;
        for (int count = 0; at + 2 <= bytes.length(); count++) {
            int type = bytes.u8(at) >> 1;
            int length = bytes.u16be(at) & 0x1ff;
            // Section 9.2.7: chassis, port and time to live come first, in this order.
            if (type == 0 || count < HOLD && type != count + 1) {
                return;
            }
            if (length > 0) {
                take(type, bytes.slice(at + 2, length), words);
            }
            at += 2 + length;
        }
    }

    private static void take(int type, ByteView value, DeviceWords words) {
        switch (type) {
            case CHASSIS -> words.chassis = id(value, 4, 5);
            case PORT -> words.port = id(value, 3, 4);
            case HOLD -> words.hold = value.u16be(0);
            case PORT_WORDS -> words.portWords = DeviceWords.text(value, 0, value.length());
            case NAME -> words.name = DeviceWords.text(value, 0, value.length());
            case SYSTEM -> words.system = DeviceWords.text(value, 0, value.length());
            case CAPABILITIES -> words.capabilities = DeviceWords.bits(value.u16be(2), "", "repeater", "bridge",
                    "access point", "router", "telephone", "cable modem", "station");
            case MANAGEMENT -> {
                String address = DeviceWords.address(value, 2, value.u8(0) - 1);
                words.management = words.management == null ? address : words.management;
            }
            case ORGANISATION -> organisation(value, words);
            default -> {
                // Nothing that is told.
            }
        }
    }

    /** An id of a kind; that of two of them is a link address, or an address. */
    private static String id(ByteView value, int link, int network) {
        int kind = value.u8(0);
        if (kind == link && value.length() == 1 + MacAddress.LENGTH) {
            return MacAddress.text(MacAddress.at(value, 1));
        }
        String address = kind == network ? DeviceWords.address(value, 2, value.length() - 2) : null;
        return address != null ? address : DeviceWords.text(value, 1, value.length() - 1);
    }

    private static void organisation(ByteView value, DeviceWords words) {
        int kind = value.i32be(0);
        if (kind == PORT_VLAN) {
            words.vlan = value.u16be(4);
        } else if (kind == PHYSICAL) {
            int mau = value.u16be(7);
            boolean known = mau >= FIRST_MAU && mau <= 13 || mau >= SECOND_MAU && mau <= 18 || mau > 20 && mau <= LAST_MAU;
            words.fullDuplex = known ? Boolean.valueOf(mau < SECOND_MAU == (mau % 2 == 1)) : null;
        }
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
