package io.wirecause.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an engineer is to be told of queries that fail, each kind from several sides. */
class DnsFailuresTest {
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

    private Finding first() throws Exception {
        return answer().findings().get(0);
    }

    private static List<String> codes(Answered<DnsAnswer> answer) {
        return answer.findings().stream().map(Finding::code).toList();
    }

    private void ask(int port, int server, int id, String name, int type) {
        pcap.udp(1, port, server, 53, DnsBytes.query(id, name, type).bytes());
    }

    private void reply(int port, int server, int id, String name, int type) {
        pcap.after(1_000).udp(server, 53, 1, port, DnsBytes.response(id, name, type).address(name, 9).bytes());
    }

    private static DnsBytes withEdns(DnsBytes message, int size) {
        return message.record(3, "", 41, size, 0, new byte[0], 0);
    }

    private static DnsBytes withError(DnsBytes message, int code) {
        byte[] option = {0, 15, 0, 2, 0, (byte) code};
        return message.record(3, "", 41, 1_232, 0, option, option.length);
    }

    @Test
    void shouldPairAnswersFromAnotherAddressAndSayWhichWasAsked() throws Exception {
        for (int id = 1; id <= 2; id++) {
            ask(40_000, 54, id, "a.test", A);
            reply(40_000, 53, id, "a.test", A);
            pcap.after(2 * SECOND);
        }
        Answered<DnsAnswer> answer = answer();
        assertEquals(List.of("dns_other_source"), codes(answer));
        Finding finding = answer.findings().get(0);
        assertTrue(finding.title().contains("192.0.2.53 instead of 192.0.2.54"), finding.title());
        assertEquals(Severity.ERROR, finding.severity());
        assertEquals(0, answer.body().statistics().responsesWithoutQuery());
        assertEquals(1L, answer.body().packets().get(1).partnerFrame());
    }

    @Test
    void shouldNameThePortWhenOnlyThatIsAnother() throws Exception {
        ask(40_000, 54, 1, "a.test", A);
        pcap.after(1_000).udp(54, 1_053, 1, 40_000, DnsBytes.response(1, "a.test", A).address("a.test", 9).bytes());
        pcap.after(2 * SECOND);
        ask(40_000, 54, 2, "b.test", A);
        Finding finding = first();
        assertTrue(finding.title().contains("192.0.2.54:1053 instead of port 53"), finding.title());
        // The client did not ask again, so it may well have its answer.
        assertEquals(Severity.WARNING, finding.severity());
    }

    @Test
    void shouldNotTakeAStrayResponseForAnAnswerFromElsewhere() throws Exception {
        ask(40_000, 54, 1, "a.test", A);
        reply(40_000, 53, 2, "a.test", A);
        reply(40_001, 53, 1, "a.test", A);
        reply(40_000, 53, 1, "b.test", A);
        pcap.after(2 * SECOND).udp(9, 1, 8, 2, new byte[4]);
        Answered<DnsAnswer> answer = answer();
        assertEquals(List.of("dns_unanswered"), codes(answer));
        assertEquals(3, answer.body().statistics().responsesWithoutQuery());
    }

    @ParameterizedTest
    @CsvSource({"1, FORMERR, error", "4, NOTIMP, error", "6, YXDOMAIN, note", "8, NXRRSET, note", "9, NOTAUTH, error",
            "10, NOTZONE, error", "11, , error"})
    void shouldFindEveryCodeThatFailsAQuery(int rcode, String name, String severity) throws Exception {
        pcap.udp(1, 40_000, 53, 53, DnsBytes.query(1, "a.test", A).bytes());
        pcap.after(900).udp(53, 53, 1, 40_000, DnsBytes.failure(1, "a.test", A, rcode).bytes());
        Finding finding = first();
        assertEquals("dns_error_response", finding.code());
        assertEquals(severity, finding.severity().name().toLowerCase(java.util.Locale.ROOT));
        assertTrue(name == null || finding.title().contains(name), finding.title());
    }

