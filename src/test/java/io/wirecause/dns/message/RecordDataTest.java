package io.wirecause.dns.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.NameReader;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordDataTest {
    private final RecordData data = new RecordData(RecordData.SHOWN);

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private String text(int type, String hex) {
        return data.text(DnsBytes.response(1, "x.test", type).record(1, "x.test", type, hex(hex)).parse(), 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "1   | c0000207                                           | 192.0.2.7",
        "28  | 20010db8000000000000000000000001                   | 2001:db8::1",
        "2   | 026e73047465737400                                 | ns.test",
        "5   | 0161047465737400                                   | a.test",
        "12  | 0161047465737400                                   | a.test",
        "39  | 0161047465737400                                   | a.test",
        "15  | 000a 046d61696c047465737400                        | 10 mail.test",
        "33  | 000a 0014 13c4 0373697000                          | 10 20 5060 sip",
        "6   | 026e7300 02686d00 00000001 00000e10 00000e10 00000e10 0000012c | ns hm 1 3600 3600 3600 300",
        "16  | 03616263 00                                        | '\"abc\" \"\"'",
        "16  | 03612262                                           | '\"a\\\\\"b\"'",
        "257 | 00 05 6973737565 63612e74657374                    | '0 issue \"ca.test\"'",
        "52  | 03 01 01 0102                                      | 3 1 1 0102",
        "44  | 04 01 000102030405060708090a0b0c0d0e0f10111213    | 4 1 000102030405060708090A0B0C0D0E0F10111213",
        "43  | 3039 0d 02 0102                                    | 12345 13 2 0102",
        "48  | 0101 03 0d 0102                                    | 257 3 13 AQI=",
        "256 | 000a 0001 68747470733a2f2f61                       | '10 1 \"https://a\"'",
        "35  | 0064 0032 0173 07534950 2b443255 00 0161047465737400 | '100 50 \"s\" \"SIP+D2U\" \"\" a.test.'",
        "65  | 0001 00 0001 0003 02 6833                          | '1 . alpn=h3'",
        "47  | 0162047465737400 0001 40                           | b.test. A",
        "13  | 025043 054c696e7578                                | '\"PC\" \"Linux\"'",
        "65400 | 0a0b                                             | \\# 2 0a0b"})
    void shouldReadDataWhenSound(int type, String hex, String expected) {
        assertEquals(expected, text(type, hex));
        assertNull(data.problem());
    }

    @ParameterizedTest
    @CsvSource({"1, c00002", "28, c0000207", "2, 0561", "5, c0ff", "15, 00", "15, 000a05", "33, 000a00141388", "6, 0000",
    "16, 0561",
        "257, 00ff69", "43, 30", "46, 0001", "65, 0001000001ff", "47, 016200ff", "35, 00640032ff", "29, 00", "13, 0561", "50, 01",
        "48, 01", "52, 03"})
    void shouldShowTheBytesWhenDataDoesNotFitItsType(int type, String hex) {
        assertEquals("\\# " + hex.length() / 2 + " " + hex, text(type, hex));
        assertNotNull(data.problem(), "type " + type);
        DnsMessage message = DnsBytes.response(1, "x.test", type).record(1, "x.test", type, hex(hex)).parse();
        assertTrue(data.firstProblem(message).startsWith(Mnemonics.type(DnsService.DNS, type) + " record: "));
    }

    @Test
    void shouldFollowCompressionInsideDataWhenTheTypeHasNames() {
        // Offset 12 is the question's name, x.test.
        assertEquals("10 x.test", text(15, "000a c00c"));
        assertEquals("y.x.test", text(2, "0179 c00c"));
        assertEquals("x.test. A", text(47, "c00c 000140"));
        assertEquals("1 x.test. alpn=h3", text(65, "0001 c00c 0001 0003 02 6833"));
    }

    @Test
    void shouldRefuseNamesWhenTheyLeaveTheData() {
        assertEquals("\\# 3 016101", text(2, "016101"));
        assertNotNull(data.problem());
    }

    @Test
    void shouldTakeEmptyDataForAnyTypeWhenInAnUpdate() {
        assertEquals("", text(1, ""));
        assertNull(data.problem());
    }

    @Test
    void shouldCleanAndCutTextWhenItIsHostile() {
        byte[] hostile = new byte[201];
        hostile[0] = (byte) 200;
        hostile[1] = 0x1b;
        DnsMessage message = DnsBytes.response(1, "x.test", 16).record(1, "x.test", 16, hostile).parse();
        String text = data.text(message, 0);
        assertTrue(text.startsWith("\"\\u{1b}\\u{0}"), text);
        assertTrue(text.length() < RecordData.SHOWN + 40, text);
    }

    @Test
    void shouldReadNetbiosDataByItsOwnTypes() {
        assertEquals("192.0.2.10", netbios(32, "0000 c000020a"));
        assertEquals("192.0.2.10 (group)", netbios(32, "8000 c000020a"));
        assertEquals("SERVER<00>, LAB<00> (group)", netbios(33,
                "02 534552564552202020202020202020 00 0400 4c4142202020202020202020202020 00 8400"));
        assertEquals("\\# 3 ff0102", netbios(33, "ff0102"));
    }

    private String netbios(int type, String hex) {
        return data.text(new DnsBytes(1, DnsBytes.RESPONSE).record(1, "x", type, hex(hex)).parse(DnsService.NBNS), 0);
    }

    @Test
    void shouldDecodeNetbiosNames() {
        NameReader name = new NameReader();
        name.read(ByteView.of(DnsBytes.name("EGEJEMEFFDEFFCFGEFFCCACACACACACA.lan")), 0);
        assertEquals("FILESERVER<20>.lan", NetbiosName.text(name));
        name.read(ByteView.of(DnsBytes.name("CKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")), 0);
        assertTrue(NetbiosName.text(name).startsWith("*<00>"), NetbiosName.text(name));
        name.read(ByteView.of(DnsBytes.name("plain")), 0);
        assertEquals("plain", NetbiosName.text(name));
    }
}
