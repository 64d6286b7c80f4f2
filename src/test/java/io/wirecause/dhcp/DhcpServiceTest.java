package io.wirecause.dhcp;

import static io.wirecause.dhcp.Datagrams.SERVER;
import static io.wirecause.dhcp.Datagrams.ack;
import static io.wirecause.dhcp.Datagrams.address;
import static io.wirecause.dhcp.Datagrams.choose;
import static io.wirecause.dhcp.Datagrams.discover;
import static io.wirecause.dhcp.Datagrams.hexOf;
import static io.wirecause.dhcp.Datagrams.message;
import static io.wirecause.dhcp.Datagrams.offer;
import static io.wirecause.dhcp.Datagrams.reply;
import static io.wirecause.dhcp.Datagrams.request;
import static io.wirecause.dhcp.Datagrams.six;
import static io.wirecause.testing.Packets.ethernet;
import static io.wirecause.testing.Packets.hex;
import static io.wirecause.testing.Packets.ipv4Frame;
import static io.wirecause.testing.Packets.ipv6Frame;
import static io.wirecause.testing.Packets.join;
import static io.wirecause.testing.Packets.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an engineer is to be told of clients that are not served, each kind from several sides. */
class DhcpServiceTest {
    private static final String ADDRESS = "192.0.2.50";
    private static final String OTHER = "192.0.2.200";
    private static final long SECOND = 1_000_000;
    private static final String DUID = "0001 000a 0003 0001 020000000001";
    private static final String SERVER_DUID = "0002 000a 0003 0001 0200000000ff";

    @TempDir
    private Path folder;
    private final FrameList frames = new FrameList();

    private Answered<DhcpAnswer> answer() throws Exception {
        return Dhcp.answer(frames.write(folder.resolve("test.pcap")));
    }

    private List<Finding> findings() throws Exception {
        return answer().findings().stream().filter(f -> !f.aboutCapture()).toList();
    }

    private Finding only() throws Exception {
        List<Finding> findings = findings();
        assertEquals(1, findings.size(), findings.toString());
        return findings.get(0);
    }

    private void lease(int client, int xid, String address, long at) {
        frames.add(at, discover(client, xid)).add(at + 2_000, offer(SERVER, client, xid, address, ""))
                .add(at + 3_000, choose(SERVER, client, xid, address)).add(at + 7_000, ack(SERVER, client, xid, address));
    }

    private static byte[] extend(int client, int xid, String to) {
        byte[] frame = ipv4Frame(ADDRESS, to, 17, 64, udp(68, 67, message(1, client, xid, address(ADDRESS), 0, "350103 ff")));
        frame[11] = (byte) client;
        return frame;
    }

    /** Puts a frame into a VLAN. */
    private static byte[] tagged(int vlan, byte[] frame) {
        return join(Arrays.copyOf(frame, 12), hex(String.format("8100%04x", vlan)), Arrays.copyOfRange(frame, 12, frame.length));
    }

