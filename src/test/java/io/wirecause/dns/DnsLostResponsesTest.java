package io.wirecause.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.dns.message.DnsBytes;
import io.wirecause.packet.TcpFlags;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import io.wirecause.testing.Packets;
import io.wirecause.testing.PcapBuilder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engineer is to be told of responses that the capture or the client lacks: fragments, bad checksums, holes in TCP. */
class DnsLostResponsesTest {
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int TXT = 16;
    private static final int SECOND = 1_000_000;
    private static final int UDP = 17;

    @TempDir
    private Path folder;
    private final PcapBuilder pcap = new PcapBuilder();

    private static Answered<DnsAnswer> answer(Path capture) throws Exception {
        return Answered.of(DnsAnswer.class, DnsTool.TOOL, new DnsArguments(new CaptureArguments("capture"), null, null, null,
                null,
                false, new PageArguments(50, null)), capture);
    }

    private Answered<DnsAnswer> answer() throws Exception {
        return answer(pcap.write(folder));
    }


    private static List<String> codes(Answered<DnsAnswer> answer) {
        return answer.findings().stream().map(Finding::code).toList();
    }





    private static byte[] fragment(int id, int offset, boolean more, byte[] part) {
        byte[] packet = Packets.ipv4Fragment(UDP, id, offset, more, part);
        return Packets.ethernet(0x0800, packet);
    }

    /** A response from 10.0.0.1 to 10.0.0.2 that needs two fragments. */
    private static byte[] large() {
        return Packets.udp(53, 40_000, DnsBytes.response(1, "a.test", TXT).record(1, "a.test", TXT, new byte[900]).bytes());
    }

    private static byte[] query(int id) {
        return Packets.ethernet(0x0800, Packets.ipv4(0x0a000002, 0x0a000001, UDP, 64, 7, Packets.udp(40_000, 53,
                DnsBytes.query(id, "a.test", TXT).bytes())));
    }

    @Test
    void shouldCountAFirstFragmentAsAnAnswerOfWhichTheRestIsMissing() throws Exception {
        byte[] first = Arrays.copyOf(large(), 480);
        FrameList frames = new FrameList().add(0, query(1)).add(900, fragment(1, 0, true, first)).add(3 * SECOND, query(2));
        Answered<DnsAnswer> answer = answer(frames.write(folder.resolve("part.pcap")));
        assertEquals(1, answer.body().statistics().outcomes().get("answered"));
        Finding note = answer.findings().get(0);
        assertEquals("dns_fragments_missing", note.code());
        assertEquals(Severity.NOTE, note.severity());
        assertEquals(List.of("only the first fragment was captured"), answer.body().packets().get(1).problems());
        assertEquals(0, answer.body().statistics().malformed().messages());
        // The capture holds the rest of another datagram, so no filter loses it.
        frames.add(4 * SECOND, fragment(9, 480, false, new byte[100]));
        Finding warning = answer(frames.write(folder.resolve("lost.pcap"))).findings().stream()
                .filter(f -> f.code().equals("dns_fragments_missing")).findFirst().orElseThrow();
        assertEquals(Severity.WARNING, warning.severity());
        assertTrue(warning.title().endsWith("large answers do not get through"), warning.title());
    }

    @Test
    void shouldCountAFragmentedAnswerOnceWhenItIsWhole() throws Exception {
        byte[] whole = large();
        Path capture = new FrameList().add(0, query(1)).add(900,
                fragment(1, 480, false, Arrays.copyOfRange(whole, 480, whole.length)))
                .add(950, fragment(1, 0, true, Arrays.copyOf(whole, 480))).write(folder.resolve("whole.pcap"));
        Answered<DnsAnswer> answer = answer(capture);
        assertEquals(Map.of("answered", 1), answer.body().statistics().outcomes());
        assertEquals(1, answer.body().statistics().responses());
        assertEquals(List.of(), codes(answer));
    }