    @Test
    void shouldBlameEdnsWhenTheServerRefusesIt() throws Exception {
        pcap.udp(1, 40_000, 53, 53, withEdns(DnsBytes.query(1, "a.test", A), 4_096).bytes());
        pcap.after(900).udp(53, 53, 1, 40_000, DnsBytes.failure(1, "a.test", A, 1).bytes());
        Finding lasting = first();
        assertEquals(Severity.ERROR, lasting.severity());
        assertTrue(lasting.detail().contains("does not know EDNS"), lasting.detail());
        ask(40_000, 53, 2, "a.test", A);
        reply(40_000, 53, 2, "a.test", A);
        assertEquals(Severity.NOTE, first().severity());
    }

    @Test
    void shouldTellTheErrorOfTsig() throws Exception {
        pcap.udp(1, 40_000, 53, 53, DnsBytes.query(1, "a.test", A).bytes());
        byte[] tsig = ByteBuffer.allocate(1 + 6 + 2 + 2 + 2 + 2 + 2 + 2).put(new byte[9]).putShort((short) 2).putShort((short) 7)
                .putShort((short) 1).putShort((short) 18).putShort((short) 0).array();
        pcap.after(900).udp(53, 53, 1, 40_000, DnsBytes.failure(1, "a.test", A, 9)
                .record(3, "key.test", 250, 255, 0, tsig, tsig.length).bytes());
        assertTrue(first().detail().contains("BADTIME: the clocks"), first().detail());
    }

    @ParameterizedTest
    @CsvSource({"3, 15, dns_blocked", "3, 16, dns_blocked", "0, 17, dns_blocked", "5, 4, dns_blocked", "3, 20, dns_nxdomain",
            "0, 3, dns_stale", "3, 19, dns_nxdomain", "5, 18, dns_refused", "2, 6, dns_servfail", "2, 22, dns_servfail"})
    void shouldLetExtendedErrorsShapeTheAdvice(int rcode, int error, String code) throws Exception {
        ask(40_000, 53, 1, "a.test", A);
        pcap.after(900).udp(53, 53, 1, 40_000, withError(DnsBytes.failure(1, "a.test", A, rcode), error).bytes());
        Answered<DnsAnswer> answer = answer();
        assertTrue(codes(answer).contains(code), codes(answer).toString());
        Finding finding = answer.findings().stream().filter(f -> f.code().equals(code)).findFirst().orElseThrow();
        assertEquals(!code.equals("dns_nxdomain"), !finding.hint().contains("spelling"));
        assertEquals(error == 6, finding.title().contains("DNSSEC"));
        assertEquals(error == 22, finding.title().contains("no authority for the zone could be reached"));
        assertEquals(error == 18, finding.title().contains("not allowed"));
    }

    @Test
    void shouldCountTheWaitingTimeFromTheFirstTryOverServersAndIds() throws Exception {
        ask(40_000, 53, 1, "a.test", A);
        pcap.after(2 * SECOND);
        ask(40_001, 54, 2, "a.test", A);
        reply(40_001, 54, 2, "a.test", A);
        Answered<DnsAnswer> answer = answer();
        Finding slow = answer.findings().stream().filter(f -> f.code().equals("dns_slow")).findFirst().orElseThrow();
        assertTrue(slow.title().contains("2.0 s"), slow.title());
        assertTrue(slow.title().contains("192.0.2.53:53 did not answer the first try"), slow.title());
        // Asked again after the answer, it is another lookup.
        pcap.after(3 * SECOND);
        ask(40_002, 54, 3, "a.test", A);
        reply(40_002, 54, 3, "a.test", A);
        slow = answer().findings().stream().filter(f -> f.code().equals("dns_slow")).findFirst().orElseThrow();
        assertTrue(slow.title().startsWith("1 lookup"), slow.title());
    }

    @Test
    void shouldNotCallTheServerDownWhenItDropsOneType() throws Exception {
        for (int i = 0; i < 3; i++) {
            String name = "n" + i + ".test";
            ask(40_000 + i, 53, i, name, A);
            reply(40_000 + i, 53, i, name, A);
            pcap.after(50_000);
            ask(41_000 + i, 53, 100 + i, name, AAAA);
            pcap.after(2 * SECOND);
            ask(41_000 + i, 53, 200 + i, name, AAAA);
        }
        pcap.after(2 * SECOND).udp(9, 1, 8, 2, new byte[4]);
        Finding finding = first();
        assertTrue(finding.title().endsWith("the server is up but drops AAAA queries"), finding.title());
        assertFalse(finding.hint().contains("server is up and"), finding.hint());
    }

