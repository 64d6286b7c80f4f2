package io.wirecause.icmp;

import static io.wirecause.testing.Packets.hex;
import static io.wirecause.testing.Packets.icmp;
import static io.wirecause.testing.Packets.ipv4Frame;
import static io.wirecause.testing.Packets.ipv6Frame;
import static io.wirecause.testing.Packets.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.icmp.message.IcmpNames;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcmpToolTest {
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final String ROUTER = "192.0.2.254";
    private static final byte[] DATA = new byte[56];

    @TempDir
    Path folder;

    private static byte[] request(int id, int sequence) {
        return ipv4Frame(A, B, 1, 64, icmp(8, 0, id << 16 | sequence, DATA));
    }

    private static byte[] reply(int id, int sequence) {
        return ipv4Frame(B, A, 1, 63, icmp(0, 0, id << 16 | sequence, DATA));
    }

    private Answered<IcmpAnswer> answer(FrameList capture) throws Exception {
        return Icmp.answer(capture.write(folder.resolve("test.pcap")));
    }

    @Test
    void shouldCountLossAndRoundTripsPerPair() throws Exception {
        FrameList capture = new FrameList().add(0, request(7, 1)).add(2_000, reply(7, 1)).add(1_000_000, request(7, 2))
                .add(2_000_000, request(7, 3)).add(2_006_000, reply(7, 3)).add(9_000_000, request(7, 4))
                .add(9_004_000, reply(7, 4));
        Answered<IcmpAnswer> answer = answer(capture);
        IcmpAnswer.Ping ping = answer.body().pings().get(0);
        assertEquals(4, ping.requests());
        assertEquals(3, ping.replies());
        assertEquals(1, ping.lost());
        assertEquals(25.0, ping.lossPercent());
        assertEquals(2.0, ping.roundTrip().minMs());
        assertEquals(4.0, ping.roundTrip().avgMs());
        assertEquals(6.0, ping.roundTrip().maxMs());
        assertEquals(1.632993, ping.roundTrip().mdevMs());
        assertEquals(List.of(3L), answer.findings().get(0).frames());
        assertEquals(Severity.WARNING, answer.findings().get(0).severity());
        assertEquals(2L, answer.body().packets().get(0).responseFrame());
        assertEquals(1L, answer.body().packets().get(1).requestFrame());
        assertEquals(4, answer.body().statistics().echoPairs().get("192.0.2.1 > 192.0.2.2 #7").requests());
    }

    @Test
    void shouldNotCallARequestLostWhenTheCaptureEndsRightAfterIt() throws Exception {
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, request(7, 1)).add(2_000, reply(7, 1))
                .add(1_000_000, request(7, 2)));
        assertEquals(0, answer.body().statistics().echo().lost());
        assertEquals(1, answer.body().statistics().echo().pending());
        assertTrue(answer.findings().isEmpty());
    }

    @Test
    void shouldMatchAcrossTheWrapOfTheSequenceNumber() throws Exception {
        FrameList capture = new FrameList();
        for (int i = 0; i < 70_000; i++) {
            capture.add(i * 1000L, request(9, i & 0xffff)).add(i * 1000L + 500, reply(9, i & 0xffff));
        }
        IcmpAnswer.Ping ping = answer(capture).body().pings().get(0);
        assertEquals(70_000, ping.requests());
        assertEquals(0, ping.lost());
        assertEquals(0, ping.duplicates());
        assertEquals(0.5, ping.roundTrip().maxMs());
    }

    @Test
    void shouldTellCopiesOfTheCaptureFromRepliesSentTwice() throws Exception {
        FrameList copies = new FrameList().add(0, request(7, 1)).add(20, request(7, 1)).add(900, reply(7, 1))
                .add(920, reply(7, 1));
        IcmpAnswer.Ping ping = answer(copies).body().pings().get(0);
        assertEquals(1, ping.requests());
        assertEquals(0, ping.duplicates());
        assertEquals(0.88, ping.roundTrip().minMs());
        FrameList twice = new FrameList().add(0, request(7, 1)).add(900, reply(7, 1)).add(920, reply(7, 1));
        assertEquals(1, answer(twice).body().pings().get(0).duplicates());
    }

    @Test
    void shouldTellPingsInBothDirectionsApartWhenTheyShareTheIdentifier() throws Exception {
        byte[] back = ipv4Frame(B, A, 1, 64, icmp(8, 0, 7 << 16 | 1, DATA));
        byte[] answered = ipv4Frame(A, B, 1, 64, icmp(0, 0, 7 << 16 | 1, DATA));
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, request(7, 1)).add(10, back).add(500, reply(7, 1))
                .add(900, answered));
        assertEquals(2, answer.body().statistics().echoSessions());
        assertEquals(2, answer.body().statistics().echo().answered());
    }

    @Test
    void shouldCountRepliesOfAllMembersWhenAMulticastAddressIsPinged() throws Exception {
        byte[] request = ipv4Frame(A, "224.0.0.1", 1, 64, icmp(8, 0, 7 << 16 | 1, DATA));
        byte[] other = ipv4Frame("192.0.2.3", A, 1, 64, icmp(0, 0, 7 << 16 | 1, DATA));
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, request).add(500, reply(7, 1)).add(900, other)
                .add(9_000_000, other));
        assertEquals(1, answer.body().statistics().echoSessions());
        assertEquals(1, answer.body().statistics().echo().answered());
        assertEquals(0, answer.body().statistics().echo().unmatchedReplies());
    }

    @Test
    void shouldTakeAPingToAllHostsOfANetworkForOneByItsFrame() throws Exception {
        byte[] request = ipv4Frame(A, "192.0.2.255", 1, 64, icmp(8, 0, 7 << 16 | 1, DATA));
        Arrays.fill(request, 0, 6, (byte) 0xff);
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, request).add(500, reply(7, 1)).add(9_000_000, request));
        assertEquals(1, answer.body().statistics().echo().answered());
        assertTrue(answer.findings().isEmpty());
    }

    @Test
    void shouldBeLessSureOfLossWhenOnlyOneDirectionWasCaptured() throws Exception {
        FrameList oneWay = new FrameList().add(0, request(7, 1)).add(1_000_000, request(7, 2)).add(2_000_000, request(7, 3))
                .add(9_000_000, request(7, 4));
        assertEquals(Severity.WARNING, answer(oneWay).findings().get(0).severity());
        oneWay.add(9_000_001, ipv4Frame("192.0.2.9", A, 17, 64, udp(53, 40_000, DATA)));
        assertEquals(Severity.ERROR, answer(oneWay).findings().get(0).severity());
    }

    @Test
    void shouldWarnOnlyWhenASilentHostWasAskedOnceOrTwice() throws Exception {
        FrameList few = new FrameList().add(0, request(7, 1)).add(1, ipv4Frame("192.0.2.9", A, 17, 64, udp(53, 40_000, DATA)))
                .add(9_000_000, request(7, 2));
        Finding loss = answer(few).findings().get(0);
        assertEquals(Severity.WARNING, loss.severity());
        assertTrue(loss.detail().contains("1 of 1 lost (100.0 %)"), loss.detail());
    }

    @Test
    void shouldOnlyNoteSilenceOfAnAddressThatMayBeThatOfAllHosts() throws Exception {
        FrameList silent = new FrameList().add(0, ipv4Frame("192.0.2.9", A, 17, 64, udp(53, 40_000, DATA)));
        for (int i = 1; i < 6; i++) {
            silent.add(i * 1_000_000L, ipv4Frame(A, "192.0.2.255", 1, 64, icmp(8, 0, 7 << 16 | i, DATA)));
        }
        assertEquals(Severity.NOTE, answer(silent.add(20_000_000, ipv4Frame("192.0.2.9", A, 17, 64, udp(53, 40_000, DATA))))
                .findings().get(0).severity());
    }

    @Test
    void shouldTieAnErrorToTheTcpConnectionItQuotes() throws Exception {
        byte[] first = tcp(1025, 80, 1);
        byte[] second = tcp(1026, 443, 2);
        byte[] error = ipv4Frame(ROUTER, A, 1, 255, icmp(3, 13, 0, Arrays.copyOfRange(second, 14, 14 + 28)));
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, first).add(10, second).add(900, error));
        IcmpAnswer.ErrorRecord record = answer.body().errors().get(0);
        assertEquals(List.of(1), record.tcpStreams());
        assertEquals("192.0.2.2:443", record.destination());
        assertEquals(List.of("192.0.2.1:1026"), record.sources());
        assertEquals("Destination Unreachable: Communication Administratively Prohibited", record.error());
        assertEquals(List.of(1), answer.findings().get(0).connections());
        assertEquals(2L, answer.body().packets().get(0).quoted().tcpSeq());
        assertEquals(1, answer.body().packets().get(0).quoted().tcpStream());
        assertEquals(List.of(B), answer.body().statistics().unreachableDestinations());
    }

    private static byte[] tcp(int from, int to, int sequence) {
        byte[] segment = hex("0000 0000 00000000 00000000 5002 ffff 0000 0000");
        java.nio.ByteBuffer.wrap(segment).putShort((short) from).putShort((short) to).putInt(sequence);
        return ipv4Frame(A, B, 6, 64, segment);
    }

    @Test
    void shouldNoteOnlyThatAClientHadClosedWhenAServersAnswerIsRejected() throws Exception {
        byte[] late = ipv4Frame(B, A, 17, 64, udp(53, 40_000, DATA));
        byte[] error = ipv4Frame(A, B, 1, 64, icmp(3, 3, 0, Arrays.copyOfRange(late, 14, 14 + 28)));
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, late).add(900, error));
        assertEquals(Severity.NOTE, answer.findings().get(0).severity());
    }

    @Test
    void shouldReadIpv6ErrorsAndRedirects() throws Exception {
        byte[] original = ipv6Frame("2001:db8::1", "2001:db8:9::9", 17, 64, udp(5000, 53, new byte[1400]));
        byte[] quote = Arrays.copyOfRange(original, 14, 14 + 1200);
        byte[] tooBig = ipv6Frame("fe80::1", "2001:db8::1", 58, 255, concat(hex("02000000 00000514"), quote));
        byte[] redirect = ipv6Frame("fe80::1", "2001:db8::1", 58, 255, concat(hex("89000000 00000000"
                + "fe800000000000000000000000000002 20010db8000900000000000000000009 020102000000000b" + "0413000000000000"),
                Arrays.copyOf(quote, 144)));
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, original).add(900, tooBig).add(2000, redirect));
        assertEquals(1300L, answer.body().packets().get(0).mtu());
        assertEquals("[2001:db8:9::9]:53", answer.body().packets().get(0).quoted().destination());
        assertEquals("good", answer.body().packets().get(0).checksumStatus());
        assertEquals(1300, answer.body().pathMtu().get(0).mtu());
        assertEquals(1448, answer.body().pathMtu().get(0).longestRejected());
        assertEquals("fe80::2", answer.body().packets().get(1).gateway());
        assertEquals("[2001:db8:9::9]:53", answer.body().packets().get(1).quoted().destination());
        assertEquals("2001:db8:9::9", answer.body().redirects().get(0).destination());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void shouldSayWhyAChecksumIsNotVerified() throws Exception {
        byte[] bad = request(7, 1);
        bad[60] ^= 1;
        FrameList capture = new FrameList().add(0, bad).add(1, request(7, 2));
        IcmpStatistics.Checksums sums = answer(capture).body().statistics().checksums();
        assertEquals(1, sums.bad());
        assertEquals(1, sums.good());
        assertEquals(List.of(1L), sums.badFrames());
        Answered<IcmpAnswer> cut = Icmp.answer(capture.write(folder.resolve("cut.pcap"), 60));
        assertEquals(2, cut.body().statistics().checksums().unverifiedCut());
        byte[] fragment = request(7, 3);
        fragment[20] = 0x20;
        Answered<IcmpAnswer> alone = Icmp.answer(new FrameList().add(0, fragment).write(folder.resolve("fragment.pcap"), 60));
        assertEquals(1, alone.body().statistics().checksums().unverifiedFragment());
    }

    @Test
    void shouldListOnlyWhatTheFiltersLetThrough() throws Exception {
        Path capture = new FrameList().add(0, request(7, 1)).add(500, reply(7, 1))
                .add(900, ipv4Frame("192.0.2.9", "192.0.2.8", 1, 64, icmp(13, 0, 1, new byte[12])))
                .write(folder.resolve("filter.pcap"));
        assertEquals(2, Icmp.answer(capture, B, null, false, 10, null).totals(IcmpTotals.class).icmpPacketsAnalyzed());
        assertEquals(3, Icmp.answer(capture, B, null, false, 10, null).totals(IcmpTotals.class).icmpPacketsFound());
        List<IcmpPacketRecord> replies = Icmp.answer(capture, null, "echo-reply", false, 10, null).body().packets();
        assertEquals(List.of(2L), replies.stream().map(IcmpPacketRecord::packetNumber).toList());
        assertEquals(1L, replies.get(0).requestFrame());
        assertEquals(3L, Icmp.answer(capture, null, "13", false, 10, null).body().packets().get(0).packetNumber());
        assertThrows(UserFacingException.class, () -> Icmp.answer(capture, "nowhere", null, false, 10, null));
        assertThrows(UserFacingException.class, () -> Icmp.answer(capture, null, "pong", false, 10, null));
    }

    @Test
    void shouldPageThroughAllMessagesOnce() throws Exception {
        FrameList capture = new FrameList();
        for (int i = 0; i < 25; i++) {
            capture.add(i, request(7, i));
        }
        Path file = capture.write(folder.resolve("pages.pcap"));
        Answered<IcmpAnswer> first = Icmp.answer(file);
        assertEquals(10, first.page().returned());
        Answered<IcmpAnswer> last = Icmp.answer(file, null, null, false, 10, "20");
        assertEquals(21L, last.body().packets().get(0).packetNumber());
        assertEquals(5, last.page().returned());
        assertNull(last.page().nextCursor());
        assertThrows(UserFacingException.class, () -> Icmp.answer(file, null, null, false, 10, "26"));
    }

    @Test
    void shouldCountMessagesThatAreTooShortToRead() throws Exception {
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, ipv4Frame(A, B, 1, 64, new byte[3]))
                .add(1, ipv4Frame(A, B, 1, 64, new byte[0])));
        assertEquals(2, answer.totals(IcmpTotals.class).icmpPacketsFound());
        assertEquals(0, answer.totals(IcmpTotals.class).icmpPacketsAnalyzed());
        assertEquals(Map.of("no whole type, code and checksum", 2L), answer.body().statistics().malformed().kinds());
    }

    @Test
    void shouldNameEveryTypeAndCode() {
        for (int type = 0; type < 256; type++) {
            for (int code = 0; code < 256; code++) {
                for (boolean v6 : new boolean[] {false, true}) {
                    assertTrue(IcmpNames.type(v6, type).length() > 3 && IcmpNames.code(v6, type, code).length() > 3);
                }
            }
        }
        assertEquals("Reject Route to Destination", IcmpNames.code(true, 1, 6));
        assertEquals("Unknown Code (16)", IcmpNames.code(false, 3, 16));
        assertEquals("Unknown Type (255)", IcmpNames.type(false, 255));
    }
}