    @Test
    void shouldSayThatTheFirstFragmentIsMissingWhenOnlyLaterOnesCame() throws Exception {
        byte[] plain = Packets.udp(53, 40_000, DnsBytes.response(5, "b.test", A).address("b.test", 1).bytes());
        byte[] other = Packets.ethernet(0x0800, Packets.ipv4(0x0a000002, 0x0a000001, UDP, 64, 7, Packets.udp(40_000, 53,
                DnsBytes.query(5, "b.test", A).bytes())));
        Path capture = new FrameList().add(0, query(1)).add(900, fragment(1, 480, false, new byte[80])).add(2 * SECOND, query(2))
                .add(2 * SECOND + 900, fragment(2, 480, false, new byte[80])).add(4 * SECOND, other)
                .add(4 * SECOND + 900, Packets.ethernet(0x0800, Packets.ipv4(UDP, plain))).write(folder.resolve("tail.pcap"));
        Finding finding = answer(capture).findings().get(0);
        assertTrue(finding.title().contains("the first fragment of the response did not arrive"), finding.title());
    }

    /** A datagram between 192.0.2.1 and 192.0.2.53 with a right UDP checksum, plus an error. */
    private static byte[] checked(boolean response, byte[] message, int error) {
        byte[] datagram = Packets.udp(response ? 53 : 40_000, response ? 40_000 : 53, message);
        int from = response ? 0xc0000235 : 0xc0000201;
        int to = response ? 0xc0000201 : 0xc0000235;
        long sum = UDP + datagram.length + (from >>> 16) + (from & 0xffff) + (to >>> 16) + (to & 0xffff);
        for (int i = 0; i < datagram.length; i++) {
            sum += (datagram[i] & 0xff) << ((i & 1) == 0 ? 8 : 0);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        ByteBuffer.wrap(datagram).putShort(6, (short) (error < 0 ? -error : (~sum & 0xffff) + error));
        return Packets.ethernet(0x0800, Packets.ipv4(from, to, UDP, 64, 7, datagram));
    }

    private Answered<DnsAnswer> threeTries(int queryError, int responseError) throws Exception {
        FrameList frames = new FrameList();
        for (int i = 0; i < 3; i++) {
            frames.add(i * 2L * SECOND, checked(false, DnsBytes.query(i, "a.test", A).bytes(), queryError));
            frames.add(i * 2L * SECOND + 900, checked(true, DnsBytes.response(i, "a.test", A).address("a.test", 9).bytes(),
                    responseError));
        }
        return answer(frames.write(folder.resolve("checked.pcap")));
    }

    @Test
    void shouldNotCountAnswersWithWrongChecksumsWhenClientsAskAgain() throws Exception {
        Answered<DnsAnswer> bad = threeTries(0, 3);
        assertEquals(Map.of("bad_checksum", 3), bad.body().statistics().outcomes());
        assertEquals(List.of("dns_bad_checksum"), codes(bad));
        assertEquals(Severity.ERROR, bad.findings().get(0).severity());
        assertEquals(List.of(2L, 4L, 6L), bad.findings().get(0).frames());
        assertNull(bad.body().packets().get(0).partnerFrame());
        assertEquals(Map.of("answered", 3), threeTries(0, 0).body().statistics().outcomes());
        // Where the queries are wrong too, the capture was changed or its host leaves checksums to the card.
        assertEquals(Map.of("answered", 3), threeTries(5, 3).body().statistics().outcomes());
    }

    @Test
    void shouldNotBlameAChecksumThatIsLeftToTheNetworkCard() throws Exception {
        int length = 8 + DnsBytes.response(0, "a.test", A).address("a.test", 9).bytes().length;
        int pseudo = UDP + length + 2 * (0xc000) + 0x0235 + 0x0201;
        int left = (pseudo & 0xffff) + (pseudo >>> 16);
        assertEquals(Map.of("answered", 3), threeTries(0, -left).body().statistics().outcomes());
    }

    @Test
    void shouldPairOverTcpWhenTheCaptureLacksAQuery() throws Exception {
        int port = 40_000;
        pcap.tcp(1, port, 53, 53, 99, 0, TcpFlags.SYN, new byte[0]);
        pcap.tcp(53, 53, 1, port, 499, 100, TcpFlags.SYN | TcpFlags.ACK, new byte[0]);
        int clientAt = 100;
        int serverAt = 500;
        for (int id = 0; id < 6; id++) {
            byte[] query = DnsBytes.query(id, "a.test", A).overTcp();
            byte[] response = DnsBytes.response(id, "a.test", A).address("a.test", id).overTcp();
            if (id != 2) {
                pcap.after(300_000).tcp(1, port, 53, 53, clientAt, serverAt, TcpFlags.ACK, query);
            }
            clientAt += query.length;
            if (id != 4) {
                pcap.after(900).tcp(53, 53, 1, port, serverAt, clientAt, TcpFlags.ACK, response);
            }
            serverAt += response.length;
        }
        pcap.after(900).tcp(1, port, 53, 53, clientAt, serverAt, TcpFlags.ACK, new byte[0]);
        pcap.after(5 * SECOND).udp(9, 1, 8, 2, new byte[4]);
        Answered<DnsAnswer> answer = answer();
        assertEquals(Map.of("answered", 4, "not_captured", 1), answer.body().statistics().outcomes());
        assertEquals(1, answer.body().statistics().responsesWithoutQuery());
        assertEquals(List.of(), codes(answer));
        assertEquals(0.9, answer.body().statistics().responseTime().maxMs());
    }

    @Test
    void shouldNotCallAQueryOverTcpUnansweredWhenTheServersSideIsNotCaptured() throws Exception {
        byte[] query = DnsBytes.query(1, "a.test", A).overTcp();
        pcap.tcp(1, 40_000, 53, 53, 99, 0, TcpFlags.SYN, new byte[0]);
        pcap.tcp(1, 40_000, 53, 53, 100, 500, TcpFlags.ACK, query);
        pcap.tcp(1, 40_000, 53, 53, 100 + query.length, 540, TcpFlags.ACK, new byte[0]);
        pcap.after(9 * SECOND).udp(9, 1, 8, 2, new byte[4]);
        assertEquals(Map.of("not_captured", 1), answer().body().statistics().outcomes());
    }

    @Test
    void shouldSayThatLargeAnswersDoNotGetThroughWhenTheVerySameQueryComesAgain() throws Exception {
        byte[] first = Arrays.copyOf(large(), 480);
        FrameList frames = new FrameList().add(0, query(1)).add(900, fragment(1, 0, true, first)).add(5 * SECOND, query(1))
                .add(5 * SECOND + 900, fragment(2, 0, true, first));
        Finding warning = answer(frames.write(folder.resolve("again.pcap"))).findings().get(0);
        assertEquals("dns_fragments_missing", warning.code());
        assertTrue(warning.title().endsWith("large answers do not get through"), warning.title());
    }

    @Test
    void shouldSayThatAnIcmpErrorRejectsTheQueries() throws Exception {
        byte[] ask = query(1);
        byte[] error = Packets.ipv4(0x0a000001, 0x0a000002, 1, 64, 9,
                Packets.icmp(3, 3, 0, Arrays.copyOfRange(ask, 14, ask.length)));
        FrameList frames = new FrameList().add(0, ask).add(900, Packets.ethernet(0x0800, error));
        Finding finding = answer(frames.write(folder.resolve("rejected.pcap"))).findings().get(0);
        assertEquals("1 query got no response: an ICMP error rejects it", finding.title());
    }

    @Test
    void shouldNotCallAQueryUnansweredWhoseResponseIsMissingBeforeTheFirstOneInTheCapture() throws Exception {
        int ack = TcpFlags.ACK;
        byte[] one = DnsBytes.query(1, "one.test", A).overTcp();
        byte[] two = DnsBytes.query(2, "two.test", A).overTcp();
        byte[] missing = DnsBytes.response(1, "one.test", A).address("one.test", 1).overTcp();
        byte[] answer = DnsBytes.response(2, "two.test", A).address("two.test", 2).overTcp();
        pcap.tcp(1, 40_000, 53, 53, 99, 0, TcpFlags.SYN, new byte[0])
                .tcp(53, 53, 1, 40_000, 499, 100, TcpFlags.SYN | ack, new byte[0]).tcp(1, 40_000, 53, 53, 100, 500, ack, one);
        pcap.after(30_000).tcp(1, 40_000, 53, 53, 100 + one.length, 500 + missing.length, ack, new byte[0]);
        pcap.after(SECOND).tcp(1, 40_000, 53, 53, 100 + one.length, 500 + missing.length, ack, two);
        pcap.after(30_000).tcp(53, 53, 1, 40_000, 500 + missing.length, 100 + one.length + two.length, ack, answer);
        pcap.after(10 * SECOND).udp(1, 5, 2, 6, new byte[3]);
        assertEquals(List.of(), codes(answer()));
    }
}
