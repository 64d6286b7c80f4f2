package io.wirecause.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NameReaderTest {
    private final NameReader reader = new NameReader();

    /** Characters stand for bytes. */
    private boolean read(String bytes, int at) {
        return reader.read(ByteView.of(bytes.getBytes(StandardCharsets.ISO_8859_1)), at);
    }

    @Test
    void shouldReadLabelsWhenThereIsNoCompression() {
        assertTrue(read("\003www\007example\004test\0rest", 0));
        assertEquals("www.example.test", reader.text());
        assertEquals(18, reader.end());
        assertEquals(3, reader.labels());
    }

    @Test
    void shouldCallTheRootADot() {
        assertTrue(read("\0", 0));
        assertEquals(".", reader.text());
        assertEquals(1, reader.end());
    }

    @Test
    void shouldFollowPointersWhenTheyLeadBack() {
        String message = "\004test\0" + "\007example\u00c0\0" + "\003www\u00c0\006" + "after";
        assertTrue(read(message, 16));
        assertEquals("www.example.test", reader.text());
        assertEquals(22, reader.end());
    }

    @Test
    void shouldRefusePointersWhenTheyLoop() {
        assertFalse(read("\001a\u00c0\0", 0));
        assertEquals("a compression pointer that leads forward or to itself", reader.problem());
        assertFalse(read("\u00c0\002\001a\u00c0\002", 4));
        assertTrue(reader.problem().startsWith("a compression"));
    }

    @Test
    void shouldRefusePointersWhenTheyLeadForward() {
        assertFalse(read("\u00c0\004xx\001a\0", 0));
        assertEquals("a compression pointer that leads forward or to itself", reader.problem());
        assertEquals(2, reader.end());
    }

    @Test
    void shouldKeepWhatWasReadWhenALabelRunsBeyondTheEnd() {
        assertFalse(read("\003www\007exam", 0));
        assertEquals("a label of 7 bytes runs beyond the end of the message", reader.problem());
        assertEquals("www", reader.text());
        assertEquals(-1, reader.end());
    }

    @Test
    void shouldSayWhereItBreaksOffWhenTheMessageEnds() {
        assertFalse(read("\003www", 0));
        assertEquals("a name runs beyond the end of the message", reader.problem());
        assertFalse(read("\003www\u00c0", 0));
        assertEquals("a name runs beyond the end of the message", reader.problem());
        assertFalse(read("", 0));
    }

    @Test
    void shouldRefuseUnknownLabelTypes() {
        assertFalse(read("\u0041x\0", 0));
        assertEquals("a label of the unknown type 0x40", reader.problem());
    }

    @Test
    void shouldTakeTheLongestNameAndRefuseALongerOne() {
        String label = "\077" + "a".repeat(63);
        assertTrue(read(label.repeat(3) + "\075" + "b".repeat(61) + "\0", 0));
        assertEquals(253, reader.text().length());
        assertFalse(read(label.repeat(3) + "\076" + "b".repeat(62) + "\0", 0));
        assertEquals("a name longer than 255 bytes", reader.problem());
    }

    @Test
    void shouldEndWhenPointersAreChainedThroughAWholeMessage() {
        byte[] message = new byte[16_000];
        for (int at = 2; at < message.length; at += 2) {
            message[at] = (byte) (0xc0 | at - 2 >> 8);
            message[at + 1] = (byte) (at - 2);
        }
        assertTrue(reader.read(ByteView.of(message), message.length - 2));
        assertEquals(".", reader.text());
    }

    @Test
    void shouldEscapeWhatIsNoText() {
        assertTrue(read("\006a.b\\c\t\003\u00ffxy\0", 0));
        assertEquals("a\\.b\\\\c\\009.\\255xy", reader.text());
    }

    @Test
    void shouldReadUtf8WhenALabelIsSound() {
        byte[] label = "Büro\u202e1".getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(new byte[] {(byte) label.length}, label.length + 2);
        System.arraycopy(label, 0, message, 1, label.length);
        assertTrue(reader.read(ByteView.of(message), 0));
        assertEquals("Büro\\u{202e}1", reader.text());
    }

    @Test
    void shouldTakeOutTheCompressionWhenCopied() {
        assertTrue(read("\004test\0\001a\u00c0\0", 6));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reader.copyTo(out);
        assertEquals("\001a\004test\0", out.toString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void shouldKeepACutLabelOnlyWhereAskedTo() {
        ByteView cut = ByteView.of("\003www\007exam".getBytes(StandardCharsets.ISO_8859_1));
        assertFalse(reader.read(cut, 0));
        assertEquals("www", reader.text());
        NameReader keeping = new NameReader(true);
        assertFalse(keeping.read(cut, 0));
        assertEquals("www.exam", keeping.text());
        assertEquals("www.exam", keeping.latin1());
        assertEquals(-1, keeping.end());
    }
}
