package io.wirecause.dns.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdnsTest {
    private static DnsMessage message(String hex, int flags) {
        byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));
        return DnsBytes.response(1, "a.test", 1).record(3, "", 41, 1232, flags, data, data.length).parse();
    }

    private static List<String> options(String hex) {
        return Edns.of(message(hex, 0)).options();
    }

    @Test
    void shouldBeNothingWhenThereIsNoOptRecord() {
        assertNull(Edns.of(DnsBytes.query(1, "a.test", 1).parse()));
    }

    @Test
    void shouldReadSizeVersionAndDnssecFlag() {
        Edns edns = Edns.of(message("", 0x00018000));
        assertEquals(1232, edns.udpSize());
        assertEquals(1, edns.version());
        assertTrue(edns.dnssecOk());
    }

    @Test
    void shouldNameOptions() {
        assertEquals(List.of("client-subnet 198.51.100.0/24 scope 0", "cookie (client)", "padding 2 bytes",
                "tcp-keepalive 1000 ms",
                "nsid \"ns1\"", "option 65001, 1 bytes"), options("0008 0007 0001 18 00 c63364 000a 0008 0102030405060708"
                + "000c 0002 0000 000b 0002 000a 0003 0003 6e7331 fde9 0001 00"));
        assertEquals(List.of("client-subnet 2001:db8::/32 scope 48"), options("0008 0008 0002 20 30 20010db8"));
        assertEquals(List.of("client-subnet 0.0.0.0/0 scope 0"), options("0008 0004 0001 00 00"));
    }

    @Test
    void shouldReadExtendedErrors() {
        assertEquals("9 DNSKEY_MISSING: \"no key\"", Edns.of(message("000f 0008 0009 6e6f206b6579", 0)).extendedError());
        assertTrue(Edns.of(message("000f 0002 fde8", 0)).extendedError().startsWith("65000"));
    }

    @Test
    void shouldSayWhatIsWrongWhenOptionsAreMalformed() {
        assertEquals(List.of("malformed: 255 bytes announced, 1 left"), options("000a 00ff 00"));
        assertEquals("OPT record: an option runs beyond the record's data", problem("000a 00ff 00"));
        assertEquals("OPT record: an option runs beyond the record's data", problem("000a 00"));
        assertEquals("OPT record: a client subnet that does not fit its family", problem("0008 0004 0001 ff 00"));
        assertEquals("OPT record: a client subnet that does not fit its family", problem("0008 0003 0001 18"));
        assertEquals("OPT record: a client subnet that does not fit its family", problem("0008 0005 0009 08 00 0a"));
        assertNull(problem("0008 0004 0000 00 00"));
    }

    private static String problem(String hex) {
        return new RecordData(RecordData.SHOWN).firstProblem(message(hex, 0));
    }

    @Test
    void shouldCountOptionsWhenThereAreMany() {
        List<String> options = options("000d0000".repeat(500));
        assertEquals(9, options.size());
        assertEquals("and 492 more", options.get(8));
    }
}