    private static byte[] arp(int mac, String sender, String target) {
        return ethernet(0x0806, hex("0001 0800 06 04 0002 0200000000" + String.format("%02x", mac) + hexOf(sender)
                + "000000000000" + hexOf(target)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "3, 1"})
    void shouldSayThatOffersAreNotTakenWithOneTransactionIdOrSeveral(int asksEach, int exchanges) throws Exception {
        long at = 0;
        for (int i = 0; i < exchanges * 2; i++) {
            for (int j = 0; j < asksEach; j++) {
                frames.add(at, discover(1, i)).add(at + 3_000, offer(SERVER, 1, i, ADDRESS, ""));
                at += 4 * SECOND;
            }
        }
        Finding finding = only();
        assertEquals("dhcp_offer_not_taken", finding.code());
        assertEquals(Severity.ERROR, finding.severity());
        assertTrue(finding.title().contains("after " + 2 * exchanges * asksEach + " OFFERs"), finding.title());
    }

    @Test
    void shouldNotCallAClientStuckThatAskedOnceOrIsBoundLaterOrPrefersIpv6() throws Exception {
        frames.add(0, discover(1, 1)).add(3_000, offer(SERVER, 1, 1, ADDRESS, ""));
        frames.add(9 * SECOND, discover(2, 2)).add(9 * SECOND + 3_000, offer(SERVER, 2, 2, ADDRESS, ""))
                .add(12 * SECOND, discover(2, 2)).add(12 * SECOND + 3_000, offer(SERVER, 2, 2, ADDRESS, ""));
        lease(2, 3, ADDRESS, 20 * SECOND);
        for (int i = 0; i < 2; i++) {
            long at = (300 + 30L * i) * SECOND;
            frames.add(at, request(3, 4, "350101 3702016c ff"))
                    .add(at + 3_000, offer(SERVER, 3, 4, "192.0.2.70", "6c04 00000708"));
        }
        assertEquals(List.of(), findings());
    }

    @Test
    void shouldNameBothVlansWhenTheOfferGoesOutInAnother() throws Exception {
        for (int i = 0; i < 3; i++) {
            frames.add(i * 4 * SECOND, tagged(110, discover(1, 1)))
                    .add(i * 4 * SECOND + 3_000, tagged(220, offer(SERVER, 1, 1, ADDRESS, "")));
        }
        assertTrue(only().title().endsWith("the OFFERs go out in VLAN 220, the client is in VLAN 110"), only().title());
    }

    @Test
    void shouldNotBlameTheVlanWhenTheCaptureShowsOnlyOneTag() throws Exception {
        for (int i = 0; i < 3; i++) {
            frames.add(i * 4 * SECOND, tagged(110, discover(1, 1))).add(i * 4 * SECOND + 3_000, offer(SERVER, 1, 1, ADDRESS, ""));
        }
        assertFalse(only().title().contains("VLAN"), only().title());
    }

    @Test
    void shouldSayThatTheRelayDropsOffersWithoutItsOption() throws Exception {
        for (int i = 0; i < 3; i++) {
            byte[] ask = message(1, 1, 1, 0, 0, "350101 5204 01020001 ff");
            byte[] offered = message(2, 1, 1, 0, address(ADDRESS), "350102 3604" + hexOf(SERVER) + "ff");
            for (byte[] each : List.of(ask, offered)) {
                ByteBuffer.wrap(each).putInt(24, address("192.0.2.254"));
            }
            frames.add(i * 4 * SECOND, ipv4Frame("192.0.2.254", SERVER, 17, 64, udp(67, 67, ask)))
                    .add(i * 4 * SECOND + 3_000, ipv4Frame(SERVER, "192.0.2.254", 17, 64, udp(67, 67, offered)));
        }
        assertTrue(only().title().contains("lack the relay's option 82"), only().title());
    }

    private void contested(int rounds, boolean refusedFirst) {
        for (int i = 0; i < rounds; i++) {
            long at = i * 3 * SECOND;
            byte[] nak = reply(OTHER, 1, i, "0.0.0.0", "350106 3604" + hexOf(OTHER) + "ff");
            frames.add(at, discover(1, i)).add(at + 1_000, offer(SERVER, 1, i, ADDRESS, ""))
                    .add(at + 2_000, choose(SERVER, 1, i, ADDRESS));
            if (refusedFirst) {
                frames.add(at + 3_000, nak).add(at + 4_000, ack(SERVER, 1, i, ADDRESS));
            } else {
                frames.add(at + 3_000, ack(SERVER, 1, i, ADDRESS)).add(at + 4_000, nak);
            }
        }
    }

    @Test
    void shouldNameTheServerThatRefusesWhatAnotherGrants() throws Exception {
        contested(3, true);
        Finding finding = only();
        assertEquals("dhcp_nak", finding.code());
        assertEquals(Severity.ERROR, finding.severity());
        assertTrue(finding.title().startsWith(OTHER), finding.title());
        assertTrue(finding.title().endsWith("the client starts over"), finding.title());
    }

    @Test
    void shouldOnlyWarnWhenTheClientIsBoundAllTheSame() throws Exception {
        contested(1, false);
        assertEquals(Severity.WARNING, only().severity());
    }

    @Test
    void shouldNoteUnansweredRequestsForSettingsOfBothVersions() throws Exception {
        lease(1, 1, ADDRESS, 0);
        frames.add(20 * SECOND, request(1, 2, "350108 ff")).add(24 * SECOND, request(1, 2, "350108 ff"));
        frames.add(60 * SECOND, six(false, "0b 000003" + DUID)).add(64 * SECOND, six(false, "0b 000003" + DUID))
                .add(90 * SECOND, new byte[60]);
        Finding finding = only();
        assertEquals(Severity.NOTE, finding.severity());
        assertTrue(finding.title().contains("optional settings"), finding.title());
    }

    @Test
    void shouldNoteDhcpv6WhereNobodyOffersItUnlessARouterSendsHostsToIt() throws Exception {
        lease(1, 1, ADDRESS, 0);
        for (int i = 0; i < 4; i++) {
            frames.add((10L << i) * SECOND, six(false, "01 000001" + DUID));
        }
        frames.add(200 * SECOND, new byte[60]);
        assertEquals(Severity.NOTE, only().severity());
        assertTrue(only().title().contains("DHCPv6"), only().title());
        frames.add(201 * SECOND, ipv6Frame("fe80::9", "ff02::1", 58, 255, hex("86 00 0000 40 80 0708 00000000 00000000")));
        assertEquals(Severity.ERROR, only().severity());
        assertTrue(only().detail().contains("M flag"), only().detail());
    }

    @Test
    void shouldSayThatTheLeaseRanOutAndThatTheServerAnswersFromElsewhere() throws Exception {
        String id = "203.0.113.250";
        String grant = "3604" + hexOf(id) + "3304 00000078 ff";
        frames.add(0, discover(1, 1)).add(1_000, reply(SERVER, 1, 1, ADDRESS, "350102" + grant))
                .add(2_000, choose(id, 1, 1, ADDRESS)).add(3_000, reply(SERVER, 1, 1, ADDRESS, "350105" + grant));
        frames.add(60 * SECOND, extend(1, 2, id)).add(80 * SECOND, extend(1, 2, id))
                .add(105 * SECOND, extend(1, 2, "255.255.255.255")).add(121 * SECOND, discover(1, 3));
        frames.add(121 * SECOND + 1_000, reply(SERVER, 1, 3, ADDRESS, "350102" + grant))
                .add(121 * SECOND + 2_000, choose(id, 1, 3, ADDRESS))
                .add(121 * SECOND + 3_000, reply(SERVER, 1, 3, ADDRESS, "350105" + grant));
        Finding finding = only();
        assertEquals("dhcp_not_renewed", finding.code());
        assertEquals(Severity.ERROR, finding.severity());
        assertTrue(finding.title().contains("3 requests to renew the lease, which ran out"), finding.title());
        assertTrue(finding.title().contains("calls itself " + id + ", but answers from " + SERVER), finding.title());
        assertTrue(finding.detail().contains("2 to the server that granted it, 1 to any server"), finding.detail());
    }

    @Test
    void shouldTellARenewalThatAnotherServerSavedFromALostLease() throws Exception {
        lease(1, 1, ADDRESS, 0);
        frames.add(1_800 * SECOND, extend(1, 2, SERVER)).add(2_400 * SECOND, extend(1, 2, SERVER))
                .add(3_150 * SECOND, extend(1, 2, "255.255.255.255")).add(3_150 * SECOND + 900, ack(OTHER, 1, 2, ADDRESS));
        Finding finding = only();
        assertEquals("dhcp_not_renewed", finding.code());
        assertEquals(Severity.WARNING, finding.severity());
        assertTrue(finding.title().contains(OTHER + " extended it"), finding.title());
    }

    @Test
    void shouldNotTakeABootServerForASecondServer() throws Exception {
        String pxe = "350102 3604" + hexOf(OTHER) + "3c09 505845436c69656e74 ff";
        frames.add(0, discover(1, 1)).add(1_000, offer(SERVER, 1, 1, ADDRESS, "0304 c0000201"))
                .add(2_000, reply(OTHER, 1, 1, "0.0.0.0", pxe)).add(3_000, choose(SERVER, 1, 1, ADDRESS))
                .add(4_000, ack(SERVER, 1, 1, ADDRESS));
        frames.add(9 * SECOND, ipv4Frame(ADDRESS, OTHER, 17, 64, udp(68, 4011, message(1, 1, 2, address(ADDRESS), 0,
                "350103 ff"))));
        frames.add(20 * SECOND, new byte[60]);
        assertEquals(Severity.NOTE, only().severity());
        frames.add(20 * SECOND + 1, discover(2, 9)).add(20 * SECOND + 900, reply(OTHER, 2, 9, "0.0.0.0", pxe))
                .add(24 * SECOND, discover(2, 9)).add(40 * SECOND, new byte[60]);
        // An offer without an address is none.
        assertEquals("dhcp_no_offer", findings().get(0).code());
    }

    private void declined(int count, int holder, String... alsoUsed) {
        for (int i = 0; i < count; i++) {
            String address = "192.0.2." + (50 + i);
            long at = i * 11 * SECOND;
            lease(1, i, address, at);
            frames.add(at + 100_000, arp(holder, address, "0.0.0.0"))
                    .add(at + 200_000, request(1, 100 + i, "350104 3204" + hexOf(address) + "3604" + hexOf(SERVER) + "ff"));
        }
        for (String each : alsoUsed) {
            frames.add(0, arp(holder, each, "0.0.0.0"));
        }
    }

    @Test
    void shouldSuspectProxyArpWhenOneDeviceAnswersForSeveralAddresses() throws Exception {
        declined(3, 0xc8);
        assertTrue(only().title().contains("one device, 02:00:00:00:00:c8, answers ARP for every address"), only().title());
    }

    @Test
    void shouldNotSuspectProxyArpWhenAHostHasOneAddress() throws Exception {
        declined(1, 0xc8);
        assertEquals("02:00:00:00:00:01 found 192.0.2.50 in use by 02:00:00:00:00:c8", only().title());
    }

    @Test
    void shouldTellAMissingPrefixBesideAnAddress() throws Exception {
        String address = "0003 0028 00000001 00000000 00000000 0005 0018 20010db8000000000000000000000100 00001c20 00002a30";
        String noPrefix = "0019 0012 00000001 00000000 00000000 000d 0002 0006";
        frames.add(0, six(false, "03 000001" + DUID + SERVER_DUID)).add(900, six(true, "07 000001" + DUID + SERVER_DUID + address
                + noPrefix));
        Finding finding = only();
        assertEquals(Severity.WARNING, finding.severity());
        assertTrue(finding.title().endsWith("got an address but no prefix (NoPrefixAvail)"), finding.title());
    }

    @Test
    void shouldNotJudgeTheFormatOnOtherPorts() throws Exception {
        for (int i = 0; i < 5; i++) {
            frames.add(i * 5 * SECOND, ipv4Frame("192.0.2.9", "255.255.255.255", 17, 64,
                    udp(5_678, 5_679, message(1, 1, 1, 0, 0, "350101 ff"))));
        }
        assertEquals(List.of(), findings());
        assertEquals(1, answer().coverage().notes().size());
    }

    @Test
    void shouldNotCallAClientUnservedWhoseAnswersTheCaptureDoesNotSee() throws Exception {
        // Only broadcasts reach the capture: the client requests what it was offered unseen.
        frames.add(0, discover(1, 1)).add(SECOND, choose(SERVER, 1, 1, ADDRESS)).add(60 * SECOND, new byte[60]);
        assertEquals(List.of(), findings());
        frames.add(61 * SECOND, request(2, 2, "350103 3204" + hexOf(ADDRESS) + "ff"))
                .add(62 * SECOND, arp(2, ADDRESS, SERVER)).add(90 * SECOND, new byte[60]);
        assertEquals(Severity.NOTE, only().severity());
    }

    @ParameterizedTest
    @CsvSource({"100000, true, false", "900000, true, false", "10000, false, true", "1500000, true, ", "3000000, false, "})
    void shouldNameAClientThatDoesNotWait(long apart, boolean newTransactions, Boolean looped) throws Exception {
        for (int i = 0; i < 400; i++) {
            frames.add(i * apart, discover(1, newTransactions ? i : 1));
        }
        lease(2, 900, "192.0.2.60", SECOND);
        List<Finding> floods = findings().stream().filter(f -> f.code().equals("dhcp_flood")).toList();
        assertEquals(looped == null ? 0 : 1, floods.size(), floods.toString());
        if (looped != null) {
            assertEquals(1, findings().size(), findings().toString());
            assertEquals(looped, floods.get(0).title().endsWith("repeated at once"), floods.get(0).title());
        }
    }

    @ParameterizedTest
    @CsvSource({"once, true", "spoofed, true", "twice, false", "named, false", "oneVendor, false"})
    void shouldSuspectStarvationHoweverSlowlyTheClientsComeIfEachLooksMadeUp(String how, boolean suspected) throws Exception {
        for (int i = 0; i < 60; i++) {
            long at = i * 20L * SECOND;
            byte[] ask = request(256 + i, i, how.equals("named") ? "350101 0c0161 ff" : "350101 ff");
            // The vendor half of the client's hardware address, behind Ethernet, IPv4, UDP and the fixed fields.
            ask[14 + 20 + 8 + 29] = (byte) (how.equals("oneVendor") ? 0 : i);
            ask[7] = ask[14 + 20 + 8 + 29];
            ask[10] = 1;
            ask[11] = (byte) (how.equals("spoofed") ? 99 : i);
            frames.add(at, ask);
            if (how.equals("twice")) {
                frames.add(at + 4 * SECOND, ask);
            }
            lease(i & 15, 1_000 + i, "192.0.2." + (10 + (i & 15)), at + 7 * SECOND);
        }
        frames.add(1_300 * SECOND, discover(3, 5_000));
        assertEquals(suspected, findings().stream().anyMatch(f -> f.code().equals("dhcp_starvation_suspected")), how);
    }

    @Test
    void shouldSayThatClientsGotAnAddressLater() throws Exception {
        frames.add(0, discover(1, 1));
        lease(1, 2, ADDRESS, 20 * SECOND);
        frames.add(60 * SECOND, discover(2, 3)).add(64 * SECOND, discover(2, 3));
        lease(2, 4, OTHER, 90 * SECOND);
        Finding finding = only();
        assertEquals(Severity.WARNING, finding.severity(), "one of them asked twice");
        assertTrue(finding.title().endsWith(", but an address later"), finding.title());
    }
}
