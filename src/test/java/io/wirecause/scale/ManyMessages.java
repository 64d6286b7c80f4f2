package io.wirecause.scale;

import static io.wirecause.testing.Packets.hex;
import static io.wirecause.testing.Packets.icmp;
import static io.wirecause.testing.Packets.ipv4Frame;
import static io.wirecause.testing.Packets.ipv6Frame;
import static io.wirecause.testing.Packets.tcp;
import static io.wirecause.testing.Packets.udp;

import io.wirecause.testing.PcapWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Captures of as many messages as one likes: plain ones of a few hosts, and hostile ones in which whatever can differ
 * does (names, clients, servers, identifiers, Call-IDs, streams), so that every table fills up.
 */
enum ManyMessages {
    /** One client, one resolver, queries and answers. */
    DNS_PLAIN("analyze_dns_packets") {
        @Override
        byte[] frame(int i) {
            String name = "host" + i / 2 % 100 + ".example.test";
            return i % 2 == 0 ? ipv4Frame("192.0.2.1", "192.0.2.53", 17, 64, udp(40_000 + i / 2 % 20_000, 53, query(i / 2, name)))
                    : ipv4Frame("192.0.2.53", "192.0.2.1", 17, 64, udp(53, 40_000 + i / 2 % 20_000, answer(i / 2, name)));
        }
    },
    /** No name, client or server twice, a part malformed, a part answered by somebody else. */
    DNS_HOSTILE("analyze_dns_packets") {
        @Override
        byte[] frame(int i) {
            String name = HexFormat.of().toHexDigits(i * 0x9e3779b97f4a7c15L) + ".x" + i + ".test";
            byte[] message = i % 3 == 0 ? answer(i, name) : query(i, name);
            byte[] sent = i % 7 == 0 ? Arrays.copyOf(message, message.length - 5) : message;
            return i % 3 == 0 ? ipv4Frame(address(198, i), address(10, i), 17, 64, udp(53, 1024 + i % 50_000, sent))
                    : ipv4Frame(address(10, i), address(198, i), 17, 64, udp(1024 + i % 50_000, 53, sent));
        }
    },
    /** A few clients that renew again and again. */
    DHCP_PLAIN("analyze_dhcp_packets") {
        @Override
        byte[] frame(int i) {
            int client = i / 2 % 40;
            return i % 2 == 0 ? ipv4Frame("192.0.2." + (100 + client), "192.0.2.1", 17, 64,
                    udp(68, 67, renewing(client, dhcp(1, i / 2, client, "350103 3d0701020000000001 370401030612 ff"))))
                    : ipv4Frame("192.0.2.1", "192.0.2." + (100 + client), 17, 64,
                    udp(67, 68, renewing(client, dhcp(2, i / 2, client,
                            "350105 3604c0000201 330400000e10 0104ffffff00 0304c0000201 ff"))));
        }
    },
    /** A new client with each message, offers from a new server each, leases that collide, options that do not fit. */
    DHCP_HOSTILE("analyze_dhcp_packets") {
        @Override
        byte[] frame(int i) {
            String id = HexFormat.of().toHexDigits(i);
            return switch (i % 5) {
                case 0 -> ipv4Frame("0.0.0.0", "255.255.255.255", 17, 64,
                        udp(68, 67, dhcp(1, i, i, "350101 0c08" + ascii(id) + "37 01 03 ff")));
                case 1 -> ipv4Frame(address(10, i), "255.255.255.255", 17, 64,
                        udp(67, 68, dhcp(2, i - 1, i - 1, "350102 3604" + id + "33040000ffff 0300 ff")));
                case 2 -> ipv4Frame(address(10, i), "255.255.255.255", 17, 64,
                        udp(67, 68, dhcp(2, i, i % 1000, "350105 3604" + id + "33040000ffff 5204 01ff ff")));
                case 3 -> ipv6Frame("fe80::1", "ff02::1:2", 17, 1, udp(546, 547, hex("01" + id.substring(2)
                        + "0001 000a 0003 0001 0200" + id + "0003 000c" + id + "00000000 00000000 0008 0002 0000")));
                default -> ipv4Frame("0.0.0.0", "255.255.255.255", 17, 64, udp(68, 67, dhcp(1, i, i, "350104 3204" + id + "ff")));
            };
        }
    },
    /** Two hosts that ping each other. */
    ICMP_PLAIN("analyze_icmp_packets") {
        @Override
        byte[] frame(int i) {
            return i % 2 == 0 ? ipv4Frame("192.0.2.1", "192.0.2.2", 1, 64, icmp(8, 0, 7 << 16 | i / 2 & 0xffff, new byte[56]))
                    : ipv4Frame("192.0.2.2", "192.0.2.1", 1, 64, icmp(0, 0, 7 << 16 | i / 2 & 0xffff, new byte[56]));
        }
    },
    /** Echoes, errors, redirects, path MTUs and neighbours, none about the same host. */
    ICMP_HOSTILE("analyze_icmp_packets") {
        @Override
        byte[] frame(int i) {
            byte[] quoted = Arrays.copyOfRange(ipv4Frame(address(10, i), address(198, i), 17, 1 + i % 30,
                    udp(1024 + i % 60_000, i % 65_536, new byte[8])), 14, 50);
            HexFormat digits = HexFormat.of();
            String six = "2001:db8::" + digits.toHexDigits((short) (i >>> 16)) + ":" + digits.toHexDigits((short) i);
            return switch (i % 7) {
                case 0 -> ipv4Frame(address(10, i), address(198, i), 1, 64, icmp(8, 0, i, Integer.toString(i).repeat(9).getBytes(
                        StandardCharsets.US_ASCII)));
                case 1 -> ipv4Frame(address(172, i), address(10, i), 1, 64, icmp(3, i % 16, 0, quoted));
                case 2 -> ipv4Frame(address(172, i), address(10, i), 1, 64, icmp(11, 0, 0, quoted));
                case 3 -> ipv4Frame(address(172, i), address(10, i), 1, 64, icmp(3, 4, 1400, quoted));
                case 4 -> ipv4Frame(address(172, i), address(10, i), 1, 64, icmp(5, 1, i, quoted));
                case 5 -> ipv6Frame(six, "ff02::1", 58, 255, hex("8800 0000 20000000" + "20010db8 00000000 00000000"
                        + HexFormat.of().toHexDigits(i) + "0201 0200" + HexFormat.of().toHexDigits(i)));
                default -> ipv4Frame(address(10, i), address(198, i), 1, 64, icmp(0, 0, i, quoted));
            };
        }
    },
    /** Hellos of one client, each of which the server refuses: what it finds is an error, and told as such. */
    TLS_REFUSED("analyze_tls_handshakes") {
        @Override
        byte[] frame(int i) {
            int port = 1024 + i / 2 % 60_000;
            return i % 2 == 0 ? ipv4Frame("192.0.2.1", "192.0.2.2", 6, 64, tcp(port, 443, i, 1, 0x18, 65_535, new byte[0],
                    hello("host" + i % 20 + ".test", 0x1301)))
                    : ipv4Frame("192.0.2.2", "192.0.2.1", 6, 64, tcp(443, port, 1, i, 0x18, 65_535, new byte[0],
                    hex("15030300020228")));
        }
    },
    /** Hellos, whole and cut, of clients, for names and with offers of which none occurs twice. */
    TLS_HOSTILE("analyze_tls_handshakes") {
        @Override
        byte[] frame(int i) {
            byte[] hello = hello("h" + HexFormat.of().toHexDigits(i) + ".test", i & 0xffff);
            return ipv4Frame(address(10, i), address(198, i), 6, 64, tcp(1024 + i % 60_000, 443, i, 1, 0x18, 65_535, new byte[0],
                    i % 3 == 0 ? Arrays.copyOf(hello, 40) : hello));
        }
    },
    /** Calls one after another between two hosts. */
    SIP_PLAIN("analyze_sip_packets") {
        @Override
        byte[] frame(int i) {
            String call = "call" + i / 6;
            return switch (i % 6) {
                case 0 -> up(sip("INVITE sip:b@198.51.100.2 SIP/2.0", call, 1, "INVITE", "", SDP));
                case 1 -> down(sip("SIP/2.0 180 Ringing", call, 1, "INVITE", ";tag=b", ""));
                case 2 -> down(sip("SIP/2.0 200 OK", call, 1, "INVITE", ";tag=b", SDP));
                case 3 -> up(sip("ACK sip:b@198.51.100.2 SIP/2.0", call, 1, "ACK", ";tag=b", ""));
                case 4 -> up(sip("BYE sip:b@198.51.100.2 SIP/2.0", call, 2, "BYE", ";tag=b", ""));
                default -> down(sip("SIP/2.0 200 OK", call, 2, "BYE", ";tag=b", ""));
            };
        }
    },
    /** A new call, registration, media port or stream with each message. */
    SIP_HOSTILE("analyze_sip_packets") {
        @Override
        byte[] frame(int i) {
            String call = HexFormat.of().toHexDigits(i * 0x9e3779b97f4a7c15L).repeat(4) + i;
            return switch (i % 4) {
                case 0 -> ipv4Frame(address(10, i), address(198, i), 17, 64,
                        udp(5060, 5060, sip("INVITE sip:b" + i + "@h SIP/2.0",
                        call, 1, "INVITE", "", SDP.replace("192.0.2.1", address(10, i)))));
                case 1 -> ipv4Frame(address(10, i), "198.51.100.2", 17, 64,
                        udp(5060, 5060, sip("REGISTER sip:r" + i + ".test SIP/2.0",
                        call, i, "REGISTER", "", "")));
                case 2 -> ipv4Frame(address(198, i), address(10, i - 2), 17, 64, udp(4000, 6000, rtp(i)));
                default -> ipv4Frame(address(198, i), address(10, i), 17, 64, udp(5060, 5060, sip("SIP/2.0 404 Not " + i,
                        call, 1, "INVITE", ";tag=b" + i, "")));
            };
        }
    },
    /** Databases, directories, files and network services of a few servers: long connections, short ones and datagrams. */
    SERVICES_PLAIN("analyze_service_errors") {
        @Override
        byte[] frame(int i) {
            return ServiceMessages.plain(i);
        }
    },
    /** A new client, server and connection with each message, without replies or with an error that never came before. */
    SERVICES_HOSTILE("analyze_service_errors") {
        @Override
        byte[] frame(int i) {
            return ServiceMessages.hostile(i);
        }
    };

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
            + "m=audio 6000 RTP/AVP 0\r\n";

