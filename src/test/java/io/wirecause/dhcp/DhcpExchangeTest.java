package io.wirecause.dhcp;

import static io.wirecause.dhcp.Datagrams.SERVER;
import static io.wirecause.dhcp.Datagrams.ack;
import static io.wirecause.dhcp.Datagrams.choose;
import static io.wirecause.dhcp.Datagrams.discover;
import static io.wirecause.dhcp.Datagrams.hexOf;
import static io.wirecause.dhcp.Datagrams.message;
import static io.wirecause.dhcp.Datagrams.offer;
import static io.wirecause.dhcp.Datagrams.reply;
import static io.wirecause.dhcp.Datagrams.request;
import static io.wirecause.dhcp.Datagrams.six;
import static io.wirecause.testing.Packets.ipv4Frame;
import static io.wirecause.testing.Packets.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.dhcp.exchange.DhcpOutcome;
import io.wirecause.dhcp.exchange.LeaseState;
import io.wirecause.mcp.json.AnswerSerializer;
import io.wirecause.mcp.json.Json;
import io.wirecause.report.Severity;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import io.wirecause.testing.Packets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DhcpExchangeTest {
    private static final String ADDRESS = "192.0.2.50";
    private static final String ROUTER = "0304 c0000201";
    private static final String OTHER_ROUTER = "0304 c00002fe";
    private static final long SECOND = 1_000_000;

    @TempDir
    Path folder;

    private Answered<DhcpAnswer> answer(FrameList capture) throws Exception {
        return Dhcp.answer(capture.write(folder.resolve("test.pcap")));
    }

    private static FrameList lease(int client, int xid, String address, long at) {
        return new FrameList().add(at, discover(client, xid)).add(at + 2_000, offer(SERVER, client, xid, address, ROUTER))
                .add(at + 3_000, choose(SERVER, client, xid, address)).add(at + 7_000, ack(SERVER, client, xid, address));
    }

    private static byte[] renew(int client, int xid, String address, String to) {
        byte[] frame = ipv4Frame(address, to, 17, 64, udp(68, 67, message(1, client, xid, Datagrams.address(address), 0,
                "350103 ff")));
        frame[11] = (byte) client;
        return frame;
    }

    @Test
    void shouldFollowAnExchangeAndMeasureTheServer() throws Exception {
        Answered<DhcpAnswer> answer = answer(lease(1, 7, ADDRESS, 0));
        DhcpAnswer.ExchangeRecord exchange = answer.body().exchanges().get(0);
        assertEquals(DhcpOutcome.BOUND, exchange.outcome());
        assertEquals("DISCOVER(1) OFFER(2) REQUEST(3) ACK(4)", exchange.messages());
        assertEquals(2.0, exchange.offerMs());
        assertEquals(4.0, exchange.answerMs());
        assertEquals(ADDRESS, exchange.address());
        assertEquals(3600L, exchange.leaseSeconds());
        assertEquals(2.0, answer.body().servers().get(0).offerTime().medianMs());
        assertEquals("router 192.0.2.1", answer.body().servers().get(0).settings());
        assertEquals(LeaseState.ACTIVE, answer.body().leases().get(0).state());
        assertEquals(4, answer.body().statistics().transactions().get("0x00000007").size());
        assertTrue(answer.findings().isEmpty());
    }

    @Test
    void shouldNameAServerThatDoesNotSayWhoItIs() throws Exception {
        FrameList odd = new FrameList().add(0, discover(1, 7)).add(900, request(1, 7, "350102 ff"))
                .add(1_900, request(1, 7, "350105 ff"));
        Answered<DhcpAnswer> answer = answer(odd);
        assertEquals(List.of("unidentified"), answer.body().exchanges().get(0).offeredBy());
    }

    @Test
    void shouldTellRenewingRebindingRebootingInformingAndReleasing() throws Exception {
        FrameList all = lease(1, 1, ADDRESS, 0)
                .add(10 * SECOND, renew(1, 2, ADDRESS, SERVER)).add(10 * SECOND + 900, ack(SERVER, 1, 2, ADDRESS))
                .add(20 * SECOND, renew(1, 3, ADDRESS, "255.255.255.255")).add(20 * SECOND + 900, ack(SERVER, 1, 3, ADDRESS))
                .add(30 * SECOND, request(1, 4, "350103 3204" + hexOf(ADDRESS) + "ff"))
                .add(30 * SECOND + 900, ack(SERVER, 1, 4, ADDRESS))
                .add(40 * SECOND, request(1, 5, "350108 ff")).add(40 * SECOND + 900,
                reply(SERVER, 1, 5, "0.0.0.0", "350105 3604c0000201 ff"))
                .add(50 * SECOND, request(1, 6, "350107 ff"));
        Answered<DhcpAnswer> answer = answer(all);
        assertEquals(Map.of("bound", 1, "renewed", 1, "rebound", 1, "rebooted", 1, "informed", 1, "released", 1),
                answer.body().statistics().outcomes());
        assertEquals(LeaseState.RELEASED, answer.body().leases().get(0).state());
        assertEquals(3, answer.body().leases().get(0).renewals());
        assertTrue(answer.findings().isEmpty(), answer.issues().toString());
    }

    @Test
    void shouldNotCallAQuestionUnansweredWhenTheCaptureEndsRightAfterIt() throws Exception {
        assertTrue(answer(new FrameList().add(0, discover(1, 1))).findings().isEmpty());
        Answered<DhcpAnswer> answer = answer(new FrameList().add(0, discover(1, 1)).add(4 * SECOND, discover(2, 2)));
        assertEquals(List.of("dhcp_no_offer"), answer.findings().stream().map(f -> f.code()).toList());
        assertEquals(List.of(1L), answer.findings().get(0).frames());
    }

    @Test
    void shouldWarnOnlyWhenAClientThatWasNotAnsweredGetsAnAddressLater() throws Exception {
        Answered<DhcpAnswer> answer = answer(new FrameList().add(0, discover(1, 1)).addAll(lease(1, 2, ADDRESS, 10 * SECOND)));
        assertEquals(Severity.WARNING, answer.findings().get(0).severity());
    }

    @Test
    void shouldNoteAServersRefusalWhenTheClientGetsAnAddressRightAfterIt() throws Exception {
        String nak = "350106 3604c0000201 3803 6e6f21 ff";
        FrameList refused = new FrameList().add(0, request(1, 1, "350103 3204 0a000001 ff"))
                .add(500, reply(SERVER, 1, 1, "0.0.0.0", nak));
        Answered<DhcpAnswer> lasting = answer(refused);
        assertEquals("dhcp_nak", lasting.findings().get(0).code());
        assertEquals(Severity.ERROR, lasting.findings().get(0).severity());
        assertEquals("no!", lasting.body().exchanges().get(0).failure());
        assertEquals(Severity.NOTE, answer(refused.addAll(lease(1, 2, ADDRESS, SECOND))).findings().get(0).severity());
    }

    @Test
    void shouldWarnOfSeveralServersOnlyWhenTheirSettingsDiffer() throws Exception {
        FrameList same = new FrameList().add(0, discover(1, 1)).add(500, offer(SERVER, 1, 1, ADDRESS, ROUTER))
                .add(600, offer("192.0.2.2", 1, 1, "192.0.2.60", ROUTER)).add(700, choose(SERVER, 1, 1, ADDRESS))
                .add(800, ack(SERVER, 1, 1, ADDRESS));
        assertEquals(Severity.NOTE, answer(same).findings().get(0).severity());
        FrameList differ = new FrameList().add(0, discover(1, 1)).add(500, offer(SERVER, 1, 1, ADDRESS, ROUTER))
                .add(600, offer("192.0.2.2", 1, 1, "192.0.2.60", OTHER_ROUTER)).add(700, choose(SERVER, 1, 1, ADDRESS))
                .add(800, ack(SERVER, 1, 1, ADDRESS));
        assertEquals("dhcp_multiple_servers", answer(differ).findings().get(0).code());
        assertEquals(Severity.WARNING, answer(differ).findings().get(0).severity());
    }

    @Test
    void shouldFindAConflictWhenAnAddressIsGivenTwiceWhileItsLeaseRuns() throws Exception {
        FrameList conflict = lease(1, 1, ADDRESS, 0).addAll(lease(2, 2, ADDRESS, 60 * SECOND));
        assertEquals("dhcp_address_conflict", answer(conflict).findings().get(0).code());
        assertEquals(List.of(4L, 8L), answer(conflict).findings().get(0).frames());
        FrameList expired = lease(1, 1, ADDRESS, 0).addAll(lease(2, 2, ADDRESS, 3601 * SECOND));
        assertTrue(answer(expired).findings().isEmpty());
        FrameList released = lease(1, 1, ADDRESS, 0).add(30 * SECOND, request(1, 3, "350107 ff"))
                .addAll(lease(2, 2, ADDRESS, 60 * SECOND));
        assertTrue(answer(released).findings().isEmpty());
    }

    @Test
    void shouldCountAMessageSeenTwiceOnce() throws Exception {
        FrameList twice = new FrameList();
        FrameList once = lease(1, 1, ADDRESS, 0);
        for (int i = 0; i < 4; i++) {
            twice.add(i * 3_000L, once.frames().get(i)).add(i * 3_000L + 40, once.frames().get(i));
        }
        Answered<DhcpAnswer> answer = answer(twice);
        assertEquals(2, answer.body().exchanges().get(0).attempts());
        assertEquals("DISCOVER(1) OFFER(3) REQUEST(5) ACK(7)", answer.body().exchanges().get(0).messages());
        assertEquals(1, answer.body().servers().get(0).offers());
        assertEquals(0, answer.body().leases().get(0).renewals());
    }

    @Test
    void shouldFollowDhcpv6AcrossTransactionIdsAndReadItsRefusals() throws Exception {
        String client = "0001 000a 0003 0001 020000000001";
        String server = "0002 000a 0003 0001 0200000000ff";
        String address = "0003 0028 00000001 00000000 00000000 0005 0018 20010db8000000000000000000000100 00001c20 00002a30";
        FrameList bound = new FrameList().add(0, six(false, "01 000001" + client))
                .add(500, six(true, "02 000001" + client + server + address))
                .add(900, six(false, "03 000002" + client + server + address))
                .add(1_900, six(true, "07 000002" + client + server + address));
        Answered<DhcpAnswer> answer = answer(bound);
        assertEquals(Map.of("bound", 1), answer.body().statistics().outcomes());
        assertEquals("2001:db8::100", answer.body().leases().get(0).address());
        assertEquals(1.0, answer.body().exchanges().get(0).answerMs());
        String none = "0003 0012 00000001 00000000 00000000 000d 0002 0002";
        FrameList exhausted = new FrameList().add(0, six(false, "01 000001" + client))
                .add(500, six(true, "02 000001" + client + server + none)).add(9 * SECOND, six(false, "0b 000003" + client));
        answer = answer(exhausted);
        assertEquals("dhcp_no_offer", answer.findings().get(0).code());
        assertEquals("NoAddrsAvail", answer.body().exchanges().get(0).failure());
        FrameList noBinding = new FrameList().add(0, six(false, "05 000001" + client + server + address))
                .add(500, six(true, "07 000001" + client + server + "0003 0012 00000001 00000000 00000000 000d 0002 0003"));
        assertEquals("dhcp_nak", answer(noBinding).findings().get(0).code());
    }

    @Test
    void shouldKnowDhcpByItsContentOnOtherPorts() throws Exception {
        byte[] four = ipv4Frame("192.0.2.9", SERVER, 17, 64, udp(5000, 5001, message(1, 1, 1, 0, 0, "350101 ff")));
        byte[] six = Packets.ipv6Frame("fe80::1", "fe80::2", 17, 64, udp(5000, 5001,
                Packets.hex("01 000001 0001 000a 0003 0001 020000000001 0008 0002 0000")));
        byte[] none = ipv4Frame("192.0.2.9", SERVER, 17, 64, udp(5000, 5001, new byte[300]));
        Answered<DhcpAnswer> answer = answer(new FrameList().add(0, four).add(1, six).add(2, none));
        assertEquals(2, answer.totals(DhcpTotals.class).dhcpPacketsFound());
        assertEquals(1, answer.coverage().notes().size());
    }

    @Test
    void shouldJudgeNoExchangeWhoseMessageTypesWereCutOff() throws Exception {
        Answered<DhcpAnswer> answer = Dhcp.answer(lease(1, 1, ADDRESS, 0).add(9 * SECOND, discover(2, 2))
                .write(folder.resolve("cut.pcap"), 120));
        assertEquals(0, answer.body().statistics().malformed().messages());
        assertEquals(List.of("5 messages were cut by the snaplen and are read as far as they go."), answer.coverage().notes());
        assertEquals(Map.of("other", 2), answer.body().statistics().outcomes());
        assertTrue(answer.findings().stream().allMatch(f -> f.severity() == Severity.NOTE));
    }

    @Test
    void shouldListOnlyWhatTheFiltersLetThrough() throws Exception {
        Path capture = lease(1, 1, ADDRESS, 0).addAll(lease(2, 2, "192.0.2.51", SECOND)).write(folder.resolve("filter.pcap"));
        assertEquals(4, Dhcp.answer(capture, "02:00:00:00:00:02", null, null, false, 10, null).totals(DhcpTotals.class)
                .dhcpPacketsAnalyzed());
        assertEquals(8, Dhcp.answer(capture, "02:00:00:00:00:02", null, null, false, 10, null).totals(DhcpTotals.class)
                .dhcpPacketsFound());
        assertEquals(3, Dhcp.answer(capture, ADDRESS, null, null, false, 10, null).totals(DhcpTotals.class)
                .dhcpPacketsAnalyzed());
        assertEquals(6, Dhcp.answer(capture, null, SERVER, null, false, 10, null).totals(DhcpTotals.class).dhcpPacketsAnalyzed());
        List<DhcpPacketRecord> offers = Dhcp.answer(capture, null, null, "offer", false, 1, null).body().packets();
        assertEquals(List.of(2L), offers.stream().map(DhcpPacketRecord::packetNumber).toList());
        assertEquals(6L, Dhcp.answer(capture, null, null, "OFFER", false, 1, "1").body().packets().get(0).packetNumber());
        assertThrows(UserFacingException.class, () -> Dhcp.answer(capture, null, null, "HELLO", false, 10, null));
    }

    @Test
    void shouldSuspectStarvationOfMadeUpClientsOnly() throws Exception {
        FrameList attack = new FrameList();
        FrameList office = new FrameList();
        for (int i = 0; i < 80; i++) {
            byte[] spoofed = discover(256 + i, i);
            spoofed[11] = 99;
            attack.add(i * 10_000L, spoofed);
            office.addAll(lease(i, i, "192.0.2." + (i + 10), i * 10_000L));
        }
        assertEquals("dhcp_starvation_suspected", answer(attack).findings().get(0).code());
        assertTrue(answer(office).findings().isEmpty());
    }

    @Test
    void shouldLeaveRoomForFindingsAboutTheCaptureWithin20KilobytesWhenEverythingHappensAtOnce() throws Exception {
        Random random = new Random(3);
        String text = "61".repeat(200);
        FrameList capture = new FrameList();
        for (int i = 0; i < 3_000; i++) {
            String names = "0cc8" + text + "3cc8" + text + "37" + "ff" + "fa".repeat(255) + "5206 0104" + "61626364"
                    + "7714 076578616d706c65 0474657374 00 0161 c000 0000" + "ff";
            byte[] asks = request(random.nextInt(4000), i, "350101" + names);
            asks[11] = (byte) 250;
            String one = "192.0.2." + random.nextInt(1, 250);
            String server = "198.51.100." + random.nextInt(1, 250);
            long at = i * 9_000L;
            capture.add(at, asks).add(at + 1, offer(server, i & 0xfff, i, one, "03" + "40" + "c0000201".repeat(16)))
                    .add(at + 2, offer("203.0.113.9", i & 0xfff, i, one, ROUTER)).add(at + 3, ack(server, i & 0xfff, i, one))
                    .add(at + 4, reply(server, i & 0xfff, i + 1, "0.0.0.0", "350106 38c8" + text + "ff"))
                    .add(at + 5, request(i & 0xfff, i + 2, "350104 3204" + hexOf(one) + "ff"))
                    .add(at + 6, Datagrams.six(false, "01 000001 0001 0082 0002 00000009" + "ab".repeat(124) + "0027 00c8 01"
                    + "c7" + text));
        }
        Answered<DhcpAnswer> answer = answer(capture);
        int size = Json.line(AnswerSerializer.of(answer.envelope())).length;
        assertTrue(answer.findings().size() >= 3, answer.issues().toString());
        assertTrue(size <= 17_500, () -> size + " bytes: " + sizes(answer));
    }

    private static String sizes(Answered<DhcpAnswer> answer) {
        StringBuilder sizes = new StringBuilder();
        AnswerSerializer.of(answer.envelope()).forEach((key, value) -> sizes.append(key).append(' ')
                .append(Json.line(value).length).append(", "));
        return sizes.toString();
    }
}
