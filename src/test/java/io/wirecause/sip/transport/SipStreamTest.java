package io.wirecause.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SipStreamTest {
    private final List<SipMessage> messages = new ArrayList<>();
    private final List<Long> frames = new ArrayList<>();
    private final SipStream stream = new SipStream((message, frame, nanos) -> {
        messages.add(message);
        frames.add(frame);
    });

    private static String message(int number, String body) {
        return "MESSAGE sip:bob@example.test SIP/2.0\r\nVia: SIP/2.0/TCP a;branch=z9hG4bK" + number
                + "\r\nFrom: <sip:a@b>;tag=1\r\n"
                + "To: <sip:c@d>\r\nCall-ID: c" + number + "\r\nCSeq: " + number + " MESSAGE\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private boolean feed(String text, long frame) {
        return stream.data(ByteView.of(text.getBytes(StandardCharsets.ISO_8859_1)), frame, frame * 1_000);
    }

    private List<String> callIds() {
        return messages.stream().map(SipMessage::callId).toList();
    }

    @Test
    void shouldTakeSeveralMessagesFromOneSegment() {
        feed(message(1, "hello") + "\r\n\r\n" + message(2, "") + message(3, "world"), 9);
        assertEquals(List.of("c1", "c2", "c3"), callIds());
        assertEquals(List.of(9L, 9L, 9L), frames);
        assertEquals("world", new String(messages.get(2).body(), StandardCharsets.UTF_8));
    }

    @Test
    void shouldPutOneMessageTogetherFromSeveralSegments() {
        String text = message(1, "x".repeat(3_000));
        feed(text.substring(0, 10), 1);
        feed(text.substring(10, 120), 2);
        feed(text.substring(120, 2_000), 4);
        assertEquals(List.of(), callIds());
        feed(text.substring(2_000), 3);
        assertEquals(List.of("c1"), callIds());
        assertEquals(List.of(4L), frames, "complete at the greatest frame number of its bytes");
        assertEquals(3_000, messages.get(0).body().length);
    }

    @Test
    void shouldGiveTheSameMessagesHoweverTheyAreCut() {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= 40; i++) {
            all.append(message(i, "b".repeat(i * 7 % 50))).append(i % 3 == 0 ? "\r\n\r\n" : "");
        }
        for (int seed = 0; seed < 50; seed++) {
            messages.clear();
            List<SipMessage> found = new ArrayList<>();
            SipStream each = new SipStream((message, frame, nanos) -> found.add(message));
            Random random = new Random(seed);
            for (int at = 0; at < all.length(); ) {
                int length = Math.min(all.length() - at, 1 + random.nextInt(seed < 25 ? 5 : 900));
                each.data(ByteView.of(all.substring(at, at + length).getBytes(StandardCharsets.ISO_8859_1)), at, at);
                at += length;
            }
            each.end();
            assertEquals(40, found.size(), "seed " + seed);
            assertTrue(found.stream().allMatch(m -> m.problems().isEmpty()), "seed " + seed);
        }
    }

    @Test
    void shouldGoOnBehindAGap() {
        String first = message(1, "x".repeat(100));
        feed(first.substring(0, first.length() - 40), 1);
        stream.gap(40);
        feed("rest of something\r\nContent-Length: 5\r\n\r\n" + message(2, "ok"), 3);
        assertEquals(List.of("c1", "c2"), callIds());
        assertEquals(List.of("the capture lacks the end of the message"), messages.get(0).problems());
    }

    @Test
    void shouldPassOverALongBodyAndKeepItsBeginning() {
        String big = message(1, "x".repeat(300_000));
        for (int at = 0; at < big.length(); at += 1_400) {
            feed(big.substring(at, Math.min(big.length(), at + 1_400)), at / 1_400 + 1);
        }
        feed(message(2, ""), 500);
        assertEquals(List.of("c1", "c2"), callIds());
        assertEquals(SipParser.MAX_BODY, messages.get(0).body().length);
    }

    @Test
    void shouldNotBelieveAHugeContentLength() {
        feed(message(1, "").replace("Content-Length: 0", "Content-Length: 999999999999") + "body\r\n" + message(2, ""), 1);
        feed(message(3, ""), 2);
        assertEquals(List.of("c1", "c2", "c3"), callIds());
        assertTrue(messages.get(0).problems().get(0).startsWith("Content-Length 999999999999 is not believed"));
    }

    @Test
    void shouldTakeTheBodyUpToTheNextStartLineWithoutContentLength() {
        feed(message(1, "").replace("Content-Length: 0\r\n", "") + "body\r\n" + message(2, ""), 1);
        assertEquals(List.of("c1", "c2"), callIds());
        assertEquals("body\r\n", new String(messages.get(0).body(), StandardCharsets.UTF_8));
    }

    @Test
    void shouldBoundAHeadOfAMegabyteAndGoOn() {
        String wide = message(1, "").replace("From:", "X-Wide: " + "y".repeat(1_000_000) + "\r\nFrom:");
        for (int at = 0; at < wide.length(); at += 1_000) {
            feed(wide.substring(at, Math.min(wide.length(), at + 1_000)), at / 1_000 + 1);
        }
        feed(message(2, ""), 2_000);
        assertEquals(2, messages.size());
        assertTrue(messages.get(0).problems().get(0).startsWith("the headers are longer than 65536 bytes"));
        assertEquals("c2", messages.get(1).callId());
    }

    @Test
    void shouldReadAHeadThatComesByteByByteInLinearTime() {
        String wide = message(1, "").replace("From:", "X-Wide: " + "y".repeat(60_000) + "\r\nFrom:");
        for (int i = 0; i < wide.length(); i++) {
            feed(wide.substring(i, i + 1), i + 1);
        }
        assertEquals(List.of("c1"), callIds());
    }

    @Test
    void shouldGiveUpOnAStreamThatIsNoSip() {
        byte[] noise = new byte[1_400];
        Random random = new Random(3);
        boolean wanted = true;
        for (int i = 0; i < 100 && wanted; i++) {
            random.nextBytes(noise);
            wanted = stream.data(ByteView.of(Arrays.copyOf(noise, noise.length)), i, i);
        }
        assertFalse(wanted);
        assertEquals(List.of(), messages);
    }
}
