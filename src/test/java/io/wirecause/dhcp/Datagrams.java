package io.wirecause.dhcp;

import static io.wirecause.testing.Packets.hex;
import static io.wirecause.testing.Packets.ipv4Frame;
import static io.wirecause.testing.Packets.ipv6Frame;
import static io.wirecause.testing.Packets.udp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** DHCP messages in Ethernet frames, for tests. */
final class Datagrams {
    static final String SERVER = "192.0.2.1";

    private Datagrams() {
    }

    /** A message of a client to all, from the link address that ends in {@code client}; options in hexadecimal. */
    static byte[] request(int client, int xid, String options) {
        byte[] frame = ipv4Frame("0.0.0.0", "255.255.255.255", 17, 64, udp(68, 67, message(1, client, xid, 0, 0, options)));
        frame[11] = (byte) client;
        return frame;
    }

    /** A message of a server to all. */
    static byte[] reply(String server, int client, int xid, String yourAddress, String options) {
        return ipv4Frame(server, "255.255.255.255", 17, 64, udp(67, 68,
                message(2, client, xid, 0, address(yourAddress), options)));
    }

    /** The message alone. */
    static byte[] message(int op, int client, int xid, int clientAddress, int yourAddress, String options) {
        byte[] tail = hex(options);
        ByteBuffer message = ByteBuffer.allocate(240 + tail.length);
        message.put((byte) op).put((byte) 1).put((byte) 6).put((byte) 0).putInt(xid).putInt(0).putInt(clientAddress)
                .putInt(yourAddress);
        message.position(28).put(new byte[] {2, 0, 0, 0, (byte) (client >>> 8), (byte) client});
        message.position(236).putInt(0x63825363).put(tail);
        return message.array();
    }

    static int address(String text) {
        try {
            return ByteBuffer.wrap(java.net.InetAddress.getByName(text).getAddress()).getInt();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static byte[] discover(int client, int xid) {
        return request(client, xid, "350101 ff");
    }

    static byte[] offer(String server, int client, int xid, String address, String settings) {
        return reply(server, client, xid, address, "350102 3604" + hexOf(server) + "3304 00000e10" + settings + "ff");
    }

    static byte[] choose(String server, int client, int xid, String address) {
        return request(client, xid, "350103 3604" + hexOf(server) + "3204" + hexOf(address) + "ff");
    }

    static byte[] ack(String server, int client, int xid, String address) {
        return reply(server, client, xid, address, "350105 3604" + hexOf(server) + "3304 00000e10 ff");
    }

    static String hexOf(String address) {
        return String.format("%08x", address(address));
    }

    /** A message of DHCPv6: type, transaction id and options in hexadecimal. */
    static byte[] six(boolean server, String message) {
        return ipv6Frame(server ? "fe80::1" : "fe80::2", server ? "fe80::2" : "ff02::1:2", 17, 64,
                udp(server ? 547 : 546, server ? 546 : 547, hex(message)));
    }

    /** Wraps options of DHCPv6 in a relay's message. */
    static byte[] relayed(byte[] message) {
        byte[] header = hex("0c00 20010db8000000000000000000000001 fe800000000000000000000000000009 0009");
        byte[] all = Arrays.copyOf(header, header.length + 2 + message.length);
        all[header.length] = (byte) (message.length >>> 8);
        all[header.length + 1] = (byte) message.length;
        System.arraycopy(message, 0, all, header.length + 2, message.length);
        return all;
    }
}
