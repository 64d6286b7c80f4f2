package io.wirecause.icmp;

import static io.wirecause.testing.Packets.ethernet;
import static io.wirecause.testing.Packets.hex;
import static io.wirecause.testing.Packets.icmp;
import static io.wirecause.testing.Packets.ipv4Fragment;
import static io.wirecause.testing.Packets.ipv4Frame;
import static io.wirecause.testing.Packets.ipv6Frame;
import static io.wirecause.testing.Packets.join;
import static io.wirecause.testing.Packets.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The causes that ICMP shows beside plain loss: loops, limits of length, damage, wrong addresses. */
class IcmpCausesTest {
    private static final String A = "192.0.2.1";
    private static final String B = "198.51.100.2";
    private static final long SECOND = 1_000_000;

    @TempDir
    Path folder;

    private List<Finding> findings(FrameList capture) throws Exception {
        return answer(capture).findings();
    }

    private Answered<IcmpAnswer> answer(FrameList capture) throws Exception {
        return Icmp.answer(capture.write(folder.resolve("test.pcap")));
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).filter(code -> !code.equals("duplicate_frames")
                && !code.equals("protocol_absent")).toList();
    }

    private static byte[] filler(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) i;
        }
        return data;
    }

    private static byte[] echo(boolean request, int sequence, byte[] data) {
        byte[] frame = request ? ipv4Frame(A, B, 1, 64, icmp(8, 0, 7 << 16 | sequence, data))
                : ipv4Frame(B, A, 1, 60, icmp(0, 0, 7 << 16 | sequence, data));
        if (request) {
            // Don't fragment; nobody verifies the checksum of the header.
            frame[14 + 6] = 0x40;
        }
        return frame;
    }

    private static byte[] echo6(boolean request, int sequence, byte[] data) {
        byte[] message = icmp(request ? 128 : 129, 0, 9 << 16 | sequence, data);
        return request ? ipv6Frame("2001:db8::1", "2001:db8:9::2", 58, 64, message)
                : ipv6Frame("2001:db8:9::2", "2001:db8::1", 58, 60, message);
    }

    /** The frame as it is on the link between two other hosts. */
    private static byte[] onLink(byte[] frame, int from, int to) {
        frame[5] = (byte) to;
        frame[11] = (byte) from;
        return frame;
    }

    @Test
    void shouldFindALoopOfIpv6InBothDirectionsOfALink() throws Exception {
        FrameList capture = new FrameList();
        for (int hops = 63; hops > 0; hops--) {
            byte[] frame = ipv6Frame("2001:db8::1", "2001:db8:9::2", 17, hops, udp(40_000, 5_000, filler(9)));
            capture.add((63 - hops) * 2_000L, onLink(frame, hops % 2, 1 - hops % 2));
        }
        List<Finding> findings = findings(capture);
        assertEquals(List.of("routing_loop"), codes(findings));
        assertEquals(Severity.ERROR, findings.get(0).severity());
        assertTrue(findings.get(0).title().endsWith("packets to 2001:db8:9::2"), findings.get(0).title());
        assertTrue(findings.get(0).detail().contains("1 packet, each seen up to 32 times"), findings.get(0).detail());
    }

    @Test
    void shouldFindALoopOfManyRoutersOfWhichOneLinkWasCaptured() throws Exception {
        FrameList capture = new FrameList();
        for (int ttl = 62; ttl > 0; ttl -= 5) {
            capture.add((62 - ttl) * 3_000L, onLink(ipv4Frame(A, B, 6, ttl, filler(40)), 1, 2));
        }
        assertEquals(List.of("routing_loop"), codes(findings(capture)));
    }

    @Test
    void shouldTakeNeitherAPathSeenAtEachHopNorATracerouteForALoop() throws Exception {
        FrameList path = new FrameList();
        for (int hop = 0; hop < 7; hop++) {
            path.add(hop * 50L, onLink(ipv4Frame(A, B, 17, 31 - hop, udp(40_000, 5_000, filler(9))), hop, hop + 1));
        }
        assertEquals(List.of(), codes(findings(path)));
        FrameList traceroute = new FrameList();
        for (int ttl = 1; ttl < 30; ttl++) {
            traceroute.add(ttl * 1_000L, ipv4Frame(A, B, 17, ttl, udp(40_000, 33_433 + ttl, filler(9))));
        }
        assertEquals(List.of(), codes(findings(traceroute)));
    }

    @Test
    void shouldTellThatOnlyLongPingsGetLostAndWhichLengthPasses() throws Exception {
        FrameList capture = new FrameList();
        int sequence = 0;
        for (int length : new int[] {56, 1_200, 1_372, 1_373, 1_473, 56}) {
            capture.add(++sequence * SECOND, echo(true, sequence, filler(length)));
            if (length <= 1_372) {
                capture.add(sequence * SECOND + 900, echo(false, sequence, filler(length)));
            }
        }
        Finding finding = findings(capture.add(20 * SECOND, new byte[60])).get(0);
        assertEquals("ping_mtu_black_hole", finding.code());
        assertEquals(Confidence.HIGH, finding.confidence());
        assertTrue(finding.title().contains("longer than 1400 bytes"), finding.title());
        assertTrue(finding.detail().contains("2 of 1401 bytes or more (data 1373) lost, all with DF"), finding.detail());
        assertEquals(List.of(7L, 8L), finding.frames());
    }

    @Test
    void shouldBeLessSureOfALimitOfLengthWithoutAShortPingAfterwards() throws Exception {
        FrameList capture = new FrameList();
        for (int sequence = 1; sequence <= 6; sequence++) {
            byte[] data = filler(sequence <= 3 ? 100 : 1_400);
            capture.add(sequence * SECOND, echo6(true, sequence, data));
            if (sequence <= 3) {
                capture.add(sequence * SECOND + 900, echo6(false, sequence, data));
            }
        }
        List<Finding> findings = findings(capture.add(20 * SECOND, new byte[60]));
        assertEquals(List.of("ping_mtu_black_hole"), codes(findings));
        assertEquals(Confidence.MEDIUM, findings.get(0).confidence());
    }

    @Test
    void shouldCallItLossWhereShortPingsGetLostToo() throws Exception {
        FrameList capture = new FrameList();
        for (int sequence = 1; sequence <= 8; sequence++) {
            byte[] data = filler(sequence % 2 == 0 ? 1_400 : 100);
            capture.add(sequence * SECOND, echo(true, sequence, data));
            if (sequence < 4) {
                capture.add(sequence * SECOND + 900, echo(false, sequence, data));
            }
        }
        assertEquals(List.of("ping_loss"), codes(findings(capture.add(20 * SECOND, new byte[60]))));
    }

    @Test
    void shouldTellCorruptedRepliesFromThoseOfATunnel() throws Exception {
        FrameList corrupted = new FrameList();
        FrameList tunnel = new FrameList();
        for (int sequence = 1; sequence <= 8; sequence++) {
            byte[] sent = filler(200);
            sent[3] = (byte) sequence;
            byte[] damaged = sent.clone();
            damaged[60] ^= (byte) (sequence % 2);
            damaged[61] ^= (byte) (sequence % 2);
            byte[] other = new byte[200];
            Arrays.fill(other, (byte) (0x50 + sequence));
            corrupted.add(sequence * SECOND, echo(true, sequence, sent))
                    .add(sequence * SECOND + 50, echo(false, sequence, damaged));
            tunnel.add(sequence * SECOND, echo(true, sequence, sent)).add(sequence * SECOND + 50, echo(false, sequence, other));
        }
        List<Finding> findings = findings(corrupted);
        assertEquals(List.of("ping_corrupted"), codes(findings));
        assertTrue(findings.get(0).detail()
                .endsWith("4 of 8 replies differ from their requests in at most 2 bytes, always at offset "
                + "60 of the data"), findings.get(0).detail());
        assertEquals(List.of("icmp_tunnel_suspected"), codes(findings(tunnel)));
    }

    @Test
    void shouldNotCountRepliesWithAWrongChecksum() throws Exception {
        FrameList capture = new FrameList();
        for (int sequence = 1; sequence <= 4; sequence++) {
            byte[] reply = echo(false, sequence, filler(64));
            reply[14 + 20 + 30] ^= (byte) (sequence > 1 ? 4 : 0);
            capture.add(sequence * SECOND, echo(true, sequence, filler(64))).add(sequence * SECOND + 50, reply);
        }
        Answered<IcmpAnswer> answer = answer(capture.add(20 * SECOND, new byte[60]));
        assertEquals(1, answer.body().statistics().echo().answered());
        assertEquals(List.of("ping_loss"), codes(answer.findings()));
        assertTrue(answer.findings().get(0).detail().endsWith("3 replies came back with a wrong checksum"),
                answer.findings().get(0).detail());
    }

    @Test
    void shouldPairRepliesFromAnotherAddressByTheirData() throws Exception {
        FrameList capture = new FrameList();
        for (int sequence = 1; sequence <= 3; sequence++) {
            capture.add(sequence * SECOND, echo(true, sequence, filler(64)));
            capture.add(sequence * SECOND + 50, ipv4Frame("198.51.100.9", A, 1, 60, icmp(0, 0, 7 << 16 | sequence, filler(64))));
        }
        List<Finding> findings = findings(capture.add(20 * SECOND, new byte[60]));
        assertEquals(List.of("ping_other_address"), codes(findings));
        assertTrue(findings.get(0).detail().contains("3 of 3 answers came from 198.51.100.9"), findings.get(0).detail());
    }

    @Test
    void shouldTakeAReplyOfAnotherPingWithTheSameNumbersForItsOwn() throws Exception {
        FrameList capture = new FrameList();
        for (int sequence = 1; sequence <= 3; sequence++) {
            capture.add(sequence * SECOND, echo(true, sequence, filler(64)));
            capture.add(sequence * SECOND + 40, echo(false, sequence, filler(64)));
            capture.add(sequence * SECOND + 50, ipv4Frame("198.51.100.9", A, 1, 60, icmp(0, 0, 7 << 16 | sequence, filler(64))));
        }
        assertEquals(List.of(), codes(findings(capture)));
    }

    /** An echo message from 10.0.0.1 to 10.0.0.2 in two fragments. */
    private static List<byte[]> fragments(int type, int ipId, byte[] data) {
        byte[] message = icmp(type, 0, 7 << 16 | 1, data);
        return List.of(ethernet(0x0800, ipv4Fragment(1, ipId, 0, true, Arrays.copyOf(message, 1_008))),
                ethernet(0x0800, ipv4Fragment(1, ipId, 1_008, false, Arrays.copyOfRange(message, 1_008, message.length))));
    }

    @Test
    void shouldTellThatLaterFragmentsOfRepliesAreMissing() throws Exception {
        byte[] request = ipv4Frame("10.0.0.2", "10.0.0.1", 1, 64, icmp(8, 0, 7 << 16 | 1, filler(2_000)));
        FrameList capture = new FrameList().add(0, request).add(400, fragments(0, 5, filler(2_000)).get(0));
        List<Finding> findings = findings(capture.add(20 * SECOND, new byte[60]));
        assertEquals(List.of("ping_mtu_black_hole"), codes(findings));
        assertTrue(findings.get(0).detail().endsWith("1 reply in first fragments only"), findings.get(0).detail());
        FrameList whole = new FrameList().add(0, request).add(400, fragments(0, 5, filler(2_000)).get(0))
                .add(410, fragments(0, 5, filler(2_000)).get(1)).add(20 * SECOND, new byte[60]);
        Answered<IcmpAnswer> answer = answer(whole);
        assertEquals(List.of(), codes(answer.findings()));
        assertEquals(0, answer.body().statistics().echo().duplicateReplies());
    }

    @Test
    void shouldCountARequestInFragmentsOnce() throws Exception {
        byte[] reply = ipv4Frame("10.0.0.2", "10.0.0.1", 1, 64, icmp(0, 0, 7 << 16 | 1, filler(2_000)));
        List<byte[]> request = fragments(8, 5, filler(2_000));
        FrameList whole = new FrameList().add(0, request.get(0)).add(10, request.get(1)).add(400, reply);
        IcmpStatistics.EchoTotals echo = answer(whole).body().statistics().echo();
        assertEquals(1, echo.requests());
        assertEquals(1, echo.answered());
        FrameList rest = new FrameList().add(0, request.get(0)).add(400, reply);
        echo = answer(rest).body().statistics().echo();
        assertEquals(1, echo.requests());
        assertEquals(1, echo.answered());
        assertEquals(List.of("ping_mtu_black_hole"),
                codes(findings(new FrameList().add(0, request.get(0)).add(20 * SECOND, new byte[60]))));
    }

    @Test
    void shouldNameTheFieldOfAParameterProblem() throws Exception {
        byte[] quoted = Arrays.copyOfRange(ipv4Frame(A, B, 17, 64, udp(1_000, 2_000, new byte[8])), 14, 14 + 28);
        FrameList capture = new FrameList().add(0, ipv4Frame("192.0.2.254", A, 1, 64, icmp(12, 0, 20 << 24, quoted)));
        Finding finding = findings(capture).get(0);
        assertEquals("icmp_parameter_problem", finding.code());
        assertTrue(finding.detail().endsWith("the field is at byte 20 of the quoted packet"), finding.detail());
    }

    @Test
    void shouldTellThatTheSenderIgnoresTooBigMessagesWithAWrongChecksum() throws Exception {
        byte[] sent = ipv4Frame(A, B, 17, 64, udp(1_000, 2_000, new byte[1_400]));
        byte[] message = icmp(3, 4, 1_300, Arrays.copyOfRange(sent, 14, 14 + 40));
        message[20] ^= 1;
        FrameList capture = new FrameList();
        for (int i = 0; i < 5; i++) {
            capture.add(i * SECOND, sent).add(i * SECOND + 10, ipv4Frame("192.0.2.254", A, 1, 64, message));
        }
        Finding finding = findings(capture).get(0);
        assertEquals("icmp_fragmentation_needed", finding.code());
        assertTrue(finding.detail().contains("5 with a wrong checksum"), finding.detail());
    }

    @Test
    void shouldNameOddLengthsOfOptionsInRouterAdvertisements() throws Exception {
        String head = "86000000 40000708 0000000000000000";
        byte[] right = hex(head + "1905 0000 00000258" + "20010db8000000000000000000000053".repeat(2));
        byte[] wrong = hex(head + "1904 0000 00000258" + "20010db8000000000000000000000053" + "0000000000000000");
        assertEquals(List.of(), codes(findings(new FrameList().add(0, ipv6Frame("fe80::1", "ff02::1", 58, 255, right)))));
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, ipv6Frame("fe80::1", "ff02::1", 58, 255, wrong)));
        assertEquals(List.of("ipv6_malformed_advertisement"), codes(answer.findings()));
        assertEquals(1, answer.body().statistics().malformed().messages());
    }

    @Test
    void shouldFindNothingInOddPiecesOfLoopsAndPings() throws Exception {
        FrameList capture = new FrameList();
        for (int ttl = 5; ttl > 2; ttl--) {
            capture.add((5 - ttl) * 100L, onLink(ipv4Frame(A, B, 17, ttl, join(udp(1_000, 2_000, filler(8)))), 1, 2));
        }
        assertEquals(List.of(), codes(findings(capture)));
    }

    @Test
    void shouldOnlyNoteThatTheFirstPingOfARunWasLost() throws Exception {
        FrameList capture = new FrameList().add(0, echo(true, 0, filler(56)));
        for (int i = 1; i < 5; i++) {
            capture.add(i * SECOND, echo(true, i, filler(56))).add(i * SECOND + 900, echo(false, i, filler(56)));
        }
        Finding finding = findings(capture.add(20 * SECOND, new byte[60])).get(0);
        assertEquals(List.of("ping_loss", Severity.NOTE, List.of(1L)), List.of(finding.code(), finding.severity(),
                finding.frames()));
        assertTrue(finding.hint().contains("resolves the link address"), finding.hint());
    }

    @Test
    void shouldWarnOfALossLaterInARun() throws Exception {
        FrameList capture = new FrameList();
        for (int i = 0; i < 5; i++) {
            capture.add(i * SECOND, echo(true, i, filler(56)));
            if (i != 2) {
                capture.add(i * SECOND + 900, echo(false, i, filler(56)));
            }
        }
        Finding finding = findings(capture.add(20 * SECOND, new byte[60])).get(0);
        assertEquals(List.of("ping_loss", Severity.WARNING), List.of(finding.code(), finding.severity()));
    }
}