    @Test
    void shouldSuspectOneLostOfTwoWhenTheyLeftOnePortTogether() throws Exception {
        ask(40_000, 53, 1, "a.test", A);
        pcap.after(50);
        ask(40_000, 53, 2, "a.test", AAAA);
        reply(40_000, 53, 1, "a.test", A);
        pcap.after(5_004_000);
        ask(40_000, 53, 2, "a.test", AAAA);
        reply(40_000, 53, 2, "a.test", AAAA);
        Answered<DnsAnswer> answer = answer();
        assertTrue(answer.findings().get(0).title().contains("one of two queries sent together"), answer.issues().toString());
        assertTrue(answer.findings().get(0).detail().contains("waited up to 5.0 s"), answer.findings().get(0).detail());
    }

    @Test
    void shouldSayThatLargeAnswersDoNotArriveWhenTcpSettlesIt() throws Exception {
        pcap.udp(1, 40_000, 53, 53, withEdns(DnsBytes.query(1, "a.test", TXT), 4_096).bytes());
        pcap.after(2 * SECOND).tcp(1, 40_001, 53, 53, 1, 1, TcpFlags.ACK, DnsBytes.query(2, "a.test", TXT).overTcp());
        pcap.after(900).tcp(53, 53, 1, 40_001, 1, 30, TcpFlags.ACK, DnsBytes.response(2, "a.test", TXT)
                .record(1, "a.test", TXT, new byte[] {1, 'x'}).overTcp());
        assertTrue(first().title().contains("large answers do not arrive"), first().title());
    }

    @Test
    void shouldWarnOnlyWhenAClientThatGotNoAnswerNeverAskedAgain() throws Exception {
        ask(40_000, 53, 1, "a.test", A);
        pcap.after(9 * SECOND).udp(9, 1, 8, 2, new byte[4]);
        assertEquals(Severity.WARNING, first().severity());
        ask(40_000, 53, 1, "a.test", A);
        pcap.after(9 * SECOND).udp(9, 1, 8, 2, new byte[4]);
        assertEquals(Severity.ERROR, first().severity());
    }

    @Test
    void shouldSayInCoverageThatThereIsNoResponseAtAll() throws Exception {
        for (int i = 0; i < 300; i++) {
            ask(40_000 + i, 53, i, "n" + i + ".test", A);
        }
        Answered<DnsAnswer> answer = answer();
        assertEquals(List.of(), codes(answer));
        assertTrue(answer.coverage().notes().stream().anyMatch(n -> n.startsWith("There is no response to any of the 300")));
        reply(40_007, 53, 7, "n7.test", A);
        assertEquals(List.of(), answer().coverage().notes());
    }

    @Test
    void shouldNotCallTwoAnswersToTwoTriesAContradiction() throws Exception {
        ask(40_000, 53, 1, "a.test", A);
        pcap.after(SECOND);
        ask(40_000, 53, 1, "a.test", A);
        pcap.after(150_000).udp(53, 53, 1, 40_000, DnsBytes.response(1, "a.test", A).address("a.test", 11).bytes());
        pcap.after(2_000).udp(53, 53, 1, 40_000, DnsBytes.response(1, "a.test", A).address("a.test", 77).bytes());
        Answered<DnsAnswer> two = answer();
        assertEquals(List.of("dns_slow"), codes(two));
        assertEquals(0, two.body().statistics().contradictingResponses());
        pcap.after(2_000).udp(53, 53, 1, 40_000, DnsBytes.response(1, "a.test", A).address("a.test", 99).bytes());
        assertEquals(1, answer().body().statistics().contradictingResponses());
    }

    @Test
    void shouldNameTheAuthorityThatRefersUpwards() throws Exception {
        ask(40_000, 53, 1, "www.lame.test", A);
        pcap.after(1_000).udp(53, 41_000, 80, 53, DnsBytes.query(9, "www.lame.test", A).bytes());
        pcap.after(1_000).udp(80, 53, 53, 41_000, new DnsBytes(9, 0x8000).question("www.lame.test", A)
                .record(2, "", 2, new byte[] {1, 'a', 0}).bytes());
        pcap.after(1_000).udp(53, 53, 1, 40_000, DnsBytes.failure(1, "www.lame.test", A, 2).bytes());
        Answered<DnsAnswer> answer = answer();
        assertEquals(List.of("dns_servfail"), codes(answer));
        assertTrue(answer.findings().get(0).title().endsWith("lame delegation"), answer.issues().toString());
        assertTrue(answer.findings().get(0).detail().contains("192.0.2.80 is not authoritative"));
    }

