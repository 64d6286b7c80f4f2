package io.wirecause.dhcp;

import static io.wirecause.dhcp.Datagrams.request;
import static io.wirecause.dhcp.Datagrams.six;
import static io.wirecause.testing.Packets.hex;
import static io.wirecause.testing.Packets.ipv6Frame;
import static io.wirecause.testing.Packets.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.option.DhcpOptionValues;
import io.wirecause.dhcp.option.ValueKind;
import io.wirecause.report.Finding;
import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
    @TempDir
    Path folder;

    private DhcpPacketRecord read(byte[] frame) throws Exception {
        return Dhcp.all(new FrameList().add(0, frame).write(folder.resolve("option.pcap"))).get(0);
    }

    private Object option(String name, String options) throws Exception {
        return read(request(1, 1, "350101" + options + "ff")).options().get(name);
    }

    @Test
    void shouldDecodeEachLayout() throws Exception {
        assertEquals("255.255.255.0", option("subnet_mask", "0104ffffff00"));
        assertEquals(-3600, option("time_offset", "0204fffff1f0"));
        assertEquals(List.of("192.0.2.1", "192.0.2.2"), option("router", "0308c0000201c0000202"));
        assertEquals(List.of("198.51.100.0 192.0.2.1"), option("static_routes", "2108c6336400c0000201"));
        assertEquals("host-1", option("host_name", "0c07686f73742d3100"));
        assertEquals(true, option("ip_forwarding", "130101"));
        assertEquals(64, option("default_ttl", "170140"));
        assertEquals(1500, option("interface_mtu", "1a0205dc"));
        assertEquals(List.of("68", "296"), option("path_mtu_plateau_table", "190400440128"));
        assertEquals("forever", option("ipv6_only_preferred", "6c04ffffffff"));
        assertEquals(300L, option("ipv6_only_preferred", "6c040000012c"));
        assertEquals(true, option("rapid_commit", "5000"));
        assertEquals(List.of("1 subnet_mask", "3 router", "250 option_250"), option("parameter_request_list", "37030103fa"));
        assertEquals(List.of("10.0.0.0/8 via 192.0.2.1", "0.0.0.0/0 via 192.0.2.2"),
                option("classless_static_routes", "790b080ac000020100c0000202"));
        assertEquals(List.of("example.test", "a.example.test"), option("domain_search",
                "7712 076578616d706c65 0474657374 00 0161 c000"));
        assertEquals(List.of("sip.test"), option("sip_servers", "780b 00 03736970 0474657374 00"));
        assertEquals(List.of("192.0.2.5"), option("sip_servers", "7805 01 c0000205"));
        assertEquals(Map.of("name", "pc.test", "server_updates_dns", true), option("client_fqdn", "510a 01 0000 70632e74657374"));
        assertEquals(Map.of("name", "pc.test", "server_updates_dns", false),
                option("client_fqdn", "510c 04 0000 027063 0474657374 00"));
        assertEquals(Map.of("1", "text", "2", "00ff"), option("vendor_specific", "2b0c 0104 74657874 0202 00ff ffff"));
        assertEquals("any text", option("vendor_specific", "2b08 616e792074657874"));
        assertEquals(Map.of("circuit_id", "eth0/7", "remote_id", "0200", "link_selection", "192.0.2.0"),
                option("relay_agent_information", "5212 0106 657468302f37 0202 0200 0504 c0000200"));
        assertEquals(Map.of("enterprise_9", "cisco"), option("vendor_identifying_class", "7c0a 00000009 05 636973636f"));
        assertEquals(List.of("ab", "c"), option("user_class", "4d05 02 6162 01 63"));
        assertEquals(List.of("iPXE"), option("user_class", "4d04 69505845"));
        assertEquals(List.of("x64 UEFI"), option("client_architecture", "5d02 0007"));
        assertEquals("NotAllowed: no", option("status_code", "9703 04 6e6f"));
        assertEquals("protocol 3 algorithm 1, 11 bytes", option("authentication", "5a0b 03 01 00 0000000000000001"));
    }

    @Test
    void shouldShowAValueOfAWrongLengthAsBytesAndSayThatItIsMalformed() throws Exception {
        assertEquals(Map.of("malformed", "ffff"), option("subnet_mask", "0102ffff"));
        assertEquals(Map.of("malformed", "c00002"), option("router", "0303c00002"));
        assertEquals(Map.of("malformed", ""), option("router", "0300"));
        assertEquals(Map.of("malformed", "21c0000201"), option("classless_static_routes", "7905 21c0000201"));
        assertEquals(Map.of("malformed", "0109"), option("relay_agent_information", "5202 0109"));
        assertEquals("00010203", option("option_230", "e604 00010203"));
    }

    @Test
    void shouldReadTheClientIdentifierInItsThreeForms() throws Exception {
        assertEquals("01:02:00:00:00:00:01", read(request(1, 1, "350101 3d07 01 020000000001 ff")).clientId());
        assertEquals("iaid 00000001 duid llt 02:00:00:00:00:09",
                read(request(1, 1, "350101 3d13 ff 00000001 0001 0001 12345678 020000000009 ff")).clientId());
        assertEquals("name pc", read(request(1, 1, "350101 3d03 00 7063 ff")).clientId());
    }

    @Test
    void shouldPutALongOptionTogetherFromItsParts() throws Exception {
        assertEquals("first-second", option("root_path", "1106 66697273742d 0c0161 1106 7365636f6e64"));
    }

    @Test
    void shouldReadOptionsInFileAndServerNameWhenOverloaded() throws Exception {
        byte[] frame = request(1, 1, "350101 340103 ff");
        int message = 42;
        System.arraycopy(hex("0c0161 ff"), 0, frame, message + 108, 4);
        System.arraycopy(hex("0f0474657374 ff"), 0, frame, message + 44, 7);
        DhcpPacketRecord record = read(frame);
        assertEquals("a", record.options().get("host_name"));
        assertEquals("test", record.options().get("domain_name"));
        assertEquals("file and sname", record.options().get("option_overload"));
        assertNull(record.bootFile());
        assertNull(record.problems());
    }

    @Test
    void shouldReadOnWhereAnOptionEndsBeyondTheMessageOrTheEndIsMissing() throws Exception {
        DhcpPacketRecord beyond = read(request(1, 1, "350101 0c01 61 0320 c0000201"));
        assertEquals(List.of("reaches beyond its end: option 3"), beyond.problems());
        assertEquals("a", beyond.options().get("host_name"));
        assertEquals("DISCOVER", beyond.messageType());
        assertEquals(List.of("without an end option"), read(request(1, 1, "350101")).problems());
        byte[] cookie = request(1, 1, "350101 ff");
        cookie[42 + 236] = 1;
        assertEquals(List.of("no magic cookie before its options"), read(cookie).problems());
        assertEquals("BOOTREQUEST", read(cookie).messageType());
        assertNull(read(request(1, 1, "3500 350101 ff")).problems());
    }

    @Test
    void shouldNameOptionsThatAreEmptyOrDoNotFitTheirLayout() throws Exception {
        assertEquals(List.of("option 12 (host_name) is empty"), read(request(1, 1, "350101 0c00 ff")).problems());
        assertEquals(List.of("option 1 (subnet_mask) has a value that does not fit it"),
                read(request(1, 1, "350101 0103ffffff ff")).problems());
        assertEquals(List.of("option 53 (message_type) is empty"), read(request(1, 1, "3500 ff")).problems());
        assertEquals(List.of("option 119 (domain_search) has a value that does not fit it"),
                read(request(1, 1, "350101 7704 0161c000 ff")).problems());
        assertEquals(List.of("option 121 (classless_static_routes) has a value that does not fit it"),
                read(request(1, 1, "350101 7902 2100 ff")).problems());
        assertEquals(List.of("option 82 (relay_agent_information) has a value that does not fit it"),
                read(request(1, 1, "350101 5203 0105 61 ff")).problems());
        assertNull(read(request(1, 1, "350101 5000 e600 7706 0161000162c000 ff".replace("7706", "7707"))).problems());
    }

    @Test
    void shouldNameOptionsOfDhcpv6ThatDoNotFit() throws Exception {
        assertEquals(List.of("option 8 (elapsed_time) has a value that does not fit it"),
                read(six(false, "01 000001 0008 0001 00")).problems());
        assertEquals(List.of("option 3 (ia_na) has a value that does not fit it"),
                read(six(false, "01 000001 0003 0014 00000001 00000000 00000000 0005 ffff 00000000")).problems());
        assertEquals(List.of("option 23 (dns_servers) is empty"), read(six(false, "01 000001 0017 0000")).problems());
        assertEquals(List.of("reaches beyond its end: option 1"), read(six(false, "01 000001 0001 ffff 00")).problems());
        assertEquals(List.of("ends within an option's header"), read(six(false, "01 000001 000e 0000 0001")).problems());
    }

    @Test
    void shouldTellNothingFromAMessageWhoseTypeMayBeLost() throws Exception {
        byte[] frame = request(1, 1, "350101 ff");
        frame[42 + 236] = 1;
        Path capture = new FrameList().add(0, frame).add(60_000_000, request(2, 2, "350107 ff"))
                .write(folder.resolve("lost.pcap"));
        Answered<DhcpAnswer> answer = Dhcp.answer(capture);
        assertEquals(Map.of("no magic cookie before its options", 1L), answer.body().statistics().malformed().kinds());
        assertEquals(List.of("dhcp_malformed"), answer.findings().stream().map(Finding::code).toList());
    }

    @Test
    void shouldEndAtACompressionLoop() throws Exception {
        assertEquals(List.of("a"), option("domain_search", "7704 0161 c000"));
        assertEquals(List.of(""), option("domain_search", "7702 c000"));
        assertEquals(List.of(""), option("domain_search", "7702 c0ff"));
        assertTrue(String.valueOf(option("domain_search", "77ff" + "c001".repeat(127) + "c0")).length() < 2_000);
    }

    @Test
    void shouldReadDhcpv6OptionsInsideOptions() throws Exception {
        DhcpPacketRecord reply = read(six(true, "07 000001"
                + "0001 000a 0003 0001 020000000001" + "0002 000a 0003 0001 0200000000ff"
                + "0003 0028 00000001 00000e10 00001518 0005 0018 20010db8000000000000000000000100 00001c20 00002a30"
                + "0019 0029 00000002 00000e10 00001518 001a 0019 00001c20 00002a30 30 20010db8000100000000000000000000"
                + "0017 0010 20010db8000000000000000000000053" + "0018 000e 076578616d706c65 0474657374 00"
                + "000d 0006 0000 676f6f64" + "0007 0001 ff" + "0011 000c 00000009 0001 0004 74657874"
                + "0038 0014 0001 0010 20010db8000000000000000000000123" + "0027 000a 01 02 7063 04 74657374 00"));
        assertEquals("REPLY", reply.messageType());
        assertEquals("ll 02:00:00:00:00:01", reply.clientId());
        assertEquals("ll 02:00:00:00:00:ff", reply.serverId());
        assertEquals("2001:db8::100", reply.yourIp());
        assertEquals(10_800L, reply.leaseTime());
        assertEquals("02:00:00:00:00:01", reply.clientMac());
        assertEquals(Map.of("iaid", "00000001", "t1", 3600L, "t2", 5400L, "ia_address", Map.of("address", "2001:db8::100",
                "preferred_lifetime", 7200L, "valid_lifetime", 10_800L)), reply.options().get("ia_na"));
        assertTrue(reply.options().get("ia_pd").toString().contains("address=2001:db8:1::/48"));
        assertEquals(List.of("2001:db8::53"), reply.options().get("dns_servers"));
        assertEquals(List.of("example.test"), reply.options().get("domain_search"));
        assertEquals("Success: good", reply.options().get("status_code"));
        assertEquals(255, reply.options().get("preference"));
        assertEquals(Map.of("enterprise_9", Map.of("1", "74657874")), reply.options().get("vendor_options"));
        assertEquals(List.of("2001:db8::123"), reply.options().get("ntp_servers"));
        assertEquals(Map.of("name", "pc.test", "server_updates_dns", true), reply.options().get("client_fqdn"));
        assertNull(reply.problems());
    }

    @Test
    void shouldReadTheMessageThatRelaysCarryHoweverDeep() throws Exception {
        byte[] message = hex("01 000001 0001 000a 0003 0001 020000000001 0008 0002 0064");
        byte[] once = Datagrams.relayed(message);
        DhcpPacketRecord record = read(ipv6Frame("fe80::9", "ff05::1:3", 17, 64, udp(547, 547, once)));
        assertEquals("SOLICIT", record.messageType());
        assertEquals("link 2001:db8::1 peer fe80::9", record.relayIp());
        assertEquals(1.0, record.options().get("elapsed_time"));
        byte[] deep = message;
        for (int i = 0; i < 40; i++) {
            deep = Datagrams.relayed(deep);
        }
        record = read(ipv6Frame("fe80::9", "ff05::1:3", 17, 64, udp(547, 547, deep)));
        assertEquals("RELAY-FORW", record.messageType());
        assertEquals(List.of("relayed more than 32 times"), record.problems());
    }

    @Test
    void shouldNotRunOutOfStackWhenOptionsLieInsideEachOther() {
        byte[] nested = new byte[60_000];
        for (int at = 0; at + 4 <= nested.length; at += 4) {
            int length = nested.length - at - 4;
            nested[at + 1] = 66;
            nested[at + 2] = (byte) (length >>> 8);
            nested[at + 3] = (byte) length;
        }
        Object decoded = DhcpOptionValues.decode(ValueKind.OPTIONS6, ByteView.of(nested), DhcpOptionValues.MAX_DEPTH);
        assertTrue(String.valueOf(decoded).length() < 1000);
    }

    @Test
    void shouldDecodeAnyBytesInAnyLayout() {
        Random random = new Random(7);
        for (ValueKind kind : ValueKind.values()) {
            for (int round = 0; round < 200; round++) {
                byte[] bytes = new byte[random.nextInt(60)];
                random.nextBytes(bytes);
                if (round % 2 == 0) {
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] &= 7;
                    }
                }
                String shown = String.valueOf(DhcpOptionValues.decode(kind, ByteView.of(bytes), DhcpOptionValues.MAX_DEPTH));
                assertTrue(shown.length() < 4000, kind + " " + shown.length());
            }
        }
    }
}
