package io.wirecause.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.AnswerSize;
import io.wirecause.analysis.PageArguments;
import io.wirecause.packet.TcpFlags;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationTest {
    @TempDir
    private Path folder;
    private final PcapBuilder pcap = new PcapBuilder();
    private int client = 1;
    private int server = 1;

    private ConversationTest says(boolean byClient, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        pcap.after(1_000);
        if (byClient) {
            pcap.tcp(1, 40_000, 2, 25, client, server, TcpFlags.ACK, bytes);
            client += bytes.length;
        } else {
            pcap.tcp(2, 25, 1, 40_000, server, client, TcpFlags.ACK, bytes);
            server += bytes.length;
        }
        return this;
    }

    private List<String> turns() throws Exception {
        return Shown.follow(pcap.write(folder), 0).turns();
    }

    @Test
    void shouldTellWhatWasSaidInTurn() throws Exception {
        says(false, "220 mail\r\n").says(true, "EHLO me\r\n").says(false, "250-mail\r\n").says(false, "250 SIZE\r\n");
        assertEquals(List.of("server [220 mail]", "client [EHLO me]", "server [250-mail, 250 SIZE]"), turns());
    }

    @Test
    void shouldMaskASecretThatTwoSegmentsShareAndOneInterrupted() throws Exception {
        says(true, "PA").says(true, "SS open").says(true, "sesame\r\nNOOP\r\n").says(false, "+OK\r\n").says(true, "PASS open")
                .says(false, "-ERR wait\r\n").says(true, "sesame\r\nQUIT\r\n");
        assertEquals(List.of("client [PASS ***, NOOP]", "server [+OK]", "client [PASS ***]", "server [-ERR wait]",
                "client [***, QUIT]"), turns());
    }

    @Test
    void shouldMaskWhatAnswersAQuestionForASecret() throws Exception {
        says(true, "AUTH LOGIN\r\n").says(false, "334 VXNlcm5hbWU6\r\n").says(true, "am9l\r\n")
                .says(false, "334 UGFzc3dvcmQ6\r\n")
                .says(true, "b3Blbg==\r\n").says(false, "235 ok\r\nlast login\r\nPassword: ").says(true, "open")
                .says(true, "sesame\r\nls\r\n");
        assertEquals(List.of("client [AUTH LOGIN]", "server [334 VXNlcm5hbWU6]", "client [***]", "server [334 UGFzc3dvcmQ6]",
                "client [***]", "server [235 ok, last login, Password:]", "client [***, ls]"), turns());
    }

    @Test
    void shouldMaskTheArgumentsOfRedisInLinesOfTheirOwn() throws Exception {
        says(true, "*2\r\n$4\r\nAUTH\r\n$10\r\nopensesame\r\n*1\r\n$4\r\nPING\r\n").says(false, "+OK\r\n");
        String said = turns().toString();
        assertFalse(said.contains("opensesame"), said);
        assertTrue(said.contains("PING") || said.contains("***"), said);
    }

    @Test
    void shouldCountWhatIsNotTextAndWhatIsMissing() throws Exception {
        says(true, "GET\r\n").says(false, "\u0000\u0001\u0002\u0003\n\u0000\u0005");
        server += 500;
        says(false, "end\r\n");
        List<String> turns = turns();
        assertEquals("client [GET]", turns.get(0));
        assertTrue(turns.get(1).contains("7 bytes that are not text"), turns.toString());
        assertTrue(turns.get(1).contains("(500 bytes not captured)"), turns.toString());
    }

    @Test
    void shouldShowHostileTextAsWhatItIs() throws Exception {
        says(true, "a\u00e2\u0080\u00aeb\tc\u001b[31m\r\n");
        assertEquals(List.of("client [a\\u{202e}b\\u{9}c\\u{1b}[31m]"), turns());
    }

    @Test
    void shouldBoundEachTurnAndTheWhole() throws Exception {
        for (int i = 0; i < 600; i++) {
            says(true, ("line of text " + i + "\r\n").repeat(30)).says(false, "x".repeat(1_300) + "\r\n");
        }
        Answered<PacketsAnswer> answer = Shown.follow(pcap.write(folder), 0).answer();
        assertTrue(AnswerSize.of(answer.envelope()) < 12_000, "size " + AnswerSize.of(answer.envelope()));
        assertFalse(answer.body().conversation().complete());
        assertTrue(answer.body().conversation().turns().size() > 3);
        assertEquals(0, answer.body().packets().size());
        assertEquals(1_200, answer.page().total());
    }

    @Test
    void shouldTellTlsByItsRecords() throws Exception {
        says(true, "\u0016\u0003\u0001\u0000\u0004\u000e\u0000\u0000\u0000").says(false, "\u0017\u0003\u0003\u0000\u0002ab");
        assertEquals(List.of("client [(TLS: ServerHelloDone)]", "server [(TLS: Application Data)]"), turns());
    }

    @Test
    void shouldAskForTheConnection() throws Exception {
        Path capture = says(true, "a").pcap.write(folder);
        String sentence = assertThrows(UserFacingException.class,
                () -> Shown.of(capture, a -> new PacketsArguments(a.capture(), null,
                null, null, null, null, null, null, false, false, true, false, new PageArguments(null, null)))).getMessage();
        assertTrue(sentence.contains("needs connection"), sentence);
    }
}
