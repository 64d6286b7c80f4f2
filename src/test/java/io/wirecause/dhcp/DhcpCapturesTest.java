package io.wirecause.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The captures made with real software, whole and damaged. */
class DhcpCapturesTest {
    @TempDir
    Path temp;

    @Test
    void shouldTellHowEachExchangeOfRealClientsEnded() throws Exception {
        assertEquals(Map.of("bound", 1, "renewed", 1, "released", 1), outcomes("healthy/lease"));
        assertEquals(Map.of("bound", 1, "rebooted", 1), outcomes("healthy/kea"));
        assertEquals(Map.of("bound", 1), outcomes("healthy/relay"));
        assertEquals(Map.of("bound", 1, "renewed", 1, "released", 1), outcomes("healthy/dhcpv6"));
        assertEquals(Map.of("bound", 2, "declined", 1), outcomes("findings/dhcp_address_conflict"));
        assertEquals(Map.of("no_offer", 1, "refused", 1), outcomes("findings/dhcp_nak"));
    }

    private static Map<String, Integer> outcomes(String name) throws Exception {
        return Dhcp.answer(TestCaptures.of("dhcp/" + name)).body().statistics().outcomes();
    }

    @Test
    void shouldDecodeTheOptionsOfRealServers() throws Exception {
        DhcpPacketRecord offer = Dhcp.all(TestCaptures.of("dhcp/healthy/kea")).get(1);
        assertEquals(List.of("192.0.2.53", "192.0.2.54"), offer.options().get("dns_servers"));
        assertEquals(List.of("example.test", "sub.example.test"), offer.options().get("domain_search"));
        assertEquals(1400, offer.options().get("interface_mtu"));
        assertEquals(List.of("198.51.100.0/24 via 192.0.2.2", "203.0.0.0/8 via 192.0.2.3"), offer.options()
                .get("classless_static_routes"));
        assertEquals(Map.of("name", "desk-2.example.test.", "server_updates_dns", false, "server_overrides", true,
                "no_server_update", true),
                offer.options().get("client_fqdn"));
        DhcpPacketRecord relayed = Dhcp.all(TestCaptures.of("dhcp/healthy/relay")).get(1);
        assertEquals("192.0.2.1", relayed.relayIp());
        assertEquals(Map.of("circuit_id", "near"), relayed.options().get("relay_agent_information"));
    }

    @Test
    void shouldAnswerWhateverLengthTheFramesAreCutAt() throws Exception {
        FrameList all = few();
        for (int snaplen = 0; snaplen < 420; snaplen++) {
            Answered<DhcpAnswer> answer = Dhcp.answer(all.write(temp.resolve("cut.pcap"), snaplen), null, null, null, true, 1000,
                    null);
            assertEquals(all.frames().size(), answer.totalPackets());
            assertTrue(answer.totals(DhcpTotals.class).dhcpPacketsAnalyzed() <= answer.totals(DhcpTotals.class)
                    .dhcpPacketsFound());
        }
    }

    @Test
    void shouldAnswerWhateverBitsAreFlipped() throws Exception {
        Random random = new Random(20_260_522);
        for (int round = 0; round < 300; round++) {
            FrameList all = few();
            for (byte[] frame : all.frames()) {
                for (int flips = random.nextInt(4); flips >= 0; flips--) {
                    frame[14 + random.nextInt(frame.length - 14)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            Answered<DhcpAnswer> answer = Dhcp.answer(all.write(temp.resolve("flipped.pcap")), null, null, null, true, 1000,
                    null);
            assertEquals(all.frames().size(), answer.totalPackets());
        }
    }

    /** All captures but the long one and the one that is not Ethernet. */
    private static FrameList few() throws IOException {
        FrameList all = new FrameList();
        for (Path capture : TestCaptures.in("dhcp")) {
            if (!Set.of("dhcp/findings/dhcp_starvation_suspected", "dhcp/healthy/relay")
                    .contains(TestCaptures.scenario(capture))) {
                all.addAll(FrameList.read(capture));
            }
        }
        return all;
    }
}
