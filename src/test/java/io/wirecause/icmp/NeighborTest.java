package io.wirecause.icmp;

import static io.wirecause.testing.Packets.hex;
import static io.wirecause.testing.Packets.ipv6Frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.icmp.neighbor.RouterAdvertisement;
import io.wirecause.icmp.neighbor.RouterPreference;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighborTest {
    private static final String TARGET = "20010db8000000000000000000000005";

    @TempDir
    Path folder;

    private Answered<IcmpAnswer> answer(FrameList capture) throws Exception {
        return Icmp.answer(capture.write(folder.resolve("test.pcap")));
    }

    /** Duplicate address detection from the host whose link address ends in {@code mac}. */
    private static byte[] detection(int mac, String options) {
        byte[] frame = ipv6Frame("::", "ff02::1:ff00:5", 58, 255, hex("87000000 00000000" + TARGET + options));
        frame[11] = (byte) mac;
        return frame;
    }

    private static byte[] advertisement(int mac) {
        byte[] frame = ipv6Frame("2001:db8::5", "ff02::1", 58, 255, hex("88000000 20000000" + TARGET + "0201 0200000000"
                + String.format("%02x", mac)));
        frame[11] = (byte) mac;
        return frame;
    }

    @Test
    void shouldReadEveryOptionOfARouterAdvertisement() throws Exception {
        byte[] advertisement = ipv6Frame("fe80::1", "ff02::1", 58, 255, hex("86000000 40 c8 0708 00007530 000003e8"
                + "0101 020000000001" + "0501 0000 000005dc"
                + "0304 40 c0 00278d00 ffffffff 00000000 20010db8000100000000000000000000"
                + "1903 0000 00000258 20010db8000000000000000000000053"
                + "1f03 0000 00000258 076578616d706c65 0474657374 00 0000"
                + "1802 30 08 00000e10 20010db800070000"
                + "2602 0708 0064ff9b 0000000000000000"
                + "2502 68747470733a2f2f612e62 000000" + "fd01 000000000000"));
        RouterAdvertisement said = answer(new FrameList().add(0, advertisement)).body().neighborDiscovery().routers().get(0)
                .latest();
        assertEquals(64, said.hopLimit());
        assertTrue(said.managed() && said.otherConfig());
        assertEquals(RouterPreference.HIGH, said.preference());
        assertEquals(1800, said.lifetimeSeconds());
        assertEquals("02:00:00:00:00:01", said.linkAddress());
        assertEquals(1500, said.mtu());
        assertEquals(List.of("2001:db8:1::/64 on-link autonomous valid 2592000 s preferred forever"), said.prefixes());
        assertEquals(List.of("2001:db8::53"), said.dns());
        assertEquals(List.of("search domains example.test", "route 2001:db8:7::/48 preference high lifetime 3600 s",
                "NAT64 prefix 64:ff9b::", "captive portal https://a.b", "and 1 more"), said.others());
    }

    @Test
    void shouldStopAtAnOptionOfLengthZeroOrBeyondTheEnd() throws Exception {
        for (String options : List.of("0100000000000000", "01ff020000000001", "01")) {
            byte[] advertisement = ipv6Frame("fe80::1", "ff02::1", 58, 255, hex("86000000 40000708 0000000000000000" + options));
            RouterAdvertisement said = answer(new FrameList().add(0, advertisement)).body().neighborDiscovery().routers().get(0)
                    .latest();
            assertNull(said.linkAddress(), options);
            assertEquals(1800, said.lifetimeSeconds());
        }
    }

    @Test
    void shouldFindADuplicateWhenTwoHostsAskForTheSameAddressAtOnce() throws Exception {
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, detection(1, "")).add(300_000, detection(2, "")));
        assertEquals("ipv6_duplicate_address", answer.findings().get(0).code());
        assertEquals(List.of(1L, 2L), answer.findings().get(0).frames());
        assertEquals("2001:db8::5", answer.body().neighborDiscovery().duplicateAddresses().get(0).address());
    }

    @Test
    void shouldFindADuplicateWhenAnotherHostObjects() throws Exception {
        Answered<IcmpAnswer> answer = answer(new FrameList().add(0, detection(1, "")).add(1_000, advertisement(2)));
        assertEquals(List.of("02:00:00:00:00:01", "02:00:00:00:00:02"),
                answer.body().neighborDiscovery().duplicateAddresses().get(0).linkAddresses());
    }

    @Test
    void shouldFindNoDuplicateWhenAHostRepeatsOrHearsItselfOrAdvertisesItsOwn() throws Exception {
        String nonce = "0e01 a1a2a3a4a5a6";
        FrameList healthy = new FrameList().add(0, detection(1, nonce)).add(10, detection(2, nonce))
                .add(1_000_000, detection(2, ""))
                .add(2_000_000, advertisement(2)).add(9_000_000, detection(3, ""));
        assertTrue(answer(healthy).body().neighborDiscovery().duplicateAddresses().isEmpty());
    }

    @Test
    void shouldTellAddressesThatMovedAndThoseThatAreSilent() throws Exception {
        byte[] asks = ipv6Frame("2001:db8::1", "ff02::1:ff00:9", 58, 255,
                hex("87000000 00000000 20010db8000000000000000000000009 0101 020000000001"));
        IcmpAnswer.NeighborDiscovery said = answer(new FrameList().add(0, advertisement(1)).add(5_000_000, advertisement(2))
                .add(6_000_000, asks).add(7_000_000, asks)).body().neighborDiscovery();
        assertEquals(List.of("02:00:00:00:00:01", "02:00:00:00:00:02"), said.movedAddresses().get(0).linkAddresses());
        assertEquals(List.of("2001:db8::9"), said.silent());
        assertEquals(2, said.neighborAdvertisements());
    }

    private static byte[] asks(String target) {
        return ipv6Frame("2001:db8::1", "ff02::1:ff00:9", 58, 255, hex("87000000 00000000" + target + "0101 020000000001"));
    }

    @Test
    void shouldWarnOfNeighborsThatNeverAnswerWhereAnAnswerWouldBeSeen() throws Exception {
        String nobody = "20010db8000000000000000000000009";
        byte[] toAsker = ipv6Frame("2001:db8::7", "2001:db8::1", 17, 64, new byte[8]);
        FrameList capture = new FrameList();
        for (int i = 1; i <= 3; i++) {
            capture.add(i * 1_000_000L, asks(nobody));
        }
        capture.add(4_000_000, toAsker);
        Finding finding = answer(capture).findings().get(0);
        assertEquals("ipv6_neighbor_silent", finding.code());
        assertEquals(Severity.WARNING, finding.severity());
        assertEquals(List.of(1L, 2L, 3L), finding.frames());
        assertTrue(finding.title().startsWith("2001:db8::9 never answers"), finding.title());
        FrameList heard = capture.add(5_000_000, ipv6Frame("2001:db8::9", "2001:db8:5::1", 17, 64, new byte[8]));
        assertTrue(answer(heard).findings().isEmpty());
    }

    @Test
    void shouldOnlyNoteSilentNeighborsWhereTheCaptureHoldsNoPacketToWhoAsked() throws Exception {
        FrameList capture = new FrameList();
        for (int i = 1; i <= 3; i++) {
            capture.add(i * 1_000_000L, asks("20010db8000000000000000000000009"));
        }
        assertEquals(Severity.NOTE, answer(capture).findings().get(0).severity());
    }

    @Test
    void shouldTellThatProbesComeBackToTheirSender() throws Exception {
        FrameList reflected = new FrameList().add(0, detection(1, "")).add(3_000, detection(1, ""));
        Answered<IcmpAnswer> answer = answer(reflected);
        assertEquals("ipv6_probe_reflected", answer.findings().get(0).code());
        assertTrue(answer.body().neighborDiscovery().duplicateAddresses().isEmpty());
        FrameList mirrored = new FrameList().add(0, detection(1, "")).add(20, detection(1, ""));
        assertTrue(answer(mirrored).findings().isEmpty());
        assertTrue(answer(reflected.add(2_000_000, advertisement(1))).findings().isEmpty());
    }

    /** An advertisement of a default router; the flags come with its link address. */
    private static byte[] router(int mac, String prefix) {
        byte[] frame = ipv6Frame("fe80::" + mac, "ff02::1", 58, 255, hex("86000000 40000708 0000000000000000 0101 0200000000"
                + String.format("%02x", mac) + "0304 40c0 00278d00 ffffffff 00000000" + prefix + "0000000000000000"));
        frame[11] = (byte) mac;
        return frame;
    }

    @Test
    void shouldWarnOfASecondRouterThatAnnouncesOtherPrefixes() throws Exception {
        FrameList differ = new FrameList().add(0, router(1, "20010db800010000")).add(10, router(2, "20010db800020000"));
        Finding finding = answer(differ).findings().get(0);
        assertEquals("ipv6_second_router", finding.code());
        assertEquals(Severity.WARNING, finding.severity());
        assertTrue(finding.title().endsWith("differ in prefixes"), finding.title());
        FrameList agree = new FrameList().add(0, router(1, "20010db800010000")).add(10, router(2, "20010db800010000"));
        assertEquals(Severity.NOTE, answer(agree).findings().get(0).severity());
        FrameList alone = new FrameList().add(0, router(1, "20010db800010000")).add(10, router(1, "20010db800020000"));
        assertTrue(answer(alone).findings().isEmpty());
    }
}
