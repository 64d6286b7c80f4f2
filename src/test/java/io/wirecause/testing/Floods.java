package io.wirecause.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Captures made to exhaust whoever keeps something for each packet: every packet is about something new. */
public final class Floods {
    private static final int ETHERNET = 14;
    private static final int IP = 20;
    private static final int UDP = 8;
    private static final int TCP = 20;
    private static final int PACKETS_A_SECOND = 100_000;
    private static final long START = 1_700_000_000_000_000L;

    private Floods() {
    }

    /** Writes the packet with this number, from its IP header on, into a buffer that is all zero. */
    public interface Content {
        /** The limit is where the packet ends. */
        void put(ByteBuffer packet, long number);
    }

    /** A SYN to one server from ever other clients and ports, each of 66 bytes with its options. */
    public static void syns(ByteBuffer packet, long number) {
        int length = IP + TCP + 12;
        ip(packet, 6, length, 0x0a000000 + (int) (number >>> 5), 0xc0000250);
        packet.putShort((short) (1024 + (number & 31) * 997)).putShort((short) 443).putInt((int) (number * 2_654_435_761L))
                .putInt(0);
        packet.put((byte) 0x80).put((byte) 2).putShort((short) 64_240).putInt(0);
        packet.putInt(0x020405b4).putInt(0x01030307).putInt(0x01010402);
    }

    /** A DNS query for ever other names from ever other clients. */
    public static void queries(ByteBuffer packet, long number) {
        byte[] label = Long.toString(number * 2_654_435_761L & 0xffff_ffff_ffffL, 36).getBytes(StandardCharsets.US_ASCII);
        int length = IP + UDP + 12 + 1 + label.length + 9 + 4;
        udp(packet, length, number, 0x0a000000 + (int) (number >>> 8), 0xc0000235, 53);
        packet.putShort((short) number).putInt(0x01000001).putShort((short) 0).putInt(0).put((byte) label.length).put(label);
        packet.put((byte) 7).put("example".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).putInt(0x00010001);
    }

    /** A DHCPDISCOVER from ever other clients. */
    public static void discovers(ByteBuffer packet, long number) {
        udp(packet, IP + UDP + 244, number, 0, 0xffffffff, 67);
        packet.putShort(IP, (short) 68).putInt(0x01010600).putInt((int) (number * 31)).position(IP + UDP + 28);
        packet.putShort((short) 0x0200).putInt((int) number).position(IP + UDP + 236);
        packet.putInt(0x63825363).putInt(0x350101ff);
    }

    /** An echo request from ever other hosts to ever other hosts. */
    public static void pings(ByteBuffer packet, long number) {
        ip(packet, 1, IP + 8 + 16, 0x0a000000 + (int) (number * 7), 0xac100000 + (int) (number & 0xfffff));
        packet.putShort((short) 0x0800).putShort((short) 0).putShort((short) number).putShort((short) (number >>> 16))
                .putLong(number);
    }

    /** A SIP INVITE of ever other calls. */
    public static void invites(ByteBuffer packet, long number) {
        String from = "sip:u" + number + "@a.example";
        byte[] text = ("INVITE sip:b" + number + "@b.example SIP/2.0\r\nVia: SIP/2.0/UDP h" + number
                + ".example;branch=z9hG4bK" + number + "\r\nFrom: <" + from + ">;tag=" + number + "\r\nTo: <sip:b" + number
                + "@b.example>\r\nCall-ID: c" + number + "@a.example\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        udp(packet, IP + UDP + text.length, number, 0x0a000000 + (int) (number >>> 6), 0xc0000236, 5060);
        packet.put(text);
    }

    private static void udp(ByteBuffer packet, int length, long number, int source, int destination, int port) {
        ip(packet, 17, length, source, destination);
        packet.putShort((short) (1024 + (number & 255) * 250)).putShort((short) port).putShort((short) (length - IP))
                .putShort((short) 0);
    }

    private static void ip(ByteBuffer packet, int protocol, int length, int source, int destination) {
        packet.limit(length).putShort((short) 0x4500).putShort((short) length).putInt(0).put((byte) 64).put((byte) protocol);
        packet.putShort((short) 0).putInt(source).putInt(destination);
    }

    /** Writes a capture of so many packets, a hundred thousand a second. */
    public static Path write(Path to, long count, Content content) throws IOException {
        byte[] frame = new byte[2_048];
        byte[] link = {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0};
        System.arraycopy(link, 0, frame, 0, ETHERNET);
        ByteBuffer packet = ByteBuffer.wrap(frame, ETHERNET, frame.length - ETHERNET).slice();
        try (PcapWriter pcap = new PcapWriter(new BufferedOutputStream(Files.newOutputStream(to), 1 << 20),
                PcapWriter.ETHERNET)) {
            for (long number = 0; number < count; number++) {
                Arrays.fill(frame, ETHERNET, frame.length, (byte) 0);
                content.put(packet.clear(), number);
                int length = ETHERNET + packet.limit();
                pcap.frame(START + number * (1_000_000 / PACKETS_A_SECOND), frame, length, length);
            }
        }
        return to;
    }
}
