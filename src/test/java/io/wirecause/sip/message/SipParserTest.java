package io.wirecause.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import io.wirecause.sip.transport.SipDatagram;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SipParserTest {
    private static final String PLAIN = """
            INVITE sip:bob@example.test SIP/2.0
            Via: SIP/2.0/UDP pc.example.test:5070;branch=z9hG4bK776;rport, SIP/2.0/UDP far.example.test
            From: "Alice, \\"the; <caller>\\"" <sip:alice;x=1@example.test>;tag=88a
            To: Bob <sip:bob@example.test>
            Call-ID: a84b4c@pc
            CSeq: 314159 INVITE
            Contact: <sip:alice@[2001:db8::1]:5070;transport=udp>;expires=60
            Content-Length: 0

            """;

    private static SipMessage parse(String text) {
        return parse(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static SipMessage parse(byte[] bytes) {
        List<SipMessage> all = SipDatagram.messages(ByteView.of(bytes), false);
        assertEquals(1, all.size());
        return all.get(0);
    }

    @Test
    void shouldReadTheFieldsOfARequest() {
        SipMessage message = parse(PLAIN);
        assertTrue(message.isRequest());
        assertEquals("INVITE", message.method());
        assertEquals("sip:bob@example.test", message.requestUri());
        assertEquals("a84b4c@pc", message.callId());
        assertEquals(314159, message.cseqNumber());
        assertEquals("INVITE", message.transactionMethod());
        assertEquals("88a", message.fromTag());
        assertNull(message.toTag());
        assertEquals("z9hG4bK776", message.branch());
        assertEquals("pc.example.test:5070", message.sentBy());
        assertEquals("sip:alice;x=1@example.test", message.uri("from"));
        assertEquals("2001:db8::1", HeaderValue.host(message.uri("contact")));
        assertEquals(60, message.expires());
        assertEquals(List.of(), message.problems());
    }

    @Test
    void shouldGiveASenderItsDefaultPort() {
        assertEquals("a.test:5060", parse(PLAIN.replace("pc.example.test:5070", "A.test")).sentBy());
        assertEquals("[2001:db8::1]:5060", parse(PLAIN.replace("pc.example.test:5070", "[2001:db8::1]")).sentBy());
        assertEquals("[2001:db8::1]:5062", parse(PLAIN.replace("pc.example.test:5070", "[2001:db8::1]:5062")).sentBy());
    }

    @Test
    void shouldReadAResponseWithoutAReason() {
        SipMessage message = parse("SIP/2.0 480\nv: SIP/2.0/TCP a\nf: a\nt: b\ni: c\nCSeq: 1 INVITE\n\n");
        assertEquals(480, message.statusCode());
        assertEquals("", message.reason());
        assertNull(message.method());
    }

    @Test
    void shouldExpandCompactNamesAndJoinFoldedLines() {
        SipMessage message = parse("""
                SUBSCRIBE sip:bob@example.test SIP/2.0
                v: SIP/2.0/UDP a;branch=z9hG4bKx
                F: <sip:a@b>;
                \ttag=1
                t: <sip:c@d>
                i:id
                CSEQ : 7 SUBSCRIBE
                m: <sip:a@h>
                o: presence
                l: 0

                """);
        assertEquals("id", message.callId());
        assertEquals("1", message.fromTag());
        assertEquals(7, message.cseqNumber());
        assertEquals("presence", message.first("event"));
        assertEquals("<sip:a@h>", message.first("contact"));
        assertEquals(0, message.contentLength());
        assertEquals(List.of(), message.problems());
    }

    @Test
    void shouldNameALineWithoutColonAndGoOn() {
        SipMessage message = parse(PLAIN.replace("To: Bob", "this is no header\n: nameless\nTo: Bob"));
        assertEquals(List.of("header line without colon", "header line without a name"), message.problems());
        assertEquals("Bob <sip:bob@example.test>", message.first("to"));
    }

    @Test
    void shouldNameMissingHeadersAndOddOnes() {
        assertEquals(List.of("no via header", "no from header", "no to header", "no call-id header", "no cseq header"),
                parse("OPTIONS sip:a@b SIP/2.0\nMax-Forwards: 1\n\n").problems());
        assertEquals(List.of("CSeq is not a number and a method"), parse(PLAIN.replace("314159 INVITE", "x")).problems());
        assertEquals(List.of("CSeq names another method than the start line"),
                parse(PLAIN.replace("314159 INVITE", "1 BYE")).problems());
        assertEquals(List.of("Content-Length is not a number"), parse(PLAIN.replace("Length: 0", "Length: bad")).problems());
        assertEquals(List.of("no empty line ends the headers"), parse(PLAIN.stripTrailing()).problems());
        assertEquals(List.of("the start line does not end in SIP/2.0"),
                parse(PLAIN.replace("test SIP/2.0\n", "test SIP/7.0\n")).problems());
    }

    @Test
    void shouldJoinFoldedHeadersAndKeepOddCharactersOutOfTheStructure() {
        SipMessage folded = parse(PLAIN.replace("Bob <sip:bob@example.test>", "Bob\n <sip:bob@example.test>\n\t;x=1"));
        assertEquals("Bob <sip:bob@example.test> ;x=1", folded.first("to"));
        assertEquals(List.of(), folded.problems());
        SipMessage odd = parse(PLAIN.replace("To: Bob", "X\0Y: 1\nTo: Bo\0\u0007b"));
        assertEquals(List.of("header line without a name"), odd.problems());
        assertEquals("Bo\0\u0007b <sip:bob@example.test>", odd.first("to"));
    }

    @Test
    void shouldTakeTheWholeDatagramWhenContentLengthIsNegativeOrMissing() {
        SipMessage negative = parse(PLAIN.replace("Length: 0", "Length: -1") + "v=0\n");
        assertEquals(List.of("Content-Length is not a number"), negative.problems());
        assertEquals(5, negative.body().length);
        SipMessage missing = parse(PLAIN.replace("Content-Length: 0\n", "") + "v=0\n");
        assertEquals(List.of(), missing.problems());
        assertEquals(5, missing.body().length);
    }

    @Test
    void shouldReadLinesThatEndInLineFeedsOnly() {
        SipMessage message = parse(PLAIN.getBytes(StandardCharsets.UTF_8));
        assertEquals("a84b4c@pc", message.callId());
        assertEquals(List.of(), message.problems());
    }

    @Test
    void shouldTellABodyThatIsShorterThanItsLength() {
        SipMessage message = parse(PLAIN.replace("Content-Length: 0", "Content-Length: 99999999999") + "v=0\n");
        assertEquals(5, message.body().length);
        assertEquals(List.of("Content-Length is 99999999999 but only 5 bytes follow"), message.problems());
    }

    @Test
    void shouldReadSeveralMessagesOfOneDatagram() {
        byte[] twice = ("\r\n" + PLAIN + PLAIN).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        assertEquals(2, SipDatagram.messages(ByteView.of(twice), false).size());
    }

    @Test
    void shouldBoundHeadersAndValues() {
        String many = PLAIN.replace("Content-Length: 0\n", "X-Filler: 1\n".repeat(2_000));
        SipMessage message = parse(many);
        assertEquals(SipParser.MAX_HEADERS, message.headers().size());
        assertEquals(List.of("more than 512 headers, the rest was left out"), message.problems());
        SipMessage wide = parse(PLAIN.replace("Bob <", "B".repeat(20_000) + " <"));
        assertEquals(SipParser.MAX_VALUE, wide.first("to").length());
        SipMessage megabyte = parse(PLAIN.replace("Bob <", "B".repeat(1_000_000) + " <"));
        assertTrue(megabyte.problems().contains("the headers are longer than 65536 bytes, the rest was not read"));
        assertEquals("88a", megabyte.fromTag());
    }

    @Test
    void shouldSurviveBinaryBehindAStartLine() {
        byte[] bytes = new byte[4_000];
        new java.util.Random(7).nextBytes(bytes);
        byte[] start = "INVITE sip:a@b SIP/2.0\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, bytes, 0, start.length);
        assertEquals("INVITE", SipDatagram.messages(ByteView.of(bytes), false).get(0).method());
    }

    @Test
    void shouldFindTheSessionDescriptionAmongSeveralParts() {
        SipMessage message = parse(PLAIN.replace("Content-Length: 0\n", "c: multipart/mixed; boundary=\"gap\"\n") + """
                --gap
                Content-Type: application/isup;version=itu-t92+

                \u0001\u0002
                --gap
                c: application/sdp

                v=0
                --gap--
                """);
        assertEquals("v=0", message.body("application/sdp").strip());
        assertNull(message.body("message/sipfrag"));
    }

    @Test
    void shouldReadCredentials() {
        String challenge = "Digest realm=\"a, b\",nonce=\"x=y\" , stale = TRUE, qop=\"auth\"";
        assertEquals("a, b", HeaderValue.credential(challenge, "realm"));
        assertEquals("x=y", HeaderValue.credential(challenge, "nonce"));
        assertEquals("TRUE", HeaderValue.credential(challenge, "stale"));
        assertNull(HeaderValue.credential(challenge, "opaque"));
        assertNull(HeaderValue.credential("Digest", "realm"));
    }
}
