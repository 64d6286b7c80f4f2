package io.wirecause.icmp;

import static io.wirecause.testing.Packets.hex;
import static io.wirecause.testing.Packets.icmp;
import static io.wirecause.testing.Packets.ipv4Frame;
import static io.wirecause.testing.Packets.ipv6Frame;
import static io.wirecause.testing.Packets.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.json.AnswerSerializer;
import io.wirecause.mcp.json.Json;
import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bounds memory and answers. */
class IcmpBoundsTest {
    @TempDir
    Path folder;

    private static final String FROM = "2001:db8:1234:5678:9abc:def1:2345:6789";
    private static final String TO = "2001:db8:4234:5678:9abc:def1:2345:6789";

    private static String address(Random random) {
        return String.format("2001:db8:%x:%x:%x:%x:%x:%x", random.nextInt(0x1000, 0x10000), random.nextInt(0x1000, 0x10000),
                random.nextInt(0x1000, 0x10000), random.nextInt(0x1000, 0x10000), random.nextInt(0x1000, 0x10000),
                random.nextInt(0x1000, 0x10000));
    }

    @Test
    void shouldStayWithin20KilobytesWhenEverythingHappensAtOnce() throws Exception {
        Random random = new Random(4);
        FrameList capture = new FrameList();
        for (int i = 0; i < 6_000; i++) {
            String host = address(random);
            String other = address(random);
            byte[] probe = ipv6Frame(host, other, 17, 1 + i % 30, udp(40_000, 33_434, new byte[60]));
            byte[] quote = Arrays.copyOfRange(probe, 14, 122);
            byte[] error = ipv6Frame(address(random), host, 58, 255, concat(hex("03000000 00000000"), quote));
            byte[] unreachable = ipv6Frame(address(random), host, 58, 255, concat(hex("01040000 00000000"), quote));
            byte[] tooBig = ipv6Frame(address(random), host, 58, 255, concat(hex("02000000 00000100"), quote));
            byte[] redirect = ipv6Frame(address(random), host, 58, 255, concat(hex("89000000 00000000"
                    + "fe800000000000000000000000000002 20010db8000900000000000000000009 0110" + "00".repeat(6)), new byte[144]));
            byte[] router = ipv6Frame(address(random), "ff02::1", 58, 255, hex("86000000 40c00708 0000000000000000"
                    + "2510" + "41".repeat(126) + "2510" + "42".repeat(126)
                    + "0304 40c0 00278d00 ffffffff 00000000 20010db8000100000000000000000000".repeat(8)));
            byte[] solicitation = ipv6Frame("::", "ff02::1:ff00:5", 58, 255, concat(hex("87000000 00000000"),
                    Arrays.copyOfRange(probe, 22, 38)));
            byte[] duplicate = solicitation.clone();
            duplicate[11] ^= 1;
            byte[] ping = ipv6Frame(host, other, 58, 64, concat(hex("80000000 1234") , new byte[58]));
            long time = i * 100_000L;
            for (byte[] frame : List.of(probe, error, unreachable, tooBig, redirect, router, solicitation, duplicate, ping)) {
                capture.add(time++, frame);
            }
        }
        for (int i = 0; i < 300; i++) {
            byte[] probe = ipv6Frame(FROM, TO, 17, 1 + i % 30, udp(40_000, 33_434 + i, new byte[80]));
            byte[] labels = hex("20000000 0044 0101" + "ffffffff".repeat(16));
            byte[] error = ipv6Frame(address(random), FROM, 58, 255, concat(concat(hex("03000000 10000000"),
                    Arrays.copyOfRange(probe, 14, 142)),
                    labels));
            byte[] sweep = ipv6Frame(FROM, address(random), 58, 64, hex("80000000 12340001"));
            capture.add(700_000_000L + i * 1000, probe).add(700_000_500L + i * 1000, error).add(700_000_600L + i * 1000, sweep);
        }
        Answered<IcmpAnswer> answer = Icmp.answer(capture.write(folder.resolve("much.pcap")));
        assertEquals(30, answer.body().traceroutes().get(0).hopCount());
        assertTrue(answer.body().traceroutes().get(0).hops().get(0).extensions().contains("and more"));
        int size = Json.line(AnswerSerializer.of(answer.envelope())).length;
        assertTrue(answer.findings().size() >= 5, "findings: " + answer.issues());
        assertTrue(size <= 20_000, () -> size + " bytes: " + sizes(answer));
    }

    private static String sizes(Answered<IcmpAnswer> answer) {
        StringBuilder sizes = new StringBuilder();
        AnswerSerializer.of(answer.envelope()).forEach((key, value) -> sizes.append(key).append(' ')
                .append(Json.line(value).length).append(", "));
        return sizes.toString();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void shouldSuspectNoTunnelWhenAMonitorSendsRandomDataOfOneSize() throws Exception {
        Random random = new Random(2);
        FrameList capture = new FrameList();
        for (int i = 0; i < 50; i++) {
            byte[] data = new byte[200];
            random.nextBytes(data);
            capture.add(i * 100_000L, ipv4Frame("192.0.2.1", "192.0.2.2", 1, 64, icmp(8, 0, 7 << 16 | i, data)));
            capture.add(i * 100_000L + 50, ipv4Frame("192.0.2.2", "192.0.2.1", 1, 64, icmp(0, 0, 7 << 16 | i, data)));
        }
        assertTrue(Icmp.answer(capture.write(folder.resolve("random.pcap"))).findings().isEmpty());
    }

    @Test
    void shouldSuspectATunnelWhenRepliesDifferFromTheirRequests() throws Exception {
        FrameList capture = new FrameList();
        for (int i = 0; i < 10; i++) {
            byte[] answer = new byte[100];
            Arrays.fill(answer, (byte) (i + 1));
            capture.add(i * 100_000L, ipv4Frame("192.0.2.1", "192.0.2.2", 1, 64, icmp(8, 0, 7 << 16 | i, new byte[100])));
            capture.add(i * 100_000L + 50, ipv4Frame("192.0.2.2", "192.0.2.1", 1, 64, icmp(0, 0, 7 << 16 | i, answer)));
        }
        assertEquals("icmp_tunnel_suspected", Icmp.answer(capture.write(folder.resolve("t.pcap"))).findings().get(0).code());
    }

    @Test
    void shouldNotCallMonitoringASweepWhenAllHostsAnswer() throws Exception {
        FrameList capture = new FrameList();
        for (int i = 1; i <= 40; i++) {
            String host = "192.0.2." + (5 * i);
            capture.add(i * 1000L, ipv4Frame("192.0.2.1", host, 1, 64, icmp(8, 0, 7 << 16 | i, new byte[56])));
            capture.add(i * 1000L + 50, ipv4Frame(host, "192.0.2.1", 1, 64, icmp(0, 0, 7 << 16 | i, new byte[56])));
        }
        assertTrue(Icmp.answer(capture.write(folder.resolve("monitor.pcap"))).findings().isEmpty());
    }
}