    /** Flags of query and response; lame only where the query is without recursion and the server offers none. */
    @ParameterizedTest
    @CsvSource({"0x0000, 0x8005, dns_lame_delegation", "0x0100, 0x8105, dns_refused", "0x0000, 0x8085, dns_refused",
        "0x0100, 0x8005, dns_refused"})
    void shouldTellAnAuthorityThatRefusesFromAResolverThatDoes(int query, int response, String code) throws Exception {
        pcap.udp(53, 41_000, 80, 53, new DnsBytes(9, query).question("www.lame.test", A).bytes());
        pcap.after(1_000).udp(80, 53, 53, 41_000, new DnsBytes(9, response).question("www.lame.test", A).bytes());
        assertEquals(List.of(code), codes(answer()));
    }

    @Test
    void shouldNameTheAuthorityThatRefusesAsTheCauseOfServfail() throws Exception {
        ask(40_000, 53, 1, "www.lame.test", A);
        pcap.after(1_000).udp(53, 41_000, 80, 53, new DnsBytes(9, 0).question("lame.test", A).bytes());
        pcap.after(1_000).udp(80, 53, 53, 41_000, new DnsBytes(9, 0x8005).question("lame.test", A).bytes());
        pcap.after(1_000).udp(53, 53, 1, 40_000, DnsBytes.failure(1, "www.lame.test", A, 2).bytes());
        Answered<DnsAnswer> answer = answer();
        assertEquals(List.of("dns_servfail"), codes(answer));
        assertTrue(answer.findings().get(0).title().endsWith("lame delegation"), answer.issues().toString());
        assertTrue(answer.findings().get(0).detail().contains("192.0.2.80 is not authoritative for \"lame.test\" and refuses"),
                answer.findings().get(0).detail());
    }

    @Test
    void shouldNotCallAReferralToABranchLame() throws Exception {
        pcap.udp(53, 41_000, 80, 53, DnsBytes.query(9, "www.good.test", A).bytes());
        pcap.after(1_000).udp(80, 53, 53, 41_000, new DnsBytes(9, 0x8000).question("www.good.test", A)
                .record(2, "good.test", 2, new byte[] {1, 'a', 0}).bytes());
        assertEquals(List.of(), codes(answer()));
    }

    private void truncated() {
        ask(40_000, 53, 1, "big.test", TXT);
        pcap.after(900).udp(53, 53, 1, 40_000, new DnsBytes(1, DnsBytes.RESPONSE | DnsBytes.TRUNCATED).question("big.test", TXT)
                .bytes());
        pcap.after(900).tcp(1, 40_001, 53, 53, 99, 0, TcpFlags.SYN, new byte[0]);
    }

    @Test
    void shouldSayHowTcpWasRefusedAfterATruncatedAnswer() throws Exception {
        truncated();
        pcap.after(900).tcp(53, 53, 1, 40_001, 0, 100, TcpFlags.RST | TcpFlags.ACK, new byte[0]);
        Finding refused = first();
        assertEquals("dns_truncated", refused.code());
        assertEquals(Severity.ERROR, refused.severity());
        assertTrue(refused.title().contains("TCP port 53 refused the connection with a reset in frame 4"), refused.title());
    }

    @Test
    void shouldSayThatTcpWasResetOrSilentAfterATruncatedAnswer() throws Exception {
        truncated();
        pcap.after(SECOND).tcp(1, 40_001, 53, 53, 99, 0, TcpFlags.SYN, new byte[0]);
        assertTrue(first().title().contains("did not answer the SYN in frame 3 and 1 more"), first().title());
        pcap.after(900).tcp(53, 53, 1, 40_001, 0, 100, TcpFlags.SYN | TcpFlags.ACK, new byte[0]);
        pcap.after(900).tcp(53, 53, 1, 40_001, 1, 100, TcpFlags.RST, new byte[0]);
        assertTrue(first().title().contains("reset the TCP connection in frame 6"), first().title());
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