    private final String tool;

    ManyMessages(String tool) {
        this.tool = tool;
    }

    /** The tool that reads them. */
    String tool() {
        return tool;
    }

    abstract byte[] frame(int i);

    /** Writes a capture, a message each 100 microseconds. */
    void write(Path to, int messages) throws IOException {
        try (PcapWriter pcap = new PcapWriter(new BufferedOutputStream(Files.newOutputStream(to), 1 << 20),
                PcapWriter.ETHERNET)) {
            for (int i = 0; i < messages; i++) {
                pcap.frame(1_700_000_000_000_000L + i * 100L, frame(i));
            }
        }
    }

    private static String address(int first, int i) {
        return first + "." + (i >>> 16 & 255) + "." + (i >>> 8 & 255) + "." + (i & 255);
    }

    private static byte[] up(byte[] message) {
        return ipv4Frame("192.0.2.1", "198.51.100.2", 17, 64, udp(5060, 5060, message));
    }

    private static byte[] down(byte[] message) {
        return ipv4Frame("198.51.100.2", "192.0.2.1", 17, 64, udp(5060, 5060, message));
    }

    private static byte[] sip(String start, String call, int cseq, String method, String toTag, String body) {
        return (start + "\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" + call + cseq + "\r\nFrom: <sip:a@test>;tag=a\r\n"
                + "To: <sip:" + call + "@test>" + toTag + "\r\nCall-ID: " + call + "\r\nCSeq: " + cseq + " " + method
                + "\r\nUser-Agent: phone" + (call.length() > 40 ? call : "")
                + (body.isEmpty() ? "" : "\r\nContent-Type: application/sdp")
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] rtp(int i) {
        return ByteBuffer.allocate(172).putShort((short) 0x8000).putShort((short) i).putInt(i * 160).putInt(i).array();
    }

    private static byte[] query(int id, String name) {
        return message(id, 0x0100, 0, name, new byte[0]);
    }

    private static byte[] answer(int id, String name) {
        return message(id, 0x8180, 1, name, hex("c00c 0001 0001 0000012c 0004" + HexFormat.of().toHexDigits(id)));
    }

    private static byte[] message(int id, int flags, int answers, String name, byte[] records) {
        byte[] labels = new byte[name.length() + 2];
        int start = 0;
        for (String label : name.split("\\.")) {
            labels[start] = (byte) label.length();
            System.arraycopy(label.getBytes(StandardCharsets.US_ASCII), 0, labels, start + 1, label.length());
            start += 1 + label.length();
        }
        return ByteBuffer.allocate(16 + labels.length + records.length).putShort((short) id).putShort((short) flags)
                .putShort((short) 1).putShort((short) answers).putInt(0).put(labels).putShort((short) 1).putShort((short) 1)
                .put(records).array();
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] dhcp(int op, int xid, int client, String options) {
        byte[] tail = hex("63825363" + options);
        ByteBuffer message = ByteBuffer.allocate(236 + tail.length).put((byte) op).put((byte) 1).put((byte) 6).put((byte) 0)
                .putInt(xid);
        if (op == 2) {
            message.putInt(16, 0x0a000000 + client % 5000);
        }
        return message.position(28).putShort((short) 0x0200).putInt(client).position(236).put(tail).array();
    }

    /** Who renews tells its address in ciaddr (RFC 2131, section 4.3.2), and keeps it in yiaddr of the answer. */
    private static byte[] renewing(int client, byte[] message) {
        int address = 0xc0000200 + 100 + client;
        ByteBuffer.wrap(message).putInt(12, address).putInt(16, message[0] == 2 ? address : 0);
        return message;
    }

    /** A ClientHello for a name that offers one cipher suite. */
    private static byte[] hello(String name, int cipher) {
        String host = ascii(name);
        int length = name.length();
        String extension = String.format("0000%04x%04x00%04x", length + 5, length + 3, length) + host;
        String body = "0303" + "00".repeat(32) + "00" + String.format("0002%04x", cipher) + "0100"
                + String.format("%04x", extension.length() / 2) + extension;
        String message = String.format("01%06x", body.length() / 2) + body;
        return hex("160301" + String.format("%04x", message.length() / 2) + message);
    }
}
