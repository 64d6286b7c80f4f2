package io.wirecause.dns.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DnsMessageTest {
    private static DnsMessage parse(byte[] bytes, int wireLength) {
        DnsMessage message = new DnsMessage();
        message.parse(ByteView.of(bytes), wireLength, DnsService.DNS);
        return message;
    }

    @Test
    void shouldReadAllSectionsWhenSound() {
        DnsMessage m = DnsBytes.response(0x1234, "www.example.test", 1).address("www.example.test", 7)
                .address("www.example.test", 8)
                .record(2, "example.test", 2, DnsBytes.name("ns.example.test")).record(3, "", 41, 1232, 0x8000, new byte[0], 0)
                .parse();
        assertNull(m.problem());
        assertEquals(0x1234, m.id());
        assertTrue(m.response());
        assertEquals("www.example.test", m.questionName());
        assertEquals(1, m.questionType());
        assertEquals(2, m.count(DnsMessage.ANSWER));
        assertEquals(1, m.count(DnsMessage.AUTHORITY));
        assertEquals(1, m.count(DnsMessage.ADDITIONAL));
        assertEquals(3, m.opt());
        assertEquals("example.test", m.recordName(2));
        assertEquals(300, m.ttl(0));
        assertEquals(m.bytes().length(), m.end());
    }

    @Test
    void shouldJoinTheResponseCodeWhenEdnsExtendsIt() {
        DnsMessage m = DnsBytes.failure(1, "a.test", 1, 0).record(3, "", 41, 1232, 0x01000000, new byte[0], 0).parse();
        assertEquals(16, m.rcode());
        assertEquals("BADVERS", Mnemonics.rcode(m.rcode()));
    }

    @Test
    void shouldKeepWhatParsedWhenCountsClaimMore() {
        DnsMessage m = DnsBytes.response(1, "a.test", 1).address("a.test", 1).claim(1, 65_535).parse();
        assertEquals("answer 2: a name runs beyond the end of the message", m.problem());
        assertEquals(1, m.count(DnsMessage.ANSWER));
        assertEquals(0, m.count(DnsMessage.ADDITIONAL));
    }

    @Test
    void shouldSayWhichRecordWhenItsLengthLeadsBeyondTheEnd() {
        DnsMessage m = DnsBytes.response(1, "a.test", 1).record(1, "a.test", 1, 1, 5, new byte[4], 40).parse();
        assertEquals("answer 1: 40 bytes of data announced, 4 left", m.problem());
        assertEquals("a.test", m.questionName());
    }

    @Test
    void shouldKnowASnaplenFromADefect() {
        byte[] whole = DnsBytes.response(1, "a.test", 1).address("a.test", 1).bytes();
        DnsMessage cut = parse(Arrays.copyOf(whole, whole.length - 2), whole.length);
        assertTrue(cut.cut());
        assertEquals("cut short by the snaplen", cut.problem());
        assertEquals("answer 1: 4 bytes of data announced, 2 left", parse(Arrays.copyOf(whole, whole.length - 2),
                whole.length - 2).problem());
    }

    @Test
    void shouldHaveNoHeaderWhenShorterThanOne() {
        DnsMessage m = parse(new byte[11], 11);
        assertFalse(m.hasHeader());
        assertEquals("only 11 of 12 header bytes", m.problem());
    }

    @Test
    void shouldDropTheTopBitOfAClassWhenMulticast() {
        DnsBytes wire = new DnsBytes(0, 0x8400).record(1, "host.local", 1, 0x8001, 120, new byte[4], 4);
        assertEquals(1, wire.parse(DnsService.MDNS).recordClass(0));
        assertEquals(0x8001, wire.parse(DnsService.DNS).recordClass(0));
    }

    @Test
    void shouldTellMessagesFromOtherThingsByTheHeader() {
        byte[] query = DnsBytes.query(1, "a.test", 1).bytes();
        assertTrue(DnsMessage.plausibleHeader(ByteView.of(query), query.length));
        byte[] reserved = query.clone();
        reserved[3] |= 0x40;
        assertFalse(DnsMessage.plausibleHeader(ByteView.of(reserved), reserved.length));
        byte[] counts = query.clone();
        counts[6] = 1;
        assertFalse(DnsMessage.plausibleHeader(ByteView.of(counts), counts.length));
        byte[] opcode = query.clone();
        opcode[2] = 0x78;
        assertFalse(DnsMessage.plausibleHeader(ByteView.of(opcode), opcode.length));
        byte[] failedQuery = query.clone();
        failedQuery[3] |= 3;
        assertFalse(DnsMessage.plausibleHeader(ByteView.of(failedQuery), failedQuery.length));
        assertFalse(DnsMessage.plausibleHeader(ByteView.of(query), 16));
    }
}
