package io.wirecause.scale;

import static io.wirecause.testing.Packets.hex;
import static io.wirecause.testing.Packets.ipv4Frame;
import static io.wirecause.testing.Packets.tcp;
import static io.wirecause.testing.Packets.udp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Messages of the protocols behind applications, one a frame. */
final class ServiceMessages {
    private static final int CONNECTIONS = 40;
    private static final String SMB = "fe534d42 4000 0100 00000000 %s 0100 %s00000000000000 00000000 %s 00000000 feff0000"
            + "05000000 4d00000000000000 00000000000000000000000000000000";
    private static final byte[] NOTHING = {};

    private ServiceMessages() {
    }

    /** Request and reply by turns: five in eight on long connections, two in datagrams, one on a connection of its own. */
    static byte[] plain(int i) {
        int pair = i / 2;
        boolean asks = i % 2 == 0;
        switch (pair % 8) {
            case 0, 1, 2, 3, 4:
                int round = pair / 8 / CONNECTIONS;
                int one = pair / 8 % CONNECTIONS;
                return segment(pair % 8, one, round, asks);
            case 5:
                return datagram(pair, 161, asks, snmp(pair, asks));
            case 6:
                return datagram(pair, 1812, asks, hex((asks ? "01" : "02") + HexFormat.of().toHexDigits((byte) pair) + "001a"
                        + "00".repeat(12) + HexFormat.of().toHexDigits(pair) + "0106616e6e61"));
            default:
                byte[] said = ascii(asks ? "*1\r\n$4\r\nPING\r\n" : "+PONG\r\n");
                return stream(30_000 + pair / 8 % 30_000, address(10, pair / 8), 6379, asks, 1, 1, said);
        }
    }

    private static byte[] segment(int kind, int one, int round, boolean asks) {
        byte[] request = said(kind, round, true);
        byte[] reply = said(kind, round, false);
        int port = switch (kind) {
            case 0 -> 6379;
            case 1 -> 445;
            case 2 -> 389;
            case 3 -> 2049;
            default -> 11211;
        };
        int asked = 1 + round * request.length;
        int told = 1 + round * reply.length;
        return asks ? stream(40_000 + one, "192.0.2.1", port, true, asked, told, request)
                : stream(40_000 + one, "192.0.2.1", port, false, told, asked + request.length, reply);
    }

    /** Of one kind and direction, all of one length. */
    private static byte[] said(int kind, int round, boolean asks) {
        String number = HexFormat.of().toHexDigits(round & 0xffffff | 0x1000000);
        return switch (kind) {
            case 0 -> ascii(asks ? "*2\r\n$3\r\nGET\r\n$8\r\n" + number + "\r\n" : "$8\r\n" + number + "\r\n");
            case 1 -> asks ? hex("00000058" + smb(8, round, true) + "3100" + "00".repeat(22))
                    : hex("00000050" + smb(8, round, false) + "1100" + "00".repeat(14));
            case 2 -> asks ? hex("3028 0204" + number + "6320 0400 0a0102 0a0100 020100 020100 010100 8702636e"
                    + "3009 0402636e 04037569 64")
                    : hex("300f 0204" + number + "6507 0a0100 0400 0400");
            case 3 -> asks ? hex("80000028" + number + "00000000 00000002 000186a3 00000003 00000000" + "00".repeat(16))
                    : hex("80000018" + number + "00000001 00000000 0000000000000000 00000000");
            default -> ascii(asks ? "get " + number + "\r\n" : "END\r\n");
        };
    }

    private static String smb(int command, int number, boolean asks) {
        HexFormat digits = HexFormat.of();
        String id = digits.toHexDigits(Integer.reverseBytes(number)) + "00000000";
        return String.format(SMB, digits.toHexDigits(Short.reverseBytes((short) command)), asks ? "00" : "01", id)
                .replace(" ", "").substring(0, 128);
    }

    private static byte[] snmp(int number, boolean asks) {
        return hex("302b 020101 0406 7075626c6963" + (asks ? "a0" : "a2") + "1e 0204" + HexFormat.of().toHexDigits(number)
                + "020100 020100 3010 300e 060a2b060102010202010a01 0500");
    }

