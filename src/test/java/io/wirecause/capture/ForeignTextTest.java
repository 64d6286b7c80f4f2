package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.UserFacingException;
import io.wirecause.testing.TestCaptures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that people take for captures. */
class ForeignTextTest {
    @TempDir
    Path folder;

    private String said(byte[] content) throws Exception {
        Path file = Files.write(folder.resolve("file"), content);
        return assertThrows(UserFacingException.class, () -> Capture.open(file)).getMessage();
    }

    @Test
    void shouldSayOfTextWhatItIsAndWhatToDo() throws Exception {
        Map<String, String> texts = Map.of(
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "git lfs pull",
                "{\n  \"log\": {\n    \"version\": \"1.2\", \"creator\": {}}}", "HAR file",
                "<!DOCTYPE html>\n<html><body>Log in</body></html>", "HTML page",
                "12:34:56.789012 IP 192.0.2.1.443 > 192.0.2.2.50000: Flags [S], seq 1, win 64240, length 0\n", "tcpdump -w",
                "tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n2026-11-30 12:34:56.789012 eth0  In "
                + " IP 192.0.2.1 > 192.0.2.2: ICMP echo request, id 1, seq 1, length 64\n", "tcpdump -w",
                "    1   0.000000 192.0.2.10 \u2192 192.0.2.80   TCP 74 59344 \u2192 80 [SYN] Seq=0 Win=64240\n", "tshark -w",
                Base64.getEncoder().encodeToString(Files.readAllBytes(TestCaptures.of("tcp/http-clean"))), "base64 -d",
                "d4c3b2a1020004000000000000000000ffff0000 01000000\n", "xxd -r -p",
                "root:$y$j9T$abc$def:19700:0:99999:7:::\ndaemon:*:19600:0:99999:7:::\n", "is text, not a capture",
                "Dear all,\nplease find the capture attached.\n".repeat(20), "is text, not a capture");
        for (Map.Entry<String, String> text : texts.entrySet()) {
            String said = said(text.getKey().getBytes(StandardCharsets.UTF_8));
            assertTrue(said.contains(text.getValue()), text.getKey() + " is said to be: " + said);
        }
    }

    @Test
    void shouldKnowTextInUtf16() throws Exception {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertTrue(said("\ufeff12:34:56 IP 192.0.2.1".repeat(9).getBytes(charset)).contains("is text, not a capture"));
        }
    }

    @Test
    void shouldKnowArchivesAndDocuments() throws Exception {
        byte[] tar = new byte[1_024];
        System.arraycopy("capture.pcap".getBytes(StandardCharsets.US_ASCII), 0, tar, 0, 12);
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertTrue(said(tar).contains("a tar archive"));
        byte[] pdf = new byte[600];
        new Random(1).nextBytes(pdf);
        System.arraycopy("%PDF-1.7\n%".getBytes(StandardCharsets.US_ASCII), 0, pdf, 0, 10);
        assertTrue(said(pdf).contains("a PDF document"));
    }

    @Test
    void shouldTakeForErfOnlyWhatGoesOnLikeIt() throws Exception {
        ByteBuffer records = ByteBuffer.allocate(3 * 80).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3; i++) {
            records.position(80 * i).putInt(0).putInt(1_700_000_000 + i).put((byte) 2).put((byte) 4);
            records.order(ByteOrder.BIG_ENDIAN).putShort((short) 80).putShort((short) 0).putShort((short) 60);
            records.order(ByteOrder.LITTLE_ENDIAN);
        }
        assertTrue(said(records.array()).contains("Endace ERF"));
        records.putInt(84, 7);
        String said = said(records.array());
        assertFalse(said.contains("ERF"), said);
        assertEquals(said, said(records.array()));
    }
}
