package io.wirecause.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.dns.message.DnsBytes;
import io.wirecause.packet.TcpFlags;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import io.wirecause.testing.TestCaptures;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** Whichever bit is flipped on the way, that of a name's length among them: such a question cannot be read, nor its zone. */
    @Test
    void shouldTellALameDelegationOnlyWhereTheQuestionCanBeRead() throws Exception {
        byte[] whole = Files.readAllBytes(TestCaptures.of("dns/findings/dns_lame_delegation"));
        int told = 0;
        for (int bit = 8 * 24; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Answered<DnsAnswer> answered = answer(Files.write(folder.resolve("flipped.pcap"), flipped));
            told += answered.findings().stream().anyMatch(finding -> finding.code().equals("dns_lame_delegation")) ? 1 : 0;
        }
        assertTrue(told > 0 && told < 8 * (whole.length - 24), told + " told");
    }
}