    /** A new client, server and protocol each, hardly ever answered, and a third cut or with other bytes. */
    static byte[] hostile(int i) {
        String number = HexFormat.of().toHexDigits(i);
        int port = i % 2 == 0 ? 1024 + i % 60_000 : -1;
        byte[] message = switch (i / 2 % 12) {
            case 0 -> ascii("550 5.7." + i % 1000 + " host" + i + " is not wanted here\r\n");
            case 1 -> ascii("*3\r\n$4\r\nAUTH\r\n$8\r\n" + number + "\r\n$3\r\nabc\r\n");
            case 2 -> hex("3025 0204" + number + "6020 020103 0410 636e3d" + hexOf("user" + number + "x")
                    + "8007 00000000000000");
            case 3 -> hex("00000058" + smb(i % 19, i, true) + "3100" + "00".repeat(22));
            case 4 -> hex("21000000 ff" + HexFormat.of().toHexDigits(Short.reverseBytes((short) (1000 + i % 1000)))
                    + hexOf("#08S01 no host " + number + "abcdefgh").substring(0, 60));
            case 5 -> hex("00000021 00030000 7573657200" + hexOf("user" + number) + "0064617461626173650000");
            case 6 -> hex("80000028" + number + "00000000 00000002 000186a3 00000003 00000001" + "00".repeat(16));
            case 7 -> ascii("AUTHENTICATE " + number + "\r\nUSER u" + i + "\r\nPASS p\r\n");
            case 8 -> hex("1025 00044d515454 04 c2 003c 0008" + hexOf(number) + "0004 75736572 0004 70617373 000000000000");
            case 9 -> snmp(i, true);
            case 10 -> hex("0101003c" + "00".repeat(12) + number + "010a" + hexOf(number) + "00".repeat(30));
            default -> hex("2300 06ec" + "00".repeat(36) + "e8000000" + number);
        };
        byte[] sent = i % 3 == 0 ? Arrays.copyOf(message, message.length * 2 / 3) : message;
        if (i % 7 == 0) {
            sent[sent.length / 2] ^= (byte) 0x55;
        }
        int kind = i / 2 % 12;
        if (kind >= 9) {
            int service = kind == 9 ? 161 : kind == 10 ? 1812 : 123;
            return ipv4Frame(address(10, i), address(198, i), 17, 64, udp(1024 + i % 60_000, service, sent));
        }
        int known = new int[] {25, 6379, 389, 445, 3306, 5432, 2049, 110, 1883}[kind];
        boolean serverSpeaks = kind == 0 || kind == 4;
        return serverSpeaks ? ipv4Frame(address(198, i), address(10, i), 6, 64, tcp(port < 0 ? known : port, 1024 + i % 60_000,
                i, 1, 0x18, 65_535, NOTHING, sent))
                : ipv4Frame(address(10, i), address(198, i), 6, 64, tcp(1024 + i % 60_000, port < 0 ? known : port, i, 1, 0x18,
                65_535, NOTHING, sent));
    }

    private static byte[] stream(int port, String client, int server, boolean asks, int sequence, int acknowledges, byte[] data) {
        byte[] segment = tcp(asks ? port : server, asks ? server : port, sequence, acknowledges, 0x18, 65_535, NOTHING, data);
        return asks ? ipv4Frame(client, "192.0.2.2", 6, 64, segment) : ipv4Frame("192.0.2.2", client, 6, 64, segment);
    }

    private static byte[] datagram(int pair, int port, boolean asks, byte[] data) {
        int client = 20_000 + pair / 8 % 50;
        return asks ? ipv4Frame("192.0.2.1", "192.0.2.3", 17, 64, udp(client, port, data))
                : ipv4Frame("192.0.2.3", "192.0.2.1", 17, 64, udp(port, client, data));
    }

    private static String address(int first, int i) {
        return first + "." + (i >>> 16 & 255) + "." + (i >>> 8 & 255) + "." + (i & 255);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hexOf(String text) {
        return HexFormat.of().formatHex(ascii(text));
    }
}
